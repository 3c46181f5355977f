#include "app/backup.hpp"
#include "app/init.hpp"
#include "config/errors.hpp"
#include "tests/app/test_home.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cstdlib>

using namespace lup;

TEST_CASE("a home is not made in a folder that holds something else", "[app]")
{
    const TestHome other;
    other.write("annat/brev.txt", "hej");
    CHECK_THROWS_AS(init_home(Home(other.home().root() / "annat")), ConfigurationError);
    CHECK(other.files("annat") == std::vector<std::string>{"brev.txt"});
}

TEST_CASE("a home is made in an empty folder, and not twice in the same", "[app]")
{
    const TestHome other;
    const Home fresh(other.home().root() / "nytt");
    std::filesystem::create_directories(fresh.root());
    init_home(fresh);
    CHECK(std::filesystem::exists(fresh.settings()));
    CHECK_THROWS_AS(init_home(fresh), ConfigurationError);
}

TEST_CASE("a backup is never written over a file that is there", "[app]")
{
    const TestHome home;
    const auto file = home.home().root().parent_path() / (home.home().root().filename().string() + ".tar.gz");
    CHECK(write_backup(home.home(), file) == 0);
    const auto size = std::filesystem::file_size(file);
    CHECK_THROWS_AS(write_backup(home.home(), file), ConfigurationError);
    CHECK(std::filesystem::file_size(file) == size);
    std::filesystem::remove(file);
}

TEST_CASE("what is unpacked from a backup is as closed as the home was", "[app]")
{
    namespace fs = std::filesystem;
    TestHome home;
    home.drop("enkat 2022.csv", survey_csv("2022", "2303", 120, 60));
    home.run();
    const auto beside = home.home().root().string();
    const fs::path file = beside + ".tar.gz", restored = beside + "-ny";
    REQUIRE(write_backup(home.home(), file) == 0);
    fs::create_directory(restored);
    const auto narrow = fs::perms::owner_all | fs::perms::group_exec;
    fs::permissions(restored, narrow);
    const auto unpack = fmt::format("tar -xzf '{}' -C '{}'", file.string(), restored.string());
    REQUIRE(std::system(unpack.c_str()) == 0);

    CHECK(fs::status(restored).permissions() == narrow);
    for (const auto* name : {"journal.db", "plan.db", ".lup.key", "arkiv", "bevis", "excel", "kvitton"}) {
        INFO(name);
        CHECK(fs::status(restored / name).permissions() ==
              fs::status(home.home().root() / name).permissions());
    }
    CHECK(fs::status(restored / "journal.db").permissions() ==
          (fs::perms::owner_read | fs::perms::owner_write));
    fs::remove(file);
    fs::remove_all(restored);
}
