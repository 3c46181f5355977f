#pragma once

#include <filesystem>
#include <string>

namespace lup::testing {

/// Replaces the first `from` of a text file by `to`. REQUIRES: it is there.
void replace_in(const std::filesystem::path& file, const std::string& from, const std::string& to);

/// The same in one part of a workbook. A part that is not there is added, with `to` as its text.
void replace_in_part(const std::filesystem::path& file, const std::string& part, const std::string& from,
                     const std::string& to);

} // namespace lup::testing
