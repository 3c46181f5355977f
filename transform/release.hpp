#pragma once

#include "config/codebook.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lup {

/// How exact a shown figure is, judged apart from disclosure (NCHS rules). A figure that is too uncertain is
/// hidden with the same symbol as a protected one.
enum class Reliability : std::uint8_t { good, footnote, review };

/// The records of one wave behind a published figure. A wave's records are replaced when a correction is
/// taken in; each time is a vintage, numbered from 0.
struct CountedWave {
    std::string wave;
    std::uint32_t vintage = 0;

    bool operator==(const CountedWave&) const = default;
};

/// Which records a figure counts: one entry a wave of its period. Empty: the figure was held, it is hidden
/// without having been decided on. Absent: published before this was stored.
using CountedRecords = std::optional<std::vector<CountedWave>>;

/// One published cell. All numbers are rounded to the table's decimals and are the only ones that leave the
/// house; shares in percent. A hidden cell has symbol ".." and no value; ".": cannot occur (not asked).
struct ReleasedCell {
    std::string period;              ///< wave id or pooled label
    std::optional<std::string> wave; ///< absent if pooled
    std::vector<std::string> codes;  ///< one a dimension of the table, harmonised
    std::string domain;              ///< "area=2303;sex=K", "" = the whole survey
    std::optional<double> value, lower, upper;
    std::optional<std::uint64_t> n; ///< unweighted valid answers
    std::string symbol;             ///< "" shown, ".." hidden, "." impossible
    Reliability reliability = Reliability::good;
    CountedRecords records;

    bool shown() const { return value.has_value(); }
};

/// A dimension of a table with its categories in the order they are printed.
struct Dimension {
    struct Category {
        std::string code, label;
    };
    std::string name;  ///< as in the breakdown's `by`
    std::string title; ///< Swedish heading
    std::vector<Category> categories;
};

/// One published table: an indicator by some dimensions, over all its periods (oldest first).
struct ReleasedTable {
    std::string survey, indicator;
    std::vector<Dimension> dimensions;   ///< empty: the whole survey
    std::vector<std::string> recipients; ///< organisations that get it; empty = all
    int decimals = 1;
    IntervalMethod interval = IntervalMethod::none;
    bool gated = false;              ///< published under the gate
    std::vector<ReleasedCell> cells; ///< by period, then in the order of the categories
};

/// What may be told of a wave in Metod och kvalitet.
struct WaveNote {
    std::string survey, period, title;
    std::optional<std::uint64_t> respondents; ///< with a weight; absent under the gate
    std::optional<std::uint64_t> eligible;
    std::vector<std::string> sentences; ///< Swedish: what was done, what the reader should know
};

/// The exact method of one indicator in Swedish, made from what was done. Every number in the text is one of
/// the codebook's texts, a period, or declared here.
struct MethodNote {
    std::string indicator, text;
    std::vector<double> rules{};  ///< what the codebook and the method give, whatever was answered
    std::vector<double> counts{}; ///< of answers and lonely strata, per cent missing; none under the gate
};

enum class CompareKind : std::uint8_t { wave, trend, whole, group };

/// What a comparison says after correction for all that were made together. Of waves and trends `more` is an
/// increase; of groups and wholes it is higher.
enum class CompareVerdict : std::uint8_t { less, not_sure, more };

/// One published comparison between cells that the release shows. All numbers are rounded to `decimals`, in
/// the unit of the indicator (shares: percentage points). Published numbers: difference, lower and upper.
struct ReleasedComparison {
    std::string survey, indicator;
    CompareKind kind = CompareKind::wave;
    std::string domain, other_domain; ///< what is compared, and with what; equal for waves and trends
    std::string period, other_period; ///< the later, and the earlier (of a trend the first); else equal
    double difference = 0;            ///< domain and period minus the other; of a trend along its line
    std::optional<double> lower, upper;
    int decimals = 1;
    CompareVerdict verdict = CompareVerdict::not_sure;
    std::string note;                    ///< Swedish: who is left out; "" if nobody
    std::vector<std::string> recipients; ///< organisations that get it; empty = all
};

/// How the comparisons of a survey were made, and who was missing, in Swedish.
struct ComparisonNote {
    std::string survey, text;
    std::vector<double> rules{}; ///< as of a method note
};

/// A cell as it was published by an earlier release, newest version. Everything here is public for ever.
struct PublishedCell {
    std::string survey, wave; ///< wave "" if pooled
    std::string period, indicator, domain;
    std::optional<double> value, lower, upper;
    std::optional<std::uint64_t> n;
    std::string symbol;
    int decimals = 1;
    std::string release;
    std::optional<bool> gated; ///< published under the gate; absent: by a version that did not say
    CountedRecords records;

    bool held() const { return records && records->empty(); }
};

/// All that has been published before tonight, in the order it was published: every version of every cell,
/// withdrawn releases too.
struct Ledger {
    std::vector<PublishedCell> cells;
};

/// Safe aggregates: made by protect() alone, so whoever holds one may publish it.
///
/// The numbers that it publishes are these and no others, rounded as they stand:
/// * of each cell: value, lower, upper and n;
/// * of each wave note: respondents and eligible (surveys without the gate);
/// * within the sentences of method notes: the settings of the codebook, and of surveys without the gate how
///   many answered in all waves and how many did not, and strata with a single unit;
/// * of each comparison: difference, lower and upper. Of a survey of all they follow from its cells.
class Release {
public:
    std::span<const ReleasedTable> tables() const { return tables_; }
    std::span<const WaveNote> wave_notes() const { return wave_notes_; }
    std::span<const MethodNote> method_notes() const { return method_notes_; }
    std::span<const ReleasedComparison> comparisons() const { return comparisons_; }
    std::span<const ComparisonNote> comparison_notes() const { return comparison_notes_; }

    /// Twelve hex digits of the hash of all content: the same figures give the same id.
    const std::string& id() const { return id_; }

private:
    friend class DisclosureGate;
    Release(std::vector<ReleasedTable> tables, std::vector<WaveNote> wave_notes,
            std::vector<MethodNote> method_notes, std::vector<ReleasedComparison> comparisons,
            std::vector<ComparisonNote> comparison_notes);

    std::vector<ReleasedTable> tables_;
    std::vector<WaveNote> wave_notes_;
    std::vector<MethodNote> method_notes_;
    std::vector<ReleasedComparison> comparisons_;
    std::vector<ComparisonNote> comparison_notes_;
    std::string id_;
};

} // namespace lup
