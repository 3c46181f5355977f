#include "transform/verdict.hpp"

#include <catch2/catch.hpp>

using namespace lup;
using Catch::Matchers::WithinAbs;

namespace {

/// At least 50 by 2027, from 40 in 2019.
TargetPath to_fifty() { return {TargetKind::level, true, 50, 2027, MeasuredPoint{2019, 40, 1}}; }

} // namespace

TEST_CASE("in the due year a target is reached only if the interval excludes the opposite", "[transform]")
{
    CHECK(judge_target({2027, 53, 1}, to_fifty(), 1).verdict == Verdict::reached);
    CHECK(judge_target({2027, 51, 1}, to_fifty(), 1).verdict == Verdict::undecidable);
    CHECK(judge_target({2027, 47, 1}, to_fifty(), 1).verdict == Verdict::not_reached);
}

TEST_CASE("before the due year the straight path and a sure change decide", "[transform]")
{
    CHECK(judge_target({2023, 46, 1}, to_fifty(), 1).verdict == Verdict::on_track);
    CHECK(judge_target({2023, 44, 1}, to_fifty(), 1).verdict == Verdict::undecidable);
    CHECK(judge_target({2023, 41, 1}, to_fifty(), 1).verdict == Verdict::off_track);
}

TEST_CASE("a point past the path without a sure change since the base is not on track", "[transform]")
{
    CHECK(judge_target({2023, 46, 4}, to_fifty(), 1).verdict == Verdict::undecidable);
}

TEST_CASE("a target that should fall is judged the other way round", "[transform]")
{
    const TargetPath at_most{TargetKind::level, false, 10, 2027, MeasuredPoint{2019, 20, 0.5}};
    CHECK(judge_target({2027, 8, 0.5}, at_most, 1).verdict == Verdict::reached);
    CHECK(judge_target({2027, 12, 0.5}, at_most, 1).verdict == Verdict::not_reached);
}

TEST_CASE("a relative target carries the base's own variance", "[transform]")
{
    const TargetPath ten_less{TargetKind::relative_change, false, -10, 2023, MeasuredPoint{2018, 100, 3}};
    const auto judged = judge_target({2023, 86, 1}, ten_less, 1);
    CHECK_THAT(*judged.target_value, WithinAbs(90, 1e-12));
    // 1.96 sqrt(1 + 2.7^2) = 5.6 > 4, though 1.96 x 1 alone is less.
    CHECK(judged.verdict == Verdict::undecidable);
    auto exact_base = ten_less;
    exact_base.base->standard_error = 0;
    CHECK(judge_target({2023, 86, 1}, exact_base, 1).verdict == Verdict::reached);
}

TEST_CASE("a relative target without a base cannot be decided, and says so", "[transform]")
{
    const TargetPath no_base{TargetKind::relative_change, false, -10, 2023, {}};
    const auto judged = judge_target({2023, 86, 1}, no_base, 1);
    CHECK(judged.verdict == Verdict::undecidable);
    CHECK(judged.reason.find("Basvärdet saknas") != std::string::npos);
}

TEST_CASE("a goal with only a direction is judged by the change since the base", "[transform]")
{
    const TargetPath falls{TargetKind::direction, false, 0, 2027, MeasuredPoint{2018, 20, 1}};
    CHECK(judge_target({2022, 15, 1}, falls, 1).verdict == Verdict::on_track);
    CHECK(judge_target({2022, 25, 1}, falls, 1).verdict == Verdict::off_track);
    CHECK(judge_target({2022, 19, 1}, falls, 1).verdict == Verdict::undecidable);
}

TEST_CASE("reasons are written with a decimal comma and a minus sign", "[transform]")
{
    CHECK(sentence_number(-1.25, 2) == "\u22121,25");
    CHECK(judge_target({2027, 53.5, 1}, to_fifty(), 1).reason.find("53,5") != std::string::npos);
}
