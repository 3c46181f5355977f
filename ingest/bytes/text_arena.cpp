#include "ingest/bytes/text_arena.hpp"

#include <cstring>

namespace lup {

bool TextArena::grow(std::size_t more)
{
    const auto open = open_text();
    if (open.size() + more > block_size || used_blocks_ == most_blocks_) {
        return false;
    }
    if (used_blocks_ == blocks_.size()) {
        blocks_.push_back(std::make_unique_for_overwrite<char[]>(block_size));
    }
    char* block = blocks_[used_blocks_++].get();
    if (!open.empty()) {
        std::memcpy(block, open.data(), open.size());
    }
    start_ = block;
    at_ = block + open.size();
    end_ = block + block_size;
    return true;
}

void TextArena::replace_open(std::string_view shorter)
{
    if (!shorter.empty()) {
        std::memmove(start_, shorter.data(), shorter.size());
    }
    at_ = start_ + shorter.size();
}

void TextArena::clear()
{
    constexpr std::size_t kept = 4;
    if (blocks_.size() > kept) {
        blocks_.resize(kept);
    }
    used_blocks_ = blocks_.empty() ? 0 : 1;
    start_ = at_ = blocks_.empty() ? nullptr : blocks_[0].get();
    end_ = blocks_.empty() ? nullptr : start_ + block_size;
}

} // namespace lup
