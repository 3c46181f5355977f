#pragma once

#include <cstdint>
#include <vector>

namespace lup {

/// Numbers pairs of 32-bit numbers in the order in which they first come: an open-addressing hash table,
/// because one is asked for every row of a survey.
class PairIndex {
public:
    struct Place {
        std::uint32_t index = 0;
        bool is_new = false;
    };

    Place index_of(std::uint32_t first, std::uint32_t second)
    {
        if (slots_.empty() || 2 * keys_.size() >= slots_.size())
            grow();
        const std::uint64_t key = (static_cast<std::uint64_t>(first) << 32U) | second;
        std::uint32_t& slot = slots_[find(key)];
        if (slot != 0)
            return {slot - 1, false};
        keys_.push_back(key);
        slot = static_cast<std::uint32_t>(keys_.size());
        return {slot - 1, true};
    }

    std::size_t size() const { return keys_.size(); }
    std::uint32_t first(std::size_t index) const { return static_cast<std::uint32_t>(keys_[index] >> 32U); }
    std::uint32_t second(std::size_t index) const { return static_cast<std::uint32_t>(keys_[index]); }

private:
    std::size_t find(std::uint64_t key) const
    {
        constexpr std::uint64_t golden_ratio = 0x9E3779B97F4A7C15ULL;
        const std::size_t mask = slots_.size() - 1;
        std::uint64_t mixed = key * golden_ratio;
        mixed ^= mixed >> 32U;
        auto place = static_cast<std::size_t>(mixed) & mask;
        while (slots_[place] != 0 && keys_[slots_[place] - 1] != key)
            place = (place + 1) & mask;
        return place;
    }

    void grow()
    {
        constexpr std::size_t smallest = 64;
        slots_.assign(slots_.empty() ? smallest : 2 * slots_.size(), 0);
        for (std::size_t i = 0; i < keys_.size(); ++i)
            slots_[find(keys_[i])] = static_cast<std::uint32_t>(i + 1);
    }

    std::vector<std::uint64_t> keys_;
    std::vector<std::uint32_t> slots_; ///< index + 1, 0 = empty; size a power of two
};

} // namespace lup
