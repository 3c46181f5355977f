#include "transform/gate/protect_system.hpp"

namespace lup {

GatePattern choose_pattern(const GateSystem& system, const GateNeeds& needs, const GateOptions& options)
{
    const auto order = opening_order(system, options.key);
    PatternSearch search(system, needs, order, eliminate(system, primary_pattern(system), order));
    search.repair();
    search.reopen();
    return search.hidden();
}

} // namespace lup
