#include "export/release_check.hpp"

#include "config/errors.hpp"
#include "export/known_words.hpp"
#include "export/published/comparison_text.hpp"
#include "export/published/finished_files.hpp"
#include "export/workbook/workbook_content.hpp"
#include "export/workbook/workbook_figures.hpp"
#include "export/workbook/workbook_parts.hpp"
#include "export/workbook/workbook_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace lup {

namespace fs = std::filesystem;

namespace {

/// The texts that a file for everyone may have: those of the codebook and the settings that its table is
/// described with, and the words of its format.
class KnownTexts {
public:
    explicit KnownTexts(const Publication& publication)
        : texts_{"ANSI",  "2013",   "utf-8",   "sv",      "PH",     "Psykisk hälsa", "procent",
                 "antal", "Period", "Grupp",   "Uppgift", "period", "measure",       "Hela undersökningen",
                 "T",     "2.0",    "dataset", "..",      "."}
    {
        add(publication.settings.unit);
        for (const auto& cube : public_cubes(publication))
            add_cube(publication, cube);
    }

    bool contains(const std::string& text) const { return texts_.contains(text); }

private:
    /// PX has no escape for a quote or a control character.
    void add(const std::string& text)
    {
        auto plain = text;
        for (auto& byte : plain)
            byte = byte == '"' ? '\'' : static_cast<unsigned char>(byte) < 0x20 ? ' ' : byte;
        texts_.insert(plain);
        texts_.insert(text);
    }

    void add_cube(const Publication& publication, const PublishedCube& cube)
    {
        for (const auto& text : {cube.title, cube.indicator->title, cube.indicator->unit, cube.survey->title,
                                 cube.survey->source, cube.newest_day, cube.name.substr(0, 20)})
            add(text);
        std::string day = cube.newest_day.empty() ? "2000-01-01" : cube.newest_day;
        std::erase(day, '-');
        add(day + " 12:00");
        for (const auto& dimension : cube.table->dimensions) {
            add(dimension.name);
            add(dimension.title);
            add(fmt::format("{} ({})", dimension.title, dimension.name));
            for (const auto& category : dimension.categories) {
                add(category.code);
                add(category.label);
            }
        }
        for (const auto& period : cube.periods)
            add(period);
        for (const auto measure : cube.measures) {
            add(measure_label(cube, measure));
            add(std::string(measure_code(measure)));
        }
        // The tidy CSV's other columns.
        for (const auto* wave : publication.codebook.waves_of(cube.survey->survey))
            add("wave=" + wave->wave);
        add("survey=" + cube.survey->survey);
        add("decimals=" + std::to_string(cube.table->decimals));
        add("release=" + publication.release.id());
    }

    std::set<std::string> texts_;
};

/// The words of lup.csv-metadata.json.
std::set<std::string> metadata_words(const Publication& publication)
{
    return {"http://www.w3.org/ns/csvw",
            "lup.csv",
            "Psykisk hälsa: publicerade uppgifter",
            publication.settings.region,
            "sv",
            "symbol '..': skyddad eller alltför osäker uppgift; '.': kan inte förekomma",
            "utf-8",
            ",",
            "string",
            "number",
            "integer",
            "survey",
            "wave",
            "indicator",
            "domain",
            "area",
            "sex",
            "period",
            "value",
            "lower",
            "upper",
            "n",
            "symbol",
            "decimals",
            "release",
            "Undersökning",
            "Omgång",
            "Indikator",
            "Domän",
            "Område",
            "Kön",
            "Period",
            "Värde",
            "Nedre gräns",
            "Övre gräns",
            "Antal svar",
            "Symbol",
            "Decimaler",
            "Utgåva",
            "jamforelser.csv",
            "Psykisk hälsa: jämförelser mellan publicerade uppgifter",
            "kind",
            "other_domain",
            "other_period",
            "difference",
            "unit",
            "verdict",
            "note",
            "Slag",
            "Jämförs med domän",
            "Jämförs med period",
            "Skillnad",
            "Enhet",
            "Bedömning",
            "Anmärkning"};
}

class ReleaseCheck {
public:
    ReleaseCheck(const Publication& publication, const fs::path& staging)
        : publication_(publication), staging_(staging), texts_(publication), words_(publication),
          public_figures_(publication.release, [](const ReleasedTable& table, const ReleasedCell&) {
              return table.recipients.empty();
          })
    {
    }

    void run() const
    {
        for (const auto* part : {"excel", "publicerat"}) {
            if (!fs::is_directory(staging_ / part))
                continue;
            for (const auto& entry : fs::recursive_directory_iterator(staging_ / part))
                if (!entry.is_directory())
                    check(entry.path());
        }
    }

private:
    [[noreturn]] static void fail(const std::string& file, std::string_view what)
    {
        throw ExportError(fmt::format("{}: {}", file, what));
    }

    void check(const fs::path& path) const
    {
        const auto relative = path.lexically_relative(staging_);
        const auto file = relative.string();
        const auto folder = relative.parent_path().string();
        const auto stem = path.stem().string();
        if (fs::is_symlink(path))
            fail(file, "är ingen fil");
        if (relative.begin()->string() == "excel")
            check_book(path, file);
        else if (folder == "publicerat/px" && path.extension() == ".px")
            check_rows(file, read_px(file, finished_text(path), stem, public_figures_));
        else if (folder == "publicerat/json-stat" && path.extension() == ".json")
            check_rows(file, read_json_stat(file, finished_text(path), stem, public_figures_));
        else if (file == "publicerat/csv/lup.csv")
            check_rows(file, read_tidy_csv(file, finished_text(path)));
        else if (file == "publicerat/csv/jamforelser.csv")
            check_comparisons(file, read_comparison_csv(file, finished_text(path)));
        else if (file == "publicerat/csv/lup.csv-metadata.json" ||
                 file == "publicerat/csv/jamforelser.csv-metadata.json")
            check_metadata(file, path);
        else
            fail(file, "en sådan fil ska inte publiceras");
    }

    void check_rows(const std::string& file, const FinishedFile& finished) const
    {
        for (const auto& row : finished.rows)
            if (!public_figures_.says(row))
                fail(file + ", " + row.place,
                     "ett tal eller en symbol som inte står i utgåvan för den cellen");
        for (const auto& text : finished.texts)
            if (!texts_.contains(text))
                fail(file, "en text som inte hör till tabellen");
    }

    void check_comparisons(const std::string& file, const std::vector<FileComparison>& rows) const
    {
        PublishedComparisons everyone;
        for (const auto* one : public_comparisons(publication_))
            everyone.add(comparison_of(publication_.codebook, *one, publication_.release.id()));
        const auto units = unit_numbers(publication_);
        for (const auto& row : rows)
            if (!everyone.says(row) || !words_.allows(row.note, units))
                fail(file + ", " + row.place, "en jämförelse som inte är utgåvans");
    }

    void check_metadata(const std::string& file, const fs::path& path) const
    {
        const auto words = metadata_words(publication_);
        for (const auto& text : read_csv_metadata(file, finished_text(path)))
            if (!words.contains(text))
                fail(file, "en text som inte hör till filen");
    }

    void check_book(const fs::path& path, const std::string& file) const
    {
        const auto stem = path.parent_path().filename().string();
        const auto& organisations = publication_.plan.organisations;
        const auto found = std::find_if(organisations.begin(), organisations.end(),
                                        [&](const auto& each) { return each.organisation == stem; });
        const bool is_known = organisations.empty() ? stem == "alla" : found != organisations.end();
        if (!is_known || file != fmt::format("excel/{0}/lup-{0}.xlsx", stem))
            fail(file, "en sådan fil ska inte publiceras");
        const auto* organisation = organisations.empty() ? nullptr : &*found;
        const PublishedFigures figures(
            publication_.release, [&](const ReleasedTable& table, const ReleasedCell& cell) {
                return may_have_cell(publication_.codebook, organisation, table, cell);
            });
        const auto book = read_workbook(path);
        auto faults = workbook_faults(book, numbers_from_elsewhere(publication_, organisation),
                                      [&](const FileRow& row) { return figures.says(row); });
        std::ranges::move(word_faults(book, publication_, organisation, words_), std::back_inserter(faults));
        if (!faults.empty())
            fail(file, faults.front());
    }

    const Publication& publication_;
    const fs::path& staging_;
    KnownTexts texts_;
    KnownWords words_;
    PublishedFigures public_figures_;
};

} // namespace

void check_release(const Publication& publication, const fs::path& staging)
{
    ReleaseCheck(publication, staging).run();
}

} // namespace lup
