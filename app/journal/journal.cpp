#include "app/journal/journal.hpp"

#include "app/journal/journal_rows.hpp"
#include "app/journal/journal_schema.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

namespace lup {

namespace {

/// Makes the file for its owner alone before SQLite opens it.
const std::filesystem::path& closed_file(const std::filesystem::path& file)
{
    if (const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600); descriptor >= 0)
        ::close(descriptor);
    return file;
}

} // namespace

Journal::Journal(const std::filesystem::path& file) : database_(closed_file(file), journal_kind()) {}

std::optional<FileEntry> Journal::unmoved(const std::string& sha256, const std::string& name) const
{
    const auto found = database_.rows(
        std::string(file_columns) + "WHERE sha256 = ? AND name = ? AND moved = 0 ORDER BY id DESC LIMIT 1",
        {sha256, name});
    return found.empty() ? std::nullopt : std::optional(file_entry(found.front()));
}

std::vector<FileEntry> Journal::all_unmoved() const
{
    return file_entries(database_.rows(std::string(file_columns) + "WHERE moved = 0 ORDER BY id"));
}

std::optional<DeliveryEntry> Journal::standing_delivery(const std::string& sha256) const
{
    const auto found =
        database_.rows(std::string(delivery_columns) +
                           "WHERE sha256 = ? AND superseded_by IS NULL AND held = 0 ORDER BY id DESC LIMIT 1",
                       {sha256});
    return found.empty() ? std::nullopt : std::optional(delivery_entry(database_, found.front()));
}

std::vector<DeliveryEntry> Journal::in_force() const
{
    return delivery_entries(database_, database_.rows(std::string(delivery_columns) +
                                                      "WHERE superseded_by IS NULL AND held = 0 "
                                                      "ORDER BY survey, wave, number"));
}

std::vector<DeliveryEntry> Journal::in_force(const std::string& survey, const std::string& wave) const
{
    return delivery_entries(
        database_, database_.rows(std::string(delivery_columns) +
                                      "WHERE survey = ? AND wave = ? AND superseded_by IS NULL AND held = 0 "
                                      "ORDER BY number",
                                  {survey, wave}));
}

std::vector<DeliveryEntry> Journal::all_deliveries() const
{
    return delivery_entries(database_,
                            database_.rows(std::string(delivery_columns) + "ORDER BY survey, wave, number"));
}

std::vector<FileEntry> Journal::undecided() const
{
    constexpr std::string_view of_held_deliveries = R"sql(
WHERE id IN (
    SELECT held.file FROM delivery held JOIN part waiting ON waiting.delivery = held.id
    WHERE held.held = 1
      AND NOT EXISTS (SELECT 1 FROM delivery again
                      WHERE again.sha256 = held.sha256 AND again.number > held.number
                        AND again.survey = held.survey AND again.wave = held.wave)
      AND NOT EXISTS (SELECT 1 FROM delivery later JOIN part came ON came.delivery = later.id
                      WHERE later.held = 0 AND later.number > held.number
                        AND later.survey = held.survey AND later.wave = held.wave
                        AND came.area = waiting.area AND came.school = waiting.school
                        AND came.grade = waiting.grade))
ORDER BY id)sql";
    return file_entries(database_.rows(std::string(file_columns) + std::string(of_held_deliveries)));
}

std::vector<FileEntry> Journal::untold() const
{
    return file_entries(database_.rows(
        std::string(file_columns) + "WHERE id IN (SELECT file FROM delivery WHERE held = 0 AND superseded_by "
                                    "IS NULL) AND id NOT IN (SELECT file FROM told) ORDER BY id"));
}

void Journal::mark_told(std::int64_t file)
{
    database_.execute("INSERT OR IGNORE INTO told (file) VALUES (?)", {file});
}

int Journal::next_number(const std::string& survey, const std::string& wave) const
{
    return static_cast<int>(database_.integer(
        "SELECT coalesce(max(number), 0) + 1 FROM delivery WHERE survey = ? AND wave = ?", {survey, wave}));
}

std::int64_t Journal::record(std::int64_t night, FileEntry file, const std::optional<DeliveryEntry>& delivery,
                             const std::vector<std::int64_t>& supersedes)
{
    Transaction transaction(database_);
    const auto id = insert_file(database_, night, file);
    std::int64_t delivered = 0;
    if (delivery) {
        delivered = insert_delivery(database_, id, *delivery);
        for (const auto earlier : supersedes)
            database_.execute("UPDATE delivery SET superseded_by = ? WHERE id = ?", {delivered, earlier});
    }
    database_.execute("DELETE FROM waiting WHERE source = ?", {file.name});
    append_event(file.received, "file",
                 fmt::format("file={} sha256={} verdict={} survey={} wave={} rows_used={} rows_left={}", id,
                             file.sha256, verdict_name(file.verdict), file.survey, file.wave, file.rows_used,
                             file.rows_left));
    transaction.commit();
    return delivered;
}

void Journal::mark_moved(const std::string& sha256, const std::string& name)
{
    Transaction transaction(database_);
    database_.execute("UPDATE file SET moved = 1 WHERE sha256 = ? AND name = ?", {sha256, name});
    transaction.commit();
}

void Journal::note_waiting(const std::string& source, const std::string& reason)
{
    Transaction transaction(database_);
    database_.execute("INSERT INTO waiting(source, reason, nights) VALUES (?, ?, 1) "
                      "ON CONFLICT(source) DO UPDATE SET nights = nights + 1, reason = excluded.reason",
                      {source, reason});
    transaction.commit();
}

void Journal::forget_waiting(const std::string& source)
{
    Transaction transaction(database_);
    database_.execute("DELETE FROM waiting WHERE source = ?", {source});
    transaction.commit();
}

std::vector<WaitingEntry> Journal::waiting() const
{
    std::vector<WaitingEntry> entries;
    for (const auto& row : database_.rows("SELECT source, reason, nights FROM waiting ORDER BY source"))
        entries.push_back({sql_text(row[0]), sql_text(row[1]), static_cast<int>(whole(row[2]))});
    return entries;
}

std::vector<FileEntry> Journal::kept_before(Instant limit, bool quarantined) const
{
    return file_entries(database_.rows(
        std::string(file_columns) +
            "WHERE id IN (SELECT max(id) FROM file WHERE purged IS NULL AND kept_as <> '' GROUP BY kept_as) "
            "AND received < ? AND (verdict = 'quarantined') = ? ORDER BY id",
        {utc_text(limit), flag(quarantined)}));
}

bool Journal::has_later_file(const FileEntry& file) const
{
    return database_.integer("SELECT count(*) FROM file WHERE name = ? AND id > ?", {file.name, file.id}) > 0;
}

void Journal::mark_purged(const FileEntry& file, Instant now)
{
    Transaction transaction(database_);
    database_.execute("UPDATE file SET purged = ? WHERE kept_as = ? AND purged IS NULL",
                      {utc_text(now), file.kept_as});
    append_event(now, "purged", fmt::format("file={} sha256={}", file.id, file.sha256));
    transaction.commit();
}

std::vector<FileEntry> Journal::files_since_last_end(std::int64_t night) const
{
    return file_entries(database_.rows(std::string(file_columns) +
                                           "WHERE night <= ? AND night > (SELECT coalesce(max(id), 0) FROM "
                                           "night WHERE ended IS NOT NULL AND id < ?) "
                                           "ORDER BY id",
                                       {night, night}));
}

std::vector<FileEntry> Journal::latest_files(int count) const
{
    return file_entries(
        database_.rows(std::string(file_columns) + "ORDER BY id DESC LIMIT ?", {std::int64_t{count}}));
}

} // namespace lup
