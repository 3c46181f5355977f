#include "ingest/delivery/response_batch.hpp"

namespace lup {

std::uint32_t Categories::index_of(const std::string& code)
{
    const auto [place, is_new] = index_.try_emplace(code, static_cast<std::uint32_t>(codes_.size()));
    if (is_new)
        codes_.push_back(code);
    return place->second;
}

} // namespace lup
