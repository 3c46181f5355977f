#pragma once

#include "config/codebook.hpp"
#include "ingest/delivery/recognise_headings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lup {

/// What one sheet was taken for. If `match` is absent, `reason` and `advice` (Swedish) say why, and `nearest`
/// is the wave it comes nearest to, if any.
struct RecognisedSheet {
    std::optional<FormMatch> match;
    FormMatch nearest;
    std::vector<FormMatch> candidates; ///< more than one: the wave could not be told
    std::string reason, advice;
    bool looks_like_data = false; ///< many rows, so leaving it out needs a warning
};

/// Recognises the sheets of a file, each by itself; a sheet whose wave cannot be told follows the others of
/// its survey. The form is chosen by the headings; among several waves decide, in this order, the year
/// column, how well the headings agree, the title lines, the sheet's name and the file's name.
std::vector<RecognisedSheet> recognise_sheets(const std::vector<SheetHead>& heads,
                                              const std::string& file_name, const Codebook& codebook);

/// The codebook's headings of the file's unknown heading that may have been meant: "menade du 'kalvikt'?" or
/// "".
std::string meant_heading(const std::string& heading, const FormMatch& match, const Codebook& codebook);

/// "Folkhälsoenkäten 2022": how a wave is called in receipts.
std::string wave_words(const Codebook& codebook, const Wave& wave);

/// "'kon', 'kalvikt'": the first heading of each variable as the codebook writes it.
std::string heading_list(const std::vector<const Variable*>& variables);

} // namespace lup
