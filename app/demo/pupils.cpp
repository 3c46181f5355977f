#include "app/demo/pupils.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace lup {

namespace {

constexpr std::size_t coded_round = 2; // läsår 2021-2022 came from another system: codes, other headings

constexpr std::size_t background_columns = 6;

struct GradeName {
    const char* sheet;
    const char* title;
    std::array<const char*, pupil_rounds> cell;
};

constexpr std::array<GradeName, demo_grades> grade_names = {{
    {"F-klass", "förskoleklass", {"F-klass", "Förskoleklass", "0", "F", "F"}},
    {"Åk 4", "årskurs 4", {"Åk 4", "4", "4", "4", "4"}},
    {"Åk 7", "årskurs 7", {"Åk 7", "7", "7", "7", "7"}},
    {"Gy 1", "gymnasiet årskurs 1", {"gy 1", "Gy 1", "10", "G1", "G1"}},
}};

constexpr std::array<const char*, pupil_rounds> school_years = {"2019-2020", "2020-2021", "2021-2022",
                                                                "2022-2023", "2023-2024"};
constexpr std::array<const char*, pupil_rounds> school_year_cells = {"2019/20", "läsår 2020-2021",
                                                                     "2021-2022", "2022-2023", "2023-2024"};

std::size_t question_count()
{
    std::size_t count = 0;
    for (const auto& group : pupil_question_groups())
        count += group.questions.size();
    return count;
}

DemoCell code_or_text(const std::string& text)
{
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits ? DemoCell(std::stod(text)) : DemoCell(text);
}

DemoCell sex_cell(bool girl, std::size_t round)
{
    if (round == coded_round)
        return std::string(girl ? "F" : "P");
    return std::string(girl ? "Flicka" : "Pojke");
}

DemoCell answer_cell(DemoRandom& random, const PupilQuestion& question, std::size_t grade, bool girl,
                     std::size_t round, double factor)
{
    const double level = (girl ? question.girls : question.boys)[grade];
    double share = level;
    for (std::size_t year = 0; year < round; ++year)
        share *= question.yearly;
    // A share over a half moves as its complement does, so that a strained pupil has less of what is good.
    const double yes = share < 0.5 ? share * factor : 1 - (1 - share) * factor;
    const bool counts = random.happens(yes);
    const auto answer = random.pick(counts ? question.answers->yes : question.answers->no);
    const double blank = random.uniform();
    if (grade < question.first_grade)
        return std::string("Ej aktuell");
    if (blank < 0.015)
        return {};
    if (blank < 0.022)
        return std::string("Vet ej");
    if (round == coded_round)
        return static_cast<double>(question.answers->first_code + static_cast<int>(answer));
    return std::string(question.answers->labels[answer]);
}

std::vector<DemoCell> pupil_row(DemoRandom& random, std::size_t number, const DemoSchool& school,
                                std::size_t grade, std::size_t round)
{
    const bool girl = random.happens(0.487);
    const double factor = 0.5 + random.uniform();
    const auto& place = demo_municipalities()[school.municipality];
    std::vector<DemoCell> row;
    row.emplace_back(static_cast<double>(number));
    row.emplace_back(std::string(school_year_cells[round]));
    row.push_back(round == coded_round ? code_or_text(std::string(place.code))
                                       : DemoCell(std::string(place.name)));
    row.emplace_back(std::string(school.name));
    row.push_back(code_or_text(grade_names[grade].cell[round]));
    row.push_back(sex_cell(girl, round));
    for (const auto& group : pupil_question_groups())
        for (const auto& question : group.questions)
            row.push_back(answer_cell(random, question, grade, girl, round, factor));
    row.push_back(random.happens(0.01) ? DemoCell(std::string("Uppföljning bokad")) : DemoCell{});
    return row;
}

std::vector<std::string> headings(std::size_t round)
{
    std::vector<std::string> names = {"Löpnr", "Läsår", "Kommun", "Skola", "Årskurs", "Kön"};
    if (round == coded_round)
        names = {"Nr", "Läsår", "Skolans kommun", "Skolans namn", "Åk", "Kön"};
    for (const auto& group : pupil_question_groups())
        for (const auto& question : group.questions)
            names.emplace_back(round > coded_round && !question.later_heading.empty() ? question.later_heading
                                                                                      : question.heading);
    names.emplace_back(round == coded_round ? "Anteckning" : "Kommentar");
    return names;
}

/// The later files have the background headings in cells that are merged over both heading rows.
void merge_background_upwards(DemoTable& table)
{
    for (std::size_t column = 0; column < background_columns; ++column)
        table.groups.push_back({std::exchange(table.headings[column], ""), 1, true});
}

DemoTable empty_sheet(std::size_t round, std::size_t grade)
{
    DemoTable table;
    table.sheet = grade_names[grade].sheet;
    table.titles = {"Hälsosamtalet i skolan – Region Jämtland Härjedalen",
                    fmt::format("Läsår {}, {}", school_years[round], grade_names[grade].title)};
    table.headings = headings(round);
    if (round > coded_round)
        merge_background_upwards(table);
    else
        table.groups.push_back({"Bakgrund", background_columns});
    for (const auto& group : pupil_question_groups())
        table.groups.push_back({std::string(group.title), group.questions.size()});
    table.groups.push_back({"Övrigt"});
    return table;
}

bool has_grade(const DemoSchool& school, std::size_t grade)
{
    return school.upper_secondary == (grade == demo_grades - 1);
}

/// A school's pupils come from a source of their own, so that leaving out other schools changes nothing.
void add_school(DemoTable& table, std::size_t school, std::size_t grade, std::size_t round)
{
    DemoRandom random((round * 1000 + school) * 10 + grade);
    const auto& place = demo_schools()[school];
    const double size = place.size * (0.92 + 0.16 * random.uniform());
    const int pupils = static_cast<int>(size * (0.93 + 0.05 * random.uniform()) + 0.5);
    for (int i = 0; i < pupils; ++i)
        table.rows.push_back(pupil_row(random, table.rows.size() + 1, place, grade, round));
}

/// The last row of a sheet: how many there are and how many answered each question.
std::vector<DemoCell> totals_row(const DemoTable& table)
{
    std::vector<DemoCell> totals(table.headings.size());
    totals[0] = std::string("Totalt");
    totals[background_columns - 1] = static_cast<double>(table.rows.size());
    for (std::size_t column = background_columns; column < background_columns + question_count(); ++column)
        totals[column] = static_cast<double>(
            std::count_if(table.rows.begin(), table.rows.end(), [column](const std::vector<DemoCell>& row) {
                return !std::holds_alternative<std::monostate>(row[column]);
            }));
    return totals;
}

} // namespace

std::vector<DemoTable> pupil_tables(std::size_t round, const SchoolChoice& choice)
{
    std::vector<DemoTable> tables;
    for (std::size_t grade = 0; grade < demo_grades; ++grade) {
        auto table = empty_sheet(round, grade);
        for (std::size_t school = 0; school < demo_schools().size(); ++school)
            if (has_grade(demo_schools()[school], grade) && choice(demo_schools()[school]))
                add_school(table, school, grade, round);
        if (table.rows.empty())
            continue;
        table.totals = totals_row(table);
        tables.push_back(std::move(table));
    }
    return tables;
}

} // namespace lup
