#include "app/manifest.hpp"

#include "app/files/durable.hpp"
#include "app/files/inbox.hpp"
#include "app/files/text_hash.hpp"
#include "app/proof_store.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <sstream>

namespace lup {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view event_kind = "published";
constexpr unsigned owner_only = 0600;

fs::path manifest_file(const Home& home, const std::string& release)
{
    return home.evidence() / release / "filer.sha256";
}

std::string text_of(const Manifest& manifest)
{
    std::string text;
    for (const auto& [name, hash] : manifest.files)
        text += fmt::format("{}  {}\n", hash, name);
    return text;
}

Manifest read_manifest(const std::string& release, const std::string& text)
{
    constexpr std::size_t hash_and_space = 66;
    Manifest manifest{release, {}};
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        if (line.size() > hash_and_space)
            manifest.files[line.substr(hash_and_space)] = line.substr(0, hash_and_space - 2);
    return manifest;
}

/// What the journal says of one publication.
struct Noted {
    std::string release, hash;
    std::size_t proofs = 0;
};

std::vector<Noted> noted_publications(const Journal& journal)
{
    std::vector<Noted> all;
    for (const auto& detail : journal.events_of(event_kind)) {
        std::istringstream words(detail);
        Noted noted;
        for (std::string word; words >> word;) {
            const auto equals = word.find('=');
            const auto value = equals == std::string::npos ? std::string() : word.substr(equals + 1);
            if (word.starts_with("release="))
                noted.release = value;
            else if (word.starts_with("manifest="))
                noted.hash = value;
            else if (word.starts_with("proofs="))
                noted.proofs = static_cast<std::size_t>(std::strtoul(value.c_str(), nullptr, 10));
        }
        all.push_back(noted);
    }
    return all;
}

/// The manifest that the journal vouches for, or a sentence on why there is none.
struct Vouched {
    std::optional<Manifest> manifest;
    std::string problem;
};

Vouched vouched_manifest(const Home& home, const Noted& noted)
{
    const auto file = manifest_file(home, noted.release);
    const auto name = file.lexically_relative(home.root()).string();
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return {std::nullopt,
                fmt::format("{}: is missing; {} proofs belong to that release", name, noted.proofs)};
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (text_hash(text) != noted.hash)
        return {std::nullopt, fmt::format("{}: is not what the journal says", name)};
    return {read_manifest(noted.release, text), ""};
}

bool is_proof(const std::string& name)
{
    return name.starts_with("bevis/");
}

void compare_files(const Home& home, const Manifest& manifest, bool proofs,
                   std::vector<std::string>& sentences)
{
    for (const auto& [name, hash] : manifest.files) {
        if (is_proof(name) != proofs)
            continue;
        const auto now = content_hash(home.root() / name);
        if (!now)
            sentences.push_back(fmt::format("{}: is missing or cannot be read", name));
        else if (*now != hash)
            sentences.push_back(fmt::format("{}: is not what was published", name));
    }
}

/// The last word of the journal on each release.
std::map<std::string, Noted> newest_by_release(const std::vector<Noted>& all)
{
    std::map<std::string, Noted> newest;
    for (const auto& noted : all)
        newest.insert_or_assign(noted.release, noted);
    return newest;
}

} // namespace

std::size_t Manifest::proofs() const
{
    std::size_t count = 0;
    for (const auto& [name, hash] : files)
        count += is_proof(name) ? 1 : 0;
    return count;
}

Manifest manifest_of(const Home& home, const std::string& release)
{
    Manifest manifest{release, {}};
    const auto add = [&](const fs::path& file) {
        manifest.files[file.lexically_relative(home.root()).string()] = content_hash(file).value_or("");
    };
    for (const auto& folder : {home.excel(), home.published()})
        if (fs::is_directory(folder))
            for (const auto& file : list_files(folder))
                add(file.path);
    for (const auto& file : stored_proofs(home.evidence() / release))
        add(file);
    return manifest;
}

void keep_manifest(const Home& home, Journal& journal, const Manifest& manifest)
{
    const auto file = manifest_file(home, manifest.release);
    if (!fs::is_directory(file.parent_path())) {
        fs::create_directories(file.parent_path());
        fs::permissions(file.parent_path(), fs::perms::owner_all);
    }
    const auto text = text_of(manifest);
    write_durably(file, text, owner_only);
    journal.add_event(std::chrono::system_clock::now(), std::string(event_kind),
                      fmt::format("release={} files={} proofs={} manifest={}", manifest.release,
                                  manifest.files.size() - manifest.proofs(), manifest.proofs(),
                                  text_hash(text)));
}

std::vector<std::string> check_manifests(const Home& home, const Journal& journal)
{
    const auto all = noted_publications(journal);
    auto sentences = check_proof_files(home, journal, {});
    if (all.empty())
        return sentences;
    // What is published now is what the last publication left.
    const auto vouched = vouched_manifest(home, all.back());
    if (!vouched.manifest)
        return sentences;
    compare_files(home, *vouched.manifest, false, sentences);
    for (const auto& [name, hash] : manifest_of(home, all.back().release).files)
        if (!is_proof(name) && !vouched.manifest->files.contains(name))
            sentences.push_back(fmt::format("{}: has not been published by lup", name));
    return sentences;
}

std::vector<std::string> check_proof_files(const Home& home, const Journal& journal,
                                           const std::vector<std::string>& shown_by)
{
    std::vector<std::string> sentences;
    const auto newest = newest_by_release(noted_publications(journal));
    for (const auto& [release, noted] : newest) {
        const auto vouched = vouched_manifest(home, noted);
        if (vouched.manifest)
            compare_files(home, *vouched.manifest, true, sentences);
        else
            sentences.push_back(vouched.problem);
    }
    for (const auto& release : shown_by)
        if (!newest.contains(release) && stored_proofs(home.evidence() / release).empty())
            sentences.push_back(
                fmt::format("bevis/{}: is missing, with the proofs of that release", release));
    return sentences;
}

} // namespace lup
