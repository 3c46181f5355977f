#pragma once

#include "export/release_sink.hpp"

#include <string>
#include <vector>

namespace lup {

/// "ökning", "minskning", "högre", "lägre" or "ingen säkerställd skillnad".
std::string verdict_text(const ReleasedComparison& comparison);

/// The unit of its numbers: "procentenheter", or what a mean is measured in.
std::string unit_text(const Indicator& indicator);

/// What it is compared with: "2020", "trend från 2018", "Hela undersökningen", "Ragunda, Män".
std::string other_text(const Codebook& codebook, const ReleasedComparison& comparison);

/// "wave", "trend", "whole", "group".
std::string_view kind_word(CompareKind kind);

/// The comparisons of which both sides stand in files that everyone may have.
std::vector<const ReleasedComparison*> public_comparisons(const Publication& publication);

} // namespace lup
