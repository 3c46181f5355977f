#pragma once

#include "config/codebook.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lup {

/// Where the rows of each table came from, in the order of the codebook's vectors, so that a mistake found
/// after reading can be pointed out.
struct TableOrigin {
    std::string_view table;             ///< English name
    std::string file;
    std::vector<std::size_t> rows;      ///< row numbers in the file
};

/// Collects the mistakes of one configuration. The same mistake in several rows of a column is one finding
/// that names the rows.
class MistakeLog {
public:
    MistakeLog(std::span<const TableOrigin> origins, Findings& findings) : origins_(origins), findings_(findings) {}

    /// `index` is the row's place in the codebook's vector of that table.
    void error(std::string_view table, std::size_t index, std::string_view column, std::string rule,
               std::string advice);
    void warning(std::string_view table, std::size_t index, std::string_view column, std::string rule,
                 std::string advice);
    void note(std::string_view table, std::size_t index, std::string_view column, std::string rule,
              std::string advice);

    /// Reports that `word` is none of `allowed`: what kind of thing it should be, and the nearest one.
    void unknown(std::string_view table, std::size_t index, std::string_view column, std::string_view kind,
                 std::string_view word, std::span<const std::string> allowed);

private:
    void add(Severity severity, std::string_view table, std::size_t index, std::string_view column,
             std::string rule, std::string advice);

    /// Where a mistake stands among the findings, and the rows that have it.
    struct Told {
        std::size_t place = 0;
        std::vector<std::size_t> rows;
    };

    std::span<const TableOrigin> origins_;
    Findings& findings_;
    std::map<std::array<std::string, 4>, Told> told_; ///< by file, column, rule and advice
};

/// Each looks at some tables of a codebook that has been read, and reports what does not hold together.
void check_surveys(const Codebook& codebook, MistakeLog& mistakes);
void check_waves(const Codebook& codebook, MistakeLog& mistakes);
void check_variables(const Codebook& codebook, MistakeLog& mistakes);
void check_codes(const Codebook& codebook, MistakeLog& mistakes);
void check_groups(const Codebook& codebook, MistakeLog& mistakes);
void check_scales(const Codebook& codebook, MistakeLog& mistakes);
void check_indicators(const Codebook& codebook, MistakeLog& mistakes);
void check_breakdowns(const Codebook& codebook, MistakeLog& mistakes);
void check_standards(const Codebook& codebook, MistakeLog& mistakes);
void check_comparisons(const Codebook& codebook, MistakeLog& mistakes);
void check_areas(const Codebook& codebook, MistakeLog& mistakes);
void check_figures(const Codebook& codebook, MistakeLog& mistakes);

/// Whether the survey is there; reports it otherwise. The other checks of a row need it.
bool check_survey_of(const Codebook& codebook, std::string_view table, std::size_t index, const std::string& survey,
                     MistakeLog& mistakes);

/// from and to name waves of the survey, in order.
void check_span(const Codebook& codebook, std::string_view table, std::size_t index, const std::string& survey,
                const WaveSpan& span, MistakeLog& mistakes);

/// Whether there is a wave of the survey in which both spans hold.
bool spans_meet(const Codebook& codebook, std::string_view survey, const WaveSpan& a, const WaveSpan& b);

/// Every name of the domain means something in the survey, and its code is one of that name's codes.
void check_domain(const Codebook& codebook, std::string_view table, std::size_t index, const std::string& survey,
                  const std::string& domain, MistakeLog& mistakes);

/// Names that may stand in `by`, `among` and domains of the survey.
std::vector<std::string> names_in(const Codebook& codebook, std::string_view survey);
std::vector<std::string> variable_ids(const Codebook& codebook, std::string_view survey);
std::vector<std::string> wave_ids(const Codebook& codebook, std::string_view survey);

/// The codes of `name` that `code` is not one of: reported with the nearest; nothing if the name has no list.
void check_code(const Codebook& codebook, std::string_view table, std::size_t index, std::string_view column,
                std::string_view survey, std::string_view name, const std::string& code, MistakeLog& mistakes);

} // namespace lup
