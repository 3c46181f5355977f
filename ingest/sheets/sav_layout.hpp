#pragma once

#include "ingest/bytes/byte_source.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace lup {

/// How the texts of a .sav are written; `unsaid`: UTF-8 if they are, else Windows-1252.
enum class SavText : std::uint8_t { unsaid, utf8, windows_1252 };

/// Where the cases of an SPSS system file stand and how they are packed (PSPP Developers Guide, "System File
/// Format"). A case is a row of eight-byte units: one a number, one or more a text.
struct SavLayout {
    struct Variable {
        bool is_text = false;
        std::uint32_t units = 1;
    };

    std::vector<Variable> variables;
    std::uint64_t cases_at = 0; ///< offset of the first case
    std::int64_t cases = -1;    ///< -1: until the end of the file
    bool is_packed = false;     ///< one byte for most units
    double bias = 100;          ///< of packed whole numbers
    SavText text = SavText::unsaid;
    std::array<std::uint64_t, 3> missing{}; ///< bits of units that are no number: missing, lowest, highest
};

/// The layout of an ordinary file: bytes in the order of Intel, not packed or with one byte a unit, no texts
/// over 255 bytes, UTF-8 or Windows-1252. Nothing for others, also damaged ones, which ReadStat reads or
/// refuses.
std::optional<SavLayout> sav_layout(const ByteSource& source);

} // namespace lup
