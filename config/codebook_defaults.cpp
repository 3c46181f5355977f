#include "config/codebook_defaults.hpp"

#include "config/matching.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace lup {

namespace {

constexpr std::array known_instruments = {
    Instrument{"kessler6", 6, 13.0, "Kessler-6, 0-24"},
    Instrument{"ghq12", 12, 3.0, "GHQ-12, 0-12"},
    Instrument{"ghq5", 5, 2.0, "GHQ-5, 0-5"},
    Instrument{"swemwbs", 7, std::nullopt, "SWEMWBS, metrisk poäng 7-35"},
    Instrument{"who5", 5, 50.0, "WHO-5, 0-100; utfall är poäng på eller under gränsen"},
    Instrument{"auditc", 3, std::nullopt, "AUDIT-C, 0-12; gränsen anges efter kön"},
    Instrument{"phq9", 9, 10.0, "PHQ-9, 0-27"},
    Instrument{"gad7", 7, 10.0, "GAD-7, 0-21"},
    Instrument{"sdq", 25, std::nullopt, "SDQ, total svårighet 0-40 av de 25 frågorna i formulärets ordning"},
    Instrument{"sdq_emotional", 5, std::nullopt, "SDQ, emotionella symtom 0-10"},
    Instrument{"sdq_conduct", 5, std::nullopt, "SDQ, uppförande 0-10"},
    Instrument{"sdq_hyperactivity", 5, std::nullopt, "SDQ, hyperaktivitet 0-10"},
    Instrument{"sdq_peer", 5, std::nullopt, "SDQ, kamratrelationer 0-10"},
    Instrument{"sdq_prosocial", 5, std::nullopt, "SDQ, prosocialt beteende 0-10"},
};

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// The run of digits that starts at `at`.
std::string_view digits_at(std::string_view text, std::size_t at)
{
    auto end = at;
    while (end < text.size() && is_digit(text[end])) {
        ++end;
    }
    return text.substr(at, end - at);
}

int number_of(std::string_view digits)
{
    return static_cast<int>(parse_number(digits).value_or(0));
}

bool has_bounds(const Codebook& codebook, const Variable& variable)
{
    return std::ranges::any_of(codebook.groups, [&](const auto& band) {
        return band.variable == variable.variable && (band.lower || band.upper);
    });
}

bool has_code_rows(const Codebook& codebook, const Variable& variable)
{
    return std::ranges::any_of(codebook.codes, [&](const auto& code) {
        return code.survey == variable.survey && code.variable == variable.variable;
    });
}

bool is_averaged(const Codebook& codebook, const Variable& variable)
{
    return std::ranges::any_of(codebook.indicators, [&](const auto& i) {
        return i.survey == variable.survey && i.variable == variable.variable &&
               (i.statistic == Statistic::mean || i.statistic == Statistic::median);
    });
}

/// `codes` as the code rows write them, where they are the same number.
void use_written_form(const std::vector<std::string>& known, std::vector<std::string>& codes)
{
    for (auto& code : codes) {
        if (std::ranges::find(known, code) == known.end()) {
            const auto same = std::ranges::find_if(known, [&](const auto& k) { return same_code(k, code); });
            code = same == known.end() ? code : *same;
        }
    }
}

void use_written_form(const Codebook& codebook, Indicator& indicator)
{
    const auto codes = codebook.codes_of_name(indicator.survey, indicator.variable, "");
    use_written_form(codes, indicator.numerator);
    use_written_form(codes, indicator.denominator);
    for (auto& condition : indicator.among) {
        use_written_form(codebook.codes_of_name(indicator.survey, condition.variable, ""), condition.codes);
    }
}

} // namespace

void fill_blanks(const RowReader& written, Survey& row)
{
    const bool sample = row.kind == SurveyKind::sample;
    if (row.title.empty()) {
        row.title = row.survey;
    }
    if (written.blank("interval")) {
        row.interval = sample ? IntervalMethod::xlogit : IntervalMethod::none;
    }
    if (written.blank("protection")) {
        row.protection = sample ? Protection::base : Protection::gate;
    }
    const bool gate = row.protection == Protection::gate;
    if (written.blank("min_base")) {
        row.min_base = gate ? 10 : 100;
    }
    if (written.blank("min_cell")) {
        row.min_cell = gate ? 5 : 0;
    }
}

void fill_blanks(const RowReader&, Wave& row)
{
    const auto [from, to] = period_of_wave_id(row.wave);
    if (row.period_from.empty()) {
        row.period_from = from;
    }
    if (row.period_to.empty() && to >= row.period_from) {
        row.period_to = to;
    }
    if (row.title.empty()) {
        row.title = row.wave;
    }
}

void fill_blanks(const RowReader& written, Variable& row)
{
    const bool counts = row.role == Role::weight || row.role == Role::fpc || row.min || row.max;
    if (written.blank("type") && counts) {
        row.type = VariableType::number;
    }
    if (row.columns.empty() && !row.variable.empty()) {
        row.columns = {row.variable};
    }
}

void fill_blanks(const RowReader&, Code& row)
{
    if (row.code.empty() && !row.missing && !row.impossible) {
        row.code = row.value;
    }
}

void fill_blanks(const RowReader& written, Indicator& row)
{
    if (row.title.empty()) {
        row.title = row.indicator;
    }
    if (written.blank("per") && row.statistic == Statistic::rate) {
        row.per = 100000;
    }
}

void fill_blanks(const RowReader&, Breakdown& row)
{
    if (std::ranges::find(row.indicators, "*") != row.indicators.end()) {
        row.indicators.clear();
    }
}

void harmonise(Codebook& codebook)
{
    for (auto& variable : codebook.variables) {
        if (variable.type == VariableType::code && !has_code_rows(codebook, variable) &&
            (has_bounds(codebook, variable) || is_averaged(codebook, variable))) {
            variable.type = VariableType::number;
        }
    }
    for (auto& scale : codebook.scales) {
        const auto* instrument = find_instrument(scale.instrument);
        if (instrument != nullptr && !scale.cut && scale.cut_by_sex.empty()) {
            scale.cut = instrument->cut;
        }
    }
    for (auto& indicator : codebook.indicators) {
        use_written_form(codebook, indicator);
    }
}

std::pair<std::string, std::string> period_of_wave_id(std::string_view id)
{
    for (std::size_t at = 0; at < id.size(); ++at) {
        const auto digits = digits_at(id, at);
        if (digits.empty()) {
            continue;
        }
        const int first = number_of(digits);
        if (digits.size() != 4 || first < 1900 || first > 2100) {
            at += digits.size() - 1;
            continue;
        }
        const auto rest = id.substr(at + 4);
        const auto sign = rest.find_first_of("0123456789");
        const auto second =
            sign == std::string_view::npos || sign > 3 ? std::string_view() : digits_at(rest, sign);
        const int last = second.size() == 4   ? number_of(second)
                         : second.size() == 2 ? first / 100 * 100 + number_of(second)
                                              : first;
        if (second.size() == 2 && last != first + 1) {
            return {fmt::format("{}-01-01", first), fmt::format("{}-12-31", first)};
        }
        if (last == first + 1) {
            return {fmt::format("{}-07-01", first), fmt::format("{}-06-30", last)};
        }
        return {fmt::format("{}-01-01", first), fmt::format("{}-12-31", std::max(first, last))};
    }
    return {};
}

std::span<const Instrument> instruments()
{
    return known_instruments;
}

const Instrument* find_instrument(std::string_view name)
{
    const auto found = std::ranges::find(known_instruments, name, &Instrument::name);
    return found == known_instruments.end() ? nullptr : &*found;
}

} // namespace lup
