#include "app/backup.hpp"
#include "app/init.hpp"
#include "config/errors.hpp"
#include "tests/app/test_home.hpp"

#include <catch2/catch.hpp>

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
