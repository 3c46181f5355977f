#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lup {

enum class Command : unsigned char {
    none, ///< help or version was asked for, or the command line cannot be understood
    init,
    demo,
    run,
    watch,
    check,
    cells,
    status,
    codebook_check,
    codebook_export,
    codebook_draft,
    audit,
    breakdowns,
    backup,
    verify
};

/// What the command line says.
struct Options {
    Command command = Command::none;
    int exit_code = 0; ///< of Command::none
    std::filesystem::path home;
    std::vector<std::filesystem::path>
        files; ///< check: all; cells, backup, codebook export: the one; codebook draft: from, to
    std::optional<std::string> sheet; ///< cells
    bool count_only = false;          ///< cells
    bool json = false;                ///< check
    bool only_trials = false;         ///< run
};

/// Parses the command line. Prints help, version or what is wrong with it.
Options parse_options(int argc, const char* const* argv);

} // namespace lup
