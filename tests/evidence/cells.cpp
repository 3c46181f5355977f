// What is read in one file, straight from the reader: evidence_cells FILE [--count].
#include "config/errors.hpp"
#include "ingest/cells.hpp"

#include <iostream>

int main(int argc, char* argv[])
{
    if (argc < 2) {
        std::cerr << "evidence_cells FILE [--count]\n";
        return 2;
    }
    try {
        const auto file = lup::open_sheet_file(argv[1]);
        if (argc > 2) {
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
