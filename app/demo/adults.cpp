#include "app/demo/adults.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace lup {

namespace {

constexpr std::array<std::uint64_t, adult_rounds> seeds = {201801, 202001, 202201, 202401};
constexpr double national_sample = 1950; // respondents in a round without an extra sample

constexpr std::array<double, demo_age_bands> answering = {0.55, 0.75, 1.05, 1.40, 1.00};
constexpr double answering_women = 1.1, answering_men = 0.9;

using EducationShares = std::array<double, 3>;
constexpr std::array<EducationShares, demo_age_bands> women_education = {
    {{0.10, 0.45, 0.45}, {0.06, 0.36, 0.58}, {0.08, 0.47, 0.45}, {0.25, 0.45, 0.30}, {1, 0, 0}}};
constexpr std::array<EducationShares, demo_age_bands> men_education = {
    {{0.12, 0.55, 0.33}, {0.08, 0.54, 0.38}, {0.13, 0.59, 0.28}, {0.32, 0.46, 0.22}, {1, 0, 0}}};
constexpr std::array<double, 4> young_birth = {0.87, 0.01, 0.03, 0.09};
constexpr std::array<double, 4> older_birth = {0.93, 0.03, 0.02, 0.02};

/// How many answer in a municipality, and how the answering divide by sex and age with the weight of each.
struct Cell {
    bool woman = false;
    std::size_t age_band = 0;
    double expected = 0, weight = 0;
};

double respondents(const DemoMunicipality& place, std::size_t round)
{
    const bool extra = round % 2 == 0;
    if (extra)
        return place.extra_sample;
    double adults = 0;
    for (const auto& each : demo_municipalities())
        adults += each.adults;
    return national_sample * place.adults / adults;
}

std::vector<Cell> cells_of(const DemoMunicipality& place, std::size_t round)
{
    std::vector<Cell> cells;
    double total = 0;
    for (std::size_t band = 0; band < demo_age_bands; ++band) {
        if (band == 4 && round < 2)
            continue;
        for (const bool woman : {true, false}) {
            const double share =
                place.age_shares[band] * answering[band] * (woman ? answering_women : answering_men);
            cells.push_back({woman, band, share, 0});
            total += share;
        }
    }
    for (auto& cell : cells) {
        cell.expected *= respondents(place, round) / total;
        cell.weight = place.adults * place.age_shares[cell.age_band] / 2 / cell.expected;
    }
    return cells;
}

int draw_age(DemoRandom& random, std::size_t band)
{
    constexpr std::array<int, demo_age_bands> first = {16, 30, 45, 65, 85}, last = {29, 44, 64, 84, 97};
    return random.between(first[band], last[band]);
}

void draw_background(DemoRandom& random, Adult& adult)
{
    adult.age = draw_age(random, adult.age_band);
    if (adult.age >= 25 && adult.age <= 84) {
        const auto& shares = adult.woman ? women_education[adult.age_band] : men_education[adult.age_band];
        adult.education = 1 + static_cast<int>(random.pick(shares));
    }
    adult.birth_country = 1 + static_cast<int>(random.pick(adult.age_band < 2 ? young_birth : older_birth));
    adult.weight *= 0.85 + 0.3 * random.uniform();
}

/// Factor on every bad outcome: some people have more of all of them, those with short education too.
double frailty(DemoRandom& random, const Adult& adult)
{
    constexpr std::array<double, 4> by_education = {1.0, 1.2, 1.0, 0.87};
    return (0.4 + 1.2 * random.uniform()) * by_education[static_cast<std::size_t>(adult.education)];
}

int score(const AdultInstrument& instrument, const std::vector<std::optional<int>>& items)
{
    int sum = 0;
    for (const auto& item : items)
        sum += &instrument == &ghq5_items() ? static_cast<int>(*item >= 3) : *item;
    return sum;
}

std::vector<std::optional<int>> draw_items(DemoRandom& random, const AdultInstrument& instrument, bool bad,
                                           bool woman)
{
    const int cut = woman ? instrument.cut_women : instrument.cut_men;
    std::vector<std::optional<int>> items(static_cast<std::size_t>(instrument.items));
    do {
        for (auto& item : items)
            item = instrument.first + static_cast<int>(random.pick(bad ? instrument.bad : instrument.good));
    } while (bad !=
             (instrument.bad_is_high ? score(instrument, items) >= cut : score(instrument, items) < cut));
    return items;
}

/// Now and then a person leaves an item out.
void leave_out(DemoRandom& random, std::vector<std::optional<int>>& items)
{
    if (random.happens(0.02))
        items[static_cast<std::size_t>(random.between(0, static_cast<int>(items.size()) - 1))].reset();
}

void draw_alcohol(DemoRandom& random, Adult& adult, double factor)
{
    constexpr std::array<double, demo_age_bands> risk = {0.22, 0.15, 0.14, 0.11, 0.05};
    if (random.happens(0.13)) {
        adult.auditc = {0, std::nullopt, std::nullopt}; // never drinks: the rest is blank
        return;
    }
    const bool bad = random.happens(risk[adult.age_band] * (adult.woman ? 0.95 : 1.5) * factor);
    adult.auditc = draw_items(random, auditc_items(), bad, adult.woman);
}

void draw_answers(DemoRandom& random, Adult& adult, std::size_t round)
{
    const double factor = frailty(random, adult);
    for (const auto& outcome : adult_outcomes()) {
        const double level = (adult.woman ? outcome.women : outcome.men)[adult.age_band];
        const bool bad = random.happens(std::min(0.97, level * outcome.trend[round] * factor));
        const bool answered = !random.happens(outcome.missing);
        adult.outcomes.push_back(answered ? std::optional(bad != outcome.good_is_yes) : std::nullopt);
        if (outcome.variable == "k6_psyk_hog")
            adult.kessler = draw_items(random, kessler_items(), bad, adult.woman);
        if (outcome.variable == "swemwbs_medhog")
            adult.swemwbs = draw_items(random, swemwbs_items(), bad, adult.woman);
        if (!answered && outcome.variable == "k6_psyk_hog")
            adult.kessler.front().reset();
        if (!answered && outcome.variable == "swemwbs_medhog")
            adult.swemwbs.back().reset();
    }
    const double strained = (adult.woman ? 0.21 : 0.14) * (adult.age_band == 0 ? 1.5 : 0.9) * factor;
    adult.ghq5 = draw_items(random, ghq5_items(), random.happens(strained), adult.woman);
    leave_out(random, adult.ghq5);
    draw_alcohol(random, adult, factor);
}

Adult draw_adult(DemoRandom& random, std::size_t place, const Cell& cell, std::size_t round)
{
    Adult adult;
    adult.municipality = place;
    adult.age_band = cell.age_band;
    adult.woman = cell.woman;
    adult.weight = cell.weight;
    draw_background(random, adult);
    draw_answers(random, adult, round);
    return adult;
}

} // namespace

std::vector<Adult> made_up_adults(std::size_t round)
{
    DemoRandom random(seeds[round]);
    std::vector<Adult> adults;
    for (std::size_t place = 0; place < demo_municipalities().size(); ++place)
        for (const auto& cell : cells_of(demo_municipalities()[place], round)) {
            const int count = static_cast<int>(cell.expected + random.uniform());
            for (int i = 0; i < count; ++i)
                adults.push_back(draw_adult(random, place, cell, round));
        }
    return adults;
}

} // namespace lup
