#pragma once

#include "app/files/home.hpp"
#include "app/report.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lup {

/// A home in a temporary folder with a small codebook written as text: the survey `enkat` (waves 2022 and
/// 2024; kommun, kon, vikt, stress and a free text), whose shares are counted by kommun and for all.
class TestHome {
public:
    TestHome();
    ~TestHome();
    TestHome(const TestHome&) = delete;
    TestHome& operator=(const TestHome&) = delete;

    const Home& home() const { return home_; }

    /// Writes a file below the home.
    void write(const std::string& place, std::string_view text) const;
    void drop(const std::string& name, std::string_view text) const { write("inkorg/" + name, text); }
    std::string read(const std::string& place) const;
    bool has(const std::string& place) const { return std::filesystem::exists(home_.root() / place); }
    /// The files below a folder of the home.
    std::vector<std::string> files(const std::string& folder) const;

    /// One night; what it logged is in log().
    Night run();
    const std::string& log() const { return log_; }
    /// What a night does that is killed when the inbox has been taken in.
    void take_in_only() const;

    /// v_value's value of an indicator, absent if there is no row or it is hidden.
    std::optional<double> value(const std::string& indicator, const std::string& period,
                                const std::string& domain) const;
    /// All rows of a query on plan.db or journal.db, cells joined by '|'.
    std::vector<std::string> rows(const std::string& database, const std::string& query) const;

    void execute(const std::string& database, const std::string& statement) const
    {
        rows(database, statement);
    }

    /// Every file below the folders with its content: what must be the same whatever happened on the way.
    std::map<std::string, std::string> content(const std::vector<std::string>& folders) const;

private:
    Home home_;
    std::string log_;
};

/// Rows of the survey: a heading line and `count` respondents of one kommun, of whom `stressed` answered yes.
std::string survey_csv(const std::string& wave, const std::string& kommun, int count, int stressed);

/// Kommuner of one file: half of 2303 and a fifth of 2305 are stressed.
std::string two_kommuner(const std::string& wave);

} // namespace lup
