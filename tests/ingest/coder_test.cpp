#include "config/matching.hpp"
#include "ingest/delivery/coder_wave.hpp"
#include "tests/ingest/delivery_support.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace lup;
using namespace lup::testing;

namespace {

/// Codes one cell of a line as in memory_file and tells the code, the number, or what is wrong.
class OneVariable {
public:
    OneVariable(const std::string& variable, const std::string& codes)
        : codebook_(
              codebook_of({{"surveys", "survey;title;kind\ns;S;census\n"},
                           {"waves", "survey;wave;period_from;period_to\ns;2022;2022-01-01;2022-12-31\n"},
                           {"variables",
                            "survey;variable;type;role;min;max\ns;v;" + variable + "\ns;other;code;none;;\n"},
                           {"codes", "survey;variable;value;code;label;missing;impossible\n"
                                     "s;other;1;1;Ja;;\n" +
                                         codes},
                           {"indicators", "indicator;title;survey;variable;statistic;numerator\n"
                                          "i;I;s;other;share;1\n"},
                           {"breakdowns", "survey;indicators;by\ns;*;\n"}})),
          coder_(codebook_, codebook_.variables.front(), "2022")
    {
        coder_.declare(categories_);
    }

    std::string operator()(const std::string& line)
    {
        const auto file = memory_file({{"Blad1", line}});
        Row row;
        REQUIRE(file->read(0)->next(row));
        // The reader is gone: code a copy of the text.
        auto cell = row.cells.front();
        const std::string text = line.front() == '\'' || line.front() == '@' ? line.substr(1) : line;
        cell.text = cell.type == CellType::number ? std::string_view() : std::string_view(text);
        const auto coded = coder_.code(cell, categories_);
        switch (coded.kind) {
        case AnswerKind::valid:
            return std::isnan(coded.number) ? categories_.codes().at(coded.code) : number_text(coded.number);
        case AnswerKind::blank:
            return "tom";
        case AnswerKind::missing:
            return "bortfall";
        case AnswerKind::unmatched:
            return coded.meant == nullptr ? "okänd" : "okänd, menade du " + *coded.meant;
        case AnswerKind::out_of_range:
            return "utanför";
        case AnswerKind::error_cell:
            return "fel";
        }
        return "";
    }

    const std::vector<std::string>& codes() const { return categories_.codes(); }

private:
    Codebook codebook_;
    VariableCoder coder_;
    Categories categories_;
};

} // namespace

TEST_CASE("what no code row matches is unknown, and a near word is offered", "[ingest]")
{
    OneVariable v("code;none;;", "s;v;ofta;1;Ofta;;\ns;v;sällan;2;Sällan;;\ns;v;3;3;Aldrig;;\n");
    CHECK(v("offta") == "okänd, menade du ofta");
    CHECK(v("xyzåäö") == "okänd");
    CHECK(v("4") == "okänd");
    CHECK(v("3.5") == "okänd");
    CHECK(v("@2022-03-03") == "okänd");
    CHECK(v("#N/A") == "fel");
    CHECK(v("TRUE") == "okänd");
}

TEST_CASE("numeric cells match codes as numbers and text as text", "[ingest]")
{
    OneVariable v("code;none;;", "s;v;1;a;A;;\ns;v;2,0;b;B;;\ns;v;-9;;Vill ej;ja;\ns;v;Ja;c;C;;\n");
    CHECK(v("1") == "a");
    CHECK(v("1.0") == "a");
    CHECK(v("'1") == "a");
    CHECK(v("'1,0") == "a");
    CHECK(v("' 1 ") == "a");
    CHECK(v("2") == "b");
    CHECK(v("'2") == "b");
    CHECK(v("'01") == "okänd");
    CHECK(v("-9") == "bortfall");
    CHECK(v("'-9") == "bortfall");
    CHECK(v("ja ") == "c");
    CHECK(v("JA") == "c");
    CHECK(v("'  ") == "tom");
}

TEST_CASE("a leading zero counts when the code row has it", "[ingest]")
{
    OneVariable v("code;area;;", "s;v;01;stad;Stad;;\ns;v;0180;sthlm;Stockholm;;\n");
    CHECK(v("'01") == "stad");
    CHECK(v("'0180") == "sthlm");
    CHECK(v("1") == "okänd");
    CHECK(v("'1") == "okänd, menade du 01");
    CHECK(v("180") == "okänd");
}

TEST_CASE("an exact match wins over a case-folded one", "[ingest]")
{
    OneVariable v("code;none;;", "s;v;a;1;;;\ns;v;A;2;;;\n");
    CHECK(v("a") == "1");
    CHECK(v("A") == "2");
}

TEST_CASE("several values may share a code, and what was not asked is no answer", "[ingest]")
{
    OneVariable v("code;none;;", "s;v;1;låg;;;\ns;v;2;låg;;;\ns;v;3;hög;;;\ns;v;8;;;;ja\n");
    CHECK(v.codes() == std::vector<std::string>{"låg", "hög"});
    CHECK(v("2") == "låg");
    CHECK(v("3") == "hög");
    CHECK(v("8") == "bortfall");
}

TEST_CASE("a code variable without code rows takes values as they stand", "[ingest]")
{
    OneVariable v("code;cluster;;", "");
    CHECK(v("101") == "101");
    CHECK(v("'101") == "101");
    CHECK(v("'0101") == "0101");
    CHECK(v(" Norra skolan ") == "Norra skolan");
    CHECK(v("1.5") == "1.5");
    CHECK(v.codes() == std::vector<std::string>{"101", "0101", "Norra skolan", "1.5"});
}

TEST_CASE("numbers may be text with a decimal comma, a point or spaces, within their limits", "[ingest]")
{
    OneVariable v("number;none;0;2000", "s;v;999;;Okänd;ja;\n");
    CHECK(v("hej") == "okänd");
    CHECK(v("'1,2,3") == "okänd");
    CHECK(v("-1") == "utanför");
    CHECK(v("'2000,5") == "utanför");
    CHECK(v("'1,5") == "1.5");
    CHECK(v("'1.5") == "1.5");
    CHECK(v("'1 234,5") == "1234.5");
    CHECK(v("'1\u00a0234") == "1234");
    CHECK(v("2000") == "2000");
    CHECK(v("999") == "bortfall");
    CHECK(v("'999") == "bortfall");
}

TEST_CASE("what the file declares missing is missing unless a code row says what it is", "[ingest]")
{
    const auto codebook = sample_codebook();
    const auto& humor = *codebook.find_variable("enkat", "humor");
    const auto& kommun = *codebook.find_variable("enkat", "kommun");
    Cell cell;
    cell.type = CellType::number;
    cell.number = 98;
    cell.user_missing = true;
    for (const auto* variable : {&humor, &kommun}) {
        Categories categories;
        VariableCoder coder(codebook, *variable, "2022");
        coder.declare(categories);
        const auto numbered = categories.codes().size();
        CHECK(coder.code(cell, categories).kind == AnswerKind::missing);
        CHECK(categories.codes().size() == numbered);
    }
    const auto& kon = *codebook.find_variable("enkat", "kon");
    Categories categories;
    VariableCoder coder(codebook, kon, "2022");
    coder.declare(categories);
    cell.number = 1;
    CHECK(coder.code(cell, categories).kind == AnswerKind::valid);
}

TEST_CASE("dates are days, and what is no day is unknown", "[ingest]")
{
    OneVariable v("date;none;;", "");
    CHECK(v("'2022-13-01") == "okänd");
    CHECK(v("'5 maj") == "okänd");
    CHECK(v("12") == "okänd");
    CHECK(v("@2022-05-01") == "2022-05-01");
    CHECK(v("@2022-05-01T12:30:00") == "2022-05-01");
    CHECK(v("'2022/05/01") == "2022-05-01");
    CHECK(v("20220501") == "2022-05-01");
}
