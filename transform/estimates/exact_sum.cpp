#include "transform/estimates/exact_sum.hpp"

#include "config/errors.hpp"

#include <bit>
#include <cmath>

namespace lup {

namespace {

constexpr int unit_exponent = -96;
constexpr int word_bits = 64;
constexpr int mantissa_bits = 52;
constexpr int exponent_bias = 1023 + mantissa_bits;

void negate(std::array<std::uint64_t, 3>& words)
{
    std::uint64_t carry = 1;
    for (auto& word : words) {
        word = ~word + carry;
        carry = (carry == 1 && word == 0) ? 1U : 0U;
    }
}

} // namespace

FixedPoint::FixedPoint(double x)
{
    if (!(std::fabs(x) < 0x1p94))
        throw InputError("a weight or an answer is not a finite number of ordinary size: check the columns "
                         "that the codebook gives the role weight and the type number");
    const auto bits = std::bit_cast<std::uint64_t>(x);
    const int biased = static_cast<int>((bits >> mantissa_bits) & 0x7FFU);
    if (biased == 0) // zero, or far below the unit
        return;
    const std::uint64_t mantissa = (bits & ((1ULL << mantissa_bits) - 1)) | (1ULL << mantissa_bits);
    const int shift = biased - exponent_bias - unit_exponent;
    if (shift <= -word_bits)
        return;
    if (shift < 0) {
        words[0] = mantissa >> -shift;
    } else {
        const auto word = static_cast<std::size_t>(shift / word_bits);
        const int bit = shift % word_bits;
        words[word] = mantissa << bit;
        if (bit != 0 && word + 1 < words.size())
            words[word + 1] = mantissa >> (word_bits - bit);
    }
    if (std::signbit(x))
        negate(words);
}

ExactSum ExactSum::without(const ExactSum& part) const
{
    FixedPoint minus;
    minus.words = part.words_;
    negate(minus.words);
    ExactSum rest = *this;
    rest.add(minus);
    return rest;
}

long double ExactSum::value() const
{
    auto words = words_;
    const bool negative = (words[2] >> (word_bits - 1)) != 0;
    if (negative)
        negate(words);
    const long double magnitude =
        std::ldexp(static_cast<long double>(words[2]), 2 * word_bits + unit_exponent) +
        std::ldexp(static_cast<long double>(words[1]), word_bits + unit_exponent) +
        std::ldexp(static_cast<long double>(words[0]), unit_exponent);
    return negative ? -magnitude : magnitude;
}

} // namespace lup
