#pragma once

#include "app/configuration.hpp"
#include "app/counted_waves.hpp"
#include "app/files/home.hpp"
#include "app/journal/journal.hpp"
#include "app/night_log.hpp"
#include "export/release_sink.hpp"
#include "transform/tally/tally.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lup {

class PlanDatabase;

/// A chart of the report.
struct ReportFigure {
    std::string title, svg;
};

/// What a publication came to.
struct Published {
    std::string release;
    std::size_t tables = 0, cells_shown = 0, cells_hidden = 0;
    std::size_t new_cells = 0, changed_cells = 0;
    std::vector<Publication::Change> changes;
    std::vector<std::string> held;            ///< Swedish: periods kept as published, and why
    std::map<WaveId, std::string> held_waves; ///< the same by wave
    std::vector<ReportFigure> figures;        ///< one an indicator
    std::set<std::string> names; ///< surveys, indicators, waves, periods and dimensions ever published
    /// The numbers that a text on an indicator may have, signs left out: its figures as printed, and what its
    /// periods and labels hold. By indicator.
    std::map<std::string, std::vector<double>> numbers;
};

/// Turns what is in the archive into a release and switches it in: excel/ and publicerat/ one right after the
/// other, plan.db last. Killed anywhere, the next run makes the same release again and finishes.
class Publisher {
public:
    Publisher(const Home& home, Journal& journal, const Configuration& configuration, NightLog& log,
              std::int64_t night);

    /// Finishes a publication that was begun and not done.
    std::optional<Published> finish_interrupted();

    /// Looks at the tally before anything of it is published.
    using TallyWatch = std::function<void(const Tally&)>;

    /// Publishes unless the last publication was made from the same deliveries, configuration and program.
    std::optional<Published> publish_if_new(const CountedWaves& counted, const TallyWatch& watch);

private:
    Published publish(const CountedWaves& counted, const TallyWatch& watch);
    /// Throws ExportError if something has been published that plan.db does not have.
    void require_history(const PlanDatabase& plan_database) const;
    void write_staging(const Publication& publication) const;
    void switch_in() const;
    /// The day that a release was counted for, if others may have read its files.
    std::optional<std::string> day_of_switch(const std::string& release) const;

    const Home& home_;
    Journal& journal_;
    const Configuration& configuration_;
    NightLog& log_;
    std::int64_t night_;
    std::vector<std::unique_ptr<ReleaseSink>> sinks_;
};

} // namespace lup
