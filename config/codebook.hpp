#pragma once

#include "config/finding.hpp"
#include "config/raw_table.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lup {

enum class SurveyKind : std::uint8_t { sample, census, administrative };
enum class IntervalMethod : std::uint8_t { xlogit, beta, wilson, mean, fhm, none };
enum class Protection : std::uint8_t { base, gate };
enum class PrecisionRule : std::uint8_t { none, nchs };
enum class Corrections : std::uint8_t { frozen, accept };
enum class OtherColumns : std::uint8_t { error, warn, ignore };
enum class VariableType : std::uint8_t { code, number, text, date, id, ignored };
enum class Role : std::uint8_t {
    none,
    weight,
    stratum,
    cluster,
    fpc,
    area,
    school,
    sex,
    age,
    grade,
    year,
    consent
};
enum class Statistic : std::uint8_t { share, mean, median, count, rate };
enum class Better : std::uint8_t { none, lower, higher };

/// The waves in which a row of the codebook holds: from and to are wave ids of the survey, inclusive, ordered
/// by period_from; absent means open.
struct WaveSpan {
    std::optional<std::string> from;
    std::optional<std::string> to;
};

struct Survey {
    std::string survey, title, population, source;
    SurveyKind kind = SurveyKind::sample;
    IntervalMethod interval = IntervalMethod::xlogit; ///< default by kind: sample xlogit, else none
    int decimals = 1;                                 ///< of published shares and means, 0 to 12
    Protection protection = Protection::base;
    int min_base = 100; ///< base: smallest n, 0 = off; gate: 0/100 % below it is sensitive
    int min_cell = 0;   ///< base: smallest numerator and complement, 0 = off; gate: K
    PrecisionRule precision = PrecisionRule::none;
    bool sensitive = false;
};

struct Wave {
    std::string survey, wave, title;
    std::string period_from, period_to;      ///< ISO dates; order the waves of a survey
    std::vector<std::string> sheets;         ///< empty: every sheet whose headings match
    std::optional<std::uint32_t> header_row; ///< from 1; absent: found
    OtherColumns other_columns = OtherColumns::error;
    Corrections corrections = Corrections::frozen; ///< gate: of what is published already
    std::string publish_from, expected_by, owner;  ///< ISO dates or ""
};

struct Eligible {
    std::string survey, wave, domain; ///< domain as in v_value, "" = all
    std::uint64_t count = 0;
    std::string source;
};

struct Variable {
    std::string survey, variable, question;
    VariableType type = VariableType::code;
    Role role = Role::none;
    std::vector<std::string> columns; ///< headings, in order of preference
    WaveSpan waves;
    std::optional<double> min, max; ///< of a number
    bool required = false;
};

struct Code {
    std::string survey, variable;
    std::string value; ///< as the file has it
    std::string code;  ///< harmonised
    std::string label;
    bool missing = false;    ///< the answer counts as none
    bool impossible = false; ///< was not asked: prints "."
    WaveSpan waves;
};

/// One band of a banding: records whose `variable` is one of `codes`, or, of a number, in [lower, upper].
struct GroupBand {
    std::string group, variable, code, label;
    std::optional<double> lower, upper;
    std::vector<std::string> codes;
};

struct Scale {
    std::string scale, survey, instrument;
    std::vector<std::string> items, reversed; ///< variables
    std::optional<double> cut;                ///< case: score >= cut (or <= where the instrument says so)
    std::vector<std::pair<std::string, double>> cut_by_sex; ///< harmonised sex code -> cut
    WaveSpan waves;
};

/// One condition of `among`: `variable=code|code`.
struct Condition {
    std::string variable;
    std::vector<std::string> codes;
};

struct Indicator {
    std::string indicator, title, definition, survey;
    std::string variable; ///< a variable or a scale
    Statistic statistic = Statistic::share;
    double per = 100; ///< share: 100; rate: 100000 ...
    std::string unit;
    std::vector<std::string> numerator;   ///< codes that count as yes; of a scale: empty = the cut
    std::vector<std::string> denominator; ///< codes; empty = all valid
    std::vector<Condition> among;
    Better better = Better::none;
    bool sensitive = false;
    WaveSpan waves;
    std::vector<std::string> breaks; ///< waves that start a new series
    std::vector<std::string> goals;  ///< goals of the plan that it follows
    std::string strategy;            ///< national goal
    std::string standard;            ///< of weights_standard: the value is standardised to it; "" = crude
};

struct Breakdown {
    std::string survey;
    std::vector<std::string> indicators; ///< empty = all of the survey
    std::vector<std::string> by;         ///< variables, groups or roles; empty = the whole survey
    std::vector<std::string> waves;      ///< empty = all
    std::string pooled;                  ///< label, "" = not pooled
    std::vector<std::string> pooled_waves;
    std::vector<std::string> recipients; ///< organisations; empty = all
    /// Under the gate: 1 is kept longest when something must be hidden; absent = after all that have one.
    std::optional<std::uint32_t> priority;
};

/// Figures set against each other: each domain of `by` over time, against the whole, or code against code.
struct Comparison {
    std::string survey;
    std::vector<std::string> indicators; ///< empty = all shares and means of the survey
    std::vector<std::string> by;         ///< names as in a breakdown; empty = the whole survey
    std::string compare;                 ///< "wave", "trend", "whole", or a name that divides `by` further
    std::vector<std::string> recipients; ///< organisations; empty = all
};

struct Area {
    std::string area, name, principal;
    std::vector<std::string> within; ///< overlapping areas are allowed
};

struct ReferenceValue {
    std::string indicator, wave, area, sex, group, source;
    std::optional<double> value, lower, upper;
    std::optional<std::uint64_t> n;
};

enum class KnownWhat : std::uint8_t { yes, no, n, share };

/// A figure that is public already and counts as published.
struct KnownElsewhere {
    std::string survey, wave, indicator, domain;
    KnownWhat what = KnownWhat::n;
    double value = 0;
    std::string source, date;
};

struct StandardWeight {
    std::string standard, group, code;
    double weight = 0;
};

struct Codebook;

/// What a name in `by`, `among` or a domain stands for in one survey and wave: a variable by its own name, a
/// banding of a variable (then `bands` is filled), or a variable by its role, looked for in this order.
struct NameMeaning {
    const Variable* variable = nullptr;
    std::vector<const GroupBand*> bands; ///< in the codebook's order
};

/// What the survey files mean, as staff wrote it: parsed, checked, every reference resolvable.
struct Codebook {
    std::vector<Survey> surveys;
    std::vector<Wave> waves; ///< by survey, then by period_from
    std::vector<Eligible> eligible;
    std::vector<Variable> variables;
    std::vector<Code> codes;
    std::vector<GroupBand> groups;
    std::vector<Scale> scales;
    std::vector<Indicator> indicators;
    std::vector<Breakdown> breakdowns;
    std::vector<Comparison> comparisons;
    std::vector<Area> areas;
    std::vector<ReferenceValue> reference_values;
    std::vector<KnownElsewhere> known_elsewhere;
    std::vector<StandardWeight> weights_standard;

    /// REQUIRES: the id exists (references are checked when the codebook is parsed).
    const Survey& survey(std::string_view id) const;
    const Indicator& indicator(std::string_view id) const;
    const Wave& wave(std::string_view survey, std::string_view id) const;

    const Variable* find_variable(std::string_view survey, std::string_view id) const;
    /// The variable of the survey that has the role in that wave, or none.
    const Variable* variable_with_role(std::string_view survey, Role role, std::string_view wave) const;
    const Scale* find_scale(std::string_view survey, std::string_view id) const;
    const Area* find_area(std::string_view id) const;

    std::vector<const Wave*> waves_of(std::string_view survey) const; ///< by period_from
    std::vector<const Variable*> variables_of(std::string_view survey, std::string_view wave) const;
    /// Code rows of a variable that hold in the wave.
    std::vector<const Code*> codes_of(std::string_view survey, std::string_view variable,
                                      std::string_view wave) const;
    std::vector<const GroupBand*> bands_of(std::string_view group) const;

    /// What `name` stands for in the wave ("" = in any wave), or none.
    std::optional<NameMeaning> meaning(std::string_view survey, std::string_view name,
                                       std::string_view wave) const;

    /// The codes of a name in the order they are printed: bands, or the harmonised codes of the code rows
    /// that are neither missing nor impossible; empty if the variable takes its values as they stand.
    std::vector<std::string> codes_of_name(std::string_view survey, std::string_view name,
                                           std::string_view wave) const;

    /// Whether a new series of the indicator starts after wave `earlier`, up to and with wave `later`.
    bool breaks_between(const Indicator& indicator, std::string_view earlier, std::string_view later) const;

    /// The groups that the indicator is standardised over, in the order of weights_standard: those of its
    /// standard that its survey knows and its `among` lets in. Empty for a crude indicator.
    std::vector<StandardWeight> standard_of(const Indicator& indicator) const;

    /// Whether an area lies in another, directly or not. An area that `areas` does not have lies in none.
    bool lies_within(std::string_view area, std::string_view outer) const;

    /// Whether a respondent can belong to two codes of a name: bands that overlap, areas that hold each
    /// other.
    bool overlaps(std::string_view survey, std::string_view name, std::string_view a,
                  std::string_view b) const;

    /// The indicators that a comparison is made of: those it lists, or all of its survey, as far as they can
    /// be compared (shares, and means of a sample; none of a sample under the gate) and divided by what is
    /// compared.
    std::vector<const Indicator*> compared(const Comparison& comparison) const;

    /// The names that both sides of a comparison's cells are divided by: `by`, and what else is compared.
    static std::vector<std::string> divided_by(const Comparison& comparison);
    /// Those of the whole that its parts are compared with: `by` without areas and schools if it has any,
    /// otherwise none. REQUIRES: compare is "whole".
    std::vector<std::string> whole_of(const Comparison& comparison) const;

    /// Whether a breakdown can divide the indicator: a standardised one not by the variable of its standard.
    bool can_divide(const Indicator& indicator, std::span<const std::string> by) const;

    /// Whether `span` holds in `wave` of `survey`.
    bool holds(const WaveSpan& span, std::string_view survey, std::string_view wave) const;

    /// Label of a harmonised code of a variable, group or role name; the code itself where none is given.
    std::string label(std::string_view survey, std::string_view by_name, std::string_view code) const;
};

/// A codebook and everything that is wrong with it. The codebook may be used only if no finding is an error.
struct CodebookReading {
    Codebook codebook;
    Findings findings;
};

/// Reads the tables of kodbok/ (in any order; Swedish or English headings) and finds every mistake at once:
/// by table, row and column, with the nearest allowed word.
CodebookReading parse_codebook(std::span<const RawTable> tables);

/// The codebook as tables with English headings, ready to be written as CSV or Excel; parse_codebook() of the
/// result gives the same codebook.
std::vector<RawTable> codebook_tables(const Codebook& codebook);

} // namespace lup
