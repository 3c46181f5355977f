#include "app/verify.hpp"

#include "app/files/inbox.hpp"
#include "app/files/lock.hpp"
#include "app/files/sealed_file.hpp"
#include "app/journal/journal.hpp"
#include "app/journal/journal_schema.hpp"
#include "app/manifest.hpp"
#include "app/published_waves.hpp"
#include "export/plan/plan_database.hpp"
#include "export/plan/plan_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <set>

namespace lup {

namespace fs = std::filesystem;

namespace {

void check_database(const fs::path& file, const DatabaseKind& kind, std::vector<std::string>& damage)
{
    if (!fs::exists(file))
        return;
    const Database database(file, kind);
    for (const auto* pragma : {"PRAGMA integrity_check", "PRAGMA foreign_key_check"})
        for (const auto& row : database.rows(pragma))
            if (const auto text = sql_text(row.front()); text != "ok")
                damage.push_back(fmt::format("{}: {}: {}", file.filename().string(), pragma, text));
}

void check_archive(const Home& home, const Journal& journal, std::vector<std::string>& damage)
{
    for (const auto& delivery : journal.all_deliveries()) {
        const auto hash = content_hash(home.archive() / delivery.archive_name);
        if (!hash)
            damage.push_back(fmt::format("arkiv/{}: is missing or cannot be read", delivery.archive_name));
        else if (*hash != delivery.archive_sha256)
            damage.push_back(fmt::format("arkiv/{}: is not what the journal says", delivery.archive_name));
    }
}

void check_sealed(const Home& home, std::vector<std::string>& damage)
{
    if (!fs::is_directory(home.quarantine()))
        return;
    for (const auto& file : list_files(home.quarantine()))
        if (!is_sealed_whole(file.path, file.path.stem().string(), home.key()))
            damage.push_back(
                fmt::format("arkiv/karantan/{}: does not open with the home's key", file.source));
}

/// plan.db and journal.db must know the same releases: one of them may have come from an older backup.
void check_history(const PlanDatabase& plan_database, const Journal& journal, const PublicationEntry& last,
                   std::vector<std::string>& damage)
{
    for (const auto& release : journal.done_releases())
        if (!plan_database.has_release(release))
            damage.push_back(fmt::format(
                "plan.db: does not have release {}, which the journal says was published; lup run refuses",
                release));
    const auto known = journal.done_releases();
    const auto newest = plan_database.newest_release();
    if (last.done && std::ranges::find(known, newest) == known.end())
        damage.push_back(fmt::format(
            "journal.db: does not know release {}, which plan.db has; it is older than plan.db", newest));
}

/// Waves that are published must have files that the journal knows.
void check_origin(const Home& home, const Journal& journal, std::vector<std::string>& damage)
{
    std::set<WaveId> delivered;
    for (const auto& delivery : journal.all_deliveries())
        delivered.insert({delivery.survey, delivery.wave});
    for (const auto& [id, wave] : published_waves(home.plan_database(), {}))
        if (!delivered.contains(id))
            damage.push_back(
                fmt::format("journal.db: knows no file of {} {}, which is published; its figures are "
                            "held. Restore it with arkiv/, or drop that file again",
                            id.first, id.second));
}

void check_published(const Home& home, const Journal& journal, std::vector<std::string>& damage)
{
    const auto last = journal.last_publication();
    if (!last)
        return;
    if (!last->done)
        damage.push_back("the last publication was not finished; lup run finishes it");
    if (list_files(home.excel()).empty())
        damage.push_back("excel/: is empty though something has been published");
    if (!fs::exists(home.plan_database()))
        damage.push_back(
            "plan.db: is missing though something has been published; lup run refuses without it");
    else
        check_history(PlanDatabase(home.plan_database()), journal, *last, damage);
    if (last->done)
        for (auto& sentence : check_manifests(home, journal))
            damage.push_back(std::move(sentence));
}

} // namespace

std::vector<std::string> find_damage(const Home& home)
{
    std::vector<std::string> damage;
    if (!fs::exists(home.journal())) {
        if (fs::exists(home.plan_database()))
            damage.emplace_back("journal.db: is missing though something has been published");
        return damage;
    }
    check_database(home.journal(), journal_kind(), damage);
    check_database(home.plan_database(), plan_database_kind(), damage);
    const Journal journal(home.journal());
    for (auto& sentence : journal.broken_events())
        damage.push_back(std::move(sentence));
    check_archive(home, journal, damage);
    check_sealed(home, damage);
    check_published(home, journal, damage);
    check_origin(home, journal, damage);
    return damage;
}

int verify_home(const Home& home)
{
    constexpr int storage = 5;
    home.require_configuration();
    const HomeLock lock(home);
    const auto damage = find_damage(home);
    for (const auto& sentence : damage)
        std::cout << sentence << '\n';
    if (damage.empty())
        std::cout << "Databases, chain of events, archive, sealed files, published files and proofs: whole\n";
    return damage.empty() ? 0 : storage;
}

} // namespace lup
