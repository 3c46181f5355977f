#include "transform/verdict.hpp"

#include "transform/rounding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace lup {

namespace {

constexpr double z = 1.959963984540054;

/// A difference in the right direction (positive = better) and its standard error.
struct Gain {
    double value = 0, standard_error = 0;
    bool surely_positive() const { return value - z * standard_error > 0; }
    bool surely_not_negative() const { return value - z * standard_error >= 0; }
    bool surely_negative() const { return value + z * standard_error < 0; }
};

class Judge {
public:
    Judge(const MeasuredPoint& now, const TargetPath& target, int decimals)
        : now_(now), target_(target), decimals_(decimals), sign_(target.at_least ? 1 : -1)
    {
    }

    VerdictWithReason judge() const
    {
        if (target_.kind == TargetKind::direction)
            return judge_direction();
        if (target_.kind == TargetKind::relative_change && !target_.base)
            return {Verdict::undecidable, "Basvärdet saknas, så förändringen kan inte räknas ut.",
                    std::nullopt};
        auto made = !target_.due || now_.year >= *target_.due ? judge_at_due() : judge_on_the_way();
        made.target_value = level();
        return made;
    }

private:
    double level() const
    {
        return target_.kind == TargetKind::relative_change ? target_.base->value * (1 + target_.value / 100)
                                                           : target_.value;
    }

    /// How much the point `share` of the way from base to target moves when the base moves by one.
    double base_weight(double share) const
    {
        if (target_.kind == TargetKind::relative_change)
            return 1 + share * target_.value / 100;
        return 1 - share;
    }

    Gain gain_over(double point, double weight_of_base) const
    {
        const double base_error = target_.base ? target_.base->standard_error * weight_of_base : 0;
        return {sign_ * (now_.value - point), std::hypot(now_.standard_error, base_error)};
    }

    Gain change_since_base() const { return gain_over(target_.base->value, 1); }

    VerdictWithReason judge_at_due() const
    {
        const auto gain = gain_over(level(), base_weight(1));
        if (gain.surely_not_negative())
            return {Verdict::reached, said("ligger säkert på rätt sida om målet"), {}};
        if (gain.surely_negative())
            return {Verdict::not_reached, said("ligger säkert på fel sida om målet"), {}};
        return undecided(gain);
    }

    VerdictWithReason judge_on_the_way() const
    {
        if (!target_.base || target_.base->year >= *target_.due || now_.year <= target_.base->year) {
            const auto gain = gain_over(level(), 0);
            if (gain.surely_not_negative())
                return {Verdict::on_track, said("har redan säkert nått målet"), {}};
            return {Verdict::undecidable, said("har inget tidigare värde att jämföra med"), {}};
        }
        const double share = static_cast<double>(now_.year - target_.base->year) /
                             static_cast<double>(*target_.due - target_.base->year);
        const double path = target_.base->value + (level() - target_.base->value) * share;
        const auto ahead = gain_over(path, base_weight(share));
        if (ahead.value >= 0 && change_since_base().surely_positive())
            return {Verdict::on_track, said("följer vägen mot målet, och förändringen är säkerställd"), {}};
        if (ahead.surely_negative())
            return {Verdict::off_track, said("ligger säkert efter den raka vägen mot målet"), {}};
        return undecided(change_since_base());
    }

    VerdictWithReason judge_direction() const
    {
        if (!target_.base || now_.year <= target_.base->year)
            return {Verdict::undecidable, "Det finns inget tidigare värde att jämföra med.", std::nullopt};
        const bool due = target_.due && now_.year >= *target_.due;
        const auto change = change_since_base();
        if (change.surely_positive())
            return {due ? Verdict::reached : Verdict::on_track,
                    said("har säkert förändrats åt rätt håll sedan basåret"),
                    {}};
        if (change.surely_negative())
            return {due ? Verdict::not_reached : Verdict::off_track,
                    said("har säkert förändrats åt fel håll sedan basåret"),
                    {}};
        return undecided(change);
    }

    VerdictWithReason undecided(const Gain& gain) const
    {
        const int decimals = std::max(decimals_, 1);
        const double change = round_published(z * gain.standard_error, decimals);
        return {
            Verdict::undecidable,
            fmt::format("Osäkerheten är för stor: undersökningen kan visa en förändring på minst {} enheter.",
                        sentence_number(change, decimals)),
            {},
            change};
    }

    std::string said(std::string_view what) const
    {
        return fmt::format("Värdet {} ({}) {}.", sentence_number(now_.value, decimals_), now_.year, what);
    }

    const MeasuredPoint& now_;
    const TargetPath& target_;
    int decimals_;
    double sign_;
};

} // namespace

std::string sentence_number(double number, int decimals)
{
    auto text = fmt::format("{:.{}f}", number, decimals);
    std::replace(text.begin(), text.end(), '.', ',');
    if (text.starts_with('-'))
        text.replace(0, 1, "\u2212");
    return text;
}

VerdictWithReason judge_target(const MeasuredPoint& now, const TargetPath& target, int decimals)
{
    return Judge(now, target, decimals).judge();
}

} // namespace lup
