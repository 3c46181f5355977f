#pragma once

#include "app/files/home.hpp"
#include "app/journal/journal.hpp"

#include <map>
#include <string>
#include <vector>

namespace lup {

/// What a publication left: every file of excel/ and publicerat/ and every proof of its release, with
/// SHA-256. Kept in bevis/<release>/filer.sha256, whose own hash stands in the journal's chain of events.
struct Manifest {
    std::string release;
    std::map<std::string, std::string> files; ///< path in the home -> hash, "" if it cannot be read

    std::size_t proofs() const;
};

/// The manifest of what stands in the home now as `release`.
Manifest manifest_of(const Home& home, const std::string& release);

/// Writes it down, in bevis/ and in the journal. Throws ExportError.
void keep_manifest(const Home& home, Journal& journal, const Manifest& manifest);

/// Sentences about published files and proofs that are missing, changed or more than were published, each
/// with the file's name. Publications by a program that kept no manifest are passed over.
std::vector<std::string> check_manifests(const Home& home, const Journal& journal);

/// Sentences about proofs alone: missing or changed. `shown_by` are the releases that have shown figures of
/// surveys behind the gate for the first time; each must have a proof.
std::vector<std::string> check_proof_files(const Home& home, const Journal& journal,
                                           const std::vector<std::string>& shown_by);

} // namespace lup
