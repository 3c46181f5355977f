// What is read in one file: evidence_cells FILE [--count] [--direct]. As `lup cells` does, the file is parsed
// in a process of its own, unless --direct is given.
#include "ingest/cells.hpp"
#include "config/errors.hpp"
#include "ingest/worker/isolated_file.hpp"
#include "ingest/worker/parse_worker.hpp"

#include <algorithm>
#include <iostream>

int main(int argc, char* argv[])
{
    if (argc > 1 && std::string_view(argv[1]) == "parse-worker") {
        return lup::serve_parse_worker(argc, argv);
    }
    if (argc < 2) {
        std::cerr << "evidence_cells FILE [--count] [--direct]\n";
        return 2;
    }
    const auto has = [&](std::string_view option) {
        return std::find(argv + 2, argv + argc, option) != argv + argc;
    };
    try {
        if (has("--count") && !has("--direct")) {
            std::cout << lup::count_cells_isolated(argv[1], "/proc/self/exe") << '\n';
            return 0;
        }
        const auto file = has("--direct") ? lup::open_sheet_file(argv[1])
                                          : lup::open_sheet_file_isolated(argv[1], "/proc/self/exe");
        if (has("--count")) {
            std::cout << lup::count_cells(*file) << '\n';
        } else {
            lup::write_cells(*file, std::cout);
        }
        for (const auto& finding : file->findings()) {
            std::cerr << finding.place << ": " << finding.rule << " (" << finding.count << ")\n";
        }
        return 0;
    } catch (const lup::InputError& error) {
        std::cerr << error.what() << '\n';
        return 3;
    }
}
