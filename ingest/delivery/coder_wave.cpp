#include "ingest/delivery/coder_wave.hpp"

#include "config/matching.hpp"

#include <algorithm>
#include <array>

namespace lup {

namespace {

bool says_no(std::string_view word)
{
    constexpr std::array<std::string_view, 6> no = {"nej", "no", "n", "0", "false", "falskt"};
    return std::ranges::find(no, folded(word)) != no.end();
}

} // namespace

bool is_kept(const Variable& variable)
{
    return variable.type != VariableType::id && variable.type != VariableType::ignored &&
           variable.type != VariableType::text;
}

WaveCoder::WaveCoder(const Codebook& codebook, const std::string& survey, const std::string& wave)
    : codebook_(codebook), survey_(survey), wave_(wave)
{
    const auto holding = codebook.variables_of(survey, wave);
    const auto of_wave = [&](const Variable& variable) {
        const auto found =
            std::ranges::find(holding, variable.variable, [](const auto* held) { return held->variable; });
        return found == holding.end() ? nullptr : *found;
    };
    for (const auto& variable : codebook.variables) {
        const auto known =
            std::ranges::find(slots_, variable.variable, [](const auto& s) { return s.variable->variable; });
        if (variable.survey != survey || known != slots_.end())
            continue;
        const auto* held = of_wave(variable);
        if (!is_kept(held != nullptr ? *held : variable))
            continue;
        Slot slot{held != nullptr ? held : &variable, nullptr};
        if (held != nullptr)
            slot.coder = std::make_unique<VariableCoder>(codebook, *held, wave);
        slots_.push_back(std::move(slot));
    }
    categories_.resize(slots_.size());
    for (std::size_t i = 0; i < slots_.size(); ++i)
        if (slots_[i].coder)
            slots_[i].coder->declare(categories_[i]);
    weight_ = slot_of(Role::weight);
    consent_ = slot_of(Role::consent);
}

std::optional<std::size_t> WaveCoder::slot_of(const Variable& variable) const
{
    for (std::size_t i = 0; i < slots_.size(); ++i)
        if (slots_[i].coder && slots_[i].variable == &variable)
            return i;
    return std::nullopt;
}

std::optional<std::size_t> WaveCoder::slot_of(Role role) const
{
    for (std::size_t i = 0; i < slots_.size(); ++i)
        if (slots_[i].coder && slots_[i].variable->role == role)
            return i;
    return std::nullopt;
}

bool WaveCoder::is_refusal(std::size_t slot, const std::string& code) const
{
    if (says_no(code))
        return true;
    const auto rows = codebook_.codes_of(survey_, slots_[slot].variable->variable, wave_);
    return std::ranges::any_of(rows,
                               [&](const auto* row) { return row->code == code && says_no(row->label); });
}

bool WaveCoder::refuses(std::size_t slot, const CodedCell& cell)
{
    if (cell.kind != AnswerKind::valid)
        return false;
    if (slots_[slot].coder->is_number())
        return cell.number == 0;
    const auto& codes = categories_[slot].codes();
    while (refusals_.size() < codes.size())
        refusals_.push_back(is_refusal(slot, codes[refusals_.size()]));
    return refusals_[cell.code];
}

RowFate WaveCoder::fate(const std::vector<CodedCell>& row, const std::vector<bool>& present)
{
    if (std::ranges::all_of(row, [](const auto& cell) { return cell.kind == AnswerKind::blank; }))
        return RowFate::empty;
    if (consent_ && present[*consent_]) {
        const auto& cell = row[*consent_];
        if (refuses(*consent_, cell))
            return RowFate::no_consent;
        if (cell.kind != AnswerKind::valid && cell.kind != AnswerKind::blank &&
            cell.kind != AnswerKind::missing)
            return RowFate::unread_consent;
    }
    if (weight_ && present[*weight_]) {
        const auto& cell = row[*weight_];
        if (cell.kind == AnswerKind::blank || cell.kind == AnswerKind::missing)
            return RowFate::no_weight;
        if (cell.kind == AnswerKind::valid && slots_[*weight_].coder->is_number() && cell.number == 0)
            return RowFate::no_weight;
        if (cell.kind != AnswerKind::valid || (slots_[*weight_].coder->is_number() && !(cell.number > 0)))
            return RowFate::bad_weight;
    }
    return RowFate::used;
}

} // namespace lup
