#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace lup {

/// Texts kept one after the other in blocks that never move, so that a view stays valid until clear().
/// One text is at most `block_size` bytes.
class TextArena {
public:
    static constexpr std::size_t block_size = std::size_t{256} << 10;

    /// Adds to the text that is being written; false if it or the arena would pass its limit.
    bool append(std::string_view piece)
    {
        if (piece.size() > static_cast<std::size_t>(end_ - at_) && !grow(piece.size())) {
            return false;
        }
        for (std::size_t i = 0; i < piece.size(); ++i) {
            at_[i] = piece[i];
        }
        at_ += piece.size();
        return true;
    }

    /// The text written so far; stays valid only until the next append or finish.
    std::string_view open_text() const { return {start_, static_cast<std::size_t>(at_ - start_)}; }

    /// Shortens the text that is being written, after it was changed in place.
    void replace_open(std::string_view shorter);

    /// Ends the text and returns it.
    std::string_view finish()
    {
        const auto text = open_text();
        start_ = at_;
        return text;
    }

    /// Forgets all texts but keeps the first blocks.
    void clear();

    std::size_t bytes() const { return used_blocks_ * block_size; }
    void limit_blocks(std::size_t blocks) { most_blocks_ = blocks; }

private:
    bool grow(std::size_t more);

    std::vector<std::unique_ptr<char[]>> blocks_;
    std::size_t used_blocks_ = 0;
    std::size_t most_blocks_ = 256;
    char* start_ = nullptr;
    char* at_ = nullptr;
    char* end_ = nullptr;
};

} // namespace lup
