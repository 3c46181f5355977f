#pragma once

#include "app/publish.hpp"
#include "export/known_words.hpp"

#include <map>
#include <string>

namespace lup {

/// Reads a report back before anybody can read it: more people see rapporter/ than may see receipts. Throws
/// ExportError, naming the place and never a value, unless
/// * its tables are the files, the facts and the changes, with no column or row of another kind (how many
/// rows a
///   file has is itself a number to protect);
/// * each change is one of `published`, and every number that a chart shows or says is of the indicator in
/// its
///   title (`titles`, by id);
/// * each number in another text of the page is within one of `words` (report_words), and those of the facts
/// are
///   those of `published`;
/// * there is no element that a report never has: no script, comment, style of its own, or link but to
/// receipts. `published`: nullptr if nothing was.
void check_report(const std::string& html, const Published* published,
                  const std::map<std::string, std::string>& titles, const KnownWords& words);

} // namespace lup
