#include "app/demo/demo_data.hpp"

#include "app/demo/adult_layout.hpp"
#include "app/demo/pupils.hpp"

#include <algorithm>
#include <stdexcept>

namespace lup {

namespace {

using Path = std::filesystem::path;

constexpr auto adult_survey = "folkhalsoenkaten";
constexpr auto school_survey = "halsosamtalet";
constexpr std::size_t rows_of_a_wrong_file = 400;

bool is_krokom_or_ostersund(const DemoSchool& school)
{
    const auto name = demo_municipalities()[school.municipality].name;
    return name == "Krokom" || name == "Östersund";
}

bool is_ragunda(const DemoSchool& school)
{
    return demo_municipalities()[school.municipality].name == "Ragunda";
}

std::size_t column_called(const DemoTable& table, const std::string& heading)
{
    const auto found = std::find(table.headings.begin(), table.headings.end(), heading);
    if (found == table.headings.end())
        throw std::logic_error("the made-up file has no column " + heading);
    return static_cast<std::size_t>(found - table.headings.begin());
}

/// Folkhälsoenkäten 2024 as a newcomer might save it: a misspelt heading, a column that nobody declared, a
/// misspelt code and answers that no code matches.
void write_wrong_adults(const Path& file)
{
    auto table = adult_table(3);
    table.rows.resize(rows_of_a_wrong_file);
    const auto sex = column_called(table, "Kön");
    const auto stress = column_called(table, "stress");
    table.headings[column_called(table, "K6_psyk_hog")] = "K6_psyk_hgo";
    table.headings.emplace_back("Postort");
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        auto& cells = table.rows[row];
        if (row % 9 == 0)
            cells[sex] = std::string("Kvina");
        if (row % 11 == 0)
            cells[stress] = 7.0;
        cells.emplace_back(std::string("Orten"));
    }
    write_demo_csv(table, file);
}

/// A supplement from one municipality in which somebody wrote a personnummer in a note. The number is one of
/// the tax agency's test numbers and belongs to nobody.
void write_pupils_with_identity_number(const Path& file)
{
    auto tables = pupil_tables(4, is_ragunda);
    auto& note = tables.back().rows[2].back();
    note = std::string("Vårdnadshavare 901211-9948 vill bli uppringd");
    write_demo_workbook(tables, file);
}

DemoFile adults_file(std::string name, std::string wave, std::size_t round, bool workbook)
{
    auto write = [round, workbook](const Path& file) {
        const auto table = adult_table(round);
        if (workbook)
            write_demo_workbook({table}, file);
        else
            write_demo_csv(table, file);
    };
    return {std::move(name), adult_survey, std::move(wave), DemoPurpose::delivery, std::move(write)};
}

DemoFile pupils_file(std::string name, std::string wave, std::size_t round, SchoolChoice choice)
{
    auto write = [round, choice = std::move(choice)](const Path& file) {
        write_demo_workbook(pupil_tables(round, choice), file);
    };
    return {std::move(name), school_survey, std::move(wave), DemoPurpose::delivery, std::move(write)};
}

} // namespace

std::vector<DemoFile> demo_files()
{
    const SchoolChoice every = [](const DemoSchool&) { return true; };
    return {
        adults_file("Folkhälsoenkäten 2018.xlsx", "2018", 0, true),
        adults_file("Folkhälsoenkäten 2020.xlsx", "2020", 1, true),
        adults_file("Folkhalsoenkaten_2022_Jamtland.csv", "2022", 2, false),
        adults_file("Folkhalsoenkaten_2024_Jamtland.csv", "2024", 3, false),
        pupils_file("Hälsosamtalet läsår 2019-2020.xlsx", "2019-2020", 0, every),
        pupils_file("Hälsosamtalet läsår 2020-2021.xlsx", "2020-2021", 1, every),
        pupils_file("Hälsosamtalet 2021-2022 del 1, Krokom och Östersund.xlsx", "2021-2022", 2,
                    is_krokom_or_ostersund),
        pupils_file("Hälsosamtalet 2021-2022 del 2, övriga kommuner.xlsx", "2021-2022", 2,
                    [](const DemoSchool& school) { return !is_krokom_or_ostersund(school); }),
        pupils_file("Hälsosamtalet läsår 2022-2023.xlsx", "2022-2023", 3, every),
        pupils_file("Hälsosamtalet läsår 2023-2024.xlsx", "2023-2024", 4, every),
        {"Folkhalsoenkaten_2024_med_fel.csv", adult_survey, "2024", DemoPurpose::mistakes,
         write_wrong_adults},
        {"Hälsosamtalet läsår 2023-2024, tillägg Ragunda.xlsx", school_survey, "2023-2024",
         DemoPurpose::identity_number, write_pupils_with_identity_number},
    };
}

void write_demo_files(const Path& folder)
{
    for (const auto& file : demo_files())
        file.write(folder / file.name);
}

} // namespace lup
