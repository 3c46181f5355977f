#include "tests/app/test_home.hpp"

#include "ingest/cells.hpp"
#include "ingest/sheet_reader.hpp"

#include <catch2/catch.hpp>
#include <zlib.h>

#include <array>
#include <sstream>

using namespace lup;
using Catch::Matchers::Contains;

namespace {

/// A file's content as a reader could see it: unpacked if it is a workbook or gzip.
std::string readable(const std::filesystem::path& file)
{
    std::string text;
    if (file.extension() == ".xlsx") {
        std::ostringstream out;
        write_cells(*open_sheet_file(file), out);
        text = out.str();
    }
    // gzread gives other files as they are.
    const auto stream = gzopen(file.c_str(), "rb");
    std::array<char, 4096> block{};
    for (int bytes = gzread(stream, block.data(), block.size()); bytes > 0;
         bytes = gzread(stream, block.data(), block.size()))
        text.append(block.data(), static_cast<std::size_t>(bytes));
    gzclose(stream);
    return text;
}

/// The files of a home that hold `canary`, originals and the dropped file itself left out.
std::vector<std::string> files_with(const TestHome& home, const std::string& canary)
{
    std::vector<std::string> found;
    for (const auto& name : home.files("."))
        if (!name.starts_with("arkiv/original/") && !name.starts_with("avvisat/") &&
            readable(home.home().root() / name).find(canary) != std::string::npos)
            found.push_back(name);
    return found;
}

} // namespace

TEST_CASE("a personnummer quarantines the file, and no output byte holds it", "[app]")
{
    const std::string canary = "821105-9954";
    TestHome home;
    home.drop("e.csv",
              "ar;kommun;kon;vikt;stress;fritext\n2022;2303;1;1;1;ring " + canary + "\n2022;2303;2;1;2;\n");
    const auto night = home.run();
    CHECK(morning_line(night) == "1 fil, 0 klara, 1 avvisad (se kvitton/)");
    CHECK(home.rows("journal.db", "SELECT verdict FROM v_file") == std::vector<std::string>{"quarantined"});
    CHECK(home.files("inkorg").empty());
    CHECK(home.files("avvisat").empty());
    CHECK(home.files("arkiv/original").empty());
    CHECK(home.files("arkiv/karantan").size() == 1);
    CHECK(files_with(home, canary).empty());
    CHECK(home.log().find(canary) == std::string::npos);
    CHECK_THAT(home.read("kvitton/e.csv.kvitto.html"), Contains("F2"));
}

TEST_CASE("a marker in every free answer reaches no receipt, workbook, report, log or archive copy", "[app]")
{
    const std::string canary = "Kanariefågel";
    TestHome home;
    home.drop("e.csv", "ar;kommun;kon;vikt;stress;fritext\n2022;2303;1;1;1;" + canary + "\n2022;2303;2;1;2;" +
                           canary + "\n2022;2305;2;1;2;" + canary + "\n");
    home.drop("fel.csv", "ar;kommun;kon;vikt;stress;fritext\n2022;2303;" + canary + ";1;" + canary + ";" +
                             canary + "\n2022;" + canary + ";1;" + canary + ";1;x\n");
    home.run();
    CHECK(home.rows("journal.db", "SELECT verdict FROM v_file") ==
          std::vector<std::string>{"accepted", "rejected"});
    CHECK(files_with(home, canary).empty());
    CHECK(home.log().find(canary) == std::string::npos);
}

TEST_CASE("a name with a personnummer in it is not repeated anywhere", "[app]")
{
    const std::string canary = "821105-9954";
    TestHome home;
    home.drop("elev " + canary + ".csv", survey_csv("2022", "2303", 20, 10));
    home.run();
    CHECK(home.log().find(canary) == std::string::npos);
    for (const auto& name : home.files("."))
        CHECK(name.find(canary) == std::string::npos);
    CHECK(files_with(home, canary).empty());
}
