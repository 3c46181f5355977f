#include "app/files/text_hash.hpp"
#include "app/journal/journal.hpp"
#include "app/journal/journal_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace lup {

// What a night leaves in the journal: its own row, the records behind what it published, and the chain of
// events.

namespace {

std::string event_hash(const std::string& before, const std::string& at, const std::string& kind,
                       const std::string& detail)
{
    return text_hash(fmt::format("{}\n{}\n{}\n{}", before, at, kind, detail));
}

} // namespace

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

void Journal::recall_vintage(const std::string& survey, const std::string& wave, const std::string& release)
{
    // The same figures may have been published again later, beside a correction that was not taken in. A
    // publication that finishes one that was broken off was made before its night took files in.
    constexpr std::string_view note = R"sql(
INSERT INTO vintage(survey, wave, number, delivery)
WITH made AS (
    SELECT p.night - coalesce((SELECT before.done = 0 FROM publication before WHERE before.id < p.id
                               ORDER BY before.id DESC LIMIT 1), 0) AS night
    FROM publication p WHERE p.release = ? AND p.id IN (SELECT publication FROM publication_without_vintages)
    ORDER BY p.id LIMIT 1)
SELECT d.survey, d.wave, 0, d.id
FROM made JOIN delivery d JOIN file came ON came.id = d.file
LEFT JOIN delivery later ON later.id = d.superseded_by LEFT JOIN file later_came ON later_came.id = later.file
WHERE d.survey = ? AND d.wave = ? AND d.held = 0 AND came.night <= made.night
  AND (later_came.night IS NULL OR later_came.night > made.night))sql";
    Transaction transaction(database_);
    database_.execute(note, {release, survey, wave});
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

std::vector<std::string> Journal::done_releases() const
{
    std::vector<std::string> releases;
    for (const auto& row : database_.rows("SELECT DISTINCT release FROM publication WHERE done = 1"))
        releases.push_back(sql_text(row.front()));
    return releases;
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
