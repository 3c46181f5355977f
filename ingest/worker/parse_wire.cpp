#include "ingest/worker/parse_wire.hpp"

#include "ingest/bytes/text_encoding.hpp"
#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"

#include <cerrno>
#include <cmath>

#include <sys/uio.h>
#include <unistd.h>

namespace lup {
namespace {

// A cell's head: column, type, two marks, and small whole numbers, which most answers are, at once.
constexpr std::uint32_t column_bits = 15;
constexpr std::uint32_t type_shift = 15;
constexpr std::uint32_t quoted_bit = 1U << 18;
constexpr std::uint32_t user_missing_bit = 1U << 19;
constexpr std::uint32_t small_bit = 1U << 20;
constexpr std::uint32_t small_shift = 21;
constexpr std::uint32_t small_limit = 1U << (32 - small_shift);

bool has_text(CellType type)
{
    return type != CellType::number && type != CellType::boolean;
}

bool is_small(const Cell& cell)
{
    return cell.number >= 0 && cell.number < small_limit && std::floor(cell.number) == cell.number &&
           !std::signbit(cell.number);
}

} // namespace

void WireWriter::row(const Row& row)
{
    number(row.number);
    number(static_cast<std::uint32_t>(row.cells.size()));
    for (const auto& cell : row.cells) {
        std::uint32_t head = cell.column | static_cast<std::uint32_t>(cell.type) << type_shift;
        head |= cell.quoted ? quoted_bit : 0;
        head |= cell.user_missing ? user_missing_bit : 0;
        const bool small = is_small(cell);
        head |= small ? small_bit | static_cast<std::uint32_t>(cell.number) << small_shift : 0;
        number(head);
        if (!small) {
            number(cell.number);
        }
        if (has_text(cell.type)) {
            text(cell.text);
        }
    }
}

void WireReader::row(Row& row)
{
    row.cells.clear();
    row.number = number<std::uint32_t>();
    const auto cells = number<std::uint32_t>();
    if (row.number == 0 || row.number > limits::records || cells == 0 || cells > limits::columns) {
        refuse();
    }
    std::uint32_t last = 0;
    for (std::uint32_t i = 0; i < cells; ++i) {
        const auto head = number<std::uint32_t>();
        Cell& cell = row.cells.emplace_back();
        cell.column = head & ((1U << column_bits) - 1);
        const auto type = head >> type_shift & 7U;
        if (cell.column <= last || cell.column > limits::columns ||
            type > static_cast<unsigned>(CellType::error)) {
            refuse();
        }
        last = cell.column;
        cell.type = static_cast<CellType>(type);
        cell.quoted = (head & quoted_bit) != 0;
        cell.user_missing = (head & user_missing_bit) != 0;
        cell.number = (head & small_bit) != 0 ? static_cast<double>(head >> small_shift) : number<double>();
        if (!std::isfinite(cell.number)) {
            refuse();
        }
        if (has_text(cell.type)) {
            cell.text = text();
        }
    }
}

void WireWriter::findings(const Findings& findings)
{
    number(static_cast<std::uint32_t>(findings.size()));
    for (const auto& finding : findings) {
        number(static_cast<std::uint8_t>(finding.severity));
        text(finding.file);
        text(finding.place);
        text(finding.rule);
        text(finding.advice);
        number(finding.count);
    }
}

Findings WireReader::findings()
{
    Findings findings;
    for (auto left = number<std::uint32_t>(); left > 0; --left) {
        Finding finding;
        const auto severity = number<std::uint8_t>();
        if (severity > static_cast<std::uint8_t>(Severity::error)) {
            refuse();
        }
        finding.severity = static_cast<Severity>(severity);
        finding.file = text();
        finding.place = text();
        finding.rule = text();
        finding.advice = text();
        finding.count = number<std::uint64_t>();
        findings.push_back(std::move(finding));
    }
    return findings;
}

void WireWriter::opening(const SheetFile& file)
{
    text(file.format());
    number(static_cast<std::uint32_t>(file.sheets().size()));
    for (const auto& sheet : file.sheets()) {
        text(sheet.name);
        number(static_cast<std::uint8_t>(sheet.hidden ? 1 : 0));
    }
    number(static_cast<std::uint32_t>(file.variables().size()));
    for (const auto& variable : file.variables()) {
        text(variable.name);
        text(variable.label);
        for (const auto* pairs : {&variable.labels, &variable.missing}) {
            number(static_cast<std::uint32_t>(pairs->size()));
            for (const auto& [first, second] : *pairs) {
                text(first);
                text(second);
            }
        }
    }
}

std::string_view WireReader::text()
{
    const auto text = take(number<std::uint32_t>());
    if (!is_utf8(text)) {
        refuse();
    }
    return text;
}

std::string_view WireReader::take(std::size_t size)
{
    if (size > left_.size()) {
        refuse();
    }
    const auto taken = left_.substr(0, size);
    left_.remove_prefix(size);
    return taken;
}

void WireReader::refuse() const
{
    refuse_damaged(file_, "", "läsaren gav ett svar som inte går att tyda");
}

bool send_frame(int descriptor, FrameKind kind, std::string_view payload)
{
    std::string head(1, static_cast<char>(kind));
    const auto size = static_cast<std::uint32_t>(payload.size());
    head.append(reinterpret_cast<const char*>(&size), sizeof size);
    for (std::string_view left : {std::string_view(head), payload}) {
        while (!left.empty()) {
            const auto sent = ::write(descriptor, left.data(), left.size());
            if (sent < 0 && errno != EINTR) {
                return false;
            }
            left.remove_prefix(sent < 0 ? 0 : static_cast<std::size_t>(sent));
        }
    }
    return true;
}

} // namespace lup
