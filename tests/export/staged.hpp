#pragma once

#include "export/workbook/workbook_content.hpp"
#include "fixture.hpp"

#include <string>
#include <vector>

namespace lup::testing {

/// A release with all its files, ready to be switched in: stress for all and by sex, and somn for
/// psykiatrin alone.
struct Staged {
    Codebook codebook = small_codebook();
    PlanTables plan = small_plan();
    Settings settings = small_settings();
    std::vector<Judgement> judgements{{"p1", "3.1", "stress", "", "2022", "2018", 15.5, 12.5, 12.0,
                                       Verdict::off_track, "Andelen är högre än banan mot målet."}};
    Release release;
    TemporaryFolder folder;

    explicit Staged(const std::vector<ReleasedComparison>& comparisons = {});

    Publication publication() const;

    std::filesystem::path file(const std::string& name) const { return folder.path() / name; }
    std::filesystem::path px() const { return file("publicerat/px/stress-sex.px"); }
    std::filesystem::path json() const { return file("publicerat/json-stat/stress-sex.json"); }
    std::filesystem::path csv() const { return file("publicerat/csv/lup.csv"); }
    std::filesystem::path workbook() const { return file("excel/psykiatrin/lup-psykiatrin.xlsx"); }

    /// The message of the check; "" if it lets the release pass.
    std::string refusal() const;

    /// Replaces the first `from` of a part of psykiatrin's workbook.
    void retouch(const std::string& part, const std::string& from, const std::string& to) const;

    /// Writes psykiatrin's workbook anew once `change` has had its way with what it holds.
    template <typename Change>
    void rewrite(Change change) const
    {
        auto content = content_for(publication(), &plan.organisations[0]);
        change(content);
        write_again(content);
    }

private:
    void write_again(WorkbookContent& content) const;
};

} // namespace lup::testing
