#pragma once

#include "app/clock.hpp"
#include "app/journal/file_verdict.hpp"
#include "export/plan/database.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lup {

/// A dropped file on record. One row a time that a file came.
struct FileEntry {
    std::int64_t id = 0; ///< 0 = not on record yet
    std::string name;    ///< as people see it below inkorg/
    std::string sha256;
    Instant received;
    std::string survey, wave;
    FileVerdict verdict = FileVerdict::rejected;
    std::uint64_t rows_used = 0, rows_left = 0;
    std::string kept_as; ///< where the original goes, below the home
};

/// One archived part of a round.
struct DeliveryEntry {
    std::int64_t id = 0;
    std::string survey, wave;
    int number = 0;             ///< running number within the wave, from 1
    std::string sha256;         ///< of the original
    std::string archive_name;   ///< "<survey>/<wave>/0001-<sha16>.csv.gz" below arkiv/
    std::string archive_sha256; ///< of the archive copy, to be verified
    std::string codebook;       ///< hash of the codebook that it was read by
    std::set<PartKey> parts;
    bool held = false; ///< overlaps others; waits for a person
};

/// The deliveries that some published figures of a gate survey's wave were counted from. A correction that is
/// taken in makes a new vintage; the earlier ones stay, because their figures stay public.
struct Vintage {
    std::uint32_t number = 0; ///< within the wave, from 0
    std::vector<DeliveryEntry> deliveries;
};

/// What stands behind a publication: begun before the folders switch, done after plan.db has committed.
struct PublicationEntry {
    std::int64_t id = 0;
    std::string release, inputs; ///< `inputs`: hash of deliveries in force, configuration and program
    bool done = false;
};

/// A file that could not be taken in yet for a reason that may pass.
struct WaitingEntry {
    std::string source, reason;
    int nights = 0;
};

/// The counts of one night, as v_night tells them.
struct NightCounts {
    int files = 0, accepted = 0, rejected = 0;
};

/// One event of the chain.
struct JournalEvent {
    std::string at, kind, detail, hash;
};

/// journal.db: nights, files with their counts and hashes, deliveries and events chained by hash.
/// Confidential. Every change is one transaction. Throws ExportError.
class Journal {
public:
    explicit Journal(const std::filesystem::path& file);

    /// Notes that a night begins; earlier ones without an end were interrupted. Returns its id.
    std::int64_t begin_night(Instant now);
    void end_night(std::int64_t night, Instant now, const std::string& outcome, const NightCounts& counts,
                   const std::string& published);

    /// A file with this content and name that is on record but was not moved out of the inbox: a run was
    /// killed.
    std::optional<FileEntry> unmoved(const std::string& sha256, const std::string& name) const;

    std::vector<FileEntry> all_unmoved() const;

    /// A delivery of this content that is in force. A held one is judged anew when it is dropped again.
    std::optional<DeliveryEntry> standing_delivery(const std::string& sha256) const;

    std::vector<DeliveryEntry> in_force() const; ///< by survey, wave, number
    std::vector<DeliveryEntry> in_force(const std::string& survey, const std::string& wave) const;
    std::vector<DeliveryEntry> all_deliveries() const; ///< superseded and held ones too
    /// Files whose held delivery still waits: some part of it has not come again in a later one that counts.
    std::vector<FileEntry> undecided() const;
    /// Files that count but whose receipts have not been given yet what the tally says of their wave: the
    /// wave waited, or the night was killed before it was counted.
    std::vector<FileEntry> untold() const;
    void mark_told(std::int64_t file);
    int next_number(const std::string& survey, const std::string& wave) const;

    /// Records a file and, if it was accepted, its delivery and those that it supersedes: one transaction.
    /// Returns the id of the delivery, 0 without one.
    std::int64_t record(std::int64_t night, FileEntry file, const std::optional<DeliveryEntry>& delivery,
                        const std::vector<std::int64_t>& supersedes);
    /// The original has been moved to where it is kept.
    void mark_moved(const std::string& sha256, const std::string& name);

    void note_waiting(const std::string& source, const std::string& reason);
    void forget_waiting(const std::string& source);
    std::vector<WaitingEntry> waiting() const;

    /// Files whose kept original is older than the limit and not removed yet, one an original.
    std::vector<FileEntry> kept_before(Instant limit, bool quarantined) const;
    /// Whether a file of the same name has come after this one.
    bool has_later_file(const FileEntry& file) const;
    void mark_purged(const FileEntry& file, Instant now);

    /// By number; none before the wave is published under the gate.
    std::vector<Vintage> vintages(const std::string& survey, const std::string& wave) const;
    /// The wave's deliveries in force are from now on those of this vintage.
    void note_vintage(const std::string& survey, const std::string& wave, std::uint32_t number);
    /// Notes vintage 0 of a wave that has none: the deliveries that were in force when a release was made.
    /// Notes nothing if the journal does not know the release or has none of its deliveries.
    void recall_vintage(const std::string& survey, const std::string& wave, const std::string& release);

    std::int64_t begin_publication(std::int64_t night, const std::string& release, const std::string& inputs);
    void end_publication(std::int64_t publication);
    std::optional<PublicationEntry> last_publication() const;
    /// The releases whose publication was done, each once.
    std::vector<std::string> done_releases() const;

    /// Files taken in by this night and by interrupted ones just before it.
    std::vector<FileEntry> files_since_last_end(std::int64_t night) const;
    std::vector<FileEntry> latest_files(int count) const;
    std::optional<std::vector<std::string>> last_night() const; ///< started, ended, outcome, published

    void add_event(Instant now, const std::string& kind, const std::string& detail);
    /// The details of all events of a kind, oldest first.
    std::vector<std::string> events_of(std::string_view kind) const;
    /// Sentences about events whose hash does not follow from the one before; none if the chain is whole.
    std::vector<std::string> broken_events() const;

private:
    void append_event(Instant now, const std::string& kind, const std::string& detail);

    Database database_;
};

} // namespace lup
