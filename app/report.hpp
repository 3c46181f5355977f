#pragma once

#include "app/configuration.hpp"
#include "app/files/home.hpp"
#include "app/journal/journal.hpp"
#include "app/publish.hpp"
#include "export/known_words.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lup {

/// What one night came to.
struct Night {
    Instant started;
    std::vector<FileEntry> files;              ///< taken in tonight and by runs that were killed before
    std::vector<FileEntry> undecided;          ///< held tonight or before, and still waiting for an answer
    std::vector<WaitingEntry> waiting;         ///< left in the inbox
    std::vector<std::string> missing;          ///< Swedish: expected files that have not come
    std::vector<std::string> left_out;         ///< Swedish: waves in the archive that are not counted
    std::vector<std::string> purged;           ///< names of originals that were removed
    std::optional<Published> published;        ///< absent: nothing new
    std::map<std::string, std::string> titles; ///< of surveys and indicators, by id
    KnownWords words;    ///< of the configuration, and the names of all that was published
    std::string failure; ///< why the night stopped, "" if it did not
};

NightCounts night_counts(const Night& night);

/// "published", "nothing new" or "failed".
std::string night_outcome(const Night& night);

/// "3 filer, 3 klara, inget att åtgärda".
std::string morning_line(const Night& night);

/// Sentences on waves whose expected_by has passed with no delivery in force.
std::vector<std::string> missing_files(const Journal& journal, const Codebook& codebook,
                                       const std::string& today);

/// How many of the night's files are accepted but not counted.
std::size_t files_set_aside(const Night& night);

/// The page of the night as it is when it is done at `finished`. Self-contained, Swedish.
std::string report_html(const Night& night, const Findings& remarks, Instant finished);

/// The texts from which that page may have its numbers: the night's, the names and days of files, how many
/// files there are, and remarks on the configuration.
KnownWords report_words(const Night& night, const Findings& remarks, Instant finished);

/// Whether a run that began on the same day has a report.
bool has_report_of_the_day(const Home& home, const Night& night);

/// rapporter/AAAA-MM-DD.html of the day on which the night began. A later run of that day gets a page of its
/// own, so that it takes nothing from the earlier one: AAAA-MM-DDThhmm.html, and with _2, _3 ... if the
/// minute is taken too. Sorted by name they stand in the order of the runs.
std::filesystem::path free_report_file(const Home& home, const Night& night);

/// Whether the night neither took in, left, published nor failed anything.
bool is_uneventful(const Night& night);

/// Writes free_report_file() once check_report() has let it pass. Throws ExportError.
void write_report(const Home& home, const Night& night, const Findings& remarks);

} // namespace lup
