#include "fixture.hpp"

#include "ingest/bytes/zip_archive.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include <unistd.h>

namespace lup::testing {

namespace {

Variable variable(std::string survey, std::string name, Role role)
{
    Variable made;
    made.survey = std::move(survey);
    made.variable = std::move(name);
    made.role = role;
    return made;
}

Code code(std::string survey, std::string name, std::string value, std::string label)
{
    Code made;
    made.survey = std::move(survey);
    made.variable = std::move(name);
    made.value = value;
    made.code = std::move(value);
    made.label = std::move(label);
    return made;
}

Indicator indicator(std::string id, std::string title, std::string survey,
                    Statistic statistic = Statistic::share)
{
    Indicator made;
    made.indicator = id;
    made.title = std::move(title);
    made.definition = "Andel som svarat ja på frågan " + id + ".";
    made.survey = std::move(survey);
    made.variable = std::move(id);
    made.statistic = statistic;
    made.unit = statistic == Statistic::share ? "procent" : "poäng";
    return made;
}

Wave wave(std::string survey, const std::string& year)
{
    Wave made;
    made.survey = std::move(survey);
    made.wave = year;
    made.title = "Omgång " + year;
    made.period_from = year + "-01-01";
    made.period_to = year + "-12-31";
    return made;
}

} // namespace

Codebook small_codebook()
{
    Codebook codebook;
    Survey survey;
    survey.survey = "enkat";
    survey.title = "Folkhälsoenkäten";
    survey.population = "Folkbokförda i länet, 16–84 år";
    survey.source = "Nationella folkhälsoenkäten";
    codebook.surveys.push_back(survey);
    survey.survey = "samtal";
    survey.title = "Hälsosamtalet";
    survey.kind = SurveyKind::census;
    survey.protection = Protection::gate;
    survey.interval = IntervalMethod::none;
    codebook.surveys.push_back(survey);
    for (const auto* name : {"enkat", "samtal"}) {
        for (const auto* year : {"2018", "2020", "2022"})
            codebook.waves.push_back(wave(name, year));
        codebook.variables.push_back(variable(name, "area", Role::area));
        codebook.variables.push_back(variable(name, "sex", Role::sex));
        codebook.codes.push_back(code(name, "sex", "K", "Kvinnor"));
        codebook.codes.push_back(code(name, "sex", "M", "Män"));
    }
    codebook.indicators = {indicator("stress", "Stress", "enkat"), indicator("somn", "Sömnbesvär", "enkat"),
                           indicator("besok", "Välbefinnande", "enkat", Statistic::mean),
                           indicator("trivs", "Trivs i skolan", "samtal")};
    codebook.areas = {{"2303", "Ragunda", "", {"23"}},
                      {"2321", "Åre", "", {"23"}},
                      {"2380", "Östersund", "", {"23"}},
                      {"23", "Jämtlands län", "", {}}};
    ReferenceValue reference;
    reference.indicator = "stress";
    reference.wave = "2022";
    reference.area = "00";
    reference.value = 16.6;
    reference.source = "Folkhälsomyndigheten";
    codebook.reference_values.push_back(reference);
    return codebook;
}

PlanTables small_plan()
{
    PlanTables tables;
    Organisation psykiatrin;
    psykiatrin.organisation = "psykiatrin";
    psykiatrin.title = "Psykiatrin";
    Organisation are;
    are.organisation = "are";
    are.title = "Elevhälsan i Åre";
    are.indicators = {"stress"};
    are.areas = {"2321"};
    tables.organisations = {psykiatrin, are};
    Plan plan;
    plan.plan = "p1";
    plan.title = "Långsiktig utvecklingsplan";
    tables.plans.push_back(plan);
    Goal goal;
    goal.plan = "p1";
    goal.goal = "3.1";
    goal.title = "Färre stressade";
    goal.responsible = "Folkhälsochefen";
    tables.goals.push_back(goal);
    goal.goal = "3.2";
    goal.title = "En plan finns";
    goal.kind = GoalKind::milestone;
    goal.status = Milestone::ongoing;
    tables.goals.push_back(goal);
    Target target;
    target.plan = "p1";
    target.goal = "3.1";
    target.indicator = "stress";
    target.kind = TargetKind::level;
    target.base_period = "2018";
    target.value = 12.0;
    target.at_least = false;
    target.due = "2027";
    tables.targets.push_back(target);
    Activity activity;
    activity.plan = "p1";
    activity.activity = "3.1-a";
    activity.goal = "3.1";
    activity.title = "Kurser i stresshantering";
    tables.activities.push_back(activity);
    return tables;
}

Settings small_settings()
{
    Settings settings;
    settings.region = "Region Prov";
    settings.unit = "Folkhälsoenheten";
    settings.contact = "folkhalsa@example.se";
    return settings;
}

TemporaryFolder::TemporaryFolder()
{
    auto pattern = (std::filesystem::temp_directory_path() / "lup-export-XXXXXX").string();
    if (!mkdtemp(pattern.data()))
        throw std::runtime_error("no temporary folder");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string bytes_of(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

std::string unpacked(const std::filesystem::path& file)
{
    const ZipArchive archive(open_bytes(file));
    std::string all;
    for (const auto& entry : archive.entries()) {
        const auto stream = archive.open(entry);
        all += "\n--- " + entry.name + "\n" + read_all(*stream, 1U << 30U, entry.name);
    }
    return all;
}

} // namespace lup::testing
