#include "config/errors.hpp"
#include "ingest/delivery/archive_copy.hpp"
#include "tests/ingest/delivery_support.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace lup;
using namespace lup::testing;

namespace {

Cell cell_of(std::uint32_t column, CellType type, double number, std::string_view text)
{
    Cell cell;
    cell.column = column;
    cell.type = type;
    cell.number = number;
    cell.text = text;
    return cell;
}

/// Writes `rows` equal rows with a cell of each kind.
void write_copy(const std::filesystem::path& file, int rows)
{
    ArchiveWriter writer(file, {"enkät", "2022"}, {"a", "b \"c\"", "d", "e", "f", "g"});
    const auto text = cell_of(1, CellType::text, 0, "rad 1\nsa \"hej\", 01");
    const auto number = cell_of(2, CellType::number, 0.1, {});
    const auto date = cell_of(3, CellType::date, 0, "2022-05-01");
    const auto truth = cell_of(4, CellType::boolean, 1, {});
    const auto error = cell_of(5, CellType::error, 0, "#N/A");
    for (int i = 0; i < rows; ++i)
        writer.add({&text, &number, &date, &truth, &error, nullptr});
    writer.finish();
}

void damage(const std::filesystem::path& file)
{
    const auto reader = open_archive_copy(file);
    Row row;
    while (reader->next(row)) {
    }
}

} // namespace

TEST_CASE("a copy that is cut off, changed or something else is refused", "[ingest]")
{
    const ScratchFolder folder;
    const auto file = folder / "copy.gz";
    write_copy(file, 20'000);
    const auto size = std::filesystem::file_size(file);
    std::filesystem::resize_file(file, size - 9);
    CHECK_THROWS_AS(damage(file), InputError);
    write_copy(file, 20'000);
    {
        std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekp(static_cast<std::streamoff>(size / 2));
        bytes << "xxxx";
    }
    CHECK_THROWS_AS(damage(file), InputError);
    std::ofstream(folder / "text.gz") << "kon;vikt\n1;2\n";
    CHECK_THROWS_AS(damage(folder / "text.gz"), InputError);
    CHECK_THROWS_AS(read_archive_label(folder / "text.gz"), InputError);
    CHECK_THROWS_AS(open_archive_copy(folder / "saknas.gz"), InputError);
    CHECK_THROWS_AS(write_copy(folder / "ingen" / "copy.gz", 1), ExportError);
}

TEST_CASE("a copy of another wave is not read as this one", "[ingest]")
{
    const ScratchFolder folder;
    write_copy(folder / "copy.gz", 1);
    const auto codebook = sample_codebook();
    const auto source = open_deliveries({folder / "copy.gz"}, codebook, "enkat", "2022");
    ResponseBatch batch;
    CHECK_THROWS_AS(source->next(batch), InputError);
}

TEST_CASE("a writer that is not finished leaves no file", "[ingest]")
{
    const ScratchFolder folder;
    {
        ArchiveWriter writer(folder / "copy.gz", {"a", "b"}, {"x"});
        CHECK(std::filesystem::exists(folder / "copy.gz"));
    }
    CHECK_FALSE(std::filesystem::exists(folder / "copy.gz"));
}

TEST_CASE("cells come back from a copy with their types", "[ingest]")
{
    const ScratchFolder folder;
    const auto file = folder / "copy.gz";
    write_copy(file, 30'000);
    const auto label = read_archive_label(file);
    CHECK(label.survey == "enkät");
    CHECK(label.wave == "2022");
    const auto reader = open_archive_copy(file);
    Row row;
    REQUIRE(reader->next(row));
    REQUIRE(row.cells.size() == 6);
    CHECK(row.cells[1].text == "b \"c\"");
    int rows = 0;
    bool same = true;
    while (reader->next(row)) {
        ++rows;
        same = same && row.cells.size() == 4 && row.cells[0].type == CellType::text &&
               row.cells[0].text == "rad 1\nsa \"hej\", 01" && row.cells[1].number == 0.1 &&
               row.cells[1].type == CellType::number && row.cells[2].type == CellType::date &&
               row.cells[2].text == "2022-05-01" && row.cells[3].type == CellType::boolean &&
               row.cells[3].number == 1;
    }
    CHECK(rows == 30'000);
    CHECK(same);
}
