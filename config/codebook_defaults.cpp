#include "config/codebook_defaults.hpp"

#include "config/codebook_columns.hpp"
#include "config/matching.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace lup {

namespace {

constexpr std::array instruments = {
    KnownInstrument{"kessler6", 6, 13.0, "Kessler-6: frågor 0-4, poäng 0-24"},
    KnownInstrument{"ghq12", 12, 3.0, "GHQ-12: frågor 1-4 där 3 och 4 ger poäng, 0-12"},
    KnownInstrument{"ghq5", 5, 2.0, "GHQ-5: frågor 1-4 där 3 och 4 ger poäng, 0-5"},
    KnownInstrument{"swemwbs", 7, std::nullopt, "SWEMWBS: frågor 1-5, metrisk poäng 7-35"},
    KnownInstrument{"who5", 5, 50.0,
                    "WHO-5: frågor 0-5, poäng 0-100; utfall är poäng på eller under gränsen"},
    KnownInstrument{"auditc", 3, std::nullopt,
                    "AUDIT-C: frågor 0-4, poäng 0-12; gränsen anges efter kön. Den som aldrig dricker (0 på "
                    "första frågan) får 0"},
    KnownInstrument{"phq9", 9, 10.0, "PHQ-9: frågor 0-3, poäng 0-27, högst två uteblivna svar räknas upp"},
    KnownInstrument{"gad7", 7, 10.0, "GAD-7: frågor 0-3, poäng 0-21, högst två uteblivna svar räknas upp"},
    KnownInstrument{"sdq_total", 20, std::nullopt,
                    "SDQ, total svårighet 0-40: frågor 0-2, delskalorna i ordningen emotionella symtom, "
                    "uppförande, hyperaktivitet, kamrater, fem frågor var"},
    KnownInstrument{"sdq_emotional", 5, std::nullopt, "SDQ, emotionella symtom: frågor 0-2, poäng 0-10"},
    KnownInstrument{"sdq_conduct", 5, std::nullopt, "SDQ, uppförande: frågor 0-2, poäng 0-10"},
    KnownInstrument{"sdq_hyperactivity", 5, std::nullopt, "SDQ, hyperaktivitet: frågor 0-2, poäng 0-10"},
    KnownInstrument{"sdq_peer", 5, std::nullopt, "SDQ, kamratrelationer: frågor 0-2, poäng 0-10"},
    KnownInstrument{
        "sdq_prosocial", 5, std::nullopt,
        "SDQ, prosocialt beteende: frågor 0-2, poäng 0-10; utfall är poäng på eller under gränsen"},
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

/// Whether records are told apart by the variable, whatever its codes look like.
bool is_divider(Role role)
{
    return role == Role::stratum || role == Role::cluster || role == Role::area || role == Role::school ||
           role == Role::sex || role == Role::grade || role == Role::year;
}

bool is_averaged(const Codebook& codebook, const Variable& variable)
{
    return std::ranges::any_of(codebook.indicators, [&](const auto& i) {
        return i.survey == variable.survey && i.variable == variable.variable &&
               (i.statistic == Statistic::mean || i.statistic == Statistic::median);
    });
}

/// The one variable id that has the role called `name` in every survey that has the role; none if `name` is a
/// variable itself, no role, or stands for several.
std::optional<std::string> variable_of_role(const Codebook& codebook, std::string_view name)
{
    const auto words = role_words();
    const auto role = std::ranges::find(words, name, &Word::english);
    std::optional<std::string> found;
    for (const auto& variable : codebook.variables) {
        if (variable.variable == name || role == words.end()) {
            return std::nullopt;
        }
        if (variable.role == static_cast<Role>(role->value)) {
            if (found && *found != variable.variable) {
                return std::nullopt;
            }
            found = variable.variable;
        }
    }
    return found;
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

void fill_blanks(RowReader& written, Survey& row)
{
    const bool sample = row.kind == SurveyKind::sample;
    if (row.title.empty()) {
        row.title = row.survey;
    }
    if (written.blank("kind")) {
        written.warn("kind", "Det står inte om undersökningen är ett urval; den räknas som ett.",
                     "Skriv sample, census eller register: det avgör hur små tal skyddas.");
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

void fill_blanks(RowReader&, Wave& row)
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

void fill_blanks(RowReader& written, Variable& row)
{
    const bool counts = row.role == Role::weight || row.role == Role::fpc || row.min || row.max;
    if (written.blank("type") && counts) {
        row.type = VariableType::number;
    }
    // A school's name or a stratum's number tells records apart and is not counted with; free text is never
    // kept.
    const bool divides = row.type == VariableType::text     ? row.role != Role::none
                         : row.type == VariableType::number ? is_divider(row.role) && !row.min && !row.max
                                                            : false;
    if (divides) {
        row.type = VariableType::code;
    }
    if (row.columns.empty() && !row.variable.empty()) {
        row.columns = {row.variable};
    }
}

void fill_blanks(RowReader&, Code& row)
{
    if (row.code.empty() && !row.missing && !row.impossible) {
        row.code = row.value;
    }
}

void fill_blanks(RowReader& written, Indicator& row)
{
    if (row.title.empty()) {
        row.title = row.indicator;
    }
    if (written.blank("per") && row.statistic == Statistic::rate) {
        row.per = 100000;
    }
}

void fill_blanks(RowReader&, Breakdown& row)
{
    if (std::ranges::find(row.indicators, "*") != row.indicators.end()) {
        row.indicators.clear();
    }
}

void fill_blanks(RowReader&, Comparison& row)
{
    if (std::ranges::find(row.indicators, "*") != row.indicators.end()) {
        row.indicators.clear();
    }
    const auto word = folded(row.compare);
    for (const auto& [swedish, english] :
         {std::pair{"omgång", "wave"}, {"wave", "wave"}, {"trend", "trend"}, {"hela", "whole"}, {"whole", "whole"}}) {
        if (word == swedish) {
            row.compare = english;
        }
    }
}

void fill_blanks(RowReader&, ReferenceValue& row)
{
    if (row.area.empty()) {
        row.area = "00"; // the whole country, in Swedish statistics
    }
}

void harmonise(Codebook& codebook)
{
    for (auto& band : codebook.groups) {
        band.variable = variable_of_role(codebook, band.variable).value_or(band.variable);
    }
    std::set<std::pair<std::string_view, std::string_view>> coded;
    for (const auto& code : codebook.codes) {
        coded.emplace(code.survey, code.variable);
    }
    for (auto& variable : codebook.variables) {
        if (variable.type == VariableType::code && !coded.contains({variable.survey, variable.variable}) &&
            (has_bounds(codebook, variable) || is_averaged(codebook, variable))) {
            variable.type = VariableType::number;
        }
    }
    for (auto& scale : codebook.scales) {
        const auto* instrument = find_known_instrument(scale.instrument);
        scale.instrument = instrument == nullptr ? scale.instrument : std::string(instrument->name);
        if (instrument != nullptr && !scale.cut && scale.cut_by_sex.empty()) {
            scale.cut = instrument->cut;
        }
    }
    for (auto& band : codebook.groups) {
        std::vector<std::string> written;
        for (const auto& code : codebook.codes) {
            if (code.variable == band.variable) {
                written.push_back(code.code);
            }
        }
        use_written_form(written, band.codes);
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

std::span<const KnownInstrument> known_instruments()
{
    return instruments;
}

std::string instruments_reference()
{
    std::string text = "| instrument | frågor | gräns när `cut` är tomt | poäng |\n|---|---|---|---|\n";
    for (const auto& instrument : instruments) {
        text += fmt::format("| `{}` | {} | {} | {} |\n", instrument.name, instrument.items,
                            instrument.cut ? number_text(*instrument.cut) : "måste anges för en andel",
                            instrument.title);
    }
    return text;
}

const KnownInstrument* find_known_instrument(std::string_view name)
{
    auto plain = folded(name);
    std::erase_if(plain, [](char c) { return c == '-' || c == ' ' || c == '_'; });
    const auto found = std::ranges::find_if(instruments, [&](const auto& instrument) {
        auto known = std::string(instrument.name);
        std::erase(known, '_');
        return known == plain;
    });
    return found == instruments.end() ? nullptr : &*found;
}

} // namespace lup
