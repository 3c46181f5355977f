#include "app/trial.hpp"

#include "app/files/inbox.hpp"
#include "app/reading.hpp"
#include "config/errors.hpp"

#include <algorithm>
#include <map>

namespace lup {

namespace {

bool is_receipt(const std::string& name)
{
    return name.find(".kvitto.") != std::string::npos;
}

std::int64_t newest_change(const std::filesystem::path& folder)
{
    std::int64_t newest = 0;
    for (const auto& file : list_files(folder))
        newest = std::max(newest, file.changed);
    return newest;
}

void try_one(const Home& home, const DroppedFile& file, const Configuration& configuration,
             const OpenSheets& open, NightLog& log)
{
    try {
        const auto receipt = try_file(file.path, file.source, configuration, open);
        write_receipt(receipt, home.trial() / receipt.name);
        log.event("tried", {{"name", receipt.name}, {"verdict", std::string(verdict_name(receipt.verdict))}});
    } catch (const ExportError& error) {
        log.event("trial left", {{"name", file.source}, {"reason", error.what()}});
    }
}

} // namespace

void try_files(const Home& home, const Configuration& configuration, const OpenSheets& open, NightLog& log)
{
    const auto files = scan_folder(home.trial()).settled;
    std::map<std::string, std::int64_t> receipts;
    for (const auto& file : files)
        if (is_receipt(file.source))
            receipts[file.source] = file.changed;
    const auto codebook_changed = newest_change(home.codebook());
    for (const auto& file : files) {
        const auto receipt = receipts.find(file.source + ".kvitto.html");
        const bool is_done =
            receipt != receipts.end() && receipt->second > std::max(file.changed, codebook_changed);
        if (!is_receipt(file.source) && !is_done)
            try_one(home, file, configuration, open, log);
    }
}

} // namespace lup
