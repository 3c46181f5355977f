// Reads a folder of hostile files, each through a worker process, and holds the outcome against manifest.csv
// (file, attack, required_outcome): evidence_malicious FOLDER. A required outcome that says REFUSE or WARN
// allows a refusal, one that says READ, read or WARN a reading; nothing allows more than 2 s, 200 MB (the
// worker counted) or a crash. Ends with 1 if any file misses its outcome.
#include "config/errors.hpp"
#include "ingest/cells.hpp"
#include "ingest/worker/isolated_file.hpp"
#include "ingest/worker/parse_worker.hpp"

#include <chrono>
#include <filesystem>
#include <iostream>
#include <string>

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;

constexpr double most_seconds = 2;
constexpr long most_kilobytes = 200'000;

struct Outcome {
    int status = 0; ///< as waitpid gives it; 0 read, 3 refused
    double seconds = 0;
    long kilobytes = 0;
    std::string message;
};

/// Counts the cells, so that all are decoded, and says in one line what came of it.
int read_one(const fs::path& file, int output)
{
    std::string said;
    int code = 0;
    try {
        const auto sheets = lup::open_sheet_file_isolated(file, "/proc/self/exe");
        said = fmt::format("{} cells", lup::count_cells(*sheets));
        for (const auto& finding : sheets->findings()) {
            said += "; " + finding.rule;
        }
    } catch (const lup::InputError& error) {
        said = error.what();
        code = 3;
    }
    return ::write(output, said.data(), said.size()) < 0 ? 1 : code;
}

Outcome run(const fs::path& file)
{
    int ends[2];
    if (::pipe(ends) != 0) {
        throw lup::InputError("no pipe");
    }
    const auto start = std::chrono::steady_clock::now();
    const auto child = ::fork();
    if (child == 0) {
        ::_exit(read_one(file, ends[1]));
    }
    ::close(ends[1]);
    Outcome outcome;
    char piece[4096];
    for (ssize_t got = 0; (got = ::read(ends[0], piece, sizeof piece)) > 0;) {
        outcome.message.append(piece, static_cast<std::size_t>(got));
    }
    ::close(ends[0]);
    rusage used{};
    ::wait4(child, &outcome.status, 0, &used);
    outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    outcome.kilobytes = used.ru_maxrss;
    return outcome;
}

bool allowed(const Outcome& outcome, const std::string& required)
{
    const auto says = [&](std::string_view word) { return required.find(word) != std::string::npos; };
    const int code = WIFEXITED(outcome.status) ? WEXITSTATUS(outcome.status) : -1;
    const bool bounded = outcome.seconds < most_seconds && outcome.kilobytes < most_kilobytes;
    const bool read = says("READ") || says("read") || says("WARN") || says("treat as") || says("flag");
    const bool refused = says("REFUSE") || says("WARN");
    return bounded && !outcome.message.empty() && ((code == 0 && read) || (code == 3 && refused));
}

int check(const fs::path& folder)
{
    const auto manifest = lup::open_sheet_file(folder / "manifest.csv");
    const auto reader = manifest->read(0);
    std::size_t files = 0;
    std::size_t missed = 0;
    lup::Row row;
    reader->next(row);
    while (reader->next(row)) {
        const std::string name{row.cells.at(0).text};
        const std::string required{row.cells.at(2).text};
        const auto outcome = run(folder / name);
        const bool good = allowed(outcome, required);
        fmt::print("{} {:<28}{:>6.2f} s{:>6} MB  {}\n", good ? "ok  " : "MISS", name, outcome.seconds,
                   outcome.kilobytes / 1024, outcome.message);
        ++files;
        missed += good ? 0 : 1;
    }
    fmt::print("{} files, {} missed their outcome\n", files, missed);
    return missed == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char* argv[])
{
    if (argc > 2 && std::string_view(argv[1]) == "parse-worker") {
        return lup::serve_parse_worker(argc, argv);
    }
    if (argc != 2) {
        std::cerr << "evidence_malicious FOLDER\n";
        return 2;
    }
    try {
        return check(argv[1]);
    } catch (const lup::Error& error) {
        std::cerr << error.what() << '\n';
        return 3;
    }
}
