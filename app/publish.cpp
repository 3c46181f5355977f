#include "app/publish.hpp"

#include "app/files/durable.hpp"
#include "app/files/inbox.hpp"
#include "app/files/sealed_file.hpp"
#include "app/journal/standing_records.hpp"
#include "app/manifest.hpp"
#include "app/proof_store.hpp"
#include "app/report.hpp"
#include "app/report_check.hpp"
#include "app/sinks.hpp"
#include "config/errors.hpp"
#include "config/table_reader.hpp"
#include "export/plan/plan_database.hpp"
#include "export/plan/release_changes.hpp"
#include "export/release_check.hpp"
#include "export/report_charts.hpp"
#include "export/workbook/workbook_content.hpp"
#include "export/workbook/workbook_figures.hpp"
#include "transform/census/attack_release.hpp"
#include "transform/judgement.hpp"
#include "transform/protect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include <sys/stat.h>
#include <unistd.h>

namespace lup {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view program = "lup " LUP_VERSION;
constexpr std::string_view switching =
    "switching"; // an event: "release day", before others can read its files

GateOptions gate_options(const Home& home, const Settings& settings)
{
    GateOptions options;
    const auto key = read_home_key(home.key());
    std::copy(key.begin(), key.end(), options.key.begin());
    options.threads =
        settings.threads > 0 ? static_cast<unsigned>(settings.threads) : std::thread::hardware_concurrency();
    return options;
}

void count_cells(const Release& release, Published& published)
{
    published.tables = release.tables().size();
    for (const auto& table : release.tables())
        for (const auto& cell : table.cells) {
            published.cells_shown += cell.shown() ? 1 : 0;
            published.cells_hidden += cell.symbol == ".." ? 1 : 0;
        }
}

/// What a text on each indicator may have of numbers.
std::map<std::string, std::vector<double>> numbers_by_indicator(const Publication& publication)
{
    std::map<std::string, std::vector<double>> numbers;
    for (const auto& table : publication.release.tables()) {
        auto& known = numbers[table.indicator];
        const auto add_text = [&known](std::string_view text) {
            for (const auto number : numbers_in(text))
                known.push_back(number);
        };
        const auto add = [&](const std::optional<double>& figure) {
            if (figure)
                known.push_back(std::abs(printed(*figure, table.decimals)));
        };
        add_text(value_heading(publication.codebook.indicator(table.indicator)));
        for (const auto& dimension : table.dimensions) {
            add_text(dimension.title);
            for (const auto& category : dimension.categories)
                add_text(category.label);
        }
        for (const auto& cell : table.cells) {
            add_text(cell.period);
            add(cell.value);
            add(cell.lower);
            add(cell.upper);
        }
    }
    return numbers;
}

/// The names that a sentence on the cell may have.
void add_names(const PublishedCell& cell, std::set<std::string>& names)
{
    names.insert({cell.survey, cell.indicator, cell.period, cell.wave});
    for (const auto& [name, code] : domain_pairs(cell.domain))
        names.insert(name);
}

std::map<std::string, std::string> indicator_titles(const Codebook& codebook)
{
    std::map<std::string, std::string> titles;
    for (const auto& indicator : codebook.indicators)
        titles[indicator.indicator] = indicator.title;
    return titles;
}

std::string refusal_of(const AttackReport& report)
{
    constexpr std::size_t most_named = 5;
    const auto named = std::min(report.found.size(), most_named);
    return fmt::format(
        "{}: {} small numbers could be found from what is published and known elsewhere together ({}{}); "
        "nothing new is published. If known_elsewhere has got a row for them, no release can take the figure "
        "back: see what is published of it, and let the privacy officer decide. If the survey's protection, "
        "min_cell or min_base has become stricter, what was published before cannot be taken back either: "
        "set "
        "it back. Else this is a fault in the program: keep the home as it is and report it",
        report.survey, report.found.size(),
        fmt::join(report.found.begin(), report.found.begin() + static_cast<std::ptrdiff_t>(named), "; "),
        report.found.size() > named ? " and others" : "");
}

/// Attacks what is to be published, together with everything published before and known elsewhere, as a
/// reader could. Throws DisclosureError if anything is found: by a figure that has become known elsewhere,
/// too.
void attack_first(const Tally& tally, const Ledger& ledger, const Codebook& codebook, Journal& journal,
                  NightLog& log)
{
    std::size_t tried = 0;
    for (const auto& report : attack_published(tally, ledger, codebook)) {
        tried += report.tried;
        if (!report.found.empty())
            throw DisclosureError(refusal_of(report));
    }
    // How many small numbers there are is for the journal; others read the log.
    journal.add_event(std::chrono::system_clock::now(), "attacked", fmt::format("tried={} found=0", tried));
    log.event("attacked before publishing", {{"found", "0"}});
}

/// Others read what is published, whatever the umask of the service is.
void open_to_readers(const fs::path& folder)
{
    const auto file_mode = fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read;
    const auto folder_mode = file_mode | fs::perms::owner_exec | fs::perms::group_exec;
    fs::permissions(folder, folder_mode);
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        fs::permissions(entry.path(), entry.is_directory() ? folder_mode : file_mode);
}

/// A new folder is read by the group that the one before it had: IT may have given it to one that sees
/// nothing else of the home.
void give_to_group_of(const fs::path& before, const fs::path& folder)
{
    struct stat is = {};
    if (::stat(before.c_str(), &is) != 0 || is.st_gid == ::getegid())
        return;
    const auto give = [&](const fs::path& path) {
        if (::lchown(path.c_str(), static_cast<uid_t>(-1), is.st_gid) != 0)
            throw ExportError(
                fmt::format("{}: cannot be given to the group that may read it. The user who runs "
                            "lup must be a member of that group",
                            before.filename().string()));
    };
    give(folder);
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        give(entry.path());
}

} // namespace

Publisher::Publisher(const Home& home, Journal& journal, const Configuration& configuration, NightLog& log,
                     std::int64_t night)
    : home_(home), journal_(journal), configuration_(configuration), log_(log), night_(night),
      sinks_(release_sinks())
{
}

std::optional<Published> Publisher::finish_interrupted()
{
    const auto last = journal_.last_publication();
    if (!last || last->done)
        return std::nullopt;
    log_.event("finishing an interrupted publication", {{"release", last->release}});
    const auto switched = day_of_switch(last->release);
    const auto counted = counted_waves(home_, journal_, configuration_,
                                       switched.value_or(swedish_day(std::chrono::system_clock::now())));
    // What may stand in excel/ and publicerat/ since then has been read, and plan.db must come to hold it.
    if (switched && counted.inputs != last->inputs &&
        !PlanDatabase(home_.plan_database()).has_release(last->release))
        throw ExportError(fmt::format(
            "the publication {} was interrupted when its files could be read already, and plan.db does not "
            "have it. The configuration or the program has been changed since: put both back as they were, "
            "run once so that it is finished, and then change them",
            last->release));
    return publish(counted, {});
}

std::optional<std::string> Publisher::day_of_switch(const std::string& release) const
{
    std::optional<std::string> day;
    for (const auto& detail : journal_.events_of(switching))
        if (detail.starts_with(release + " "))
            day = detail.substr(release.size() + 1);
    return day;
}

std::optional<Published> Publisher::publish_if_new(const CountedWaves& counted, const TallyWatch& watch)
{
    const auto last = journal_.last_publication();
    if (last ? last->inputs == counted.inputs : counted.waves.empty())
        return std::nullopt;
    return publish(counted, watch);
}

Published Publisher::publish(const CountedWaves& counted, const TallyWatch& watch)
{
    log_.progress({0, 0, 0, "tally"});
    const auto tally = tally_waves(counted.waves, configuration_.codebook, configuration_.settings);
    if (watch)
        watch(tally);
    PlanDatabase plan_database(home_.plan_database());
    require_history(plan_database);
    log_.progress({0, 0, 0, "protect"});
    const DisclosureGate gate(configuration_.codebook, gate_options(home_, configuration_.settings));
    auto ledger = plan_database.ledger();
    const auto guarded = gate.protect_with_proof(tally, ledger);
    add_release(ledger, guarded.release);
    attack_first(tally, ledger, configuration_.codebook, journal_, log_);
    const auto& release = guarded.release;
    const auto judgements = judge(release, configuration_.plan, configuration_.codebook);
    const Publication publication{release,
                                  configuration_.settings,
                                  configuration_.codebook,
                                  configuration_.plan,
                                  judgements,
                                  plan_database.changes_against(release, configuration_.codebook)};
    log_.progress({0, 0, 0, "write"});
    write_staging(publication);

    Published published;
    published.release = release.id();
    published.held = guarded.held;
    for (const auto& wave : guarded.standing)
        if (!wave.held.empty())
            published.held_waves[{wave.survey, wave.wave}] = wave.held;
    published.changes = publication.changes;
    for (const auto& chart : report_charts(publication))
        published.figures.push_back({chart.title, line_chart_svg(chart)});
    published.numbers = numbers_by_indicator(publication);
    count_cells(release, published);
    for (const auto& cell : ledger.cells)
        add_names(cell, published.names);
    Night told;
    told.published = published;
    told.words = KnownWords(configuration_.codebook, configuration_.plan, configuration_.settings);
    check_report(report_html(told, {}, told.started), &published, indicator_titles(configuration_.codebook),
                 report_words(told, {}, told.started));
    store_proofs(home_.evidence(), release.id(), guarded.proofs);
    const auto id = journal_.begin_publication(night_, release.id(), counted.inputs);
    note_standing(journal_, guarded.standing);
    journal_.add_event(std::chrono::system_clock::now(), std::string(switching),
                       published.release + " " + counted.day);
    switch_in();
    const auto counts = plan_database.publish(publication, {std::string(program), configuration_.hash},
                                              utc_text(std::chrono::system_clock::now()));
    keep_manifest(home_, journal_, manifest_of(home_, published.release));
    journal_.end_publication(id);
    fs::remove_all(home_.staging().parent_path());
    published.new_cells = counts.new_cells;
    // The same figures once more, as after a new title, are no news.
    if (counts.new_cells + counts.superseding_cells == 0)
        std::erase_if(published.changes, [](const auto& change) { return change.kind != "borttagen"; });
    published.changed_cells = counts.superseding_cells;
    log_.event("published", {{"release", published.release}, {"tables", std::to_string(published.tables)}});
    return published;
}

void Publisher::require_history(const PlanDatabase& plan_database) const
{
    const auto newest = plan_database.newest_release();
    const auto made = journal_.done_releases();
    const auto is_missing = [&](const std::string& release) { return !plan_database.has_release(release); };
    if (std::ranges::any_of(made, is_missing) ||
        (newest.empty() && !journal_.last_publication() && !list_files(home_.published()).empty()))
        throw ExportError(
            "plan.db: what has been published is not all there, and without it a small count could be given "
            "away by two releases. Restore plan.db from the newest backup, or the whole home, and run again");
}

void Publisher::write_staging(const Publication& publication) const
{
    const auto staging = home_.staging();
    fs::remove_all(staging);
    fs::create_directories(staging / "excel");
    fs::create_directories(staging / "publicerat");
    for (const auto& sink : sinks_)
        sink->write(publication, staging);
    check_release(publication, staging);
    open_to_readers(staging / "excel");
    open_to_readers(staging / "publicerat");
    give_to_group_of(home_.excel(), staging / "excel");
    give_to_group_of(home_.published(), staging / "publicerat");
    sync_tree(staging);
}

void Publisher::switch_in() const
{
    exchange_folders(home_.staging() / "excel", home_.excel());
    exchange_folders(home_.staging() / "publicerat", home_.published());
    fs::permissions(home_.plan_database(),
                    fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
}

} // namespace lup
