#include "app/commands.hpp"
#include "app/failure.hpp"
#include "app/options.hpp"
#include "ingest/worker/parse_worker.hpp"

#include <iostream>
#include <malloc.h>
#include <string_view>

namespace {

/// The gate copies tables of some megabytes thousands of times a second. Memory that goes back to the kernel
/// each time costs three times what the arithmetic does, so what is freed is kept for the next.
void keep_freed_memory()
{
    constexpr int megabyte = 1 << 20;
    mallopt(M_MMAP_THRESHOLD, 32 * megabyte);
    mallopt(M_TRIM_THRESHOLD, 256 * megabyte);
}

} // namespace

int main(int argc, char* argv[])
{
    try {
        // Not a command for people: the process in which one file is parsed.
        if (argc > 1 && std::string_view(argv[1]) == "parse-worker")
            return lup::serve_parse_worker(argc, argv);
        keep_freed_memory();
        const auto options = lup::parse_options(argc, argv);
        return lup::run(options);
    } catch (...) {
        return lup::report_failure(std::cerr);
    }
}
