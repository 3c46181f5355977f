#include "ingest/worker/parse_worker.hpp"

#include "config/errors.hpp"
#include "ingest/bytes/byte_source.hpp"
#include "ingest/cells.hpp"
#include "ingest/sheets/open_file.hpp"
#include "ingest/worker/parse_sandbox.hpp"
#include "ingest/worker/parse_wire.hpp"

#include <csignal>
#include <cstdint>
#include <exception>
#include <new>
#include <optional>
#include <string>

#include <iconv.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace lup {
namespace {

constexpr std::size_t frame_bytes = std::size_t{256} << 10;

/// Converters load files when they are first opened, which the sandbox forbids; these stay open.
void load_text_converters()
{
    for (const char* encoding : {"WINDOWS-1252", "ISO-8859-1", "CP1252", "UTF-8", "CP850", "MACINTOSH"}) {
        ::iconv_open("UTF-8", encoding);
    }
}

bool read_exactly(void* to, std::size_t size)
{
    auto* at = static_cast<char*>(to);
    while (size > 0) {
        const auto got = ::read(STDIN_FILENO, at, size);
        if (got <= 0) {
            return false;
        }
        at += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

void send_rows(const SheetFile& file, std::uint32_t sheet)
{
    if (sheet >= file.sheets().size()) {
        return;
    }
    const auto reader = file.read(sheet);
    WireWriter rows;
    for (Row row; reader->next(row);) {
        rows.row(row);
        if (rows.bytes().size() >= frame_bytes) {
            if (!send_frame(worker_result_descriptor, FrameKind::rows, rows.bytes())) {
                return;
            }
            rows.clear();
        }
    }
    if (!rows.bytes().empty()) {
        send_frame(worker_result_descriptor, FrameKind::rows, rows.bytes());
    }
}

void serve(const std::shared_ptr<const ByteSource>& source)
{
    const auto file = open_sheet_bytes(source);
    WireWriter opening;
    opening.opening(*file);
    send_frame(worker_result_descriptor, FrameKind::opened, opening.bytes());
    char request = 0;
    std::uint32_t sheet = 0;
    if (!read_exactly(&request, sizeof request) || !read_exactly(&sheet, sizeof sheet)) {
        return; // the file was opened and not read
    }
    WireWriter last;
    if (request == static_cast<char>(FrameKind::counted)) {
        const bool all = sheet >= file->sheets().size();
        last.number(count_cells(*file, all ? std::nullopt : std::optional(file->sheets()[sheet].name)));
        send_frame(worker_result_descriptor, FrameKind::counted, last.bytes());
        return;
    }
    send_rows(*file, sheet);
    last.findings(file->findings());
    send_frame(worker_result_descriptor, FrameKind::finished, last.bytes());
}

} // namespace

int serve_parse_worker(int argument_count, char* arguments[])
{
    if (argument_count < 3) {
        return 2;
    }
    const std::string name = arguments[2];
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    load_text_converters();
    std::string refusal =
        name + ": filen kunde inte läsas avskilt på den här servern. Visa meddelandet för IT.";
    try {
        const auto source = bytes_of_descriptor(worker_file_descriptor, name);
        if (enter_parse_sandbox()) {
            serve(source);
            return 0;
        }
    } catch (const InputError& error) {
        refusal = error.what();
    } catch (const std::bad_alloc&) {
        refusal = name + ": filen kräver mer minne än gränsen. Dela upp den.";
    } catch (const std::exception&) {
        refusal = name + ": filen kunde inte läsas: ett fel i programmet. Spara den på nytt som .xlsx.";
    }
    send_frame(worker_result_descriptor, FrameKind::refused, refusal);
    return 3;
}

} // namespace lup
