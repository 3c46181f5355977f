#pragma once

#include "export/plan/database.hpp"
#include "export/published/finished_files.hpp"
#include "export/release_sink.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace lup {

/// Which program and codebook made a release.
struct Origin {
    std::string program;  ///< "lup 1.0.0"
    std::string codebook; ///< hash of the configuration
};

/// What publish() wrote.
struct PublishCounts {
    std::size_t new_cells = 0;         ///< published for the first time
    std::size_t superseding_cells = 0; ///< a new version of a published cell
    std::size_t unchanged_cells = 0;
    bool new_release = false; ///< false: plan.db already held the release's figures
};

/// The plan database (plan.db, SQLite): every version of every published cell, and the plan with its
/// judgements, with stable views for other programs. Holds only what has passed the gate.
/// All functions throw ExportError.
class PlanDatabase {
public:
    /// Opens or makes the file, as Database does.
    explicit PlanDatabase(const std::filesystem::path& file);

    /// Every version of every cell ever published, in the order of publishing.
    Ledger ledger() const;

    /// Of each period and the records that its cells count, the cell that was shown last and the one that was
    /// hidden last: enough to know which waves are published, without reading every cell.
    Ledger newest_by_records() const;

    /// What is new in `release` compared with what was published before it: a row for each new period of an
    /// indicator (domain ""), and one for each added, changed or removed cell of a period that was already
    /// published. When `release` is the newest published one, the rows that were stored with it.
    std::vector<Publication::Change> changes_against(const Release& release, const Codebook& codebook) const;

    /// Publishes in one transaction: cells whose figures differ from their newest version, the comparisons
    /// that a new release holds, and, when they
    /// differ from what is stored, the plan, its judgements, organisations, areas and indicators.
    /// Publishing the same again writes nothing. `published_at` is ISO 8601 in UTC ("2026-11-22T01:15:00Z").
    PublishCounts publish(const Publication& publication, const Origin& origin,
                          std::string_view published_at);

    /// The plan's judgements that were made against a target value: plan, goal, indicator, domain, period and
    /// target value; the rest is left empty.
    std::vector<Judgement> judged_targets() const;

    /// Every comparison ever published, with the release that said it, and the unit of a mean as it is called
    /// now: a new name makes no new release.
    PublishedComparisons comparisons() const;

    /// Whether a release of that id has been published.
    bool has_release(const std::string& id) const;

    /// Id of the newest release, "" before the first.
    std::string newest_release() const;

private:
    Ledger cells(std::string_view condition) const;

    Database database_;
};

/// The released cells that plan.db keeps, each once however many tables hold it, in the order of the tables.
/// Cells that cannot occur (".") are left out. Throws ExportError if two tables show different figures for
/// one.
std::vector<PublishedCell> published_cells(const Release& release);

} // namespace lup
