#include "app/commands.hpp"
#include "app/failure.hpp"
#include "app/options.hpp"
#include "ingest/parse_worker.hpp"

#include <iostream>
#include <string_view>

int main(int argc, char* argv[])
{
    try {
        // Not a command for people: the process in which one file is parsed.
        if (argc > 1 && std::string_view(argv[1]) == "parse-worker")
            return lup::serve_parse_worker(argc, argv);
        const auto options = lup::parse_options(argc, argv);
        return lup::run(options);
    } catch (...) {
        return lup::report_failure(std::cerr);
    }
}
