#pragma once

#include "config/finding.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace lup {

enum class Publish : unsigned char { automatic, approve };

/// lup.toml: what the server's owner decides. Names no survey, variable, indicator or verksamhet.
struct Settings {
    std::string region;  ///< "Region Jämtland Härjedalen", stands on the workbooks
    std::string unit;    ///< "Folkhälsoenheten"
    std::string contact; ///< address printed in Om and Metod
    Publish publish = Publish::automatic;
    int keep_original_days = 30;
    int quarantine_days = 7;
    double unmatched_limit =
        0.05;                ///< share of a column's answers that no code matches before a file is rejected
    int settle_seconds = 10; ///< `watch` only
    std::string nightly_at = "01:15";  ///< Swedish local time, outside 02:00-03:00
    std::string lonely_psu = "adjust"; ///< adjust, remove, average, fail
    int threads = 0;                   ///< 0 = as many as there are processors
};

/// Reads lup.toml's text: one `key = value` for each member of Settings, by its name (publish: "auto" or
/// "approve"). Throws ConfigurationError with every mistake, a line each: line, key and what is allowed; an
/// unknown key gets "did you mean".
Settings parse_settings(std::string_view toml, std::string_view file_name);

/// The keys of lup.toml as a Markdown table in Swedish: key, what is allowed, what it says.
std::string settings_reference();

} // namespace lup
