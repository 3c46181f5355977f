#include "app/configuration.hpp"

#include "app/files/inbox.hpp"
#include "app/files/text_hash.hpp"
#include "config/errors.hpp"
#include "ingest/raw_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace lup {

namespace fs = std::filesystem;

namespace {

std::string read_text(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw ConfigurationError(fmt::format("{}: cannot be read. Check who owns it", file.string()));
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string folder_hash(const fs::path& folder)
{
    std::string text;
    if (fs::is_directory(folder))
        for (const auto& file : list_files(folder))
            text += fmt::format("{}={}\n", file.source, text_hash(read_text(file.path)));
    return text_hash(text);
}

std::vector<RawTable> tables_in(const fs::path& folder)
{
    return fs::is_directory(folder) ? read_raw_tables(folder) : std::vector<RawTable>{};
}

/// Moves errors' lines to `mistakes` and everything else to `remarks`.
void sort_findings(const Findings& findings, std::vector<std::string>& mistakes, Findings& remarks)
{
    for (const auto& finding : findings)
        if (finding.severity == Severity::error)
            mistakes.push_back(finding_line(finding));
        else
            remarks.push_back(finding);
}

} // namespace

std::string finding_line(const Finding& finding)
{
    std::string line = finding.file;
    for (const auto* part : {&finding.place, &finding.rule, &finding.advice})
        if (!part->empty())
            line += (line.empty() ? "" : part == &finding.advice ? " " : ": ") + *part;
    return line;
}

Configuration load_configuration(const Home& home)
{
    home.require_configuration();
    Configuration configuration;
    const auto toml = read_text(home.settings());
    configuration.settings = parse_settings(toml, "lup.toml");
    if (configuration.settings.publish == Publish::approve)
        throw ConfigurationError(
            "lup.toml: publish = \"approve\": this version publishes by itself only. Set publish = "
            "\"auto\", or wait with the upgrade until somebody can approve releases");
    std::vector<std::string> mistakes;
    auto reading = parse_codebook(tables_in(home.codebook()));
    sort_findings(reading.findings, mistakes, configuration.remarks);
    configuration.codebook = std::move(reading.codebook);
    if (mistakes.empty()) {
        auto plan = parse_plan(tables_in(home.plan()), configuration.codebook);
        sort_findings(plan.findings, mistakes, configuration.remarks);
        configuration.plan = std::move(plan.plan);
    }
    if (!mistakes.empty())
        throw ConfigurationError(
            fmt::format("mistakes in the tables ({}), nothing was read or published:\n  {}", mistakes.size(),
                        fmt::join(mistakes, "\n  ")));
    configuration.codebook_hash = folder_hash(home.codebook());
    configuration.hash = text_hash(text_hash(toml) + configuration.codebook_hash + folder_hash(home.plan()));
    return configuration;
}

} // namespace lup
