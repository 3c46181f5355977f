#pragma once

#include "config/plan.hpp"
#include "config/settings.hpp"
#include "transform/release.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace lup {

/// Everything a published text is made from: safe figures, what they mean, the plan and its verdicts.
struct Publication {
    const Release& release;
    const Settings& settings;
    const Codebook& codebook;
    const PlanTables& plan;
    std::span<const Judgement> judgements;

    /// One row of "Vad är nytt": what changed since the release before.
    struct Change {
        std::string kind; ///< "ny", "ändrad", "borttagen"
        std::string indicator, domain, period, before, after, reason;
    };
    std::vector<Change> changes;
};

/// Something that publishes: workbooks, PX, JSON-stat, CSV. Writes into a folder that nobody reads yet; the
/// night switches the folder in when every sink has finished and been read back.
class ReleaseSink {
public:
    virtual ~ReleaseSink() = default;

    /// Writes its files below `staging` (`staging`/excel/... or `staging`/publicerat/...).
    /// The same publication gives the same bytes. Throws ExportError naming the file.
    virtual void write(const Publication& publication, const std::filesystem::path& staging) const = 0;
};

} // namespace lup
