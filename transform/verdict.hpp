#pragma once

#include "config/plan.hpp"

#include <optional>
#include <string>

namespace lup {

/// A released figure with the standard error that its interval tells (or, of a census, Wilson's interval).
struct MeasuredPoint {
    int year = 0;
    double value = 0;
    double standard_error = 0;
};

/// One target as numbers: which way is right, how far and by when.
struct TargetPath {
    TargetKind kind = TargetKind::level;
    bool at_least = true;
    double value = 0;       ///< level, or change in percent of the base
    std::optional<int> due; ///< year
    std::optional<MeasuredPoint> base;
};

struct VerdictWithReason {
    Verdict verdict = Verdict::undecidable;
    std::string reason;                 ///< one Swedish sentence
    std::optional<double> target_value; ///< the level to reach
    /// The smallest change that could be seen, as the reason tells it; absent if it does not.
    std::optional<double> smallest_change = std::nullopt;
};

/// Judges a figure against its target. In the due year and after, the 95 % interval of (now - target)
/// decides; before it, the straight path from base to target and whether the change since the base is surely
/// in the right direction. The base's own variance counts where the target is relative to it. `decimals` is
/// how figures are written in the reason.
VerdictWithReason judge_target(const MeasuredPoint& now, const TargetPath& target, int decimals);

/// "12,3": a number as Swedish text.
std::string sentence_number(double number, int decimals);

} // namespace lup
