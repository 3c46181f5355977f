#include "config/codebook.hpp"
#include "config/codebook_columns.hpp"
#include "config/errors.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

template <class T>
const T& found_or_throw(const T* found, std::string_view table, std::string_view id)
{
    if (found == nullptr) {
        throw ConfigurationError(fmt::format("kodbok: tabellen {} har ingen rad '{}'", table, id));
    }
    return *found;
}

template <class T, class Test>
const T* first(const std::vector<T>& rows, Test test)
{
    const auto found = std::ranges::find_if(rows, test);
    return found == rows.end() ? nullptr : &*found;
}

std::optional<Role> role_called(std::string_view name)
{
    for (const auto& word : role_words()) {
        if (word.english == name) {
            return static_cast<Role>(word.value);
        }
    }
    return std::nullopt;
}

bool same_wave(const Wave& wave, std::string_view survey, std::string_view id)
{
    return wave.survey == survey && wave.wave == id;
}

} // namespace

const Survey& Codebook::survey(std::string_view id) const
{
    return found_or_throw(first(surveys, [&](const auto& s) { return s.survey == id; }), "surveys", id);
}

const Indicator& Codebook::indicator(std::string_view id) const
{
    return found_or_throw(first(indicators, [&](const auto& i) { return i.indicator == id; }), "indicators",
                          id);
}

const Wave& Codebook::wave(std::string_view survey, std::string_view id) const
{
    return found_or_throw(first(waves, [&](const auto& w) { return same_wave(w, survey, id); }), "waves", id);
}

const Variable* Codebook::find_variable(std::string_view survey, std::string_view id) const
{
    return first(variables, [&](const auto& v) { return v.survey == survey && v.variable == id; });
}

const Variable* Codebook::variable_with_role(std::string_view survey, Role role, std::string_view wave) const
{
    return first(variables, [&](const auto& v) {
        return v.survey == survey && v.role == role && (wave.empty() || holds(v.waves, survey, wave));
    });
}

const Scale* Codebook::find_scale(std::string_view survey, std::string_view id) const
{
    return first(scales, [&](const auto& s) { return s.survey == survey && s.scale == id; });
}

const Area* Codebook::find_area(std::string_view id) const
{
    return first(areas, [&](const auto& a) { return a.area == id; });
}

std::vector<const Wave*> Codebook::waves_of(std::string_view survey) const
{
    std::vector<const Wave*> result;
    for (const auto& wave : waves) {
        if (wave.survey == survey) {
            result.push_back(&wave);
        }
    }
    std::ranges::stable_sort(result, {}, &Wave::period_from);
    return result;
}

std::vector<const Variable*> Codebook::variables_of(std::string_view survey, std::string_view wave) const
{
    std::vector<const Variable*> result;
    for (const auto& variable : variables) {
        if (variable.survey == survey && holds(variable.waves, survey, wave)) {
            result.push_back(&variable);
        }
    }
    return result;
}

std::vector<const Code*> Codebook::codes_of(std::string_view survey, std::string_view variable,
                                            std::string_view wave) const
{
    std::vector<const Code*> result;
    for (const auto& code : codes) {
        if (code.survey == survey && code.variable == variable &&
            (wave.empty() || holds(code.waves, survey, wave))) {
            result.push_back(&code);
        }
    }
    return result;
}

std::vector<const GroupBand*> Codebook::bands_of(std::string_view group) const
{
    std::vector<const GroupBand*> result;
    for (const auto& band : groups) {
        if (band.group == group) {
            result.push_back(&band);
        }
    }
    return result;
}

bool Codebook::breaks_between(const Indicator& indicator, std::string_view earlier,
                              std::string_view later) const
{
    const auto& from = wave(indicator.survey, earlier).period_from;
    const auto& to = wave(indicator.survey, later).period_from;
    return std::ranges::any_of(indicator.breaks, [&](const std::string& id) {
        const auto& starts = wave(indicator.survey, id).period_from;
        return from < starts && starts <= to;
    });
}

std::vector<StandardWeight> Codebook::standard_of(const Indicator& indicator) const
{
    std::vector<StandardWeight> weights;
    if (indicator.standard.empty()) {
        return weights;
    }
    for (const auto& row : weights_standard) {
        const bool let_in = std::ranges::all_of(indicator.among, [&](const Condition& condition) {
            return condition.variable != row.group ||
                   std::ranges::find(condition.codes, row.code) != condition.codes.end();
        });
        if (row.standard == indicator.standard && let_in && meaning(indicator.survey, row.group, "")) {
            weights.push_back(row);
        }
    }
    return weights;
}

bool Codebook::can_divide(const Indicator& indicator, std::span<const std::string> by) const
{
    const auto weights = standard_of(indicator);
    if (weights.empty()) {
        return true;
    }
    const auto* own = meaning(indicator.survey, weights.front().group, "")->variable;
    return std::ranges::none_of(by, [&](const std::string& name) {
        const auto what = meaning(indicator.survey, name, "");
        return what && what->variable->variable == own->variable;
    });
}

bool Codebook::lies_within(std::string_view area, std::string_view outer) const
{
    const auto* row = find_area(area);
    return row != nullptr && std::ranges::any_of(row->within, [&](const std::string& holder) {
               return holder == outer || lies_within(holder, outer);
           });
}

bool Codebook::overlaps(std::string_view survey_id, std::string_view name, std::string_view a,
                        std::string_view b) const
{
    const auto what = meaning(survey_id, name, "");
    const GroupBand* one = nullptr;
    const GroupBand* other = nullptr;
    for (const auto* band : what ? what->bands : std::vector<const GroupBand*>()) {
        one = band->code == a ? band : one;
        other = band->code == b ? band : other;
    }
    if (one == nullptr || other == nullptr) {
        return lies_within(a, b) || lies_within(b, a);
    }
    const auto reaches = [](const GroupBand& from, const GroupBand& to) {
        return !from.lower || !to.upper || *from.lower <= *to.upper;
    };
    return one->codes.empty() ? reaches(*one, *other) && reaches(*other, *one)
                              : std::ranges::find_first_of(one->codes, other->codes) != one->codes.end();
}

std::vector<std::string> Codebook::divided_by(const Comparison& comparison)
{
    auto names = comparison.by;
    if (comparison.compare != "wave" && comparison.compare != "trend" && comparison.compare != "whole") {
        names.push_back(comparison.compare);
    }
    return names;
}

std::vector<std::string> Codebook::whole_of(const Comparison& comparison) const
{
    auto names = comparison.by;
    std::erase_if(names, [&](const std::string& name) {
        const auto what = meaning(comparison.survey, name, "");
        return what && (what->variable->role == Role::area || what->variable->role == Role::school);
    });
    return names.size() == comparison.by.size() ? std::vector<std::string>() : names;
}

std::vector<const Indicator*> Codebook::compared(const Comparison& comparison) const
{
    std::vector<const Indicator*> found;
    const bool sample = survey(comparison.survey).kind == SurveyKind::sample;
    if (sample && survey(comparison.survey).protection == Protection::gate) {
        return found; // its printed numbers do not tell its design
    }
    for (const auto& row : indicators) {
        const bool listed =
            comparison.indicators.empty() ||
            std::ranges::find(comparison.indicators, row.indicator) != comparison.indicators.end();
        const bool comparable =
            row.statistic == Statistic::share || (row.statistic == Statistic::mean && sample);
        if (row.survey == comparison.survey && listed && comparable &&
            can_divide(row, divided_by(comparison))) {
            found.push_back(&row);
        }
    }
    return found;
}

bool Codebook::holds(const WaveSpan& span, std::string_view survey, std::string_view wave) const
{
    if (!span.from && !span.to) {
        return true;
    }
    const auto ordered = waves_of(survey);
    const auto place = [&](std::string_view id) {
        return std::ranges::find_if(ordered, [&](const auto* w) { return w->wave == id; });
    };
    const auto at = place(wave);
    const bool started = !span.from || place(*span.from) <= at;
    const bool lasting = !span.to || (place(*span.to) != ordered.end() && at <= place(*span.to));
    return at != ordered.end() && started && lasting;
}

std::optional<NameMeaning> Codebook::meaning(std::string_view survey, std::string_view name,
                                             std::string_view wave) const
{
    const auto variable_called = [&](std::string_view id) {
        return first(variables, [&](const auto& v) {
            return v.survey == survey && v.variable == id && (wave.empty() || holds(v.waves, survey, wave));
        });
    };
    NameMeaning result{variable_called(name), {}};
    if (result.variable == nullptr) {
        result.bands = bands_of(name);
        std::erase_if(result.bands,
                      [&](const auto* band) { return variable_called(band->variable) == nullptr; });
        result.variable = result.bands.empty() ? nullptr : variable_called(result.bands.front()->variable);
    }
    if (const auto role = role_called(name); result.variable == nullptr && role) {
        result.variable = variable_with_role(survey, *role, wave);
    }
    return result.variable == nullptr ? std::nullopt : std::optional(result);
}

std::vector<std::string> Codebook::codes_of_name(std::string_view survey, std::string_view name,
                                                 std::string_view wave) const
{
    std::vector<std::string> result;
    const auto add = [&](const std::string& code) {
        if (std::ranges::find(result, code) == result.end()) {
            result.push_back(code);
        }
    };
    const auto what = meaning(survey, name, wave);
    if (!what) {
        return result;
    }
    for (const auto* band : what->bands) {
        add(band->code);
    }
    if (what->bands.empty()) {
        for (const auto* code : codes_of(survey, what->variable->variable, wave)) {
            if (!code->missing && !code->impossible) {
                add(code->code);
            }
        }
    }
    return result;
}

std::string Codebook::label(std::string_view survey, std::string_view by_name, std::string_view code) const
{
    const auto what = meaning(survey, by_name, "");
    if (!what) {
        return std::string(code);
    }
    for (const auto* band : what->bands) {
        if (band->code == code) {
            return band->label.empty() ? band->code : band->label;
        }
    }
    for (const auto* row : codes_of(survey, what->variable->variable, "")) {
        if (row->code == code && !row->label.empty()) {
            return row->label;
        }
    }
    const auto* area = what->variable->role == Role::area ? find_area(code) : nullptr;
    return area == nullptr || area->name.empty() ? std::string(code) : area->name;
}

} // namespace lup
