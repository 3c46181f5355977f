// Times the reading of one file beside its floor: bench_reading FILE [options of Google Benchmark].
//   .xlsx, .ods   `unzip -p` of all parts, our inflating alone, all cells, all cells in a worker process
//   .csv          reading the bytes, all cells
//   .sav          a bare ReadStat loop over all values, all cells
#include "ingest/bytes/byte_source.hpp"
#include "ingest/bytes/zip_archive.hpp"
#include "ingest/cells.hpp"
#include "ingest/sheets/open_file.hpp"
#include "ingest/worker/isolated_file.hpp"
#include "ingest/worker/parse_worker.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <future>
#include <iostream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <readstat.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using Action = std::function<std::uint64_t()>;

void time_action(benchmark::State& state, const Action& action)
{
    std::uint64_t done = 0;
    for (auto _ : state) {
        done = action();
        benchmark::DoNotOptimize(done);
    }
    state.counters["count"] = static_cast<double>(done);
}

void add(const std::string& name, const Action& action)
{
    benchmark::RegisterBenchmark(name.c_str(),
                                 [action](benchmark::State& state) { time_action(state, action); })
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
}

std::uint64_t unzip_to_nowhere(const std::string& file)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    std::string arguments[] = {"unzip", "-p", file};
    char* const pointers[] = {arguments[0].data(), arguments[1].data(), arguments[2].data(), nullptr};
    pid_t child = 0;
    int status = -1;
    if (posix_spawnp(&child, "unzip", &actions, nullptr, pointers, environ) == 0) {
        ::waitpid(child, &status, 0);
    }
    posix_spawn_file_actions_destroy(&actions);
    return static_cast<std::uint64_t>(status);
}

std::uint64_t drain(lup::ByteStream& stream)
{
    static std::string piece(std::size_t{256} << 10, '\0');
    std::uint64_t bytes = 0;
    while (const auto got = stream.read(piece)) {
        bytes += got;
    }
    return bytes;
}

std::uint64_t inflate_all(const std::string& file)
{
    const lup::ZipArchive zip(lup::open_bytes(file));
    std::uint64_t bytes = 0;
    for (const auto& entry : zip.entries()) {
        bytes += drain(*zip.open(entry));
    }
    return bytes;
}

std::uint64_t read_bytes(const std::string& file)
{
    const auto source = lup::open_bytes(file);
    return drain(*lup::stream_of(source, 0, source->size()));
}

int count_value(int, readstat_variable_t*, readstat_value_t value, void* count)
{
    *static_cast<std::uint64_t*>(count) += readstat_value_is_system_missing(value) == 0 ? 1 : 0;
    return READSTAT_HANDLER_OK;
}

int accept_variable(int, readstat_variable_t*, const char*, void*)
{
    return READSTAT_HANDLER_OK;
}

std::uint64_t bare_readstat(const std::string& file)
{
    std::uint64_t count = 0;
    auto* parser = readstat_parser_init();
    readstat_set_variable_handler(parser, accept_variable);
    readstat_set_value_handler(parser, count_value);
    readstat_parse_sav(parser, file.c_str(), &count);
    readstat_parser_free(parser);
    return count;
}

/// Takes as long as one where both cores are free.
std::uint64_t count_two_at_once(const std::string& file)
{
    const auto count = [&file] { return lup::count_cells_isolated(file, "/proc/self/exe"); };
    auto other = std::async(std::launch::async, count);
    return count() + other.get();
}

void add_floor(const std::string& file)
{
    const auto format = lup::open_sheet_file(file)->format();
    if (format == "xlsx" || format == "ods") {
        add("floor: unzip -p", [file] { return unzip_to_nowhere(file); });
        add("inflate and CRC alone", [file] { return inflate_all(file); });
    } else if (format == "sav") {
        add("floor: bare ReadStat loop", [file] { return bare_readstat(file); });
    } else {
        add("floor: the bytes", [file] { return read_bytes(file); });
    }
}

} // namespace

int main(int argc, char* argv[])
{
    if (argc > 1 && std::string(argv[1]) == "parse-worker") {
        return lup::serve_parse_worker(argc, argv);
    }
    if (argc < 2) {
        std::cerr << "bench_reading FILE [options of Google Benchmark]\n";
        return 2;
    }
    const std::string file = argv[1];
    add_floor(file);
    add("every cell, this process", [file] { return lup::count_cells(*lup::open_sheet_file(file)); });
    add("every cell, counted in a worker",
        [file] { return lup::count_cells_isolated(file, "/proc/self/exe"); });
    add("every cell, counted in a worker, two files at once", [file] { return count_two_at_once(file); });
    add("every cell, through a worker",
        [file] { return lup::count_cells(*lup::open_sheet_file_isolated(file, "/proc/self/exe")); });
    argv[1] = argv[0];
    int rest = argc - 1;
    benchmark::Initialize(&rest, argv + 1);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
