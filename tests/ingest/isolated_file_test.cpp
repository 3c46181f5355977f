#include "reading_support.hpp"
#include "zip_builder.hpp"

#include "config/errors.hpp"
#include "ingest/worker/isolated_file.hpp"
#include "ingest/worker/parse_sandbox.hpp"
#include "ingest/worker/parse_wire.hpp"
#include "ingest/worker/parse_worker.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

/// This program is its own worker: started with the hidden command it serves and ends before any test begins.
__attribute__((constructor)) void serve_if_worker(int count, char** arguments, char**)
{
    if (count == 3 && std::string_view(arguments[1]) == "parse-worker") {
        if (std::string_view(arguments[2]) == "krasch.csv") {
            ::raise(SIGSEGV); // as a bug of a parser would
        }
        ::_exit(lup::serve_parse_worker(count, arguments));
    }
}

const fs::path self = "/proc/self/exe";

struct TemporaryFile {
    explicit TemporaryFile(const std::string& bytes, const std::string& name = "enkat.xlsx")
        : folder(fs::temp_directory_path() / ("lup-test-" + std::to_string(::getpid())))
    {
        fs::create_directories(folder);
        path = folder / name;
        std::ofstream(path, std::ios::binary) << bytes;
    }
    ~TemporaryFile() { fs::remove_all(folder); }
    fs::path folder;
    fs::path path;
};

std::string isolated_refusal(const fs::path& file, const fs::path& worker)
{
    try {
        cells_of(*lup::open_sheet_file_isolated(file, worker));
    } catch (const lup::InputError& error) {
        return error.what();
    }
    return {};
}

/// Whether `action` is true in a child process that has entered the sandbox.
bool true_in_sandbox(const std::function<bool()>& action)
{
    const auto child = ::fork();
    if (child == 0) {
        ::_exit(lup::enter_parse_sandbox() && action() ? 0 : 1);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

const std::string two_sheets =
    XlsxBuilder()
        .rows(
            "B",
            R"(<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><v>å</v></c><c r="XFD1"><v>-0.5</v></c></row><row r="7"><c r="C7" t="e"><v>#N/A</v></c></row>)")
        .rows(
            "C",
            R"(<row r="2" hidden="1"><c r="A2" t="b"><v>1</v></c><c r="B2"><v>5000</v></c><c r="C2" t="d"><v>2023-03-15</v></c></row>)",
            "state=\"hidden\"")
        .bytes();

} // namespace

TEST_CASE("in the sandbox nothing can be opened, written to disk, sent, started or made executable",
          "[ingest]")
{
    CHECK(true_in_sandbox([] { return true; }));
    CHECK(true_in_sandbox([] { return ::open("/etc/hostname", O_RDONLY) < 0; }));
    CHECK(true_in_sandbox([] { return ::open("/tmp/lup-sandbox", O_WRONLY | O_CREAT, 0600) < 0; }));
    CHECK(true_in_sandbox([] { return ::socket(AF_INET, SOCK_STREAM, 0) < 0; }));
    CHECK(true_in_sandbox([] { return ::fork() < 0; }));
    CHECK(true_in_sandbox([] {
        char* const none[] = {nullptr};
        return ::execve("/bin/true", none, none) < 0;
    }));
    CHECK(true_in_sandbox([] {
        return ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED;
    }));
    CHECK(true_in_sandbox([] { return ::kill(::getppid(), 0) < 0; }));
}

TEST_CASE("a worker that dies, answers nonsense or cannot be started costs only its file", "[ingest]")
{
    const TemporaryFile file(two_sheets);
    CHECK_THAT(isolated_refusal(file.path, "/bin/false"),
               Contains("enkat.xlsx: filen gick inte att läsa: läsaren avbröts"));
    CHECK_THAT(isolated_refusal(file.path, "/bin/echo"), Contains("läsaren avbröts"));
    CHECK_THAT(isolated_refusal(file.path, "/finns/inte"), Contains("läsaren kunde inte startas"));
    CHECK_THAT(isolated_refusal(file.folder / "finns-inte.xlsx", self), Contains("filen finns inte"));
    CHECK_THAT(isolated_refusal(file.folder, self), Contains("inte en vanlig fil"));
}

TEST_CASE("a file that crashes its worker is refused, and those beside it are read", "[ingest]")
{
    const TemporaryFile before("id;q1\n1;2\n", "fore.csv");
    const auto crashing = before.folder / "krasch.csv";
    std::ofstream(crashing) << "id;q1\n1;2\n";
    const auto first = lup::open_sheet_file_isolated(before.path, self);
    const auto reader = first->read(0);
    lup::Row row;
    REQUIRE(reader->next(row));
    CHECK_THAT(isolated_refusal(crashing, self), Contains("krasch.csv: filen gick inte att läsa"));
    REQUIRE(reader->next(row));
    CHECK(row.cells.at(1).text == "2");
    CHECK(lup::count_cells_isolated(before.path, self) == 4);
}

TEST_CASE("rows past the end of a sheet come through a worker too, from a file that has none", "[ingest]")
{
    std::string bytes;
    for (int i = 0; i < 1'048'600; ++i) {
        bytes += "1\n";
    }
    const TemporaryFile file(bytes, "lang.csv");
    const auto isolated = lup::open_sheet_file_isolated(file.path, self);
    const auto reader = isolated->read(0);
    std::uint32_t last = 0;
    for (lup::Row row; reader->next(row);) {
        last = row.number;
    }
    CHECK(last == 1'048'600);
}

TEST_CASE("a refusal of the worker is the file's refusal, word for word", "[ingest]")
{
    const auto cut = two_sheets.substr(0, two_sheets.size() / 2);
    const TemporaryFile file(cut);
    CHECK(isolated_refusal(file.path, self) == refusal_of(cut));
}

TEST_CASE("a file reads the same in a process of its own, with its sheets and findings", "[ingest]")
{
    const TemporaryFile file(two_sheets);
    const auto direct = open_bytes_as(two_sheets);
    const auto isolated = lup::open_sheet_file_isolated(file.path, self);
    CHECK(cells_of(*isolated) == cells_of(*direct));
    CHECK(isolated->format() == "xlsx");
    CHECK(isolated->sheets().at(1).hidden);
    CHECK(found(*isolated, lup::Severity::note, "dolda rader"));
    CHECK(found(*isolated, lup::Severity::warning, "cellen är ett fel"));
    CHECK(lup::count_cells_isolated(file.path, self) == 7);
    CHECK(lup::count_cells_isolated(file.path, self, "C") == 3);
    CHECK_THROWS_AS(lup::count_cells_isolated(file.path, self, "D"), lup::InputError);
}

TEST_CASE("two sheets are read at once, and a reader that is left early ends its worker", "[ingest]")
{
    const TemporaryFile file(two_sheets);
    const auto isolated = lup::open_sheet_file_isolated(file.path, self);
    const auto first = isolated->read(0);
    const auto second = isolated->read(1);
    lup::Row row;
    REQUIRE(second->next(row));
    CHECK(row.number == 2);
    REQUIRE(first->next(row));
    CHECK(row.cells.at(2).column == 16'384);
    CHECK(row.cells.at(2).number == -0.5);
}

TEST_CASE("rows from a worker that lies are refused: columns, types, sizes and texts", "[ingest]")
{
    lup::Row row;
    row.number = 3;
    lup::Cell cell;
    cell.column = 2;
    cell.text = "text";
    row.cells = {cell};
    lup::WireWriter writer;
    writer.row(row);
    const std::string good(writer.bytes());
    const auto reads = [&](const std::string& bytes) {
        try {
            lup::WireReader reader(bytes, "fil");
            lup::Row read;
            reader.row(read);
            return reader.at_end() && read.number >= 1 && read.cells.size() == 1 && read.cells[0].column >= 1;
        } catch (const lup::InputError&) {
            return false;
        }
    };
    CHECK(reads(good));
    for (std::size_t size = 0; size < good.size(); ++size) {
        CHECK(!reads(good.substr(0, size)));
    }
    auto changed = good;
    changed[0] = changed[1] = changed[2] = changed[3] = 0; // row 0
    CHECK(!reads(changed));
    changed = good;
    changed[8] = 0; // column 0
    CHECK(!reads(changed));
    changed = good;
    changed[good.size() - 1] = '\xE5';
    CHECK(!reads(changed));
}
