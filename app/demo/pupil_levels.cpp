#include "app/demo/pupil_levels.hpp"

namespace lup {

namespace {

constexpr PupilAnswers often = {
    {"Aldrig", "Sällan", "Ibland", "Ofta", "Alltid"}, {0, 0, 0, 0.72, 0.28}, {0.28, 0.36, 0.36, 0, 0}, 1};
constexpr PupilAnswers good = {{"Mycket bra", "Bra", "Varken bra eller dåligt", "Dåligt", "Mycket dåligt"},
                               {0.46, 0.54, 0, 0, 0},
                               {0, 0, 0.70, 0.22, 0.08},
                               1};
constexpr PupilAnswers hours = {
    {"Mindre än 1 timme", "1–2 timmar", "3–4 timmar", "5–6 timmar", "7 timmar eller mer"},
    {0, 0, 0, 0.70, 0.30},
    {0.18, 0.44, 0.38, 0, 0},
    1};
constexpr PupilAnswers yes_no = {{"Nej", "Ja", "", "", ""}, {0, 1, 0, 0, 0}, {1, 0, 0, 0, 0}, 0};

constexpr std::array<PupilQuestion, 8> wellbeing = {{
    {"Hur mår du?",
     "Hur mår du för det mesta?",
     &good,
     {0.95, 0.88, 0.76, 0.66},
     {0.96, 0.91, 0.86, 0.81},
     0.990,
     0},
    {"Hur ofta har du känt dig ledsen eller nedstämd de senaste tre månaderna?",
     "",
     &often,
     {0.05, 0.12, 0.24, 0.33},
     {0.05, 0.08, 0.10, 0.13},
     1.030,
     0},
    {"Hur ofta har du känt dig orolig eller rädd de senaste tre månaderna?",
     "",
     &often,
     {0.07, 0.14, 0.22, 0.30},
     {0.06, 0.09, 0.09, 0.11},
     1.030,
     0},
    {"Hur ofta har du känt dig irriterad eller på dåligt humör de senaste tre månaderna?",
     "",
     &often,
     {0.10, 0.17, 0.32, 0.35},
     {0.11, 0.15, 0.19, 0.19},
     1.010,
     0},
    {"Hur ofta har du haft huvudvärk de senaste tre månaderna?",
     "",
     &often,
     {0.04, 0.14, 0.26, 0.36},
     {0.04, 0.10, 0.13, 0.14},
     1.025,
     0},
    {"Hur ofta har du haft ont i magen de senaste tre månaderna?",
     "",
     &often,
     {0.10, 0.17, 0.20, 0.24},
     {0.08, 0.11, 0.09, 0.08},
     1.015,
     0},
    {"Hur ofta har du haft värk i rygg, nacke eller axlar de senaste tre månaderna?",
     "",
     &often,
     {0, 0.07, 0.15, 0.26},
     {0, 0.06, 0.09, 0.15},
     1.010,
     1},
    {"Sover du bra?",
     "Sover du bra på nätterna?",
     &often,
     {0.91, 0.85, 0.72, 0.61},
     {0.91, 0.87, 0.79, 0.71},
     0.992,
     0},
}};

constexpr std::array<PupilQuestion, 4> school_and_safety = {{
    {"Trivs du i skolan?", "", &often, {0.93, 0.89, 0.78, 0.79}, {0.91, 0.88, 0.82, 0.83}, 0.995, 0},
    {"Har du någon vuxen att prata med om det som är viktigt för dig?",
     "Har du någon vuxen att prata med?",
     &yes_no,
     {0.985, 0.97, 0.93, 0.91},
     {0.98, 0.97, 0.94, 0.92},
     0.998,
     0},
    {"Hur ofta har du blivit kränkt eller illa behandlad av andra elever de senaste tre månaderna?",
     "",
     &often,
     {0.04, 0.07, 0.08, 0.05},
     {0.05, 0.07, 0.06, 0.04},
     1.020,
     0},
    {"Hur ofta känner du dig stressad över skolarbetet?",
     "",
     &often,
     {0, 0.09, 0.32, 0.55},
     {0, 0.08, 0.15, 0.23},
     1.010,
     1},
}};

constexpr std::array<PupilQuestion, 6> habits = {{
    {"Rör du på dig så att du blir varm och andfådd varje dag?",
     "",
     &often,
     {0.88, 0.80, 0.62, 0.49},
     {0.90, 0.85, 0.70, 0.58},
     0.992,
     0},
    {"Äter du frukost på skoldagar?",
     "",
     &often,
     {0.97, 0.92, 0.71, 0.60},
     {0.97, 0.93, 0.81, 0.70},
     0.992,
     0},
    {"Hur lång tid tittar du på skärm en vanlig dag utanför skolarbetet?",
     "",
     &hours,
     {0.02, 0.06, 0.27, 0.36},
     {0.02, 0.09, 0.28, 0.37},
     1.030,
     0},
    {"Har du druckit alkohol de senaste 12 månaderna?",
     "",
     &yes_no,
     {0, 0, 0.05, 0.47},
     {0, 0, 0.05, 0.42},
     0.950,
     2},
    {"Använder du tobak eller nikotin?",
     "Röker eller snusar du?",
     &yes_no,
     {0, 0, 0.02, 0.13},
     {0, 0, 0.025, 0.17},
     1.050,
     2},
    {"Har du någon gång använt narkotika?", "", &yes_no, {0, 0, 0, 0.03}, {0, 0, 0, 0.045}, 0.980, 3},
}};

constexpr std::array<PupilQuestionGroup, 3> groups = {{{"Mående de senaste tre månaderna", wellbeing},
                                                       {"Skola och trygghet", school_and_safety},
                                                       {"Levnadsvanor", habits}}};

} // namespace

std::span<const PupilQuestionGroup> pupil_question_groups()
{
    return groups;
}

} // namespace lup
