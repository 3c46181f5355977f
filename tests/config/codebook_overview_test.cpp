#include "config/codebook_overview.hpp"
#include "tests/config/sample_codebook.hpp"

#include <catch2/catch.hpp>

using namespace lup;
using namespace lup::testing;
using Catch::Matchers::Equals;
using Words = std::vector<std::string>;

namespace {

Words row_of(const RawTable& table, const std::string& id)
{
    for (const auto& row : table.rows) {
        if (row.cells.front() == id) {
            return row.cells;
        }
    }
    return {};
}

} // namespace

TEST_CASE("the readable codebook says which wave has which variable", "[config]")
{
    auto texts = sample_tables();
    texts["variables"] += "hlv,somn,,,somn20|sömn,,2020\n";
    const auto tables = codebook_overview(parse_texts(texts).codebook);
    REQUIRE(tables.size() == 4);
    const auto& variables = tables[0];
    CHECK_THAT(variables.headings,
               Equals(Words{"Variabel", "Fråga", "Typ", "Roll", "Rubriker i filen", "Svar", "2020", "2022"}));
    CHECK_THAT(row_of(variables, "kon"), Equals(Words{"kon", "", "kod", "kön", "kon eller kön",
                                                      "1 = Män (M), 2 = Kvinnor (K)", "ja", "ja"}));
    CHECK_THAT(row_of(variables, "somn"),
               Equals(Words{"somn", "", "kod", "", "somn20 eller sömn", "", "ja", ""}));
}

TEST_CASE("the readable codebook says which wave has which indicator and where a series starts", "[config]")
{
    auto texts = sample_tables();
    texts["variables"] += "hlv,somn,,,,2022,\n";
    texts["indicators"] = "indicator,survey,variable,numerator,break,from\nsomn,hlv,somn,1,,\nstress,hlv,"
                          "stress,mycket,2022,\nk,hlv,kessler,,,2022\nmar,skola,mar,1,,\n";
    texts["breakdowns"] = "survey\nhlv\nskola\n";
    const auto tables = codebook_overview(parse_texts(texts).codebook);
    const auto last_two = [&](const std::string& id) {
        const auto cells = row_of(tables[1], id);
        return Words(cells.end() - 2, cells.end());
    };
    CHECK_THAT(last_two("somn"), Equals(Words{"", "ja"}));
    CHECK_THAT(last_two("stress"), Equals(Words{"ja", "ny serie"}));
    CHECK_THAT(last_two("k"), Equals(Words{"", "ja"}));
    CHECK(row_of(tables[3], "mar").back() == "ja");
}
