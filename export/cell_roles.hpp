#pragma once

#include "transform/release.hpp"

namespace lup {

/// The role of a dimension: that of the variable of its name, or the role that the name itself is
/// ("area", "sex", "school", "grade", "age"); none for a banding.
Role role_of_dimension(const Codebook& codebook, std::string_view survey, std::string_view name);

/// The code that `cell` has in the table's dimension with `role`, or "".
std::string code_with_role(const Codebook& codebook, const ReleasedTable& table, const ReleasedCell& cell,
                           Role role);

/// The code that stands in a domain such as "area=2303;sex=K" under a name with `role`, or "".
std::string code_in_domain(const Codebook& codebook, std::string_view survey, std::string_view domain,
                           Role role);

/// A domain in words: "Åre, Kvinnor"; "hela undersökningen" for "".
std::string domain_label(const Codebook& codebook, std::string_view survey, std::string_view domain);

/// Whether `area` (an area or a school) is one of `areas` or lies within one, directly or not.
/// An area that the codebook does not know is not.
bool area_within(const Codebook& codebook, std::string_view area, const std::vector<std::string>& areas);

} // namespace lup
