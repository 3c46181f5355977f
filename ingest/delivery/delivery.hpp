#pragma once

#include "config/codebook.hpp"
#include "config/finding.hpp"
#include "ingest/delivery/response_batch.hpp"
#include "ingest/sheet_reader.hpp"

#include <compare>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace lup {

/// What a file is worth: green, yellow, red, or red with an identity number in it.
enum class DeliveryVerdict : std::uint8_t { accepted, accepted_with_remarks, rejected, quarantined };

/// One part of a round: the harmonised codes of the records' area, school and grade ("" where there is none).
struct PartKey {
    std::string area, school, grade;
    auto operator<=>(const PartKey&) const = default;
};

/// How one heading of the file was understood.
struct ColumnUse {
    std::string sheet, heading;
    std::string variable; ///< "" = not used
    std::string reason;   ///< Swedish: why not used, or ""
    std::uint64_t answered = 0, missing = 0, unmatched = 0;
};

/// Everything a receipt tells of a dropped file. Holds counts but never a value.
struct DeliveryReport {
    DeliveryVerdict verdict = DeliveryVerdict::rejected;
    std::string survey, wave; ///< "" if it was not recognised
    std::string format;       ///< "xlsx", "csv" ...
    std::set<PartKey> parts;
    std::uint64_t rows_used = 0, rows_left = 0; ///< left: totals rows, no weight, consent, empty
    std::vector<ColumnUse> columns;
    std::vector<std::string> sheets_used, sheets_left;
    Findings findings; ///< most harmful first; of a rule the first 20 cells one by one, then one for the rest
    std::vector<std::string> not_checked; ///< Swedish sentences
};

/// Settings of a reading that are not in the codebook.
struct DeliveryOptions {
    double unmatched_limit = 0.05; ///< share of a column's answers that no code matches before rejection
};

/// Recognises, codes and validates a dropped file and, if it is accepted, leaves the archive copy of the
/// declared columns at `archive_copy` (gzip, fsynced; removed if the file is not accepted). One pass in
/// constant memory. `file_name` is the name that people gave it. A damaged file is a rejected report, not an
/// exception; ExportError if the copy cannot be written.
DeliveryReport read_delivery(const SheetFile& file, const std::string& file_name, const Codebook& codebook,
                             const DeliveryOptions& options, const std::filesystem::path& archive_copy);

/// How a delivery stands to those of the same survey and wave that are in force.
enum class Relation : std::uint8_t { first, supplement, correction, overlap };

struct RelationToEarlier {
    Relation relation = Relation::first;
    std::vector<std::size_t> supersedes; ///< indexes into `in_force`, of a correction
};

/// Disjoint from all = supplement; equal to the union of some = correction of those; otherwise overlap.
RelationToEarlier relation_to(const std::set<PartKey>& parts, const std::vector<std::set<PartKey>>& in_force);

/// The archived deliveries of one wave as coded respondents, coded anew by the codebook as it is now. Columns
/// are the survey's variables in the order of the codebook, one each, without `id`, `ignored` and `text`; a
/// variable that the wave or the copy lacks is not present. Dates are codes (ISO 8601); an answer that was
/// not asked (`impossible`) is missing. The codebook must outlive the source. next() throws InputError if a
/// copy is damaged or belongs to another wave.
std::unique_ptr<ResponseSource> open_deliveries(const std::vector<std::filesystem::path>& archive_copies,
                                                const Codebook& codebook, const std::string& survey,
                                                const std::string& wave);

} // namespace lup
