#include "config/codebook_columns.hpp"
#include "config/codebook_defaults.hpp"
#include "config/plan_columns.hpp"
#include "config/settings.hpp"
#include "tests/config/sample_codebook.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

using namespace lup;
using namespace lup::testing;

namespace {

std::string document()
{
    std::ostringstream text;
    text << std::ifstream(LUP_SOURCE_DIR "/config/KODBOK.md").rdbuf();
    return text.str();
}

/// Whether each line of `part` stands in `text`: the first that does not is shown.
bool holds_lines(const std::string& text, const std::string& part)
{
    std::istringstream lines(part);
    for (std::string line; std::getline(lines, line);) {
        if (text.find(line + "\n") == std::string::npos) {
            UNSCOPED_INFO("not in KODBOK.md: " << line);
            return false;
        }
    }
    return true;
}

/// The example tables: fenced blocks whose first line is "# name.csv".
std::map<std::string, std::string> examples(const std::string& text)
{
    std::map<std::string, std::string> found;
    const std::string fence = "```csv\n# ";
    for (auto at = text.find(fence); at != std::string::npos; at = text.find(fence, at + 1)) {
        const auto name = at + fence.size();
        const auto body = text.find('\n', name) + 1;
        found[text.substr(name, text.find(".csv", name) - name)] =
            text.substr(body, text.find("```", body) - body);
    }
    return found;
}

/// Collects the columns that describe() names.
struct ColumnCollector {
    std::set<std::string> columns;
    void operator()(std::string_view column, const auto&...) { columns.emplace(column); }
};

template <class Row>
std::set<std::string> visited()
{
    ColumnCollector collector;
    Row row;
    describe(collector, row);
    return collector.columns;
}

std::set<std::string> columns_of(const TableDefinition& definition)
{
    std::set<std::string> names;
    for (const auto& column : definition.columns) {
        names.emplace(column.name);
    }
    return names;
}

} // namespace

TEST_CASE("KODBOK.md describes every table, column and word as the program reads them", "[config]")
{
    const auto text = document();
    CHECK(holds_lines(text, reference_text(codebook_definitions())));
    CHECK(holds_lines(text, reference_text(plan_definitions())));
    CHECK(holds_lines(text, instruments_reference()));
    CHECK(holds_lines(text, settings_reference()));
}

TEST_CASE("the example in KODBOK.md is a codebook without mistakes", "[config]")
{
    const auto tables = examples(document());
    REQUIRE(tables.size() == 9);
    const auto reading = parse_texts(tables);
    CHECK(lines_of(reading.findings, Severity::note) == "");
    const auto& codebook = reading.codebook;
    CHECK(codebook.codes_of("enkat", "kon", "2024")[0]->code == "K");
    CHECK(codebook.codes_of("enkat", "kon", "2020")[0]->code == "M");
    CHECK(codebook.indicator("alkohol").among[0].variable == "grade");
    CHECK(codebook.survey("samtal").protection == Protection::gate);
}

TEST_CASE("every column of every table has a member that it is read into", "[config]")
{
    const auto codebook = [](std::string_view name) { return definition_of(name, codebook_definitions()); };
    const auto plan = [](std::string_view name) { return definition_of(name, plan_definitions()); };
    CHECK(visited<Survey>() == columns_of(codebook("surveys")));
    CHECK(visited<Wave>() == columns_of(codebook("waves")));
    CHECK(visited<Eligible>() == columns_of(codebook("eligible")));
    CHECK(visited<Variable>() == columns_of(codebook("variables")));
    CHECK(visited<Code>() == columns_of(codebook("codes")));
    CHECK(visited<GroupBand>() == columns_of(codebook("groups")));
    CHECK(visited<Scale>() == columns_of(codebook("scales")));
    CHECK(visited<Indicator>() == columns_of(codebook("indicators")));
    CHECK(visited<Breakdown>() == columns_of(codebook("breakdowns")));
    CHECK(visited<Area>() == columns_of(codebook("areas")));
    CHECK(visited<ReferenceValue>() == columns_of(codebook("reference_values")));
    CHECK(visited<KnownElsewhere>() == columns_of(codebook("known_elsewhere")));
    CHECK(visited<StandardWeight>() == columns_of(codebook("weights_standard")));
    CHECK(visited<Organisation>() == columns_of(plan("organisations")));
    CHECK(visited<Plan>() == columns_of(plan("plans")));
    CHECK(visited<Goal>() == columns_of(plan("goals")));
    CHECK(visited<Target>() == columns_of(plan("targets")));
    CHECK(visited<Activity>() == columns_of(plan("activities")));
}
