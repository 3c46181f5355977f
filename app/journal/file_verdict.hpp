#pragma once

#include "ingest/delivery/delivery.hpp"

#include <cstdint>
#include <string_view>

namespace lup {

/// How a dropped file ended: as it was read (DeliveryVerdict), or held because it overlaps an earlier
/// delivery, or repeated because its content has come before. A delivery that is set aside is accepted in the
/// journal; that its round is not counted tonight is for receipts and the report to say.
enum class FileVerdict : std::uint8_t {
    accepted,
    accepted_with_remarks,
    held,
    set_aside,
    repeated,
    rejected,
    quarantined
};

FileVerdict file_verdict(DeliveryVerdict verdict);

/// The word of v_file (which never has set_aside) and of receipts as JSON: "accepted",
/// "accepted_with_remarks", "held", "set_aside", "repeated", "rejected", "quarantined".
std::string_view verdict_name(FileVerdict verdict);

/// The colour and the words that people read, with a symbol: "Grön: mottagen".
struct VerdictText {
    std::string_view colour; ///< "gron", "gul", "rod": a style name
    std::string_view symbol; ///< never colour alone
    std::string_view words;
};
VerdictText verdict_text(FileVerdict verdict);

} // namespace lup
