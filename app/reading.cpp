#include "app/reading.hpp"

#include "app/clock.hpp"
#include "app/files/counted_file.hpp"
#include "app/files/private_folder.hpp"
#include "app/process.hpp"
#include "config/errors.hpp"
#include "export/swedish_text.hpp"
#include "ingest/bytes/text_encoding.hpp"
#include "ingest/delivery/identity.hpp"
#include "ingest/worker/isolated_file.hpp"

#include <fmt/format.h>

namespace lup {

namespace fs = std::filesystem;

namespace {

DeliveryReport rejected(std::string rule, std::string advice)
{
    DeliveryReport report;
    report.findings.push_back({Severity::error, "", "", std::move(rule), std::move(advice), 1});
    report.not_checked.emplace_back("Innehållet: filen kunde inte läsas.");
    return report;
}

/// A refusal says what is wrong in its first sentence and what to do in the next.
DeliveryReport refused(std::string_view refusal)
{
    const auto told = capitalised(refusal);
    const auto end = told.find(". ");
    return end == std::string::npos ? rejected(told, "")
                                    : rejected(told.substr(0, end + 1), told.substr(end + 2));
}

/// The message without the place on this server where the file happened to lie.
std::string without_path(std::string message, const fs::path& file)
{
    for (const auto& path : {file.string(), file.filename().string()})
        if (message.starts_with(path + ": "))
            message.erase(0, path.size() + 2);
    return message;
}

std::string trial_outcome(FileVerdict verdict)
{
    switch (verdict) {
    case FileVerdict::accepted:
        return "Filen skulle tas emot som den är. Lägg den i inkorg/ när du vill lämna den.";
    case FileVerdict::accepted_with_remarks:
        return "Filen skulle tas emot, med anmärkningarna nedan. Rätta dem eller lägg filen i inkorg/ ändå.";
    case FileVerdict::quarantined:
        return "Filen innehåller identitetsnummer. Ta bort dem i cellerna nedan och ta bort den här kopian.";
    default:
        return "Filen skulle avvisas. Rätta felen nedan och pröva igen.";
    }
}

} // namespace

OpenSheets isolated_reading()
{
    return [worker = own_program()](const fs::path& file) { return open_sheet_file_isolated(file, worker); };
}

DeliveryReport read_dropped(const fs::path& file, const std::string& name, const Configuration& configuration,
                            const fs::path& archive_copy, const OpenSheets& open,
                            const std::function<void(std::uint64_t)>& rows_read)
{
    try {
        const auto sheets = count_rows(open(file), rows_read);
        DeliveryOptions options;
        options.unmatched_limit = configuration.settings.unmatched_limit;
        return read_delivery(*sheets, name, configuration.codebook, options, archive_copy);
    } catch (const InputError& error) {
        return refused(without_path(error.what(), file));
    } catch (const ExportError&) {
        throw;
    } catch (const std::exception&) {
        return rejected("Programmet klarade inte att läsa filen: ett fel i programmet, inte säkert i filen.",
                        "Spara om filen som .xlsx och försök igen. Hjälper inte det, visa kvittot för IT.");
    }
}

Receipt try_file(const fs::path& file, const std::string& name, const Configuration& configuration,
                 const OpenSheets& open)
{
    const PrivateFolder folder;
    Receipt receipt;
    receipt.trial = true;
    receipt.name = shown_name(name, content_hash(file).value_or(std::string(64, '0')));
    receipt.received = swedish_time(std::chrono::system_clock::now());
    receipt.report =
        read_dropped(file, name, configuration, folder.path() / "copy.csv.gz", open, [](std::uint64_t) {});
    receipt.verdict = file_verdict(receipt.report.verdict);
    receipt.taken_for = taken_for(receipt.report, configuration.codebook);
    receipt.outcome = trial_outcome(receipt.verdict);
    return receipt;
}

std::string taken_for(const DeliveryReport& report, const Codebook& codebook)
{
    if (report.survey.empty())
        return "";
    const auto& survey = codebook.survey(report.survey);
    if (report.wave.empty())
        return survey.title;
    const auto& wave = codebook.wave(report.survey, report.wave);
    return fmt::format("{}, {}", survey.title, wave.title.empty() ? wave.wave : wave.title);
}

std::string shown_name(const std::string& dropped_name, const std::string& sha256)
{
    const auto source = name_in_utf8(dropped_name);
    constexpr std::size_t longest = 200; // bytes; a receipt's ending must fit in a file name
    if (look_for_identity(source) == IdentityLook::none && source.size() <= longest)
        return source;
    if (look_for_identity(source) == IdentityLook::none)
        return fmt::format("langt-namn-{}{}", sha256.substr(0, 8), fs::path(source).extension().string());
    return fmt::format("namn-med-identitetsnummer-{}{}", sha256.substr(0, 8),
                       fs::path(source).extension().string());
}

} // namespace lup
