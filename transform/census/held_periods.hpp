#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace lup {

/// Why what is published of a wave cannot be set beside tonight's records.
enum class HeldBecause : std::uint8_t {
    records_changed,    ///< a number is not true of tonight's records, which a correction has replaced
    definition_changed, ///< a number is not true of the records that it was counted from
    other_waves,        ///< a pooled label stands for other waves than when it was published
    waves_unknown,      ///< nobody knows which waves a pooled label stood for
    wave_gone,          ///< a wave is not counted tonight or is no longer in the codebook
    indicator_gone,     ///< nobody can say any more which records it counts
    dimension_gone,     ///< no breakdown crosses it any longer
    origin_unknown,     ///< nobody knows which records what is published counts, and tonight's are others
    vintage_gone,       ///< the records behind what is published are no longer in the archive
    too_large,          ///< a correction cannot be proven in a night
    unsafe,             ///< a correction could not be taken in without giving small numbers away
};

struct HeldReason {
    HeldBecause because = HeldBecause::records_changed;
    std::string name; ///< of the label, wave, indicator or dimension; "" for changed records

    auto operator<=>(const HeldReason&) const = default;
};

/// Waves with a correction that is not taken in, and why.
using RefusedWaves = std::map<std::string, HeldBecause>;

/// Waves and pooled labels of one gate survey that are held as they are published, and why.
class HeldPeriods {
public:
    void hold_waves(const std::vector<std::string>& waves, const HeldReason& reason);
    void hold_label(const std::string& label, const HeldReason& reason);

    bool holds_wave(const std::string& wave) const;

    /// Whether a period of these waves is held: by its own label, or because one of its waves is.
    bool holds(const std::string& period, const std::vector<std::string>& waves) const;

    /// A published number over a held wave and others holds the others too, and so on: it can be set against
    /// what would be added there. `numbers`: the waves of each published number.
    void spread(const std::set<std::vector<std::string>>& numbers);

    /// Swedish: why a wave is held, "" if it is not.
    std::string why_held(const std::string& wave) const;

    /// One Swedish sentence a reason: what is held, why, what to do.
    std::vector<std::string> sentences(const std::string& survey_title) const;

private:
    std::map<HeldReason, std::set<std::string>> waves_, labels_;
};

} // namespace lup
