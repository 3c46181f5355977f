#include "app/night.hpp"

#include "app/files/lock.hpp"
#include "app/files/sealed_file.hpp"
#include "app/intake.hpp"
#include "app/journal/purge.hpp"
#include "app/journal/standing_records.hpp"
#include "app/trial.hpp"
#include "config/errors.hpp"

namespace lup {

namespace {

/// Ends the night in the journal and says what happened; what has failed is told too. A run that has nothing
/// to tell adds no report to that of an earlier one on the same day.
void report_night(const Home& home, Journal& journal, std::int64_t id, const Night& night,
                  const Findings& remarks, NightLog& log)
{
    const auto before = journal.last_night();
    const bool is_told =
        before && before->at(2) != "failed" && is_uneventful(night) && has_report_of_the_day(home, night);
    journal.end_night(id, std::chrono::system_clock::now(), night_outcome(night), night_counts(night),
                      night.published ? night.published->release : "");
    if (!is_told)
        write_report(home, night, remarks);
    log.morning(morning_line(night));
}

std::map<std::string, std::string> titles_of(const Codebook& codebook)
{
    std::map<std::string, std::string> titles;
    for (const auto& survey : codebook.surveys)
        titles[survey.survey] = survey.title;
    for (const auto& indicator : codebook.indicators)
        titles[indicator.indicator] = indicator.title;
    return titles;
}

/// Areas that have no name are told by their codes where a round waits for them.
void add_areas(const Journal& journal, KnownWords& words)
{
    for (const auto& delivery : journal.in_force())
        for (const auto& part : delivery.parts)
            for (const auto* before : {"väntar på ", ", "})
                words.add_anywhere(before + part.area);
}

void run_steps(const Home& home, Journal& journal, std::int64_t id, const Configuration& configuration,
               const OpenSheets& open, Night& night, NightLog& log)
{
    recall_first_vintages(journal, published_waves(home.plan_database(), configuration.codebook));
    Publisher publisher(home, journal, configuration, log, id);
    const auto finished = publisher.finish_interrupted();

    Intake intake(home, journal, configuration, open, log, id);
    intake.take_in_all();
    try_files(home, configuration, open, log);
    night.files = journal.files_since_last_end(id);
    night.undecided = journal.undecided();
    night.waiting = journal.waiting();

    const auto today = swedish_day(night.started);
    const auto counted = counted_waves(home, journal, configuration, today);
    for (const auto& [wave, why] : counted.left_out) {
        night.left_out.push_back(why);
        night.words.add(wave.first);
        night.words.add_period(wave.second);
    }
    add_areas(journal, night.words);
    intake.tell_set_aside(counted.left_out);
    night.missing = missing_files(journal, configuration.codebook, today);
    night.published =
        publisher.publish_if_new(counted, [&](const Tally& tally) { intake.tell_shifts(tally); });
    if (night.published)
        intake.tell_set_aside(night.published->held_waves);
    else
        night.published = finished;
    intake.mark_set_aside(night.files);
    if (night.published) {
        night.left_out.insert(night.left_out.end(), night.published->held.begin(),
                              night.published->held.end());
        for (const auto& name : night.published->names)
            night.words.add_period(name);
    }
    night.purged = purge_old(home, journal, configuration.settings, night.started);
}

} // namespace

Night run_night(const Home& home, NightLog& log, const OpenSheets& open)
{
    home.require_configuration();
    home.create_folders();
    const HomeLock lock(home);
    make_home_key(home.key());
    Journal journal(home.journal());
    Night night;
    night.started = std::chrono::system_clock::now();
    const auto id = journal.begin_night(night.started);
    Findings remarks;
    const auto fail = [&](std::string why) {
        night.failure = std::move(why);
        night.files = journal.files_since_last_end(id);
        report_night(home, journal, id, night, remarks, log);
    };
    try {
        const auto configuration = load_configuration(home);
        remarks = configuration.remarks;
        night.titles = titles_of(configuration.codebook);
        night.words = KnownWords(configuration.codebook, configuration.plan, configuration.settings);
        run_steps(home, journal, id, configuration, open, night, log);
    } catch (const DisclosureError&) {
        // Others read the report, and which number could be found is itself to be protected.
        fail("Skyddsgrinden stoppade publiceringen. Vad som skulle röjas och vad som kan göras står i "
             "tjänstens "
             "logg.");
        throw;
    } catch (const ExportError&) {
        // Its words are for IT, and mostly in English.
        fail(
            "Något kunde inte läsas eller skrivas, eller klarade inte kontrollen före publicering. Natten är "
            "inte färdig. Detaljerna, och vad som kan göras, står i tjänstens logg.");
        throw;
    } catch (const Error& error) {
        fail(error.what());
        throw;
    } catch (const std::filesystem::filesystem_error& error) {
        fail("En fil eller mapp kunde inte läsas eller skrivas. Detaljerna står i tjänstens logg.");
        throw ExportError(error.what());
    }
    report_night(home, journal, id, night, remarks, log);
    return night;
}

} // namespace lup
