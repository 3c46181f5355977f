#include "app/init.hpp"

#include "app/demo/demo_data.hpp"
#include "app/files/durable.hpp"
#include "app/files/sealed_file.hpp"
#include "app/shipped.hpp"
#include "config/errors.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

namespace lup {

namespace fs = std::filesystem;

namespace {

// Known to all: a demo holds no secret, and its files are the same each time.
constexpr std::string_view demo_key = "lup-demo-key-open-to-all-people!";
static_assert(demo_key.size() == 32);

std::string read_key_text(const Home& home)
{
    std::ifstream in(home.key(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_configuration(const Home& home)
{
    home.create_folders();
    for (const auto& file : shipped_files()) {
        const auto place = home.root() / file.path;
        if (fs::create_directories(place.parent_path()))
            fs::permissions(place.parent_path(),
                            fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec);
        write_durably(place, file.content, 0640);
    }
}

} // namespace

void init_home(const Home& home)
{
    if (fs::exists(home.root()) && !fs::exists(home.settings()) && !fs::is_empty(home.root()))
        throw ConfigurationError(fmt::format(
            "{}: the folder is not empty and is no home. Choose a new folder", home.root().string()));
    if (fs::exists(home.settings()))
        throw ConfigurationError(
            fmt::format("{}: there is a home here already. Choose another folder, or change "
                        "lup.toml and kodbok/ as they are",
                        home.root().string()));
    write_configuration(home);
    make_home_key(home.key());
}

void init_demo(const Home& home)
{
    if (fs::exists(home.settings()) && read_key_text(home) != demo_key)
        throw ConfigurationError(
            fmt::format("{}: there is a home here already and it is no demo. Choose another "
                        "folder",
                        home.root().string()));
    write_configuration(home);
    write_durably(home.key(), demo_key, 0600);
    write_demo_files(home.inbox());
}

} // namespace lup
