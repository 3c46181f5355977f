#include "app/demo/demo_places.hpp"

namespace lup {

namespace {

constexpr std::array<double, demo_age_bands> rural = {0.15, 0.19, 0.33, 0.28, 0.05};

constexpr std::array<DemoMunicipality, 8> places = {{
    {"2303", "Ragunda", 4400, rural, 430},
    {"2305", "Bräcke", 5200, rural, 460},
    {"2309", "Krokom", 12300, {0.18, 0.24, 0.33, 0.22, 0.03}, 720},
    {"2313", "Strömsund", 9700, rural, 640},
    {"2321", "Åre", 10000, {0.19, 0.29, 0.31, 0.19, 0.02}, 640},
    {"2326", "Berg", 6000, rural, 520},
    {"2361", "Härjedalen", 8700, rural, 620},
    {"2380", "Östersund", 53000, {0.22, 0.25, 0.30, 0.20, 0.03}, 1650},
}};

constexpr std::array<DemoSchool, 39> all_schools = {{
    {"Älvbackens skola", 0, 24, false},        {"Skogsgläntans skola", 0, 15, false},
    {"Sjöviks skola", 1, 22, false},           {"Revsunds skola", 1, 16, false},
    {"Gällöängens skola", 1, 12, false},       {"Krondikets skola", 2, 52, false},
    {"Storsjöstrands skola", 2, 38, false},    {"Alsensvägens skola", 2, 26, false},
    {"Lillåns friskola", 2, 18, false},        {"Offerbergets skola", 2, 14, false},
    {"Vattudalens skola", 3, 40, false},       {"Hotingsjöns skola", 3, 20, false},
    {"Fjällsjö skola", 3, 17, false},          {"Gäddans skola", 3, 8, false},
    {"Åredalens skola", 4, 46, false},         {"Järpbackens skola", 4, 34, false},
    {"Mörsilsängens skola", 4, 18, false},     {"Fjällvindens friskola", 4, 15, false},
    {"Svenska dalens skola", 5, 28, false},    {"Hackåsbyns skola", 5, 18, false},
    {"Åsarnavägens skola", 5, 14, false},      {"Svegsmons skola", 6, 38, false},
    {"Funäsbyns skola", 6, 20, false},         {"Hedeängens skola", 6, 19, false},
    {"Frösötornets skola", 7, 72, false},      {"Norrbackens skola", 7, 66, false},
    {"Söderängens skola", 7, 64, false},       {"Torvallens skola", 7, 58, false},
    {"Odensalahöjdens skola", 7, 54, false},   {"Brunfloåsens skola", 7, 60, false},
    {"Lugnviksstrandens skola", 7, 48, false}, {"Litsbyns skola", 7, 24, false},
    {"Storsjöns friskola", 7, 36, false},      {"Östra gymnasiet", 7, 420, true},
    {"Västra gymnasiet", 7, 380, true},        {"Friluftsgymnasiet", 7, 90, true},
    {"Vattudalens gymnasium", 3, 75, true},    {"Svegsmons gymnasium", 6, 55, true},
    {"Åredalens gymnasium", 4, 95, true},
}};

} // namespace

std::span<const DemoMunicipality> demo_municipalities()
{
    return places;
}

std::span<const DemoSchool> demo_schools()
{
    return all_schools;
}

} // namespace lup
