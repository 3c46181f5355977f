#include "app/proof_store.hpp"

#include "app/files/durable.hpp"
#include "config/errors.hpp"
#include "transform/gate/system_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace lup {

namespace fs = std::filesystem;

namespace {

constexpr unsigned owner_only = 0600;

std::string proof_text(const CensusProof& proof)
{
    std::ostringstream out;
    out << "survey " << proof.survey << "\nk " << proof.k << "\nindicators";
    for (const auto& indicator : proof.indicators)
        out << ' ' << indicator;
    out << '\n';
    if (proof.cluster) {
        out << "cluster " << *proof.cluster << '\n';
        write_shared(out, proof.shared);
    }
    write_system(out, proof.system, proof.hidden);
    write_certificate(out, proof.certificate);
    return out.str();
}

std::istringstream line_after(std::istream& in, const std::string& keyword, const fs::path& file)
{
    std::string line, word;
    std::getline(in, line);
    std::istringstream words(line);
    if (!(words >> word) || word != keyword)
        throw DisclosureError(fmt::format("{}: is no proof. Restore bevis/ from the backup", file.string()));
    return words;
}

} // namespace

void store_proofs(const fs::path& evidence, const std::string& release,
                  const std::vector<CensusProof>& proofs)
{
    if (proofs.empty())
        return;
    const auto folder = evidence / release;
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::owner_all);
    for (std::size_t i = 0; i < proofs.size(); ++i)
        write_durably(folder / fmt::format("{}-{:03}.txt", proofs[i].survey, i + 1), proof_text(proofs[i]),
                      owner_only);
}

std::vector<fs::path> stored_proofs(const fs::path& evidence)
{
    std::vector<fs::path> files;
    if (fs::is_directory(evidence))
        for (const auto& entry : fs::recursive_directory_iterator(evidence))
            if (entry.is_regular_file() && entry.path().extension() == ".txt")
                files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

CensusProof read_proof(const fs::path& file)
{
    std::ifstream in(file);
    CensusProof proof;
    line_after(in, "survey", file) >> proof.survey;
    line_after(in, "k", file) >> proof.k;
    auto names = line_after(in, "indicators", file);
    for (std::string name; names >> name;)
        proof.indicators.push_back(name);
    try {
        if (in.peek() == 'c') {
            line_after(in, "cluster", file) >> proof.cluster.emplace();
            proof.shared = read_shared(in);
        }
        auto read = read_system(in);
        proof.system = std::move(read.system);
        proof.hidden = std::move(read.hidden);
        proof.certificate = read_certificate(in);
    } catch (const Error& error) {
        throw DisclosureError(fmt::format("{}: {}", file.string(), error.what()));
    }
    return proof;
}

} // namespace lup
