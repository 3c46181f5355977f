#include "app/intake.hpp"

#include "app/files/durable.hpp"
#include "app/files/sealed_file.hpp"
#include "app/files/text_hash.hpp"
#include "app/reading.hpp"
#include "app/receipts/outcome.hpp"
#include "config/errors.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace fs = std::filesystem;

void Intake::take_in_all()
{
    const auto scan = scan_folder(home_.inbox());
    files_ = scan.settled.size();
    for (const auto& source : scan.waiting)
        leave(source, "kopieras eller är öppen i ett annat program");
    for (const auto& file : scan.settled) {
        show(file.source);
        try {
            take_in(file);
        } catch (const ExportError& error) {
            leave(file.source, error.what());
        } catch (const fs::filesystem_error& error) {
            log_.event("system error", {{"name", shown_name(file.source, text_hash(file.source))},
                                        {"reason", error.code().message()}});
            leave(file.source, "filen kunde inte läsas eller flyttas; detaljerna står i tjänstens logg");
        }
        ++files_done_;
    }
    tidy_records();
}

void Intake::take_in(const DroppedFile& file)
{
    const auto sha256 = content_hash(file.path);
    if (!sha256 || !is_unchanged(file))
        return leave(file.source, sha256 ? "ändrades under läsningen" : "kan inte läsas just nu");
    FileEntry entry;
    entry.name = shown_name(file.source, *sha256);
    entry.sha256 = *sha256;
    entry.received = std::chrono::system_clock::now();
    if (resume(file, *sha256, entry.name))
        return;
    const auto delivery = journal_.standing_delivery(*sha256);
    const bool is_archived =
        delivery && content_hash(home_.archive() / delivery->archive_name) == delivery->archive_sha256;
    if (is_archived && delivery->codebook == configuration_.codebook_hash)
        return take_in_repeated(file, std::move(entry), *delivery);

    const auto copy = home_.incoming() / (*sha256 + ".csv.gz");
    auto report =
        read_dropped(file.path, file.source, configuration_, copy, open_, [this, &file](std::uint64_t rows) {
            rows_ += rows;
            show(file.source);
        });
    if (!is_unchanged(file)) {
        fs::remove(copy);
        return leave(file.source, "ändrades under läsningen");
    }
    if (delivery && !is_archived && content_hash(copy) == delivery->archive_sha256) {
        move_durably(copy, home_.archive() / delivery->archive_name);
        return take_in_repeated(file, std::move(entry), *delivery);
    }
    auto receipt = receipt_of(entry, std::move(report));
    entry.survey = receipt.report.survey;
    entry.wave = receipt.report.wave;
    entry.rows_used = receipt.report.rows_used;
    entry.rows_left = receipt.report.rows_left;
    if (receipt.verdict == FileVerdict::rejected || receipt.verdict == FileVerdict::quarantined)
        return take_in_rejected(file, std::move(entry), std::move(receipt));
    take_in_delivery(file, std::move(entry), std::move(receipt), copy);
}

bool Intake::resume(const DroppedFile& file, const std::string& sha256, const std::string& name)
{
    const auto entry = journal_.unmoved(sha256, name);
    if (!entry)
        return false;
    move_original(file, *entry);
    return true;
}

void Intake::take_in_repeated(const DroppedFile& file, FileEntry entry, const DeliveryEntry& delivery)
{
    entry.verdict = FileVerdict::repeated;
    entry.survey = delivery.survey;
    entry.wave = delivery.wave;
    entry.kept_as = (fs::path("arkiv") / "original" / entry.sha256).string();
    DeliveryReport report;
    report.survey = delivery.survey;
    report.wave = delivery.wave;
    auto receipt = receipt_of(entry, std::move(report));
    receipt.verdict = entry.verdict;
    receipt.outcome = repeated_outcome;
    conclude(file, entry, receipt, std::nullopt, {});
}

void Intake::take_in_rejected(const DroppedFile& file, FileEntry entry, Receipt receipt)
{
    entry.verdict = receipt.verdict;
    entry.rows_left += entry.rows_used;
    entry.rows_used = 0;
    if (entry.verdict == FileVerdict::quarantined) {
        receipt.outcome = quarantined_outcome;
        const auto sealed = home_.quarantine() / (entry.sha256 + ".forseglad");
        entry.kept_as = sealed.lexically_relative(home_.root()).string();
        seal_file(file.path, sealed, entry.sha256, home_.key());
    } else {
        receipt.outcome = rejected_outcome;
        entry.kept_as = free_name(home_.rejected() / entry.name).lexically_relative(home_.root()).string();
    }
    conclude(file, entry, receipt, std::nullopt, {});
}

void Intake::take_in_delivery(const DroppedFile& file, FileEntry entry, Receipt receipt, const fs::path& copy)
{
    const auto& standing = in_force(entry.survey, entry.wave);
    std::vector<std::set<PartKey>> parts;
    for (const auto& delivery : standing)
        parts.push_back(delivery.parts);
    const auto relation = relation_to(receipt.report.parts, parts);
    std::vector<std::int64_t> supersedes;
    for (const auto index : relation.supersedes)
        supersedes.push_back(standing[index].id);

    DeliveryEntry delivery;
    delivery.survey = entry.survey;
    delivery.wave = entry.wave;
    delivery.number = journal_.next_number(entry.survey, entry.wave);
    delivery.sha256 = entry.sha256;
    delivery.archive_name = fmt::format("{}/{}/{:04}-{}.csv.gz", entry.survey, entry.wave, delivery.number,
                                        entry.sha256.substr(0, 16));
    delivery.archive_sha256 = content_hash(copy).value_or("");
    delivery.codebook = configuration_.codebook_hash;
    delivery.parts = receipt.report.parts;
    delivery.held = relation.relation == Relation::overlap;
    if (delivery.held)
        receipt.verdict = FileVerdict::held;
    const auto& codebook = configuration_.codebook;
    receipt.outcome = delivery_outcome(relation.relation, codebook.wave(entry.survey, entry.wave),
                                       is_published_under_gate({entry.survey, entry.wave}));
    entry.verdict = receipt.verdict;
    if (receipt.outcome == frozen_outcome)
        receipt.verdict = FileVerdict::set_aside;
    entry.kept_as = (fs::path("arkiv") / "original" / entry.sha256).string();
    move_durably(copy, home_.archive() / delivery.archive_name);
    delivery.id = conclude(file, entry, receipt, delivery, supersedes);
    note_in_force(std::move(delivery), !supersedes.empty());
    delivered_.push_back(std::move(receipt));
}

bool Intake::is_published_under_gate(const WaveId& wave)
{
    if (!published_)
        published_ = published_waves(home_.plan_database(), configuration_.codebook);
    const auto found = published_->find(wave);
    return found != published_->end() && found->second.gated;
}

std::vector<DeliveryEntry>& Intake::in_force(const std::string& survey, const std::string& wave)
{
    const auto [known, is_new] = in_force_.try_emplace({survey, wave});
    if (is_new)
        known->second = journal_.in_force(survey, wave);
    return known->second;
}

void Intake::note_in_force(DeliveryEntry delivery, bool supersedes_any)
{
    if (supersedes_any)
        in_force_.erase({delivery.survey, delivery.wave});
    else if (!delivery.held)
        in_force(delivery.survey, delivery.wave).push_back(std::move(delivery));
}

std::int64_t Intake::conclude(const DroppedFile& file, const FileEntry& entry, const Receipt& receipt,
                              const std::optional<DeliveryEntry>& delivery,
                              const std::vector<std::int64_t>& supersedes)
{
    write_receipt(receipt, home_.receipts() / entry.name);
    const auto delivered = journal_.record(night_, entry, delivery, supersedes);
    move_original(file, entry);
    log_.event("file", {{"name", entry.name},
                        {"verdict", std::string(verdict_name(entry.verdict))},
                        {"taken_for", receipt.taken_for}});
    return delivered;
}

void Intake::move_original(const DroppedFile& file, const FileEntry& entry)
{
    // What was put in the original's place since it was read is another file; it is taken in next time.
    if (is_unchanged(file)) {
        if (entry.verdict == FileVerdict::quarantined)
            fs::remove(file.path);
        else
            move_durably(file.path, home_.root() / entry.kept_as);
    }
    journal_.mark_moved(entry.sha256, entry.name);
}

void Intake::leave(const std::string& source, const std::string& reason)
{
    journal_.note_waiting(source, reason);
    log_.event("file left", {{"name", shown_name(source, text_hash(source))}, {"reason", reason}});
}

void Intake::tidy_records()
{
    for (const auto& entry : journal_.all_unmoved())
        if (!fs::exists(home_.inbox() / entry.name))
            journal_.mark_moved(entry.sha256, entry.name);
    for (const auto& entry : journal_.waiting())
        if (!fs::exists(home_.inbox() / entry.source))
            journal_.forget_waiting(entry.source);
}

void Intake::show(std::string_view doing)
{
    const std::lock_guard guard(showing_);
    log_.progress({files_done_, files_, rows_, doing});
}

} // namespace lup
