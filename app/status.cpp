#include "app/status.hpp"

#include "app/configuration.hpp"
#include "app/files/inbox.hpp"
#include "app/journal/journal.hpp"
#include "app/report.hpp"

#include <fmt/format.h>

#include <iostream>

namespace lup {

namespace {

void print_deliveries(const Journal& journal)
{
    const auto deliveries = journal.in_force();
    std::cout << fmt::format("In force: {} deliveries\n", deliveries.size());
    for (const auto& delivery : deliveries)
        std::cout << fmt::format("  {} {}  no {}  {} parts\n", delivery.survey, delivery.wave,
                                 delivery.number, delivery.parts.size());
    for (const auto& file : journal.undecided())
        std::cout << fmt::format("  {} {}  held: {} overlaps others, see its receipt\n", file.survey,
                                 file.wave, file.name);
}

void print_files(const Journal& journal)
{
    constexpr int latest = 10;
    const auto files = journal.latest_files(latest);
    std::cout << "Latest files:" << (files.empty() ? " none\n" : "\n");
    for (const auto& file : files)
        std::cout << fmt::format("  {}  {}  {}\n", swedish_time(file.received), verdict_name(file.verdict),
                                 file.name);
    for (const auto& file : journal.waiting())
        std::cout << fmt::format("  left in inkorg/ {} nights: {} ({})\n", file.nights, file.source,
                                 file.reason);
}

void print_nights(const Journal& journal, const Settings& settings)
{
    if (const auto night = journal.last_night())
        std::cout << fmt::format("Last night: {}, {}{}\n", swedish_time(parse_utc(night->at(0))),
                                 night->at(2), night->at(3).empty() ? "" : ", release " + night->at(3));
    else
        std::cout << "Last night: none yet\n";
    std::cout << fmt::format(
        "Next night: {} (Swedish time)\n",
        swedish_time(next_swedish(std::chrono::system_clock::now(), settings.nightly_at)));
}

} // namespace

int print_status(const Home& home)
{
    const auto configuration = load_configuration(home);
    if (!std::filesystem::exists(home.journal())) {
        std::cout << "No night has been run in this home yet\n";
        return 0;
    }
    const Journal journal(home.journal());
    std::cout << fmt::format("In inkorg/ now: {} files\n", list_files(home.inbox()).size());
    print_files(journal);
    print_deliveries(journal);
    for (const auto& sentence :
         missing_files(journal, configuration.codebook, swedish_day(std::chrono::system_clock::now())))
        std::cout << "Missing: " << sentence << '\n';
    print_nights(journal, configuration.settings);
    return 0;
}

} // namespace lup
