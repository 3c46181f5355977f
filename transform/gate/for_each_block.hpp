#pragma once

#include <cstddef>
#include <functional>

namespace lup {

/// Calls `work` once for each block number below `blocks`, on up to `threads` threads. Rethrows what the
/// first block (by number) threw, after all have ended.
void for_each_block(std::size_t blocks, unsigned threads, const std::function<void(std::size_t)>& work);

} // namespace lup
