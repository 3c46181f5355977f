#include "export/known_words.hpp"

#include "config/text_numbers.hpp"
#include "export/cell_roles.hpp"
#include "export/swedish_text.hpp"
#include "export/workbook/workbook_content.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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
    };
    std::string text;
    std::vector<Number> numbers;

    explicit Squeezed(std::string_view full)
    {
        auto found = text_numbers(full);
        auto next = found.begin();
        for (std::size_t at = 0; at < full.size(); ++at) {
            if (next != found.end() && next->start == at) {
                numbers.push_back({text.size(), std::string(full.substr(at, next->end - at)), next->value});
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

std::size_t digits_in(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return byte >= '0' && byte <= '9'; }));
}

/// The code point that begins at `at`, and where the next one begins; bytes that are no UTF-8 for themselves.
std::pair<char32_t, std::size_t> code_point(std::string_view text, std::size_t at)
{
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    if (length == 1 || at + length > text.size())
        return {first, at + 1};
    auto code = static_cast<char32_t>(first & (0xFFU >> (length + 1)));
    for (std::size_t i = at + 1; i < at + length; ++i)
        code = (code << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    return {code, at + length};
}

/// Digits and numbers of other scripts, raised, lowered, in circles, fractions, Roman numerals. A range may
/// hold letters of scripts that no text here is written in.
bool is_other_digit(char32_t code)
{
    constexpr std::array<std::pair<char32_t, char32_t>, 27> ranges{
        {{0x00B2, 0x00B3}, {0x00B9, 0x00B9}, {0x00BC, 0x00BE}, {0x0660, 0x0669}, {0x06F0, 0x06F9},
         {0x07C0, 0x07C9}, {0x0966, 0x096F}, {0x09E6, 0x0DEF}, {0x0E50, 0x0E59}, {0x0ED0, 0x0ED9},
         {0x0F20, 0x0F33}, {0x1040, 0x1049}, {0x1090, 0x1099}, {0x17E0, 0x17F9}, {0x1810, 0x1819},
         {0x1946, 0x19DA}, {0x1A80, 0x1C59}, {0x2070, 0x2079}, {0x2080, 0x2089}, {0x2150, 0x218B},
         {0x2460, 0x249B}, {0x24EA, 0x24FF}, {0x2776, 0x2793}, {0x3007, 0x3029}, {0x3192, 0x32BF},
         {0xA620, 0xABF9}, {0xFF10, 0xFF19}}};
    return (code >= 0x10000 && code < 0x1F130) || (code >= 0x1FBF0 && code <= 0x1FBF9) ||
           std::any_of(ranges.begin(), ranges.end(),
                       [&](const auto& range) { return code >= range.first && code <= range.second; });
}

bool has_other_digit(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const auto [code, next] = code_point(text, at);
        if (is_other_digit(code))
            return true;
        at = next;
    }
    return false;
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
    for (const auto& table : publication.release.tables())
        add_table(publication.codebook, table);
    for (const auto& target : publication.plan.targets)
        for (const auto& indicator : publication.codebook.indicators)
            if (indicator.indicator == target.indicator)
                add_in("Grupp", domain_label(publication.codebook, indicator.survey, target.domain));
}

void KnownWords::add_table(const Codebook& codebook, const ReleasedTable& table)
{
    for (const auto& dimension : table.dimensions) {
        add(dimension.name);
        add(dimension.title);
        add(uncapitalised(dimension.title));
        const auto role = role_of_dimension(codebook, table.survey, dimension.name);
        for (const auto& category : dimension.categories) {
            add(category.code);
            add(category.label);
            add_in(dimension.title, category.label);
            if (role == Role::area || role == Role::sex)
                add_in(role == Role::area ? "Område" : "Kön", category.code);
        }
    }
    for (const auto& cell : table.cells) {
        add_period(cell.period);
        add_period(period_text(cell.period));
        whole_.insert(cell.domain);
        add_in("Grupp", domain_label(codebook, table.survey, cell.domain));
        std::string labels;
        for (std::size_t i = 0; i < table.dimensions.size() && i < cell.codes.size(); ++i)
            for (const auto& category : table.dimensions[i].categories)
                if (category.code == cell.codes[i])
                    labels += (labels.empty() ? "" : ", ") + category.label;
        add_in("Grupp", labels);
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
    for (const auto& text : {wave.wave, period_text(wave.wave), wave.title})
        add_period(text);
    add(wave.owner);
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
    for (const auto& survey : codebook.surveys)
        add_in("Undersökning", survey.survey);
    for (const auto& indicator : codebook.indicators) {
        add_in("Indikator", indicator.indicator);
        add_in("Indikator", indicator.title);
        add_in("Benämning", indicator.title);
        add_in("Enhet", indicator.unit);
        for (const auto& text : {indicator.indicator, indicator.title, indicator.definition, indicator.unit,
                                 indicator.standard, value_heading(indicator)})
            add(text);
    }
    for (const auto& breakdown : codebook.breakdowns) {
        add_period(breakdown.pooled);
        add_period(period_text(breakdown.pooled));
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
        add_in("Mål", goal.goal);
        add_in("Mål", goal.goal + " " + goal.title);
        add_in("Ansvarig", goal.responsible);
    }
    for (const auto& target : plan.targets)
        add(target.not_measurable);
}

void KnownWords::add(std::string_view text)
{
    constexpr std::size_t longer_than_a_count = 7;
    if (!is_bare(text) || digits_in(text) >= longer_than_a_count)
        add_anywhere(text);
}

void KnownWords::add_in(std::string_view field, std::string_view text)
{
    in_[std::string(field)].insert(Squeezed(text).text);
}

void KnownWords::add_period(std::string_view period)
{
    add_in("Period", period);
    add_in("Omgång", period);
    if (!is_bare(period) || digits_in(period) >= 4)
        add_anywhere(period);
}

void KnownWords::add_anywhere(std::string_view text)
{
    whole_.emplace(text);
    if (!anywhere_.emplace(text).second)
        return;
    const Squeezed squeezed(text);
    if (has_other_digit(text))
        other_digits_.push_back(squeezed.text);
    for (const auto& number : squeezed.numbers)
        places_.emplace(number.bytes, Place{squeezed.text, number.start});
}

/// Whether other digits than 0-9 are left when the known texts are taken out.
bool KnownWords::has_unknown_digit(std::string text) const
{
    for (const auto& known : other_digits_)
        for (auto at = text.find(known); at != std::string::npos; at = text.find(known, at))
            text.replace(at, known.size(), " ");
    return has_other_digit(text);
}

bool KnownWords::allows(std::string_view text, std::span<const double> here, std::string_view field) const
{
    const bool has_other = has_other_digit(text);
    if ((!has_other && text.find_first_of("0123456789") == std::string_view::npos) ||
        whole_.contains(std::string(text)))
        return true;
    const Squeezed squeezed(text);
    const auto known = in_.find(std::string(field));
    if (known != in_.end() && known->second.contains(squeezed.text))
        return true;
    if (has_other && has_unknown_digit(squeezed.text))
        return false;
    return std::all_of(squeezed.numbers.begin(), squeezed.numbers.end(), [&](const auto& number) {
        const auto is_this = [&](double each) { return std::abs(std::abs(each) - number.value) < 1e-9; };
        if (std::any_of(here.begin(), here.end(), is_this))
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
