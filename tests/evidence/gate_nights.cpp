// Made-up censuses through the whole gate, several nights each: schools, questions with lost answers and
// filters, pooled years, figures known elsewhere and public enrolment, a new year, then corrections small and
// large and a late area. After each night all that was ever published is attacked together, and the proofs
// are checked by themselves and as one. Usage: evidence_gate_nights [censuses] [seed]

#include "tests/transform/gate/school_tables.hpp"
#include "tests/transform/made_responses.hpp"

#include "config/errors.hpp"
#include "transform/census/attack_release.hpp"
#include "transform/gate/checker.hpp"
#include "transform/protect.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fmt/core.h>

namespace {

using namespace lup;
using namespace lup::testing;
using test::Dice;

double cpu_seconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

struct Pupil {
    int area = 0, school = 0, grade = 0;
    bool girl = false;
    std::vector<int> answers; ///< -1: none
};
using Pupils = std::vector<Pupil>;

/// What a census asks, and of whom.
struct Design {
    int areas = 0, questions = 0;
    double lost = 0;     ///< share of answers that are missing
    bool filter = false; ///< the last question is for those who said yes to the first
    bool schools = false, grades = false, pooled = false;
};

Design made_design(Dice& dice)
{
    Design design;
    design.areas = 2 + static_cast<int>(dice.below(4));
    design.questions = 1 + static_cast<int>(dice.below(7));
    design.lost = dice.below(2) == 0 ? 0.0 : 0.1;
    design.filter = design.questions > 2 && dice.below(3) == 0;
    design.schools = dice.below(3) == 0;
    design.grades = !design.schools && dice.below(3) == 0;
    design.pooled = dice.below(2) == 0;
    return design;
}

void answer(const Design& design, Pupil& pupil, Dice& dice)
{
    pupil.answers.clear();
    for (int q = 0; q < design.questions; ++q) {
        const bool asked = !design.filter || q + 1 < design.questions || pupil.answers.front() == 1;
        const bool lost = dice.unit() < design.lost;
        const double rate = 0.05 + 0.1 * ((q * 3 + pupil.area) % 5);
        pupil.answers.push_back(!asked || lost ? -1 : static_cast<int>(dice.unit() < rate));
    }
}

void add_area(const Design& design, int area, Pupils& pupils, Dice& dice)
{
    const auto size = dice.below(3) == 0 ? 2 + dice.below(14) : 15 + dice.below(40);
    for (GateCount k = 0; k < size; ++k) {
        Pupil pupil{area,
                    area * 2 + static_cast<int>(dice.below(2)),
                    static_cast<int>(dice.below(2)),
                    dice.below(2) == 0,
                    {}};
        answer(design, pupil, dice);
        pupils.push_back(std::move(pupil));
    }
}

Pupils made_year(const Design& design, Dice& dice)
{
    Pupils pupils;
    for (int area = 0; area < design.areas; ++area)
        add_area(design, area, pupils, dice);
    return pupils;
}

/// A few answers changed, a pupil less or more; now and then an area that comes late, or all answers anew.
void correct(const Design& design, Pupils& pupils, Dice& dice)
{
    const auto kind = dice.below(12);
    if (kind == 0)
        return add_area(design, design.areas, pupils, dice);
    const auto changes = kind == 1 ? static_cast<GateCount>(pupils.size()) : 1 + dice.below(6);
    for (GateCount k = 0; k < changes; ++k)
        answer(design, pupils[static_cast<std::size_t>(dice.below(static_cast<GateCount>(pupils.size())))],
               dice);
    if (kind > 5)
        pupils.erase(pupils.begin() + dice.below(static_cast<GateCount>(pupils.size())));
    if (kind > 8)
        add_area(design, 0, pupils, dice);
}

std::string text_of(const Design& design, const Pupils& pupils)
{
    std::string text = "kommun,skola,arskurs,kon";
    for (int q = 0; q < design.questions; ++q)
        text += fmt::format(",q{}", q);
    for (const auto& pupil : pupils) {
        text += fmt::format("\n{},{},{},{}", pupil.area, pupil.school, pupil.grade, pupil.girl ? "K" : "M");
        for (const auto given : pupil.answers)
            text += given < 0 ? std::string(",") : fmt::format(",{}", given);
    }
    return text + "\n";
}

std::string breakdowns_of(const Design& design, Dice& dice)
{
    std::vector<std::string> all{"", "area", "sex"};
    if (dice.below(2) == 0)
        all.emplace_back("area x sex");
    if (design.grades)
        all.emplace_back("arskurs");
    if (design.schools)
        all.emplace_back("skola");
    std::string text = "survey,indicators,by,pooled,pooled_waves,recipients\n";
    for (const auto& by : all) {
        text += fmt::format("s,*,{},,,{}\n", by, dice.below(4) == 0 ? "skolchef" : "");
        if (design.pooled && dice.below(2) == 0)
            text += fmt::format("s,*,{},22-23,2022|2023,\n", by);
    }
    return text + "s,q0,area x sex,,,skolchef\n";
}

/// Figures of the first year that somebody else has printed, and how many go to school in some areas.
void add_public(const Design& design, const Pupils& pupils, CodebookText& text, Dice& dice)
{
    const auto size = [&](int area) {
        return std::count_if(pupils.begin(), pupils.end(), [&](const auto& p) { return p.area == area; });
    };
    text["known_elsewhere"] = "survey,wave,indicator,domain,what,value,source,date\n";
    text["eligible"] = "survey,wave,domain,count,source\n";
    const auto area = static_cast<int>(dice.below(design.areas));
    const auto said = [&](int which) {
        return std::count_if(pupils.begin(), pupils.end(),
                             [&](const auto& p) { return p.area == area && p.answers.front() == which; });
    };
    if (const auto kind = dice.below(6); kind < 3)
        text["known_elsewhere"] += fmt::format("s,2022,q0,area={},{},{},rapport,2023-01-01\n", area,
                                               kind == 0   ? "yes"
                                               : kind == 1 ? "no"
                                                           : "n",
                                               kind == 0   ? said(1)
                                               : kind == 1 ? said(0)
                                                           : said(0) + said(1));
    if (dice.below(3) == 0)
        for (int each = 0; each < design.areas; each += 2)
            text["eligible"] += fmt::format("s,2022,area={},{},SCB\n", each, size(each) + dice.below(3));
}

Codebook made_codebook(const Design& design, const Pupils& first, Dice& dice)
{
    CodebookText text{
        {"surveys", "survey,title,kind,protection,min_base,min_cell\ns,Hälsosamtalet,census,gate,10,5\n"},
        {"waves", "survey,wave,title,period_from,period_to,corrections\n"
                  "s,2022,2022,2022-01-01,2022-12-31,accept\ns,2023,2023,2023-01-01,2023-12-31,accept\n"},
        {"variables", "survey,variable,type,role,column\ns,kommun,code,area,kommun\ns,kon,code,sex,kon\n"
                      "s,skola,code,school,skola\ns,arskurs,code,none,arskurs\n"},
        {"indicators", "indicator,title,survey,variable,statistic,numerator,among\n"},
        {"breakdowns", breakdowns_of(design, dice)}};
    for (int q = 0; q < design.questions; ++q) {
        text["variables"] += fmt::format("s,q{0},code,none,q{0}\n", q);
        text["indicators"] += fmt::format("q{0},q{0},s,q{0},share,1,{1}\n", q,
                                          design.filter && q + 1 == design.questions ? "q0=1" : "");
    }
    add_public(design, first, text, dice);
    std::vector<RawTable> tables;
    for (const auto& [name, rows] : text)
        tables.push_back(table_from(name, rows));
    auto reading = parse_codebook(tables);
    for (const auto& finding : reading.findings)
        if (finding.severity == Severity::error) {
            fmt::print("{} {}: {}\n", finding.file, finding.place, finding.rule);
            std::exit(2);
        }
    return std::move(reading.codebook);
}

struct Totals {
    std::size_t nights = 0, refused = 0, held = 0, cells = 0, hidden = 0, worlds = 0, divided = 0, tried = 0,
                found = 0, unproven = 0;
    double seconds = 0, worst = 0;
    int worst_census = 0;
};

/// One census from night to night.
class MadeCensus {
public:
    MadeCensus(std::uint64_t seed, int number, Totals& totals)
        : dice_(seed), number_(number), totals_(totals),
          design_(made_design(dice_)), newest_{{"2022", made_year(design_, dice_)}},
          codebook_(made_codebook(design_, newest_.at("2022"), dice_))
    {
    }

    void run()
    {
        night();
        newest_["2023"] = made_year(design_, dice_);
        night();
        for (const auto* wave : {"2022", "2023", "2022"}) {
            correct(design_, newest_.at(wave), dice_);
            night();
        }
    }

private:
    void night()
    {
        Vintages vintages = published_;
        for (const auto& [wave, pupils] : newest_)
            if (auto text = text_of(design_, pupils); vintages[wave].empty() || vintages[wave].back() != text)
                vintages[wave].push_back(std::move(text));
        const auto tally = vintages_from(codebook_, "s", vintages);
        const auto start = cpu_seconds();
        ++totals_.nights;
        try {
            const auto release = DisclosureGate(codebook_).protect_with_proof(tally, ledger_);
            take_in(release, vintages);
        } catch (const DisclosureError& refusal) {
            if (totals_.refused++ < 5)
                fmt::print("census {}: {}\n", number_, refusal.what());
        }
        const auto seconds = cpu_seconds() - start;
        if (seconds > 10)
            fmt::print(stderr, "census {} night {}: {:.0f} s\n", number_, totals_.nights, seconds);
        totals_.seconds += seconds;
        if (seconds > totals_.worst)
            totals_.worst_census = number_;
        totals_.worst = std::max(totals_.worst, seconds);
        attack();
    }

    void take_in(const ProtectedRelease& release, const Vintages& vintages)
    {
        totals_.held += release.held.size();
        for (const auto& standing : release.standing) {
            const auto& texts = vintages.at(standing.wave);
            if (standing.vintage == texts.size() - 1)
                published_[standing.wave] = texts;
        }
        for (const auto& table : release.release.tables())
            for (const auto& cell : table.cells) {
                ++totals_.cells;
                totals_.hidden += cell.symbol == "..";
                ledger_.cells.push_back({table.survey, cell.wave.value_or(""), cell.period, table.indicator,
                                         cell.domain, cell.value, cell.lower, cell.upper, cell.n, cell.symbol,
                                         table.decimals, release.release.id(), table.gated, cell.records});
            }
        for (const auto& proof : release.proofs) {
            const auto report = check_certificate(proof.system, proof.hidden, proof.certificate, proof.k);
            totals_.worlds += report.worlds;
            totals_.unproven += !report.proven();
        }
        for (const auto& report : check_clusters(release.proofs)) {
            ++totals_.divided;
            totals_.unproven += !report.proven();
        }
    }

    void attack()
    {
        Vintages known = published_;
        if (known.empty())
            return;
        for (const auto& report :
             attack_published(vintages_from(codebook_, "s", known), ledger_, codebook_)) {
            totals_.tried += report.tried;
            totals_.found += report.found.size();
            for (const auto& name : report.found)
                fmt::print("census {} night {}: FOUND {}\n", number_, totals_.nights, name);
        }
    }

    Dice dice_;
    int number_;
    Totals& totals_;
    Design design_;
    std::map<std::string, Pupils> newest_;
    Codebook codebook_;
    Vintages published_;
    Ledger ledger_;
};

} // namespace

int main(int argc, char** argv)
{
    const int censuses = argc > 1 ? std::atoi(argv[1]) : 100;
    const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
    Totals totals;
    for (int k = 0; k < censuses; ++k) {
        MadeCensus(seed * 1'000'003 + static_cast<std::uint64_t>(k) * 7919, k, totals).run();
        if ((k + 1) % 50 == 0)
            fmt::print(stderr, "{} censuses\n", k + 1);
    }
    fmt::print("censuses {} nights {} refused {} held {} cells {} hidden {} worlds {} divided {} unproven {} "
               "attacked {} "
               "found {} cpu {:.1f} s, worst night {:.1f} s (census {})\n",
               censuses, totals.nights, totals.refused, totals.held, totals.cells, totals.hidden,
               totals.worlds, totals.divided, totals.unproven, totals.tried, totals.found, totals.seconds,
               totals.worst, totals.worst_census);
    return totals.found == 0 && totals.unproven == 0 ? 0 : 1;
}
