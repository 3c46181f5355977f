#pragma once

#include "export/release_sink.hpp"

#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace lup {

/// What makes a cell the same cell from release to release: survey, period, indicator, domain.
using CellKey = std::tuple<std::string, std::string, std::string, std::string>;

CellKey key_of(const PublishedCell& cell);

/// Whether two versions of a cell show the same.
bool same_figures(const PublishedCell& a, const PublishedCell& b);

/// Whether two versions of a cell count the same records, as far as is known of them, and tell it alike.
bool same_records(const PublishedCell& a, const PublishedCell& b);

/// Adds to the ledger what plan.db will get of the release: its new and changed cells.
void add_release(Ledger& ledger, const Release& release);

/// What `current` changes in what `ledger` has published: see PlanDatabase::changes_against(). `told` are the
/// removals that an earlier release has told of; they are not told again. The order is that of `current`,
/// then removed cells in the ledger's order. Made from published figures alone.
std::vector<Publication::Change> compare_releases(const Ledger& ledger,
                                                  std::span<const PublishedCell> current,
                                                  std::span<const Publication::Change> told,
                                                  const Codebook& codebook);

} // namespace lup
