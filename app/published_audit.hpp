#pragma once

#include "app/configuration.hpp"
#include "app/files/home.hpp"
#include "export/published/published_figures.hpp"

#include <string>
#include <vector>

namespace lup {

/// What came of reading every published file back.
struct FileAudit {
    std::size_t files = 0, figures = 0;
    std::vector<std::string> found; ///< file, place and rule; never a value
};

/// Reads every workbook of excel/ and every file of publicerat/ and holds each number against the newest
/// versions that plan.db has: what plan.db does not have for that cell, or that no file of ours has, is
/// found. Reference values are those of the codebook, target values those that plan.db has judged by.
FileAudit audit_files(const Home& home, const Configuration& configuration);

} // namespace lup
