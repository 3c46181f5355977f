#pragma once

#include "transform/census/gate.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace lup {

/// Writes the proofs of a release to `evidence`/<release>/, one file a system, closed to everybody else. The
/// same proofs give the same bytes. Throws ExportError.
void store_proofs(const std::filesystem::path& evidence, const std::string& release,
                  const std::vector<CensusProof>& proofs);

/// Every stored proof file, in the order of their names.
std::vector<std::filesystem::path> stored_proofs(const std::filesystem::path& evidence);

/// Reads a proof back. Throws DisclosureError naming the file if it is damaged.
CensusProof read_proof(const std::filesystem::path& file);

} // namespace lup
