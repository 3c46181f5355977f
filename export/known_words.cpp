#include "export/known_words.hpp"

#include "config/text_numbers.hpp"
#include "export/swedish_text.hpp"
#include "export/workbook/workbook_content.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace lup {

namespace {

bool is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

/// A text without its spaces, and its numbers as they stood with them.
struct Squeezed {
    struct Number {
        std::size_t start = 0; ///< in `text`
        std::string bytes;
        double value = 0;
        std::size_t from = 0, to = 0; ///< in the text with its spaces
    };
    std::string text;
    std::vector<Number> numbers;

    explicit Squeezed(std::string_view full)
    {
        auto found = text_numbers(full);
        auto next = found.begin();
        for (std::size_t at = 0; at < full.size(); ++at) {
            if (next != found.end() && next->start == at) {
                numbers.push_back({text.size(), std::string(full.substr(at, next->end - at)), next->value,
                                   next->start, next->end});
                ++next;
            }
            if (!is_space(full[at]))
                text += full[at];
        }
    }
};

/// Whether the text is one number and nothing else that could tell it from a figure.
bool is_bare(std::string_view text)
{
    const bool has_letter = std::any_of(text.begin(), text.end(), [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '\xC3';
    });
    return !has_letter && text_numbers(text).size() < 2;
}

/// The part between ", " and ", " that holds the bytes [from, to).
std::string_view part_around(std::string_view text, std::size_t from, std::size_t to)
{
    const auto before = from == 0 ? std::string_view::npos : text.rfind(", ", from - 1);
    const auto start = before == std::string_view::npos ? 0 : before + 2;
    return text.substr(start, std::min(text.find(", ", to), text.size()) - start);
}

} // namespace

KnownWords::KnownWords(const Codebook& codebook, const PlanTables& plan, const Settings& settings)
{
    for (const auto& text : {settings.region, settings.unit, settings.contact})
        add(text);
    for (const auto* text : {"95-procentigt", "95 procents", "± 1,96 gånger", "(95 %)"})
        add(text);
    add_codebook(codebook);
    add_plan(plan);
}

KnownWords::KnownWords(const Publication& publication)
    : KnownWords(publication.codebook, publication.plan, publication.settings)
{
    add(publication.release.id());
    for (const auto& table : publication.release.tables()) {
        for (const auto& dimension : table.dimensions) {
            add(dimension.name);
            add(dimension.title);
            add(uncapitalised(dimension.title));
            for (const auto& category : dimension.categories) {
                add(category.code);
                add(category.label);
            }
        }
        for (const auto& cell : table.cells) {
            add_anywhere(cell.period);
            add_anywhere(period_text(cell.period));
            whole_.insert(cell.domain);
        }
    }
}

void KnownWords::add_survey(const Survey& survey)
{
    for (const auto& text : {survey.survey, survey.title, survey.population, survey.source})
        add(text);
    add("färre än " + swedish_number(survey.min_base, 0));
    add(fmt::format("färre än {} har svarat", survey.min_cell));
    add(fmt::format("Antal under {} visas inte", survey.min_cell > 0 ? survey.min_cell : 5));
}

void KnownWords::add_wave(const Wave& wave)
{
    add_anywhere(wave.wave);
    add_anywhere(period_text(wave.wave));
    for (const auto& text : {wave.title, wave.owner})
        add(text);
    for (const auto& day : {wave.period_from, wave.period_to, wave.publish_from, wave.expected_by}) {
        add(day);
        add(swedish_date(day));
        add_anywhere(day.substr(0, day.find('-')));
    }
}

void KnownWords::add_codebook(const Codebook& codebook)
{
    for (const auto& survey : codebook.surveys)
        add_survey(survey);
    for (const auto& wave : codebook.waves)
        add_wave(wave);
    for (const auto& variable : codebook.variables) {
        add(variable.variable);
        add(variable.question);
    }
    for (const auto& code : codebook.codes)
        for (const auto& text : {code.code, code.label})
            add(text);
    for (const auto& band : codebook.groups)
        for (const auto& text : {band.group, band.code, band.label})
            add(text);
    for (const auto& area : codebook.areas)
        for (const auto& text : {area.area, area.name, area.principal})
            add(text);
    for (const auto& indicator : codebook.indicators)
        for (const auto& text : {indicator.indicator, indicator.title, indicator.definition, indicator.unit,
                                 indicator.standard, value_heading(indicator)})
            add(text);
    for (const auto& breakdown : codebook.breakdowns) {
        add_anywhere(breakdown.pooled);
        add_anywhere(period_text(breakdown.pooled));
    }
    for (const auto& reference : codebook.reference_values) {
        add(reference.source);
        add("Område " + reference.area);
    }
}

void KnownWords::add_plan(const PlanTables& plan)
{
    for (const auto& organisation : plan.organisations)
        for (const auto& text : {organisation.organisation, organisation.title})
            add(text);
    for (const auto& goal : plan.goals) {
        for (const auto& text : {goal.goal, goal.title, goal.responsible, goal.status_text})
            add(text);
        add(goal.goal + " " + goal.title);
    }
    for (const auto& target : plan.targets)
        add(target.not_measurable);
}

void KnownWords::add(std::string_view text)
{
    whole_.emplace(text);
    if (!is_bare(text))
        add_anywhere(text);
}

void KnownWords::add_anywhere(std::string_view text)
{
    whole_.emplace(text);
    if (!anywhere_.emplace(text).second)
        return;
    const Squeezed squeezed(text);
    for (const auto& number : squeezed.numbers)
        places_.emplace(number.bytes, Place{squeezed.text, number.start});
}

bool KnownWords::allows(std::string_view text, std::span<const double> here) const
{
    if (text.find_first_of("0123456789") == std::string_view::npos || whole_.contains(std::string(text)))
        return true;
    const Squeezed squeezed(text);
    return std::all_of(squeezed.numbers.begin(), squeezed.numbers.end(), [&](const auto& number) {
        const auto is_this = [&](double each) { return std::abs(std::abs(each) - number.value) < 1e-9; };
        if (std::any_of(here.begin(), here.end(), is_this) ||
            whole_.contains(std::string(part_around(text, number.from, number.to))))
            return true;
        const auto [first, last] = places_.equal_range(number.bytes);
        return std::any_of(first, last, [&](const auto& entry) {
            const auto& place = entry.second;
            return place.start <= number.start &&
                   squeezed.text.compare(number.start - place.start, place.text.size(), place.text) == 0;
        });
    });
}

} // namespace lup
