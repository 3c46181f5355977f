#include "app/commands.hpp"
#include "app/failure.hpp"
#include "app/options.hpp"

#include <iostream>

int main(int argc, char* argv[])
{
    try {
        const auto options = lup::parse_options(argc, argv);
        return lup::run(options);
    } catch (...) {
        return lup::report_failure(std::cerr);
    }
}
