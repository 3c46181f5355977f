#pragma once

#include "app/files/home.hpp"

#include <filesystem>
#include <vector>

namespace lup {

/// Prints the receipt of each file, in Swedish or (`as_json`) as one JSON object a line; that it was done is
/// logged in the journal. Returns 3 if a file would be rejected, otherwise 0.
int check_files(const Home& home, const std::vector<std::filesystem::path>& files, bool as_json);

} // namespace lup
