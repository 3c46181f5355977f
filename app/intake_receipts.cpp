#include "app/intake.hpp"
#include "app/receipts/outcome.hpp"
#include "transform/shift_findings.hpp"
#include "transform/tally/pooled_sizes.hpp"

#include <algorithm>
#include <iterator>

namespace lup {

namespace fs = std::filesystem;

// What receipts are told after the files have been taken in.

void Intake::tell_shifts(const Tally& tally)
{
    for (const auto& entry : journal_.untold()) {
        const bool counted = std::ranges::any_of(tally.wave_notes, [&](const WaveNote& note) {
            return note.survey == entry.survey && note.period == entry.wave;
        });
        if (!counted)
            continue;
        if (const auto found = tally_findings(tally, entry.survey, entry.wave); !found.empty())
            tell(entry, found);
        journal_.mark_told(entry.id);
    }
}

void Intake::tell_set_aside(const std::map<WaveId, std::string>& why)
{
    for (auto& receipt : delivered_) {
        const auto wave = why.find({receipt.report.survey, receipt.report.wave});
        if (wave == why.end() || receipt.verdict == FileVerdict::held || receipt.outcome == frozen_outcome)
            continue;
        receipt.verdict = FileVerdict::set_aside;
        receipt.outcome = set_aside_outcome(wave->second);
        write_receipt(receipt, home_.receipts() / receipt.name);
    }
}

void Intake::mark_set_aside(std::vector<FileEntry>& files) const
{
    for (auto& file : files)
        for (const auto& receipt : delivered_)
            if (receipt.verdict == FileVerdict::set_aside && receipt.name == file.name)
                file.verdict = receipt.verdict;
}

void Intake::tell(const FileEntry& entry, const Findings& found)
{
    auto tonight = std::ranges::find(delivered_, entry.name, &Receipt::name);
    if (tonight == delivered_.end()) {
        auto receipt = recalled(entry);
        if (!receipt)
            return;
        tonight = delivered_.insert(delivered_.end(), std::move(*receipt));
    }
    std::ranges::copy(found, std::back_inserter(tonight->report.findings));
    if (tonight->verdict == FileVerdict::accepted)
        tonight->verdict = FileVerdict::accepted_with_remarks;
    write_receipt(*tonight, home_.receipts() / tonight->name);
}

Findings Intake::tally_findings(const Tally& tally, const std::string& survey, const std::string& wave) const
{
    auto found = shift_findings(tally, configuration_.codebook, survey, wave);
    std::ranges::move(pooled_size_findings(tally, configuration_.codebook, survey, wave),
                      std::back_inserter(found));
    return found;
}

Receipt Intake::receipt_of(const FileEntry& entry, DeliveryReport report) const
{
    Receipt receipt;
    receipt.name = entry.name;
    receipt.received = swedish_time(entry.received);
    receipt.verdict = file_verdict(report.verdict);
    receipt.taken_for = taken_for(report, configuration_.codebook);
    receipt.report = std::move(report);
    return receipt;
}

std::optional<Receipt> Intake::recalled(const FileEntry& entry) const
{
    const auto original = home_.root() / entry.kept_as;
    if (!fs::exists(original))
        return std::nullopt;
    const auto copy = home_.incoming() / (entry.sha256 + ".csv.gz");
    auto report = read_dropped(original, entry.name, configuration_, copy, open_, [](std::uint64_t) {});
    fs::remove(copy);
    if (report.survey != entry.survey || report.wave != entry.wave)
        return std::nullopt;
    auto receipt = receipt_of(entry, std::move(report));
    receipt.outcome = recalled_outcome;
    return receipt;
}

} // namespace lup
