#include "transform/gate/for_each_block.hpp"

#include <atomic>
#include <exception>
#include <thread>
#include <vector>

namespace lup {

void for_each_block(std::size_t blocks, unsigned threads, const std::function<void(std::size_t)>& work)
{
    std::vector<std::exception_ptr> failures(blocks);
    std::atomic<std::size_t> next{0};
    const auto worker = [&] {
        for (auto b = next++; b < blocks; b = next++) {
            try {
                work(b);
            } catch (...) {
                failures[b] = std::current_exception();
            }
        }
    };
    {
        std::vector<std::jthread> workers;
        for (unsigned t = 1; t < threads && t < blocks; ++t)
            workers.emplace_back(worker);
        worker();
    }
    for (const auto& failure : failures)
        if (failure)
            std::rethrow_exception(failure);
}

} // namespace lup
