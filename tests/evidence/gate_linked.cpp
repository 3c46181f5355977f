// A census of many indicators that the same pupils answered, year after year, through the whole gate: the
// respondents are decided first, each indicator follows them, and the proofs are checked as one.
// Usage: evidence_gate_linked [indicators] [years] [threads]

#include "tests/config/table_text.hpp"
#include "tests/transform/gate/school_tables.hpp"
#include "transform/census/attack_release.hpp"
#include "transform/census/gate.hpp"
#include "transform/gate/checker.hpp"
#include "transform/released_tables.hpp"
#include "transform/rounding.hpp"

#include <array>
#include <chrono>
#include <cmath>
#include <ctime>
#include <fmt/core.h>
#include <fstream>

namespace {

using namespace lup;
using test::Dice;

constexpr std::uint32_t areas = 8, sexes = 2, grades = 5;
constexpr std::array<std::uint32_t, 3> sizes{areas, sexes, grades};
constexpr std::array<const char*, 3> names{"area", "sex", "grade"};

template <typename Work>
void timed(const char* name, const Work& work)
{
    const auto start = std::chrono::steady_clock::now();
    const auto cpu = std::clock();
    work();
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    fmt::print("{:28} wall {:7.1f} s, cpu {:7.1f} s\n", name, wall.count(),
               static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC);
    std::fflush(stdout);
}

void print_memory()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM"))
            fmt::print("{}\n", line);
}

Codebook made_codebook(int indicators, int years)
{
    std::map<std::string, std::string> text{
        {"surveys", "survey,title,kind,protection,min_base,min_cell\ns,S,census,gate,10,5\n"},
        {"waves", "survey,wave,title,period_from,period_to\n"},
        {"variables", "survey,variable,type,role,column\ns,area,code,area,area\ns,sex,code,sex,sex\n"
                      "s,grade,code,grade,grade\n"},
        {"indicators", "indicator,title,survey,variable,statistic,numerator\n"},
        {"breakdowns", "survey,indicators,by\n"}};
    for (int y = 0; y < years; ++y)
        text["waves"] += fmt::format("s,{0},{0},{0}-01-01,{0}-12-31\n", 2000 + y);
    for (int i = 0; i < indicators; ++i) {
        text["variables"] += fmt::format("s,q{0},code,none,q{0}\n", i);
        text["indicators"] += fmt::format("q{0},Q{0},s,q{0},share,1\n", i);
    }
    for (const auto* by :
         {"", "area", "sex", "grade", "area x sex", "area x grade", "sex x grade", "area x sex x grade"})
        text["breakdowns"] += fmt::format("s,*,{}\n", by);
    std::vector<RawTable> raw;
    for (const auto& [name, rows] : text)
        raw.push_back(testing::table_from(name, rows));
    auto reading = parse_codebook(raw);
    for (const auto& finding : reading.findings)
        if (finding.severity == Severity::error)
            fmt::print("{} {}: {}\n", finding.file, finding.place, finding.rule);
    return std::move(reading.codebook);
}

/// One year's pupils: base cell by cell, and who says yes to what.
struct Year {
    std::vector<std::vector<std::uint32_t>> base; ///< by dimension
    std::vector<std::vector<Answer>> answers;     ///< by indicator
};

Year made_year(int indicators, std::uint64_t seed)
{
    Dice dice(seed);
    Year year{std::vector<std::vector<std::uint32_t>>(3),
              std::vector<std::vector<Answer>>(static_cast<std::size_t>(indicators))};
    for (std::uint32_t a = 0; a < areas; ++a)
        for (std::uint32_t s = 0; s < sexes; ++s)
            for (std::uint32_t g = 0; g < grades; ++g) {
                const double share = a / (areas - 1.0);
                const auto pupils =
                    static_cast<int>((9 + share * share * 690) * (0.3 + 0.4 * dice.unit()) + 0.5);
                for (int i = 0; i < pupils; ++i) {
                    year.base[0].push_back(a);
                    year.base[1].push_back(s);
                    year.base[2].push_back(g);
                    for (int q = 0; q < indicators; ++q)
                        year.answers[static_cast<std::size_t>(q)].push_back(
                            dice.unit() < 0.02 + 0.5 * q / indicators ? Answer::yes : Answer::no);
                }
            }
    return year;
}

/// One table of one indicator and year.
TalliedTable made_table(const Year& year, const Breakdown& breakdown, const std::string& indicator,
                        std::size_t q, const std::string& wave)
{
    TalliedTable table{"s", indicator, wave, wave, &breakdown, {}, 100, {}};
    std::vector<std::size_t> by;
    for (std::size_t d = 0; d < names.size(); ++d)
        if (std::ranges::find(breakdown.by, names[d]) != breakdown.by.end()) {
            by.push_back(d);
            Dimension dimension{names[d], names[d], {}};
            for (std::uint32_t code = 0; code < sizes[d]; ++code)
                dimension.categories.push_back({std::to_string(code), std::to_string(code)});
            table.dimensions.push_back(std::move(dimension));
        }
    std::map<std::vector<std::uint32_t>, TalliedCell> cells;
    for (std::size_t i = 0; i < year.base[0].size(); ++i) {
        std::vector<std::uint32_t> key;
        for (const auto d : by)
            key.push_back(year.base[d][i]);
        auto& cell = cells[key];
        cell.categories = key;
        ++cell.estimate.n;
        cell.estimate.n_positive += year.answers[q][i] == Answer::yes ? 1 : 0;
    }
    for (auto& [key, cell] : cells)
        table.cells.push_back(std::move(cell));
    return table;
}

void add_year(TalliedCensus& census, std::vector<TalliedTable>& tables, const Codebook& codebook, int number)
{
    const auto wave = std::to_string(2000 + number);
    const auto year =
        made_year(static_cast<int>(census.indicators.size()), static_cast<std::uint64_t>(number + 1));
    std::vector<LinkedIndicators> groups;
    for (std::size_t q = 0; q < census.indicators.size(); ++q)
        groups.push_back({q});
    CensusCounts counts(groups);
    std::vector<std::span<const std::uint32_t>> base(year.base.begin(), year.base.end());
    std::vector<std::span<const Answer>> answers(year.answers.begin(), year.answers.end());
    counts.add(year.base[0].size(), base, answers);
    census.waves.push_back({wave, std::move(counts), 0, {}});
    for (std::size_t q = 0; q < census.indicators.size(); ++q)
        for (const auto& breakdown : codebook.breakdowns)
            tables.push_back(made_table(year, breakdown, census.indicators[q], q, wave));
}

/// What the patterns show, as a ledger has it.
void publish(Ledger& ledger, const std::vector<TalliedTable>& tables, const CensusGate& gate,
             std::size_t first)
{
    for (std::size_t t = first; t < tables.size(); ++t) {
        const auto pattern = gate.pattern(t);
        for (std::size_t c = 0; c < tables[t].cells.size(); ++c) {
            const auto& cell = tables[t].cells[c];
            PublishedCell published;
            published.survey = "s";
            published.wave = published.period = tables[t].period;
            published.indicator = tables[t].indicator;
            published.domain = domain_of(tables[t].dimensions, cell.categories);
            published.release = tables[t].period;
            published.decimals = 1;
            published.gated = true;
            published.records = std::vector<CountedWave>{{tables[t].period, 0}};
            published.symbol = pattern[c] == Showing::all ? "" : "..";
            if (pattern[c] != Showing::nothing)
                published.n = cell.n();
            if (pattern[c] == Showing::all)
                published.value =
                    round_published(100 * (static_cast<double>(cell.yes()) / static_cast<double>(cell.n())),
                                    published.decimals);
            ledger.cells.push_back(std::move(published));
        }
    }
}

} // namespace

int main(int argc, char** argv)
{
    const int indicators = argc > 1 ? std::atoi(argv[1]) : 200, years = argc > 2 ? std::atoi(argv[2]) : 1;
    GateOptions options;
    options.k = 5;
    options.threads = argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : 2;
    const auto codebook = made_codebook(indicators, years);
    Tally tally;
    auto& census = tally.censuses.emplace_back();
    census.survey = "s";
    for (int i = 0; i < indicators; ++i)
        census.indicators.push_back("q" + std::to_string(i));
    constexpr std::array roles{Role::area, Role::sex, Role::grade};
    for (std::size_t d = 0; d < names.size(); ++d) {
        TalliedCensus::BaseDimension dimension{names[d], d, 1, {}, roles[d]};
        for (std::uint32_t code = 0; code < sizes[d]; ++code)
            dimension.codes.push_back(std::to_string(code));
        census.dimensions.push_back(std::move(dimension));
    }
    Ledger ledger;
    std::size_t first = 0;
    bool sound = true;
    const auto night = [&](const char* name) {
        std::optional<CensusGate> gate;
        timed(name, [&] { gate.emplace(census, tally.tables, ledger, codebook, options); });
        std::size_t cells = 0, hidden = 0, worlds = 0;
        for (std::size_t t = first; t < tally.tables.size(); ++t)
            for (const auto showing : gate->pattern(t)) {
                ++cells;
                hidden += showing != Showing::all ? 1U : 0U;
            }
        const auto proofs = gate->proofs();
        std::vector<JointReport> reports;
        timed("  its proofs checked", [&] {
            for (const auto& proof : proofs) {
                const auto report = check_certificate(proof.system, proof.hidden, proof.certificate, proof.k);
                sound = sound && report.proven();
                worlds += report.worlds;
            }
            reports = check_clusters(proofs);
        });
        for (const auto& report : reports) {
            sound = sound && report.proven();
            fmt::print("  {} parts, {} scenarios, {} worlds joined\n", report.parts, report.scenarios,
                       report.joined);
        }
        fmt::print("  {} cells, {} without a share; {} proofs, {} worlds; {}\n", cells, hidden, proofs.size(),
                   worlds, sound ? "proven" : "NOT PROVEN");
        print_memory();
        publish(ledger, tally.tables, *gate, first);
        first = tally.tables.size();
    };
    for (int y = 0; y + 1 < years; ++y)
        add_year(census, tally.tables, codebook, y);
    if (years > 1)
        night("the years before, at once");
    add_year(census, tally.tables, codebook, years - 1);
    night("one new year");
    std::size_t tried = 0, found = 0, undecided = 0;
    timed("attack on all published", [&] {
        for (const auto& report : attack_published(tally, ledger, codebook)) {
            tried += report.tried;
            found += report.found.size();
            undecided += report.undecided.size();
        }
    });
    fmt::print("  {} hidden numbers tried, {} found, {} not tried\n", tried, found, undecided);
    print_memory();
    return sound && found == 0 && undecided == 0 ? 0 : 1;
}
