#include "export/plan/plan_database.hpp"

#include "config/errors.hpp"
#include "export/cell_roles.hpp"
#include "export/plan/plan_rows.hpp"
#include "export/plan/plan_schema.hpp"
#include "export/plan/release_changes.hpp"
#include "export/published/comparison_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace lup {

namespace {

constexpr std::string_view cell_columns =
    "SELECT v.survey, v.wave, v.period, v.indicator, v.domain, v.value, v.lower, v.upper, v.n, v.symbol, "
    "v.decimals, r.release, v.gated, v.records FROM value v JOIN release r ON r.number = v.release";

constexpr std::string_view insert_value = "INSERT INTO value (release, survey, wave, period, indicator, "
                                          "domain, area, sex, value, lower, upper, n, symbol, "
                                          "decimals, gated, records) "
                                          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

constexpr std::string_view insert_change =
    "INSERT INTO change (release, kind, indicator, domain, period, before, after, reason) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

constexpr std::string_view insert_comparison =
    "INSERT INTO comparison (release, survey, indicator, kind, domain, other_domain, period, other_period, "
    "difference, lower, upper, unit, verdict, note, decimals) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
    "?, ?)";

/// "2022:0|2023:1": waves and their vintages; "" of a held cell; nothing where it is not known.
SqlValue records_text(const CountedRecords& records)
{
    if (!records)
        return {};
    std::string text;
    for (const auto& counted : *records)
        text += fmt::format("{}{}:{}", text.empty() ? "" : "|", counted.wave, counted.vintage);
    return text;
}

CountedRecords parse_records(const SqlValue& value)
{
    if (std::holds_alternative<std::monostate>(value))
        return std::nullopt;
    std::vector<CountedWave> records;
    const auto text = sql_text(value);
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find('|', start), text.size());
        const auto colon = text.rfind(':', end - 1);
        if (colon == std::string::npos || colon < start)
            throw ExportError(
                "plan.db: kolumnen records i tabellen value går inte att läsa; återställ plan.db från "
                "säkerhetskopian");
        std::uint32_t vintage = 0;
        std::from_chars(text.data() + colon + 1, text.data() + end, vintage);
        records.push_back({text.substr(start, colon - start), vintage});
        start = end + 1;
    }
    return records;
}

PublishedCell published_cell(const SqlRow& row)
{
    PublishedCell cell;
    cell.survey = sql_text(row[0]);
    cell.wave = sql_text(row[1]);
    cell.period = sql_text(row[2]);
    cell.indicator = sql_text(row[3]);
    cell.domain = sql_text(row[4]);
    cell.value = sql_number(row[5]);
    cell.lower = sql_number(row[6]);
    cell.upper = sql_number(row[7]);
    if (const auto n = sql_integer(row[8]))
        cell.n = static_cast<std::uint64_t>(*n);
    cell.symbol = sql_text(row[9]);
    cell.decimals = static_cast<int>(sql_integer(row[10]).value_or(1));
    cell.release = sql_text(row[11]);
    if (const auto gated = sql_integer(row[12]))
        cell.gated = *gated != 0;
    cell.records = parse_records(row[13]);
    return cell;
}

SqlRow value_row(const PublishedCell& cell, const Codebook& codebook, std::int64_t release)
{
    return {release,
            cell.survey,
            sql_value_or_null(cell.wave),
            cell.period,
            cell.indicator,
            cell.domain,
            sql_value_or_null(code_in_domain(codebook, cell.survey, cell.domain, Role::area)),
            sql_value_or_null(code_in_domain(codebook, cell.survey, cell.domain, Role::sex)),
            sql_value(cell.value),
            sql_value(cell.lower),
            sql_value(cell.upper),
            sql_value(cell.n),
            cell.symbol,
            std::int64_t{cell.decimals},
            std::int64_t{cell.gated.value_or(false) ? 1 : 0},
            records_text(cell.records)};
}

std::vector<SqlRow> change_rows(const std::vector<Publication::Change>& changes, std::int64_t release)
{
    std::vector<SqlRow> rows;
    for (const auto& change : changes)
        rows.push_back({release, change.kind, change.indicator, change.domain, change.period, change.before,
                        change.after, change.reason});
    return rows;
}

std::vector<SqlRow> comparison_rows(const Publication& publication, std::int64_t release)
{
    std::vector<SqlRow> rows;
    for (const auto& one : publication.release.comparisons())
        rows.push_back({release, one.survey, one.indicator, std::string(kind_word(one.kind)), one.domain,
                        one.other_domain, one.period, one.other_period, one.difference, sql_value(one.lower),
                        sql_value(one.upper), unit_text(publication.codebook.indicator(one.indicator)),
                        verdict_text(one), one.note, std::int64_t{one.decimals}});
    return rows;
}

/// Writes a table of the configuration anew if it holds anything else than `table.rows`.
void replace_table(Database& database, const PlanTable& table)
{
    const auto columns = fmt::format("{}", fmt::join(table.columns, ", "));
    if (database.rows(fmt::format("SELECT {} FROM {} ORDER BY rowid", columns, table.name)) == table.rows)
        return;
    database.execute(fmt::format("DELETE FROM {}", table.name));
    const std::vector<std::string_view> places(table.columns.size(), "?");
    database.execute_for_each(
        fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, columns, fmt::join(places, ", ")),
        table.rows);
}

/// Adds or updates indicators; one that has left the codebook stays, because published values refer to it.
void keep_indicators(Database& database, const Codebook& codebook)
{
    std::map<std::string, SqlRow> stored;
    for (auto& row :
         database.rows("SELECT indicator, title, definition, survey, statistic, unit, better FROM indicator"))
        stored.emplace(sql_text(row[0]), row);
    std::vector<SqlRow> changed;
    for (auto& row : indicator_rows(codebook)) {
        const auto found = stored.find(sql_text(row[0]));
        if (found == stored.end() || found->second != row)
            changed.push_back(std::move(row));
    }
    database.execute_for_each(
        "INSERT INTO indicator (indicator, title, definition, survey, statistic, unit, better) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (indicator) DO UPDATE SET title = excluded.title, "
        "definition = excluded.definition, survey = excluded.survey, statistic = excluded.statistic, "
        "unit = excluded.unit, better = excluded.better",
        changed);
}

} // namespace

PlanDatabase::PlanDatabase(const std::filesystem::path& file) : database_(file, plan_database_kind()) {}

Ledger PlanDatabase::ledger() const
{
    return cells("");
}

Ledger PlanDatabase::newest_by_records() const
{
    return cells("WHERE v.number IN (SELECT max(number) FROM value GROUP BY survey, wave, period, records, "
                 "gated, value IS NULL)");
}

Ledger PlanDatabase::cells(std::string_view condition) const
{
    Ledger ledger;
    for (const auto& row : database_.rows(fmt::format("{} {} ORDER BY v.number", cell_columns, condition)))
        ledger.cells.push_back(published_cell(row));
    return ledger;
}

std::vector<Judgement> PlanDatabase::judged_targets() const
{
    std::vector<Judgement> judged;
    for (const auto& row : database_.rows("SELECT plan, goal, indicator, domain, period, target_value "
                                          "FROM judgement WHERE target_value IS NOT NULL")) {
        Judgement made;
        made.plan = sql_text(row[0]);
        made.goal = sql_text(row[1]);
        made.indicator = sql_text(row[2]);
        made.domain = sql_text(row[3]);
        made.period = sql_text(row[4]);
        made.target_value = sql_number(row[5]);
        judged.push_back(std::move(made));
    }
    return judged;
}

PublishedComparisons PlanDatabase::comparisons() const
{
    PublishedComparisons all;
    for (const auto& row : database_.rows(
             "SELECT c.indicator, c.kind, c.domain, c.other_domain, c.period, c.other_period, c.difference, "
             "c.lower, c.upper, CASE i.statistic WHEN 'share' THEN c.unit ELSE i.unit END, c.verdict, "
             "c.note, "
             "r.release, c.survey, CAST(c.decimals AS TEXT) FROM comparison c "
             "JOIN release r ON r.number = c.release JOIN indicator i ON i.indicator = c.indicator"))
        all.add({"",
                 {sql_text(row[0]), sql_text(row[1]), sql_text(row[2]), sql_text(row[3]), sql_text(row[4]),
                  sql_text(row[5])},
                 {sql_number(row[6]), sql_number(row[7]), sql_number(row[8])},
                 sql_text(row[9]),
                 sql_text(row[10]),
                 sql_text(row[11]),
                 sql_text(row[12]),
                 sql_text(row[13]),
                 sql_text(row[14]),
                 false});
    return all;
}

bool PlanDatabase::has_release(const std::string& id) const
{
    return database_.integer("SELECT count(*) FROM release WHERE release = ?", {id}) > 0;
}

std::string PlanDatabase::newest_release() const
{
    const auto rows = database_.rows("SELECT release FROM release ORDER BY number DESC LIMIT 1");
    return rows.empty() ? std::string() : sql_text(rows[0][0]);
}

std::vector<Publication::Change> PlanDatabase::changes_against(const Release& release,
                                                               const Codebook& codebook) const
{
    const auto stored_changes = [&](std::string_view condition) {
        std::vector<Publication::Change> changes;
        for (const auto& row : database_.rows(fmt::format("SELECT kind, indicator, domain, period, before, "
                                                          "after, reason FROM change {} ORDER BY number",
                                                          condition)))
            changes.push_back({sql_text(row[0]), sql_text(row[1]), sql_text(row[2]), sql_text(row[3]),
                               sql_text(row[4]), sql_text(row[5]), sql_text(row[6])});
        return changes;
    };
    if (newest_release() == release.id())
        return stored_changes("WHERE release = (SELECT max(number) FROM release)");
    return compare_releases(ledger(), published_cells(release), stored_changes("WHERE kind = 'borttagen'"),
                            codebook);
}

PublishCounts PlanDatabase::publish(const Publication& publication, const Origin& origin,
                                    std::string_view published_at)
{
    const auto cells = published_cells(publication.release);
    Transaction transaction(database_);
    std::map<CellKey, PublishedCell> newest;
    for (auto& cell : ledger().cells)
        newest.insert_or_assign(key_of(cell), std::move(cell));

    PublishCounts counts;
    std::vector<SqlRow> rows;
    const auto number = database_.integer("SELECT coalesce(max(number), 0) + 1 FROM release");
    for (const auto& cell : cells) {
        const auto found = newest.find(key_of(cell));
        const bool same = found != newest.end() && same_figures(found->second, cell);
        ++(same                    ? counts.unchanged_cells
           : found == newest.end() ? counts.new_cells
                                   : counts.superseding_cells);
        if (same && same_records(found->second, cell))
            continue;
        rows.push_back(value_row(cell, publication.codebook, number));
    }
    const bool same_release = newest_release() == publication.release.id();
    if (same_release && counts.new_cells + counts.superseding_cells > 0)
        throw ExportError(
            "plan.db: utgåvan är redan publicerad med andra uppgifter; starta om med en ny utgåva");

    // Figures from before their records and protection were stored are stated once more with them.
    counts.new_release = !same_release || !rows.empty();
    keep_indicators(database_, publication.codebook);
    if (counts.new_release) {
        database_.execute(
            "INSERT INTO release (number, release, published_at, program, codebook) VALUES (?, ?, ?, ?, ?)",
            {number, publication.release.id(), std::string(published_at), origin.program, origin.codebook});
        database_.execute_for_each(insert_value, rows);
        if (!same_release) // else they stand with its first row
            database_.execute_for_each(insert_change, change_rows(publication.changes, number));
        database_.execute_for_each(insert_comparison, comparison_rows(publication, number));
    }
    for (const auto& table : plan_rows(publication))
        replace_table(database_, table);
    transaction.commit();
    return counts;
}

} // namespace lup
