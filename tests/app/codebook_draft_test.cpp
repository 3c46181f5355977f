#include "app/codebook_draft.hpp"

#include "config/errors.hpp"
#include "ingest/sheets/open_file.hpp"

#include <catch2/catch.hpp>

using namespace lup;

namespace {

/// A file that describes its columns, with two rows below the names.
class DescribedFile : public SheetFile {
public:
    explicit DescribedFile(std::vector<FileVariable> variables) : variables_(std::move(variables)) {}

    const std::vector<SheetInfo>& sheets() const override { return sheets_; }
    std::unique_ptr<SheetReader> read(std::size_t) const override { return text_->read(0); }
    Findings findings() const override { return {}; }
    std::string_view format() const override { return "sav"; }
    const std::vector<FileVariable>& variables() const override { return variables_; }

private:
    std::vector<SheetInfo> sheets_{{"x", false}};
    std::vector<FileVariable> variables_;
    std::unique_ptr<SheetFile> text_ =
        open_sheet_bytes(bytes_in_memory("Q1;Längd;NAMN\n1;;HEMLIGT\n9;;HEMLIGT\n", "x.csv"));
};

std::string text_of(const RawTable& table)
{
    std::string text;
    for (const auto& row : table.rows) {
        for (const auto& cell : row.cells)
            text += cell + ";";
        text += "\n";
    }
    return text;
}

} // namespace

TEST_CASE("a file that says nothing of its columns gives no draft", "[app]")
{
    CHECK_THROWS_AS(codebook_draft(DescribedFile({}), "enkat"), InputError);
}

TEST_CASE("names, questions, labels and declared missing codes of a file become a draft, never an answer",
          "[app]")
{
    const DescribedFile file(
        {{"Q1", "Hur trivs du?", {{"1", "Bra"}, {"9", "Vet ej"}}, {{"9", "9"}, {"99", "99"}}},
         {"Längd", "", {}, {{"900", "999"}}},
         {"NAMN", "Namn", {}, {}}});
    const auto tables = codebook_draft(file, "enkat");
    REQUIRE(tables.size() == 2);
    CHECK(tables[0].name == "variables");
    CHECK(text_of(tables[0]) == "enkat;q1;Hur trivs du?;code;Q1;\nenkat;l__ngd;;number;Längd;\n"
                                "enkat;namn;Namn;text;NAMN;\n");
    CHECK(tables[1].name == "codes");
    CHECK(text_of(tables[1]) == "enkat;q1;1;1;Bra;;\nenkat;q1;9;;Vet ej;ja;\nenkat;q1;99;;;ja;\n");
}
