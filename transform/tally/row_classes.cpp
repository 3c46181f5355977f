#include "transform/tally/row_classes.hpp"

#include "config/errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <utility>

namespace lup {

namespace {

constexpr std::array<std::pair<const char*, Role>, 6> role_names{{{"area", Role::area},
                                                                  {"school", Role::school},
                                                                  {"sex", Role::sex},
                                                                  {"age", Role::age},
                                                                  {"grade", Role::grade},
                                                                  {"year", Role::year}}};

Role role_named(const std::string& name)
{
    const auto* const found = std::find_if(role_names.begin(), role_names.end(),
                                           [&](const auto& pair) { return name == pair.first; });
    return found == role_names.end() ? Role::none : found->second;
}

bool band_holds(const GroupBand& band, double number)
{
    return (band.lower || band.upper) && number >= band.lower.value_or(-HUGE_VAL) &&
           number <= band.upper.value_or(HUGE_VAL);
}

bool band_holds(const GroupBand& band, const std::string& code)
{
    return std::find(band.codes.begin(), band.codes.end(), code) != band.codes.end();
}

const char* role_title(Role role, bool banded)
{
    switch (role) {
    case Role::area:
        return "Område";
    case Role::school:
        return "Skola";
    case Role::sex:
        return "Kön";
    case Role::age:
        return banded ? "Åldersgrupp" : "Ålder";
    case Role::grade:
        return "Årskurs";
    case Role::year:
        return "År";
    default:
        return "";
    }
}

/// Most bands that hold one value: bands start only at lower limits and codes, so those are the places to
/// look.
std::size_t deepest_overlap(const std::vector<const GroupBand*>& bands)
{
    std::size_t deepest = 1;
    const auto look = [&](const auto& value) {
        const auto holding = std::count_if(bands.begin(), bands.end(),
                                           [&](const GroupBand* band) { return band_holds(*band, value); });
        deepest = std::max(deepest, static_cast<std::size_t>(holding));
    };
    for (const auto* band : bands) {
        look(band->lower.value_or(-HUGE_VAL));
        for (const auto& code : band->codes)
            look(code);
    }
    return deepest;
}

} // namespace

DimensionCategories::DimensionCategories(const Codebook& codebook, const Survey& survey, std::string name)
    : survey_(survey), name_(std::move(name)), bands_(codebook.bands_of(name_))
{
    if (codebook.find_variable(survey_.survey, name_) != nullptr) {
        bands_.clear();
        variable_ = name_;
    } else if (!bands_.empty()) {
        variable_ = bands_.front()->variable;
    } else {
        role_ = role_named(name_);
        if (role_ == Role::none)
            throw ConfigurationError(fmt::format(
                "breakdowns: '{}' is no variable, group or role of survey '{}'", name_, survey_.survey));
    }
    areas_ = role(codebook) == Role::area;
    if (!bands_.empty()) {
        for (const auto* band : bands_)
            categories_.index_of(band->code);
        depth_ = deepest_overlap(bands_);
    } else if (areas_) {
        declare_areas(codebook);
    } else {
        declare_codes(codebook);
    }
    declared_ = categories_.codes().size();
}

std::uint32_t DimensionCategories::index_of(const std::string& code)
{
    return categories_.index_of(code);
}

std::optional<std::uint32_t> DimensionCategories::find(const std::string& code) const
{
    const auto& codes = categories_.codes();
    const auto found = std::find(codes.begin(), codes.end(), code);
    if (found == codes.end())
        return std::nullopt;
    return static_cast<std::uint32_t>(found - codes.begin());
}

Role DimensionCategories::role(const Codebook& codebook) const
{
    if (!bands_.empty() || role_ != Role::none)
        return role_;
    const auto* variable = codebook.find_variable(survey_.survey, variable_);
    return variable == nullptr ? Role::none : variable->role;
}

const Variable* DimensionCategories::variable(const Codebook& codebook, const std::string& wave) const
{
    if (role_ != Role::none)
        return codebook.variable_with_role(survey_.survey, role_, wave);
    return codebook.find_variable(survey_.survey, variable_);
}

void DimensionCategories::declare_codes(const Codebook& codebook)
{
    for (const auto& code : codebook.codes) {
        if (code.survey != survey_.survey || code.missing || code.impossible)
            continue;
        const auto* variable = codebook.find_variable(survey_.survey, code.variable);
        const bool mine =
            role_ != Role::none ? variable != nullptr && variable->role == role_ : code.variable == variable_;
        if (mine)
            categories_.index_of(code.code);
    }
}

void DimensionCategories::declare_areas(const Codebook& codebook)
{
    for (const auto& area : codebook.areas) {
        std::vector<std::uint32_t> found;
        add_area_with_holders(codebook, area.area, found);
        depth_ = std::max(depth_, found.size());
    }
    declare_codes(codebook);
}

void DimensionCategories::add_area_with_holders(const Codebook& codebook, const std::string& area,
                                                std::vector<std::uint32_t>& found)
{
    const auto index = categories_.index_of(area);
    if (std::find(found.begin(), found.end(), index) != found.end())
        return;
    found.push_back(index);
    if (const auto* row = codebook.find_area(area))
        for (const auto& holder : row->within)
            add_area_with_holders(codebook, holder, found);
}

std::vector<std::uint32_t> DimensionCategories::memberships(const Codebook& codebook, const std::string& code)
{
    std::vector<std::uint32_t> found;
    if (!bands_.empty()) {
        for (std::size_t i = 0; i < bands_.size(); ++i)
            if (band_holds(*bands_[i], code))
                found.push_back(categories_.index_of(bands_[i]->code));
        double number = 0;
        const auto end = code.data() + code.size();
        if (found.empty() && std::from_chars(code.data(), end, number).ptr == end && !code.empty())
            return memberships(number);
    } else if (areas_) {
        add_area_with_holders(codebook, code, found);
    } else {
        found.push_back(categories_.index_of(code));
    }
    return found;
}

std::vector<std::uint32_t> DimensionCategories::memberships(double number) const
{
    std::vector<std::uint32_t> found;
    for (const auto* band : bands_)
        if (band_holds(*band, number))
            found.push_back(find(band->code).value());
    return found;
}

std::string DimensionCategories::title(const Codebook& codebook) const
{
    const auto classifier = !bands_.empty() ? bands_.front()->variable : variable_;
    const auto* variable = codebook.find_variable(survey_.survey, classifier);
    const auto role = variable != nullptr ? variable->role : role_;
    const std::string by_role = role_title(role, !bands_.empty());
    if (!by_role.empty())
        return by_role;
    return variable != nullptr && !variable->question.empty() ? variable->question : name_;
}

Dimension DimensionCategories::printed(const Codebook& codebook, std::vector<std::uint32_t>& order) const
{
    const auto& codes = categories_.codes();
    std::vector<std::uint32_t> by_place(codes.size());
    std::iota(by_place.begin(), by_place.end(), 0U);
    const auto first_new = by_place.begin() + static_cast<std::ptrdiff_t>(declared_);
    std::sort(first_new, by_place.end(), [&](auto a, auto b) { return codes[a] < codes[b]; });

    Dimension dimension;
    dimension.name = name_;
    dimension.title = title(codebook);
    order.assign(codes.size(), 0);
    for (std::uint32_t place = 0; place < by_place.size(); ++place) {
        const auto index = by_place[place];
        order[index] = place;
        dimension.categories.push_back({codes[index], codebook.label(survey_.survey, name_, codes[index])});
    }
    return dimension;
}

RowClasses::RowClasses(const Codebook& codebook, const std::string& wave, DimensionCategories& dimension)
    : codebook_(codebook), dimension_(dimension), memberships_(dimension.depth())
{
    if (const auto* variable = dimension.variable(codebook, wave))
        variable_ = variable->variable;
}

void RowClasses::classify(const ResponseBatch& batch, const ResponseSource& source)
{
    for (auto& rows : memberships_)
        rows.assign(batch.rows, DimensionCategories::none);
    const auto* column = find_column(batch, variable_);
    if (column == nullptr || !column->present)
        return;
    if (!column->codes.empty())
        classify_codes(*column, codes_of_column(batch, source, *column));
    else
        classify_numbers(*column);
}

void RowClasses::classify_codes(const ResponseColumn& column, const std::vector<std::string>& codes)
{
    while (of_code_.size() < codes.size())
        of_code_.push_back(dimension_.memberships(codebook_, codes[of_code_.size()]));
    for (std::size_t row = 0; row < column.codes.size(); ++row) {
        if (column.codes[row] == ResponseColumn::missing)
            continue;
        const auto& found = of_code_[column.codes[row]];
        for (std::size_t k = 0; k < found.size(); ++k)
            memberships_[k][row] = found[k];
    }
}

void RowClasses::classify_numbers(const ResponseColumn& column)
{
    for (std::size_t row = 0; row < column.numbers.size(); ++row) {
        if (std::isnan(column.numbers[row]))
            continue;
        const auto found = dimension_.bands().empty()
                               ? dimension_.memberships(codebook_, fmt::format("{}", column.numbers[row]))
                               : dimension_.memberships(column.numbers[row]);
        for (std::size_t k = 0; k < std::min(found.size(), memberships_.size()); ++k)
            memberships_[k][row] = found[k];
    }
}

const Variable* variable_named(const Codebook& codebook, const std::string& survey, const std::string& name,
                               const std::string& wave)
{
    if (const auto* variable = codebook.find_variable(survey, name))
        return variable;
    const auto role = role_named(name);
    return role == Role::none ? nullptr : codebook.variable_with_role(survey, role, wave);
}

const ResponseColumn* find_column(const ResponseBatch& batch, const std::string& variable)
{
    const auto found = std::find_if(batch.columns.begin(), batch.columns.end(),
                                    [&](const auto& column) { return column.variable == variable; });
    return found == batch.columns.end() ? nullptr : &*found;
}

const std::vector<std::string>& codes_of_column(const ResponseBatch& batch, const ResponseSource& source,
                                                const ResponseColumn& column)
{
    return source.categories()[static_cast<std::size_t>(&column - batch.columns.data())].codes();
}

} // namespace lup
