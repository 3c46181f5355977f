#pragma once

#include "app/configuration.hpp"
#include "app/files/home.hpp"
#include "app/files/inbox.hpp"
#include "app/journal/journal.hpp"
#include "app/night_log.hpp"
#include "app/published_waves.hpp"
#include "app/reading.hpp"
#include "app/receipts/receipt.hpp"
#include "transform/tally/tally.hpp"

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace lup {

/// Takes dropped files into the archive, one at a time, each with a receipt. Every step may be broken off and
/// done again: the archive copy is written beside and renamed, then the journal commits, then the original is
/// moved out of the inbox.
class Intake {
public:
    Intake(const Home& home, Journal& journal, const Configuration& configuration, const OpenSheets& open,
           NightLog& log, std::int64_t night)
        : home_(home), journal_(journal), configuration_(configuration), open_(open), log_(log), night_(night)
    {
    }

    /// Takes in every settled file of inkorg/ in the order of their names. A failure that may pass leaves the
    /// file where it is and is counted in the journal.
    void take_in_all();

    /// Adds what the tally says of each wave to the receipts of its files that have not been given it yet, of
    /// tonight or of a night that was killed before it counted: shares that have moved more than chance does,
    /// and pooled waves of unequal size. To the
    /// receipts alone: a shift of a hidden share tells of it.
    void tell_shifts(const Tally& tally);

    /// Says on the receipts of tonight's deliveries that their waves are not counted, or stay as they are
    /// published, and why. `why`: Swedish.
    void tell_set_aside(const std::map<WaveId, std::string>& why);

    /// Marks those of the files whose receipts of tonight say that they are not counted, as the report has
    /// it.
    void mark_set_aside(std::vector<FileEntry>& files) const;

private:
    void take_in(const DroppedFile& file);
    /// Finishes what a killed run had begun for this file; false if there was nothing.
    bool resume(const DroppedFile& file, const std::string& sha256, const std::string& name);
    void take_in_repeated(const DroppedFile& file, FileEntry entry, const DeliveryEntry& delivery);
    void take_in_rejected(const DroppedFile& file, FileEntry entry, Receipt receipt);
    void take_in_delivery(const DroppedFile& file, FileEntry entry, Receipt receipt,
                          const std::filesystem::path& copy);
    bool is_published_under_gate(const WaveId& wave);
    /// The deliveries of a wave that are in force, read once a night.
    std::vector<DeliveryEntry>& in_force(const std::string& survey, const std::string& wave);
    void note_in_force(DeliveryEntry delivery, bool supersedes_any);
    /// Returns the id of the delivery, if there is one.
    std::int64_t conclude(const DroppedFile& file, const FileEntry& entry, const Receipt& receipt,
                          const std::optional<DeliveryEntry>& delivery,
                          const std::vector<std::int64_t>& supersedes);
    void move_original(const DroppedFile& file, const FileEntry& entry);
    /// Forgets half-done moves and waiting files that are not in the inbox any longer.
    void tidy_records();
    void tell(const FileEntry& entry, const Findings& found);
    Findings tally_findings(const Tally& tally, const std::string& survey, const std::string& wave) const;
    Receipt receipt_of(const FileEntry& entry, DeliveryReport report) const;
    /// The receipt of a file that an earlier run took in, made again from the original; none if that is gone.
    std::optional<Receipt> recalled(const FileEntry& entry) const;
    void leave(const std::string& source, const std::string& reason);
    void show(std::string_view doing);

    const Home& home_;
    Journal& journal_;
    const Configuration& configuration_;
    const OpenSheets& open_;
    NightLog& log_;
    std::int64_t night_;
    std::atomic<std::uint64_t> rows_ = 0;
    std::map<std::pair<std::string, std::string>, std::vector<DeliveryEntry>>
        in_force_;                   ///< by survey and wave
    std::vector<Receipt> delivered_; ///< receipts of tonight's deliveries, and of those told tonight
    std::optional<std::map<WaveId, PublishedWave>> published_; ///< as the night began; read when needed
    std::size_t files_ = 0, files_done_ = 0;
    std::mutex showing_;
};

} // namespace lup
