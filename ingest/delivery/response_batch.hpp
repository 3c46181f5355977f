#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

namespace lup {

/// The answers that a variable has had, in the order they are numbered: the harmonised codes of the codebook,
/// or, for a variable without code rows, the values as they stand, numbered as they come.
class Categories {
public:
    std::uint32_t index_of(const std::string& code); ///< numbers a new code when it is new
    const std::vector<std::string>& codes() const { return codes_; }

private:
    std::vector<std::string> codes_;
    std::unordered_map<std::string, std::uint32_t> index_;
};

/// One variable of a batch. A `code`, `text` or `id` variable fills `codes` (indexes into `categories`), a
/// `number` variable fills `numbers`; the other vector is empty.
struct ResponseColumn {
    static constexpr std::uint32_t missing = std::numeric_limits<std::uint32_t>::max();

    std::string variable;             ///< the codebook's name of it
    bool present = false;             ///< false: this delivery has no such column
    std::vector<std::uint32_t> codes; ///< `missing` where there is no valid answer
    std::vector<double> numbers;      ///< NaN where there is no valid answer
};

/// Some thousand respondents of one survey and wave, coded by the codebook: confidential.
/// Columns stand in the order of the survey's variables in the codebook, the same in every batch of a wave.
struct ResponseBatch {
    std::size_t rows = 0;
    std::vector<ResponseColumn> columns;
};

/// Coded respondents of one survey and wave, one batch at a time. Confidential.
class ResponseSource {
public:
    virtual ~ResponseSource() = default;

    /// Fills `batch`, reusing its storage, and returns true; false after the last.
    virtual bool next(ResponseBatch& batch) = 0;

    /// Per column of the batches; complete for the codes seen so far, and they only grow at the end.
    virtual const std::vector<Categories>& categories() const = 0;
};

} // namespace lup
