#pragma once

#include "config/plan.hpp"
#include "config/settings.hpp"
#include "export/release_sink.hpp"

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace lup {

/// The texts from which a published text may have its numbers: what staff wrote in the codebook, the plan and
/// the settings, the names of periods, dates. Any other number in a text that people read must be a figure
/// that may stand just there.
class KnownWords {
public:
    KnownWords() = default;

    /// Texts of the codebook, the plan and the settings, names and years of waves, the words of the rules
    /// with their limits.
    KnownWords(const Codebook& codebook, const PlanTables& plan, const Settings& settings);

    /// Those, and the names, labels, codes and periods of the publication's tables, and its id.
    explicit KnownWords(const Publication& publication);

    /// A text that may stand alone or within another. One that is a single number and nothing else ("7") says
    /// nothing of where it may stand, and is taken only if it has more digits than a count.
    void add(std::string_view text);
    /// A text that may stand anywhere whatever it is.
    void add_anywhere(std::string_view text);
    /// A text that may be all there is in a field, whatever it is; a field is called by its column's heading.
    void add_in(std::string_view field, std::string_view text);
    /// The id or text of a period; a bare number of fewer digits than a year only where periods stand alone.
    void add_period(std::string_view period);

    /// Whether each number of the text is within a known text or one of `here`, or the whole text is known in
    /// its field. How the text is broken into lines does not matter. Digits other than 0-9 are in no text but
    /// a known one.
    bool allows(std::string_view text, std::span<const double> here = {}, std::string_view field = {}) const;

private:
    /// A known text without its spaces, and where one of its numbers stands in it.
    struct Place {
        std::string text;
        std::size_t start = 0;
    };
    bool has_unknown_digit(std::string text) const;
    void add_table(const Codebook& codebook, const ReleasedTable& table);
    void add_codebook(const Codebook& codebook);
    void add_survey(const Survey& survey);
    void add_wave(const Wave& wave);
    void add_plan(const PlanTables& plan);

    std::unordered_set<std::string> whole_, anywhere_;
    std::vector<std::string> other_digits_;           ///< known texts with digits other than 0-9
    std::map<std::string, std::set<std::string>> in_; ///< by field, without their spaces
    std::multimap<std::string, Place> places_;        ///< by the number's own bytes
};

} // namespace lup
