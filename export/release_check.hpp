#pragma once

#include "export/release_sink.hpp"

#include <filesystem>

namespace lup {

/// Reads every finished file of a release back, before anybody can read it, and throws ExportError naming
/// file and place (never a value) unless
/// * each number is published in this release for exactly that indicator, period and domain, as rounded, and
/// in
///   a file that everyone may have only if everyone may have it; hidden figures are "..", and n stands only
///   where it is published;
/// * each number in a text that people read comes from a named source (KnownWords, word_faults);
/// * nothing else is there: no other file, column, key, keyword, text or property.
/// Workbooks are read by check_workbook when they are written, and once more here.
void check_release(const Publication& publication, const std::filesystem::path& staging);

} // namespace lup
