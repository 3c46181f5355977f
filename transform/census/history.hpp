#pragma once

#include "config/codebook.hpp"
#include "transform/release.hpp"

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace lup {

/// Surveys that tonight's codebook would take away from the gate though the gate has published them: marked
/// `protection = base` since, or taken out of the codebook, in which case any survey that has never been
/// published may be the same one under another name. They are held: what is published stays as it is, nothing
/// is added, and the other surveys go on.
class GateHistory {
public:
    /// The arguments must outlive the object.
    GateHistory(const Ledger& ledger, const Codebook& codebook);

    bool holds(const std::string& survey) const { return held_.contains(survey); }

    /// Swedish: why a survey is held, "" if it is not.
    std::string why_held(const std::string& survey) const;

    /// Puts back what is published of the held surveys and hides the rest of their tables and notes.
    void hold(std::vector<ReleasedTable>& tables, std::vector<WaveNote>& notes) const;

    /// Swedish: what is held, why, what to do.
    std::vector<std::string> sentences() const;

private:
    const Codebook& codebook_;
    std::set<std::string> gated_, published_; ///< surveys in the ledger
    std::map<std::string, std::string> held_; ///< why, by survey
    std::map<std::tuple<std::string, std::string, std::string, std::string>, const PublishedCell*> newest_;
};

/// A cell as it stands published, in the place of `cell`.
ReleasedCell as_published(const PublishedCell& before, ReleasedCell cell);

/// The cell hidden without having been decided on.
ReleasedCell held_cell(ReleasedCell cell);

} // namespace lup
