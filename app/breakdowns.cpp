#include "app/breakdowns.hpp"

#include "app/clock.hpp"
#include "app/configuration.hpp"
#include "app/counted_waves.hpp"
#include "app/files/lock.hpp"
#include "app/journal/journal.hpp"
#include "transform/census/breakdown_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

namespace lup {

namespace {

/// Numbers that are shown if the breakdown is left out, compared with all being published.
long long gain_without(const BreakdownLoss& loss)
{
    const auto won = static_cast<long long>(loss.others_hidden) - static_cast<long long>(loss.others_without);
    const auto lost = static_cast<long long>(loss.cells) - static_cast<long long>(loss.hidden);
    return won - lost;
}

} // namespace

int print_breakdowns(const Home& home)
{
    home.require_configuration();
    const HomeLock lock(home);
    const auto configuration = load_configuration(home);
    const Journal journal(home.journal());
    const auto counted =
        counted_waves(home, journal, configuration, swedish_day(std::chrono::system_clock::now()));
    const auto tally = tally_waves(counted.waves, configuration.codebook, configuration.settings);
    auto losses = plan_gate_breakdowns(tally, configuration.codebook, {});
    std::cout << fmt::format("{:<34} {:>9} {:>9} {:>16} {:>16}\n", "breakdown", "numbers", "hidden",
                             "others hidden", "without it");
    for (const auto& loss : losses)
        std::cout << fmt::format("{:<34} {:>9} {:>9} {:>16} {:>16}\n", loss.breakdown, loss.cells,
                                 loss.hidden, loss.others_hidden, loss.others_without);
    const auto best = std::ranges::max_element(losses, {}, gain_without);
    if (best != losses.end())
        std::cout << fmt::format(
            "Least is lost by leaving out '{}': {} numbers {} than now. This list is confidential.\n",
            best->breakdown, std::abs(gain_without(*best)),
            gain_without(*best) >= 0 ? "more are shown" : "fewer are shown");
    return 0;
}

} // namespace lup
