#pragma once

#include <cstdint>
#include <string_view>

namespace lup {

/// What a cell may be taken for when identity numbers are looked for.
enum class IdentityLook : std::uint8_t {
    none,
    written,   ///< a personal identity number as people write it: its form cannot be an accident
    full,      ///< a bare integer of 10 digits with a valid date and check digit: an accident once in 130
    shortened, ///< a bare integer of 7 to 9 digits that is one when its leading zeros are put back
};

/// Looks for a personnummer or samordningsnummer in text: 10 or 12 digits with or without a separator
/// (hyphen, dash, minus, plus, spaces, no-break spaces), the day plus 60 of a samordningsnummer, and interim
/// numbers with a letter first in the serial number. Checked are the date, the serial number 001-999 and the
/// check digit (Luhn over the nine digits before it, weights 2, 1, 2 ...). An organisation number has no
/// valid month.
IdentityLook look_for_identity(std::string_view text);

/// The same for a numeric cell. Only whole numbers of 7 to 12 digits are looked at.
IdentityLook look_for_identity(double number);

/// Gathers the bare integers of one column. Some of them pass date and check digit by accident, so they count
/// only if more of the column pass than accidents explain.
class IdentityTally {
public:
    /// `look` of a bare integer cell with `digits` digits (7 or more).
    void add(IdentityLook look, int digits);
    std::uint64_t hits() const { return full_hits_ + short_hits_; }
    bool full_counts() const;
    bool shortened_counts() const;

private:
    std::uint64_t full_seen_ = 0, full_hits_ = 0, short_seen_ = 0, short_hits_ = 0, seven_hits_ = 0;
};

/// Number of digits if `text` (trimmed of spaces) is digits only, otherwise 0.
int bare_digits(std::string_view text);

/// Number of digits of a whole number below 1e15, 0 of any other number.
int bare_digits(double number);

} // namespace lup
