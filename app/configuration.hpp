#pragma once

#include "app/files/home.hpp"
#include "config/codebook.hpp"
#include "config/plan.hpp"
#include "config/settings.hpp"

#include <string>

namespace lup {

/// Everything that people have set in a home: lup.toml, kodbok/ and plan/, checked.
struct Configuration {
    Settings settings;
    Codebook codebook;
    PlanTables plan;
    Findings remarks;          ///< warnings and notes about the tables
    std::string codebook_hash; ///< of the files in kodbok/
    std::string hash;          ///< of all three
};

/// Reads and checks the configuration. Throws ConfigurationError that lists every mistake, one a line.
Configuration load_configuration(const Home& home);

/// A finding as one line: "kodbok/waves.csv: rad 3, kolumn 'wave': what is wrong. What to do".
std::string finding_line(const Finding& finding);

} // namespace lup
