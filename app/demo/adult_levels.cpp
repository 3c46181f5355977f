#include "app/demo/adult_levels.hpp"

namespace lup {

namespace {

using Headings = std::array<std::string_view, adult_rounds>;

constexpr Headings same(std::string_view heading)
{
    return {heading, heading, heading, heading};
}

constexpr std::array<double, adult_rounds> steady = {1, 1, 1, 1};
constexpr std::array<double, adult_rounds> rising = {1, 1.02, 1.08, 1.12};
constexpr std::array<double, adult_rounds> falling = {1, 0.95, 0.9, 0.86};

// The order is that of the columns in the file. Kessler-6 and SWEMWBS come first: their yes/no variable and
// their items are drawn together.
constexpr std::array<AdultOutcome, 17> outcomes = {{
    {"k6_psyk_hog",
     {"", "k6_psyk_hog", "k6_psyk_hog", "K6_psyk_hog"},
     false,
     {0.165, 0.090, 0.060, 0.035, 0.05},
     {0.090, 0.060, 0.042, 0.025, 0.035},
     {1, 1, 1.12, 1.2},
     0.03},
    {"swemwbs_medhog",
     same("swemwbs_medhog"),
     true,
     {0.27, 0.17, 0.13, 0.09, 0.12},
     {0.19, 0.15, 0.12, 0.08, 0.10},
     rising,
     0.03},
    {"godhals",
     {"Godhals", "godhals", "godhals", "godhals"},
     true,
     {0.21, 0.22, 0.31, 0.37, 0.52},
     {0.17, 0.19, 0.28, 0.35, 0.48},
     rising,
     0.01},
    {"stress",
     same("stress"),
     false,
     {0.36, 0.27, 0.16, 0.06, 0.06},
     {0.20, 0.18, 0.11, 0.04, 0.04},
     {1, 0.94, 1.05, 1.04},
     0.02},
    {"somn",
     {"somn", "somn", "sömn", "sömn"},
     false,
     {0.43, 0.44, 0.47, 0.46, 0.48},
     {0.33, 0.35, 0.36, 0.32, 0.35},
     rising,
     0.02},
    {"angst",
     {"angst", "angst", "ängslan", "ängslan"},
     false,
     {0.64, 0.52, 0.43, 0.37, 0.38},
     {0.42, 0.36, 0.27, 0.22, 0.24},
     rising,
     0.02},
    {"s12tank",
     same("s12tank"),
     false,
     {0.085, 0.042, 0.028, 0.015, 0.02},
     {0.060, 0.042, 0.027, 0.018, 0.025},
     steady,
     0.04},
    {"s12fors",
     same("s12fors"),
     false,
     {0.016, 0.005, 0.003, 0.001, 0.001},
     {0.010, 0.005, 0.002, 0.001, 0.001},
     steady,
     0.04},
    {"deplak12",
     same("deplak12"),
     false,
     {0.110, 0.085, 0.065, 0.045, 0.05},
     {0.060, 0.050, 0.040, 0.030, 0.035},
     rising,
     0.03},
    {"svensam",
     {"svensam", "svensam", "ensamhet", "ensamhet"},
     false,
     {0.30, 0.22, 0.19, 0.20, 0.28},
     {0.24, 0.20, 0.17, 0.15, 0.22},
     {1, 1.1, 1.1, 0.62},
     0.02},
    {"emstod",
     same("emstod"),
     false,
     {0.09, 0.10, 0.12, 0.14, 0.18},
     {0.15, 0.18, 0.20, 0.22, 0.24},
     rising,
     0.02},
    {"lita",
     {"tillit", "lita", "lita", "lita"},
     false,
     {0.36, 0.29, 0.23, 0.20, 0.22},
     {0.36, 0.32, 0.27, 0.22, 0.22},
     steady,
     0.02},
    {"spelrisk",
     same("spelrisk"),
     false,
     {0.02, 0.02, 0.02, 0.01, 0.005},
     {0.07, 0.06, 0.05, 0.03, 0.015},
     falling,
     0.04},
    {"avstvard",
     same("avstvard"),
     false,
     {0.31, 0.28, 0.22, 0.14, 0.13},
     {0.21, 0.20, 0.17, 0.11, 0.10},
     {1, 0.88, 1.04, 1.02},
     0.03},
    {"fysakt",
     same("fysakt"),
     true,
     {0.31, 0.34, 0.35, 0.40, 0.62},
     {0.28, 0.34, 0.37, 0.39, 0.58},
     falling,
     0.02},
    {"rokdag",
     same("rokdag"),
     false,
     {0.04, 0.05, 0.09, 0.08, 0.04},
     {0.04, 0.05, 0.08, 0.07, 0.04},
     {1, 0.9, 0.8, 0.72},
     0.02},
    {"framtid",
     {"", "", "framtid", "framtid"},
     true,
     {0.33, 0.27, 0.24, 0.26, 0.35},
     {0.24, 0.22, 0.21, 0.23, 0.32},
     rising,
     0.02},
}};

constexpr AdultInstrument kessler = {"k6_",
                                     {false, true, true, true},
                                     6,
                                     0,
                                     {0.56, 0.26, 0.14, 0.03, 0.01},
                                     {0.03, 0.10, 0.31, 0.38, 0.18},
                                     13,
                                     13,
                                     true};
constexpr AdultInstrument swemwbs = {"swemwbs_",
                                     {true, true, true, true},
                                     7,
                                     1,
                                     {0.01, 0.06, 0.25, 0.46, 0.22},
                                     {0.12, 0.28, 0.36, 0.18, 0.06},
                                     22,
                                     22,
                                     false};
constexpr AdultInstrument ghq5 = {"ghq5_",
                                  {true, false, false, false},
                                  5,
                                  1,
                                  {0.35, 0.57, 0.06, 0.02, 0},
                                  {0.08, 0.27, 0.42, 0.23, 0},
                                  2,
                                  2,
                                  true};
constexpr AdultInstrument auditc = {"auditc_",
                                    {true, true, true, true},
                                    3,
                                    0,
                                    {0.34, 0.40, 0.20, 0.05, 0.01},
                                    {0.05, 0.20, 0.37, 0.26, 0.12},
                                    5,
                                    6,
                                    true};

} // namespace

std::span<const AdultOutcome> adult_outcomes()
{
    return outcomes;
}

const AdultInstrument& kessler_items()
{
    return kessler;
}

const AdultInstrument& swemwbs_items()
{
    return swemwbs;
}

const AdultInstrument& ghq5_items()
{
    return ghq5;
}

const AdultInstrument& auditc_items()
{
    return auditc;
}

} // namespace lup
