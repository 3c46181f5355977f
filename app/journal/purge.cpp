#include "app/journal/purge.hpp"

namespace lup {

namespace fs = std::filesystem;

namespace {

void remove_receipts(const Home& home, const FileEntry& file)
{
    std::error_code ignored; // a receipt that cannot go tonight goes with the next file of its name
    for (const auto* ending : {".kvitto.html", ".kvitto.xlsx"})
        fs::remove(home.receipts() / (file.name + ending), ignored);
}

} // namespace

std::vector<std::string> purge_old(const Home& home, Journal& journal, const Settings& settings, Instant now)
{
    std::vector<std::string> names;
    const auto purge = [&](int days, bool quarantined) {
        for (const auto& file : journal.kept_before(now - std::chrono::hours(24 * days), quarantined)) {
            std::error_code failed;
            fs::remove(home.root() / file.kept_as, failed);
            if (failed)
                continue; // tried again every night
            if (!journal.has_later_file(file))
                remove_receipts(home, file);
            journal.mark_purged(file, now);
            names.push_back(file.name);
        }
    };
    purge(settings.keep_original_days, false);
    purge(settings.quarantine_days, true);
    return names;
}

} // namespace lup
