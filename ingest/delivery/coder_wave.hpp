#pragma once

#include "ingest/delivery/coder.hpp"

#include <memory>
#include <string>
#include <vector>

namespace lup {

/// What becomes of a row.
enum class RowFate : std::uint8_t { used, empty, no_weight, bad_weight, no_consent, unread_consent };

/// Whether answers of the variable are kept: all but id, ignored and text.
bool is_kept(const Variable& variable);

/// The variables of one wave that are kept, and how their cells are coded. Kept are all but `id`, `ignored`
/// and `text`; they stand in the order of the survey's variables in the codebook, also those that the wave
/// lacks.
class WaveCoder {
public:
    struct Slot {
        const Variable* variable = nullptr;   ///< the wave's row of it, or another wave's
        std::unique_ptr<VariableCoder> coder; ///< none if the wave lacks the variable
    };

    WaveCoder(const Codebook& codebook, const std::string& survey, const std::string& wave);

    const std::vector<Slot>& slots() const { return slots_; }
    const std::vector<Categories>& categories() const { return categories_; }
    std::optional<std::size_t> slot_of(const Variable& variable) const;
    std::optional<std::size_t> slot_of(Role role) const;

    CodedCell code(std::size_t slot, const Cell& cell)
    {
        return slots_[slot].coder->code(cell, categories_[slot]);
    }

    /// Whether a row is used; `row` has a coded cell a slot, `present` tells which slots the file has.
    RowFate fate(const std::vector<CodedCell>& row, const std::vector<bool>& present);

private:
    bool is_refusal(std::size_t slot, const std::string& code) const;
    bool refuses(std::size_t slot, const CodedCell& cell);

    const Codebook& codebook_;
    std::string survey_, wave_;
    std::vector<Slot> slots_;
    std::vector<Categories> categories_;
    std::vector<bool> refusals_; ///< of consent, by code index
    std::optional<std::size_t> weight_, consent_;
};

} // namespace lup
