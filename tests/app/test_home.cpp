#include "tests/app/test_home.hpp"

#include "app/configuration.hpp"
#include "app/files/durable.hpp"
#include "app/intake.hpp"
#include "app/journal/journal.hpp"
#include "app/night.hpp"
#include "ingest/sheet_reader.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace lup {

namespace fs = std::filesystem;

namespace {

fs::path temporary_folder()
{
    auto pattern = (fs::temp_directory_path() / "lup-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
        throw std::runtime_error("no temporary folder");
    return pattern;
}

constexpr std::string_view variables = R"(survey;variable;type;role;column;min;required
enkat;ar;code;year;ar;;yes
enkat;kommun;code;area;kommun;;yes
enkat;kon;code;sex;kon;;yes
enkat;vikt;number;weight;vikt;0;yes
enkat;stress;code;none;stress;;yes
enkat;fritext;text;none;fritext;;no
)";

constexpr std::string_view codes = R"(survey;variable;value;code;label;missing
enkat;ar;2022;2022;2022;no
enkat;ar;2024;2024;2024;no
enkat;kommun;2303;2303;Ragunda;no
enkat;kommun;2305;2305;Bräcke;no
enkat;kommun;2309;2309;Krokom;no
enkat;kon;1;M;Män;no
enkat;kon;2;K;Kvinnor;no
enkat;stress;1;1;Ja;no
enkat;stress;2;2;Nej;no
)";

} // namespace

TestHome::TestHome() : home_(temporary_folder())
{
    home_.create_folders();
    write("lup.toml", "region = \"Region Prov\"\nunit = \"Enheten\"\ncontact = \"Enheten\"\n");
    write("kodbok/surveys.csv", "survey;title;kind;protection;interval;decimals;min_base;source;population\n"
                                "enkat;Enkäten;sample;base;xlogit;1;0;Provet;Alla\n");
    write("kodbok/waves.csv", "survey;wave;title;period_from;period_to\nenkat;2022;Enkäten 2022;2022-01-01;"
                              "2022-12-31\nenkat;2024;Enkäten 2024;2024-01-01;2024-12-31\n");
    write("kodbok/variables.csv", variables);
    write("kodbok/codes.csv", codes);
    write("kodbok/indicators.csv", "indicator;title;survey;variable;statistic;numerator;better\n"
                                   "stressade;Stressade;enkat;stress;share;1;lower\n");
    write("kodbok/breakdowns.csv", "survey;indicators;by\nenkat;*;\nenkat;*;area\n");
}

TestHome::~TestHome()
{
    std::error_code ignored;
    fs::remove_all(home_.root(), ignored);
}

void TestHome::write(const std::string& place, std::string_view text) const
{
    fs::create_directories((home_.root() / place).parent_path());
    write_durably(home_.root() / place, text);
}

std::string TestHome::read(const std::string& place) const
{
    std::ifstream in(home_.root() / place, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> TestHome::files(const std::string& folder) const
{
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(home_.root() / folder))
        if (entry.is_regular_file())
            names.push_back(entry.path().lexically_relative(home_.root() / folder).string());
    std::sort(names.begin(), names.end());
    return names;
}

Night TestHome::run()
{
    std::ostringstream out;
    const auto log = make_json_log(out);
    try {
        auto night = run_night(home_, *log, [](const fs::path& file) { return open_sheet_file(file); });
        log_ = out.str();
        return night;
    } catch (...) {
        log_ = out.str();
        throw;
    }
}

void TestHome::take_in_only() const
{
    std::ostringstream out;
    const auto log = make_json_log(out);
    const OpenSheets open = [](const fs::path& file) { return open_sheet_file(file); };
    Journal journal(home_.journal());
    const auto night = journal.begin_night(std::chrono::system_clock::now());
    const auto configuration = load_configuration(home_);
    Intake(home_, journal, configuration, open, *log, night).take_in_all();
}

std::vector<std::string> TestHome::rows(const std::string& database, const std::string& query) const
{
    sqlite3* connection = nullptr;
    sqlite3_open_v2((home_.root() / database).c_str(), &connection, SQLITE_OPEN_READWRITE, nullptr);
    std::vector<std::string> rows;
    const auto add = [](void* list, int columns, char** cells, char**) {
        std::string row;
        for (int i = 0; i < columns; ++i)
            row += (i > 0 ? "|" : "") + std::string(cells[i] ? cells[i] : "");
        static_cast<std::vector<std::string>*>(list)->push_back(row);
        return 0;
    };
    const int result = sqlite3_exec(connection, query.c_str(), add, &rows, nullptr);
    const std::string problem = sqlite3_errmsg(connection);
    sqlite3_close(connection);
    if (result != SQLITE_OK)
        throw std::runtime_error(database + ": " + problem);
    return rows;
}

std::optional<double> TestHome::value(const std::string& indicator, const std::string& period,
                                      const std::string& domain) const
{
    const auto found =
        rows("plan.db", fmt::format("SELECT value FROM v_value WHERE indicator = '{}' AND period = "
                                    "'{}' AND domain = '{}' AND value IS NOT NULL",
                                    indicator, period, domain));
    return found.empty() ? std::nullopt : std::optional(std::stod(found.front()));
}

std::map<std::string, std::string> TestHome::content(const std::vector<std::string>& folders) const
{
    std::map<std::string, std::string> content;
    for (const auto& folder : folders)
        for (const auto& file : files(folder))
            content[folder + "/" + file] = read(folder + "/" + file);
    return content;
}

std::string survey_csv(const std::string& wave, const std::string& kommun, int count, int stressed)
{
    std::string text = "ar;kommun;kon;vikt;stress\n";
    for (int i = 0; i < count; ++i)
        text += fmt::format("{};{};{};1,0;{}\n", wave, kommun, i % 2 + 1, i < stressed ? 1 : 2);
    return text;
}

std::string two_kommuner(const std::string& wave)
{
    const auto second = survey_csv(wave, "2305", 20, 4);
    return survey_csv(wave, "2303", 20, 10) + second.substr(second.find('\n') + 1);
}

} // namespace lup
