#include "app/report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

bool is_red(FileVerdict verdict)
{
    return verdict == FileVerdict::rejected || verdict == FileVerdict::quarantined;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many)
{
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

} // namespace

NightCounts night_counts(const Night& night)
{
    NightCounts counts;
    for (const auto& file : night.files) {
        ++counts.files;
        ++(is_red(file.verdict) ? counts.rejected : counts.accepted);
    }
    return counts;
}

std::size_t files_set_aside(const Night& night)
{
    return static_cast<std::size_t>(
        std::ranges::count(night.files, FileVerdict::set_aside, &FileEntry::verdict));
}

std::string night_outcome(const Night& night)
{
    if (!night.failure.empty())
        return "failed";
    return night.published ? "published" : "nothing new";
}

std::string morning_line(const Night& night)
{
    const auto counts = night_counts(night);
    const auto files = static_cast<std::size_t>(counts.files) + night.waiting.size();
    std::vector<std::string> todo;
    if (counts.rejected > 0)
        todo.push_back(counted(static_cast<std::size_t>(counts.rejected), "avvisad", "avvisade") +
                       " (se kvitton/)");
    std::size_t held = 0, stuck = 0;
    const auto set_aside = files_set_aside(night);
    for (const auto& file : night.files)
        held += file.verdict == FileVerdict::held ? 1 : 0;
    for (const auto& file : night.waiting)
        stuck += file.nights >= 3 ? 1 : 0;
    if (!night.undecided.empty())
        todo.push_back(counted(night.undecided.size(), "väntar på svar", "väntar på svar") +
                       " (se kvitton/)");
    if (set_aside > 0)
        todo.push_back(counted(set_aside, "räknas inte med ännu", "räknas inte med ännu") + " (se kvitton/)");
    if (!night.waiting.empty())
        todo.push_back(counted(night.waiting.size(), "ligger kvar i inkorgen", "ligger kvar i inkorgen"));
    if (stuck > 0)
        todo.push_back(
            counted(stuck, "har legat kvar i tre nätter eller mer", "har legat kvar i tre nätter eller mer"));
    if (night.published && !night.published->held.empty())
        todo.push_back(counted(night.published->held.size(), "omgång ligger fast", "omgångar ligger fast") +
                       " (se rapporten)");
    if (!night.missing.empty())
        todo.push_back(counted(night.missing.size(), "väntad leverans saknas", "väntade leveranser saknas"));
    if (!night.failure.empty())
        todo.emplace_back("natten avbröts, inget nytt är publicerat (se rapporten)");
    return fmt::format("{}, {}, {}", counted(files, "fil", "filer"),
                       counted(static_cast<std::size_t>(counts.accepted) - held - set_aside, "klar", "klara"),
                       todo.empty() ? "inget att åtgärda" : fmt::format("{}", fmt::join(todo, ", ")));
}

std::vector<std::string> missing_files(const Journal& journal, const Codebook& codebook,
                                       const std::string& today)
{
    std::vector<std::string> missing;
    for (const auto& wave : codebook.waves)
        if (!wave.expected_by.empty() && wave.expected_by < today &&
            journal.in_force(wave.survey, wave.wave).empty())
            missing.push_back(fmt::format("{}, {}: väntades senast {}{}.", codebook.survey(wave.survey).title,
                                          wave.title.empty() ? wave.wave : wave.title, wave.expected_by,
                                          wave.owner.empty() ? "" : " från " + wave.owner));
    return missing;
}

} // namespace lup
