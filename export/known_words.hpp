#pragma once

#include "config/plan.hpp"
#include "config/settings.hpp"
#include "export/release_sink.hpp"

#include <map>
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

    /// A text that may stand alone, as a part between commas or within another text; one that is a single
    /// number and nothing else ("7") not within another.
    void add(std::string_view text);
    /// A text that may stand anywhere whatever it is: a period.
    void add_anywhere(std::string_view text);

    /// Whether each number of the text is within a known text or one of `here`. How the text is broken into
    /// lines does not matter.
    bool allows(std::string_view text, std::span<const double> here = {}) const;

private:
    /// A known text without its spaces, and where one of its numbers stands in it.
    struct Place {
        std::string text;
        std::size_t start = 0;
    };
    void add_codebook(const Codebook& codebook);
    void add_survey(const Survey& survey);
    void add_wave(const Wave& wave);
    void add_plan(const PlanTables& plan);

    std::unordered_set<std::string> whole_, anywhere_;
    std::multimap<std::string, Place> places_; ///< by the number's own bytes
};

} // namespace lup
