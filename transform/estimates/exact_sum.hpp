#pragma once

#include <array>
#include <cstdint>

namespace lup {

/// One number as a 192-bit two's complement fixed-point integer whose unit is 2^-96: made once, added to many
/// sums. Exact for 2^-43 <= |x| < 2^94; smaller numbers are truncated to a multiple of 2^-96.
struct FixedPoint {
    std::array<std::uint64_t, 3> words{}; ///< least significant first

    FixedPoint() = default;

    /// Throws InputError if `x` is not finite or not below 2^94.
    explicit FixedPoint(double x);
};

/// A sum of doubles without rounding: integer addition is associative, so the order of the rows, the number
/// of threads and the place of a merge cannot change a bit of the result. Holds more than 10^28 in absolute
/// value; a sum of 2^32 numbers below 2^62 cannot overflow.
class ExactSum {
public:
    void add(const FixedPoint& x)
    {
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const std::uint64_t with_carry = words_[i] + carry;
            carry = with_carry < carry ? 1U : 0U;
            words_[i] = with_carry + x.words[i];
            carry += words_[i] < with_carry ? 1U : 0U;
        }
    }
    void add(double x) { add(FixedPoint(x)); }
    void add(const ExactSum& other)
    {
        FixedPoint x;
        x.words = other.words_;
        add(x);
    }

    /// The sum without the part `part`, exactly.
    ExactSum without(const ExactSum& part) const;

    /// The nearest long double (one rounding of the upper 64 bits at most).
    long double value() const;

private:
    std::array<std::uint64_t, 3> words_{};
};

} // namespace lup
