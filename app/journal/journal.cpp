#include "app/journal/journal.hpp"

#include "app/files/text_hash.hpp"
#include "app/journal/journal_rows.hpp"
#include "app/journal/journal_schema.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>

namespace lup {

namespace {

/// Makes the file for its owner alone before SQLite opens it.
const std::filesystem::path& closed_file(const std::filesystem::path& file)
{
    if (const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600); descriptor >= 0)
        ::close(descriptor);
    return file;
}

std::string event_hash(const std::string& before, const std::string& at, const std::string& kind,
                       const std::string& detail)
{
    return text_hash(fmt::format("{}\n{}\n{}\n{}", before, at, kind, detail));
}

} // namespace

Journal::Journal(const std::filesystem::path& file) : database_(closed_file(file), journal_kind()) {}

std::int64_t Journal::begin_night(Instant now)
{
    Transaction transaction(database_);
    database_.execute("UPDATE night SET outcome = 'interrupted' WHERE ended IS NULL AND outcome IS NULL");
    database_.execute("INSERT INTO night(started) VALUES (?)", {utc_text(now)});
    const auto night = database_.integer("SELECT max(id) FROM night");
    append_event(now, "night begun", fmt::format("night={}", night));
    transaction.commit();
    return night;
}

void Journal::end_night(std::int64_t night, Instant now, const std::string& outcome,
                        const NightCounts& counts, const std::string& published)
{
    Transaction transaction(database_);
    database_.execute(
        "UPDATE night SET ended = ?, outcome = ?, files = ?, accepted = ?, rejected = ?, published = ? "
        "WHERE id = ?",
        {utc_text(now), outcome, std::int64_t{counts.files}, std::int64_t{counts.accepted},
         std::int64_t{counts.rejected}, sql_value_or_null(published), night});
    append_event(now, "night ended", fmt::format("night={} outcome={}", night, outcome));
    transaction.commit();
}

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

std::vector<Vintage> Journal::vintages(const std::string& survey, const std::string& wave) const
{
    std::vector<Vintage> found;
    for (const auto& row :
         database_.rows("SELECT number, delivery FROM vintage WHERE survey = ? AND wave = ? "
                        "ORDER BY number, delivery",
                        {survey, wave})) {
        const auto number = static_cast<std::uint32_t>(whole(row[0]));
        if (found.empty() || found.back().number != number)
            found.push_back({number, {}});
        auto entries = delivery_entries(
            database_, database_.rows(std::string(delivery_columns) + "WHERE id = ?", {row[1]}));
        std::ranges::move(entries, std::back_inserter(found.back().deliveries));
    }
    return found;
}

void Journal::note_vintage(const std::string& survey, const std::string& wave, std::uint32_t number)
{
    Transaction transaction(database_);
    database_.execute("DELETE FROM vintage WHERE survey = ? AND wave = ? AND number = ?",
                      {survey, wave, std::int64_t{number}});
    for (const auto& delivery : in_force(survey, wave))
        database_.execute("INSERT INTO vintage(survey, wave, number, delivery) VALUES (?, ?, ?, ?)",
                          {survey, wave, std::int64_t{number}, delivery.id});
    transaction.commit();
}

std::int64_t Journal::begin_publication(std::int64_t night, const std::string& release,
                                        const std::string& inputs)
{
    Transaction transaction(database_);
    database_.execute("INSERT INTO publication(night, release, inputs) VALUES (?, ?, ?)",
                      {night, release, inputs});
    const auto id = database_.integer("SELECT max(id) FROM publication");
    transaction.commit();
    return id;
}

void Journal::end_publication(std::int64_t publication)
{
    Transaction transaction(database_);
    database_.execute("UPDATE publication SET done = 1 WHERE id = ?", {publication});
    transaction.commit();
}

std::optional<PublicationEntry> Journal::last_publication() const
{
    const auto found =
        database_.rows("SELECT id, release, inputs, done FROM publication ORDER BY id DESC LIMIT 1");
    if (found.empty())
        return std::nullopt;
    const auto& row = found.front();
    return PublicationEntry{whole(row[0]), sql_text(row[1]), sql_text(row[2]), whole(row[3]) != 0};
}

std::vector<FileEntry> Journal::files_since(Instant from) const
{
    return file_entries(
        database_.rows(std::string(file_columns) + "WHERE received >= ? ORDER BY id", {utc_text(from)}));
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

std::optional<std::vector<std::string>> Journal::last_night() const
{
    const auto found = database_.rows("SELECT started, ended, outcome, published FROM night WHERE ended IS "
                                      "NOT NULL ORDER BY id DESC LIMIT 1");
    if (found.empty())
        return std::nullopt;
    std::vector<std::string> texts;
    for (const auto& value : found.front())
        texts.push_back(sql_text(value));
    return texts;
}

void Journal::add_event(Instant now, const std::string& kind, const std::string& detail)
{
    Transaction transaction(database_);
    append_event(now, kind, detail);
    transaction.commit();
}

std::vector<std::string> Journal::events_of(std::string_view kind) const
{
    std::vector<std::string> details;
    for (const auto& row :
         database_.rows("SELECT detail FROM event WHERE kind = ? ORDER BY id", {std::string(kind)}))
        details.push_back(sql_text(row.front()));
    return details;
}

void Journal::append_event(Instant now, const std::string& kind, const std::string& detail)
{
    const auto last = database_.rows("SELECT hash FROM event ORDER BY id DESC LIMIT 1");
    const auto before = last.empty() ? std::string() : sql_text(last.front().front());
    const auto at = utc_text(now);
    database_.execute("INSERT INTO event(at, kind, detail, hash) VALUES (?, ?, ?, ?)",
                      {at, kind, detail, event_hash(before, at, kind, detail)});
}

std::vector<std::string> Journal::broken_events() const
{
    std::vector<std::string> broken;
    std::string before;
    std::int64_t expected = 1;
    for (const auto& row : database_.rows("SELECT id, at, kind, detail, hash FROM event ORDER BY id")) {
        const auto hash = sql_text(row[4]);
        if (whole(row[0]) != expected ||
            hash != event_hash(before, sql_text(row[1]), sql_text(row[2]), sql_text(row[3])))
            broken.push_back(
                fmt::format("journal.db: event {} does not follow from the one before", whole(row[0])));
        before = hash;
        expected = whole(row[0]) + 1;
    }
    return broken;
}

} // namespace lup
