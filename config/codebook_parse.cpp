#include "config/codebook.hpp"
#include "config/codebook_check.hpp"
#include "config/codebook_columns.hpp"
#include "config/codebook_defaults.hpp"
#include "config/table_set.hpp"

#include <algorithm>

namespace lup {

namespace {

void read_all(TableSet& set, Codebook& codebook)
{
    set.read("surveys", codebook.surveys);
    set.read("waves", codebook.waves);
    set.read("eligible", codebook.eligible);
    set.read("variables", codebook.variables);
    set.read("codes", codebook.codes);
    set.read("groups", codebook.groups);
    set.read("scales", codebook.scales);
    set.read("indicators", codebook.indicators);
    set.read("breakdowns", codebook.breakdowns);
    set.read("comparisons", codebook.comparisons);
    set.read("areas", codebook.areas);
    set.read("reference_values", codebook.reference_values);
    set.read("known_elsewhere", codebook.known_elsewhere);
    set.read("weights_standard", codebook.weights_standard);
}

/// Waves by survey, then by period; their rows' numbers follow.
void order_waves(Codebook& codebook, std::vector<TableOrigin>& origins)
{
    auto& rows = std::ranges::find(origins, "waves", &TableOrigin::table)->rows;
    std::vector<std::pair<Wave, std::size_t>> numbered;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        numbered.emplace_back(std::move(codebook.waves[i]), rows[i]);
    }
    const auto survey_place = [&](const Wave& wave) {
        return std::ranges::find(codebook.surveys, wave.survey, &Survey::survey) - codebook.surveys.begin();
    };
    std::ranges::stable_sort(numbered, [&](const auto& a, const auto& b) {
        return std::pair(survey_place(a.first), a.first.period_from) <
               std::pair(survey_place(b.first), b.first.period_from);
    });
    for (std::size_t i = 0; i < rows.size(); ++i) {
        codebook.waves[i] = std::move(numbered[i].first);
        rows[i] = numbered[i].second;
    }
}

void check_all(const Codebook& codebook, MistakeLog mistakes)
{
    check_surveys(codebook, mistakes);
    check_waves(codebook, mistakes);
    check_variables(codebook, mistakes);
    check_codes(codebook, mistakes);
    check_groups(codebook, mistakes);
    check_scales(codebook, mistakes);
    check_indicators(codebook, mistakes);
    check_breakdowns(codebook, mistakes);
    check_standards(codebook, mistakes);
    check_comparisons(codebook, mistakes);
    check_areas(codebook, mistakes);
    check_figures(codebook, mistakes);
}

} // namespace

CodebookReading parse_codebook(std::span<const RawTable> tables)
{
    CodebookReading reading;
    TableSet set(tables, codebook_definitions(), "kodbok", reading.findings);
    read_all(set, reading.codebook);
    order_waves(reading.codebook, set.origins());
    harmonise(reading.codebook);
    if (set.is_whole())
        check_all(reading.codebook, MistakeLog(set.origins(), reading.findings));
    return reading;
}

} // namespace lup
