#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace lup {

/// Splitmix64 (Steele, Lea and Flood 2014): the same numbers on every machine, which the generators of the
/// standard library with their distributions do not promise.
class DemoRandom {
public:
    explicit DemoRandom(std::uint64_t seed) : state_(seed) {}

    /// Uniform in [0, 1), with 53 bits.
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

    bool happens(double probability) { return uniform() < probability; }

    /// Uniform whole number in [first, last].
    int between(int first, int last)
    {
        return first + static_cast<int>(uniform() * static_cast<double>(last - first + 1));
    }

    /// Index drawn with the given weights, which need not add up to 1.
    std::size_t pick(std::span<const double> weights)
    {
        double total = 0;
        for (const double weight : weights)
            total += weight;
        double left = uniform() * total;
        for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
            left -= weights[i];
            if (left < 0)
                return i;
        }
        return weights.size() - 1;
    }

private:
    std::uint64_t next()
    {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31);
    }

    std::uint64_t state_;
};

} // namespace lup
