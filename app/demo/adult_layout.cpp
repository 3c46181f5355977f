#include "app/demo/adult_layout.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <functional>
#include <string_view>

namespace lup {

namespace {

constexpr std::array<int, adult_rounds> years = {2018, 2020, 2022, 2024};

/// A column of the file: its heading and what a person has in it.
struct Column {
    std::string heading;
    std::function<DemoCell(const Adult&)> cell;
};

DemoCell number(int value)
{
    return static_cast<double>(value);
}

DemoCell sex_cell(const Adult& adult, std::size_t round)
{
    if (round == 3)
        return std::string(adult.woman ? "Kvinna" : "Man");
    return number(adult.woman ? 2 : 1);
}

DemoCell education_cell(const Adult& adult, std::size_t round)
{
    constexpr std::array<const char*, 4> labels = {"", "Förgymnasial", "Gymnasial", "Eftergymnasial"};
    if (adult.education == 0)
        return round == 0 ? number(9) : DemoCell{};
    if (round == 3)
        return std::string(labels[static_cast<std::size_t>(adult.education)]);
    return number(adult.education);
}

/// In 2018 1 = yes, 2 = no, 9 = no answer; later 1, 0 and blank.
DemoCell yes_no_cell(const std::optional<bool>& answer, std::size_t round)
{
    if (!answer)
        return round == 0 ? number(9) : DemoCell{};
    if (round == 0)
        return number(*answer ? 1 : 2);
    return number(*answer ? 1 : 0);
}

/// Kessler-6 of 2020 counts from 1 = all the time to 5 = never, AUDIT-C of 2018 from 1; later from 0.
DemoCell item_cell(std::string_view stem, const std::optional<int>& answer, std::size_t round)
{
    if (!answer)
        return {};
    if (stem == "k6_" && round == 1)
        return number(5 - *answer);
    if (stem == "auditc_" && round == 0)
        return number(*answer + 1);
    return number(*answer);
}

void add_background(std::vector<Column>& columns, std::size_t round)
{
    using Names = std::array<const char*, adult_rounds>;
    constexpr Names year = {"År", "argang", "årgång", "Årgång"}, sex = {"Kon", "kon", "kön", "Kön"},
                    age = {"Alder", "alder", "ålder", "Ålder"},
                    place = {"Kommun", "ukommun", "ukommun", "Kommun"},
                    education = {"Utbscb", "utbscb", "utbscb", "Utbildning"};
    columns.push_back({year[round], [round](const Adult&) { return number(years[round]); }});
    columns.push_back({sex[round], [round](const Adult& adult) { return sex_cell(adult, round); }});
    columns.push_back({age[round], [](const Adult& adult) { return number(adult.age); }});
    columns.push_back(
        {"ald4", [](const Adult& adult) { return number(static_cast<int>(adult.age_band) + 1); }});
    columns.push_back({place[round], [](const Adult& adult) {
                           return std::string(demo_municipalities()[adult.municipality].code);
                       }});
    columns.push_back(
        {education[round], [round](const Adult& adult) { return education_cell(adult, round); }});
    columns.push_back({"urspr4", [](const Adult& adult) { return number(adult.birth_country); }});
    columns.push_back({"kalvikt", [](const Adult& adult) { return std::round(adult.weight * 1e4) / 1e4; }});
}

void add_outcomes(std::vector<Column>& columns, std::size_t round)
{
    for (std::size_t i = 0; i < adult_outcomes().size(); ++i)
        if (const auto heading = adult_outcomes()[i].headings[round]; !heading.empty())
            columns.push_back({std::string(heading), [i, round](const Adult& adult) {
                                   return yes_no_cell(adult.outcomes[i], round);
                               }});
}

void add_items(std::vector<Column>& columns, const AdultInstrument& instrument, std::size_t round,
               std::vector<std::optional<int>> Adult::*answers)
{
    if (!instrument.asked[round])
        return;
    for (int item = 0; item < instrument.items; ++item) {
        const bool lettered = instrument.stem == "k6_" && round == 1;
        auto heading =
            lettered ? fmt::format("k6{}", "abcdef"[item]) : fmt::format("{}{}", instrument.stem, item + 1);
        columns.push_back({std::move(heading), [=, stem = instrument.stem](const Adult& adult) {
                               return item_cell(stem, (adult.*answers)[static_cast<std::size_t>(item)],
                                                round);
                           }});
    }
}

std::vector<Column> columns_of(std::size_t round)
{
    std::vector<Column> columns;
    add_background(columns, round);
    add_outcomes(columns, round);
    add_items(columns, kessler_items(), round, &Adult::kessler);
    add_items(columns, swemwbs_items(), round, &Adult::swemwbs);
    add_items(columns, ghq5_items(), round, &Adult::ghq5);
    add_items(columns, auditc_items(), round, &Adult::auditc);
    return columns;
}

} // namespace

DemoTable adult_table(std::size_t round)
{
    const auto columns = columns_of(round);
    DemoTable table;
    table.sheet = "Data";
    table.headings.emplace_back(round == 0 ? "Lopnr" : "lopnr");
    for (const auto& column : columns)
        table.headings.push_back(column.heading);
    for (const auto& adult : made_up_adults(round)) {
        auto& row = table.rows.emplace_back();
        row.push_back(number(static_cast<int>(table.rows.size())));
        for (const auto& column : columns)
            row.push_back(column.cell(adult));
    }
    return table;
}

} // namespace lup
