#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace lup {

/// Which way a screening instrument's cut-off points.
enum class CaseSide : std::uint8_t { at_or_above, at_or_below };

/// A screening instrument: its items, how they are scored and what is done with missing answers.
struct Instrument {
    std::string_view name; ///< "kessler6"
    std::size_t items = 0;
    double lowest = 0,
           highest = 0; ///< of an item, as coded in the codebook; a reversed item is lowest + highest - x
    double cut = 0;     ///< used when the codebook gives none
    CaseSide side = CaseSide::at_or_above;
};

/// The instrument of that name, or none. Names: kessler6, ghq12, ghq5, swemwbs, who5, auditc, phq9, gad7,
/// sdq_emotional, sdq_conduct, sdq_hyperactivity, sdq_peer, sdq_prosocial, sdq_total.
const Instrument* find_instrument(std::string_view name);

/// The score of one respondent, or none if the instrument's missing rule says so. `items` in the order of the
/// codebook's `items`, NaN where there is no answer; `reversed[i]` says that item i counts backwards.
/// Rules and cut-offs: Kessler et al. 2002; Goldberg & Williams 1988; Stewart-Brown et al. 2009 (metric
/// table); Topp et al. 2015; Bush et al. 1998; Kroenke et al. 2001; Spitzer et al. 2006; Goodman 1997.
/// REQUIRES: items and reversed have instrument.items entries.
std::optional<double> score(const Instrument& instrument, std::span<const double> items,
                            const std::vector<bool>& reversed);

/// Whether a score is a case at this cut-off.
bool is_case(const Instrument& instrument, double score, double cut);

} // namespace lup
