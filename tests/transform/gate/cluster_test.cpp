#include "transform/gate/checker.hpp"
#include "transform/gate/joint_checker.hpp"
#include "transform/gate/protect_system.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace lup;

// Systems that share the counts of four base cells: girls and boys of two schools.

namespace {

constexpr std::array<GateCount, 4> respondents{2, 13, 12, 14}; // school 0: girls, boys; school 1: girls, boys

/// A count over some base cells, `width` atoms each from the first that is counted.
GateCell counted(const std::vector<std::uint32_t>& cells, std::uint32_t width, std::uint32_t from,
                 std::uint32_t to, const GateSystem& system, std::uint32_t bundle)
{
    GateCell cell;
    for (const auto base : cells)
        for (auto place = from; place < to; ++place)
            cell.row.terms.push_back({base * width + place, 1});
    cell.row.bound = row_value(cell.row, true_counts(system));
    cell.sensitive = cell.row.bound > 0 && cell.row.bound < 5;
    cell.bundle = bundle;
    return cell;
}

const std::vector<std::vector<std::uint32_t>> domains{{0, 1, 2, 3}, {0, 1}, {2, 3}, {0, 2}, {1, 3},
                                                      {0},          {1},    {2},    {3}};

GateSystem deciding_system()
{
    GateSystem system;
    system.suppliers = 2;
    for (std::uint32_t base = 0; base < 4; ++base)
        system.atoms.push_back({respondents[base], base / 2});
    for (const auto& domain : domains)
        system.cells.push_back(counted(domain, 1, 0, 1, system, system.bundles++));
    return system;
}

std::vector<SharedCount> shared_counts(std::uint32_t width)
{
    std::vector<SharedCount> shared;
    for (std::uint32_t base = 0; base < 4; ++base) {
        SharedCount count{base, {{}, RowRelation::equal, respondents[base]}};
        for (std::uint32_t place = 0; place < width; ++place)
            count.row.terms.push_back({base * width + place, 1});
        shared.push_back(std::move(count));
    }
    return shared;
}

/// Answers to one question: so many say yes in each base cell. Shown by school and by sex alone.
GateSystem following_system(const std::array<GateCount, 4>& yes)
{
    GateSystem system;
    system.suppliers = 2;
    for (std::uint32_t base = 0; base < 4; ++base) {
        system.atoms.push_back({yes[base], base / 2});
        system.atoms.push_back({respondents[base] - yes[base], base / 2});
    }
    for (std::size_t d = 0; d < 5; ++d) {
        system.cells.push_back(counted(domains[d], 2, 0, 1, system, system.bundles));
        system.cells.push_back(counted(domains[d], 2, 1, 2, system, system.bundles++));
    }
    return system;
}

struct Cluster {
    GateSystem deciding = deciding_system();
    GateResult decided;
    std::vector<GateSystem> systems;
    std::vector<GateResult> results;
    std::vector<SharedCount> counts = shared_counts(1), answers = shared_counts(2);

    explicit Cluster(const std::vector<std::array<GateCount, 4>>& questions)
    {
        const GateOptions options;
        decided = protect_system(deciding, options);
        decided.certificate =
            with_fewest_scenarios(deciding, decided.hidden, decided.certificate, options.k, true, true);
        const auto scenarios = scenarios_of(deciding, counts, decided.certificate);
        for (const auto& yes : questions) {
            systems.push_back(following_system(yes));
            take_as_known(systems.back(), answers, scenarios);
            results.push_back(protect_system(systems.back(), options));
        }
    }

    JointReport joint() const
    {
        std::vector<ClusterPart> others;
        for (std::size_t i = 0; i < systems.size(); ++i)
            others.push_back({&systems[i], &results[i].certificate, answers});
        return check_joint({&deciding, &decided.certificate, counts}, others);
    }
};

/// No girl says yes, and of the first school five say no: so at most five girls go there.
constexpr std::array<GateCount, 4> telling{0, 10, 0, 7}, ordinary{1, 6, 5, 7};

} // namespace

TEST_CASE("what one question shows of hidden respondents is hidden, and the whole is proven", "[transform]")
{
    const Cluster cluster({telling, ordinary});
    REQUIRE(cluster.decided.hidden[5]); // two girls in the first school
    for (std::size_t i = 0; i < cluster.systems.size(); ++i) {
        CHECK(cluster.results[i].incidents.empty());
        CHECK(check_certificate(cluster.systems[i], cluster.results[i].hidden, cluster.results[i].certificate,
                                5)
                  .proven());
    }
    const auto report = cluster.joint();
    CHECK(report.proven());
    CHECK(report.scenarios > 0);

    // By itself, with the respondents known, the telling question has nothing small and would be shown whole.
    auto alone = following_system(telling);
    take_as_known(alone, cluster.answers, {});
    const auto shown = protect_system(alone, {});
    CHECK(std::ranges::count(shown.hidden, true) == 0);
    CHECK(std::ranges::count(cluster.results[0].hidden, true) > 0);
}

TEST_CASE("fewer scenarios prove the same, and each is left to the suppliers whose records it leaves",
          "[transform]")
{
    const auto system = deciding_system();
    const auto result = protect_system(system, {});
    const auto thin = with_fewest_scenarios(system, result.hidden, result.certificate, 5, true, true);
    CHECK(check_certificate(system, result.hidden, thin, 5).proven());
    const auto counts = shared_counts(1);
    CHECK(scenarios_of(system, counts, thin).size() <=
          scenarios_of(system, counts, result.certificate).size());
}

TEST_CASE("a scenario that published shares rule out becomes a row on the respondents", "[transform]")
{
    auto system = following_system(ordinary);
    // Yes and no of the girls of the first school have been published: there are two of them.
    system.known.push_back({{{{0, 1}}, RowRelation::equal, 1}, KnownFrom::published});
    system.known.push_back({{{{1, 1}}, RowRelation::at_most, 1}, KnownFrom::published});
    const auto shared = shared_counts(2);
    take_as_known(system, shared, std::vector<Scenario>{{{0, 7}, {1, 8}}});
    const auto rows = excluded_scenarios(system, shared);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].from == KnownFrom::published);
    CHECK(holds(rows[0].row, respondents));
    CHECK_FALSE(holds(rows[0].row, std::array<GateCount, 4>{7, 8, 12, 14}));

    auto open = following_system(ordinary);
    take_as_known(open, shared, std::vector<Scenario>{{{0, 7}, {1, 8}}});
    CHECK(excluded_scenarios(open, shared).empty());
}

TEST_CASE("the joint checker rejects worlds and counts that do not belong together", "[transform]")
{
    const Cluster whole({ordinary, ordinary});
    REQUIRE(whole.joint().proven());
    const auto first_kind = [](const Cluster& cluster) { return cluster.joint().failures.at(0).kind; };

    auto without_scenario = whole;
    auto& proof = without_scenario.results[1].certificate.blocks.at(0);
    const auto blocks = split_into_blocks(without_scenario.systems[1]);
    const auto here = shared_in(blocks.at(0), without_scenario.answers);
    std::erase_if(proof.worlds, [&](const auto& world) { return !scenario_of(here, world).empty(); });
    CHECK(first_kind(without_scenario) == JointFailure::Kind::missing);

    auto of_its_own = whole;
    ++of_its_own.results[0].certificate.blocks.at(0).worlds.at(0).at(0);
    CHECK(first_kind(of_its_own) == JointFailure::Kind::scenario);

    auto other_truth = whole;
    ++other_truth.systems[0].atoms[0].value;
    CHECK(first_kind(other_truth) == JointFailure::Kind::records);

    auto other_supplier = whole;
    other_supplier.systems[0].atoms[0].supplier = 1;
    CHECK(first_kind(other_supplier) == JointFailure::Kind::shape);
}
