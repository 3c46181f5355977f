#pragma once

#include "config/codebook.hpp"
#include "ingest/delivery/response_batch.hpp"
#include "tests/config/table_text.hpp"
#include "transform/tally/tally.hpp"

#include <catch2/catch.hpp>

#include <charconv>
#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lup::testing {

/// Tables of a codebook by name; surveys, waves, variables, indicators and breakdowns are needed.
using CodebookText = std::map<std::string, std::string>;

inline Codebook codebook_from(const CodebookText& tables)
{
    std::vector<RawTable> raw;
    for (const auto& [name, text] : tables)
        raw.push_back(table_from(name, text));
    auto reading = parse_codebook(raw);
    for (const auto& finding : reading.findings)
        if (finding.severity == Severity::error)
            FAIL(finding.file << ": " << finding.place << ": " << finding.rule);
    return std::move(reading.codebook);
}

/// Respondents from lines of text: headings are variables, an empty cell is a missing answer. Columns whose
/// variable is a number hold numbers. Comes in batches of two rows, so that batches are joined.
class MadeResponses : public ResponseSource {
public:
    MadeResponses(const Codebook& codebook, const std::string& survey, std::string_view text)
        : table_(table_from("responses", text)), categories_(table_.headings.size())
    {
        for (const auto& heading : table_.headings)
            numbers_.push_back(codebook.find_variable(survey, heading)->type == VariableType::number);
    }

    bool next(ResponseBatch& batch) override
    {
        batch.rows = std::min<std::size_t>(2, table_.rows.size() - next_);
        batch.columns.assign(table_.headings.size(), {});
        for (std::size_t c = 0; c < table_.headings.size(); ++c)
            fill(batch.columns[c], c, batch.rows);
        next_ += batch.rows;
        return batch.rows > 0;
    }

    const std::vector<Categories>& categories() const override { return categories_; }

private:
    void fill(ResponseColumn& column, std::size_t c, std::size_t rows)
    {
        column.variable = table_.headings[c];
        column.present = true;
        for (std::size_t r = next_; r < next_ + rows; ++r) {
            const auto& text = table_.rows[r].cells[c];
            double number = std::nan("");
            std::from_chars(text.data(), text.data() + text.size(), number);
            if (numbers_[c])
                column.numbers.push_back(number);
            else
                column.codes.push_back(text.empty() ? ResponseColumn::missing
                                                    : categories_[c].index_of(text));
        }
    }

    RawTable table_;
    std::vector<bool> numbers_;
    std::vector<Categories> categories_;
    std::size_t next_ = 0;
};

/// Waves of one survey by their text, tallied.
inline Tally tally_from(const Codebook& codebook, const std::string& survey,
                        const std::map<std::string, std::string>& waves)
{
    std::vector<WaveResponses> responses;
    for (const auto& [wave, text] : waves)
        responses.push_back(
            {survey,
             wave,
             [&codebook, survey, &text] { return std::make_unique<MadeResponses>(codebook, survey, text); },
             0,
             {}});
    return tally_waves(responses, codebook, Settings{});
}

/// Records of each wave as they came: the first delivery, and then what each correction put in its place.
using Vintages = std::map<std::string, std::vector<std::string>>;

/// The newest records of each wave, tallied beside those before them.
inline Tally vintages_from(const Codebook& codebook, const std::string& survey, const Vintages& waves)
{
    std::vector<WaveResponses> responses;
    for (const auto& [wave, texts] : waves) {
        const auto open = [&codebook, survey](const std::string& text) -> WaveResponses::Open {
            return [&codebook, survey, &text] {
                return std::make_unique<MadeResponses>(codebook, survey, text);
            };
        };
        const auto newest = static_cast<std::uint32_t>(texts.size() - 1);
        WaveResponses made{survey, wave, open(texts.back()), newest, {}, RecordsOrigin::replaced};
        for (std::uint32_t vintage = 0; vintage < newest; ++vintage)
            made.earlier.push_back({vintage, open(texts[vintage])});
        responses.push_back(std::move(made));
    }
    return tally_waves(responses, codebook, Settings{});
}

/// The cell of the whole-period table with that domain; fails the test if it is not there.
inline const TalliedCell& cell_of(const Tally& tally, const std::string& indicator, const std::string& period,
                                  const std::vector<std::string>& codes)
{
    for (const auto& table : tally.tables) {
        if (table.indicator != indicator || table.period != period || table.dimensions.size() != codes.size())
            continue;
        for (const auto& cell : table.cells) {
            bool same = true;
            for (std::size_t i = 0; i < codes.size(); ++i)
                same = same && table.dimensions[i].categories[cell.categories[i]].code == codes[i];
            if (same)
                return cell;
        }
    }
    FAIL("no cell of " << indicator << " in " << period);
    throw 0;
}

} // namespace lup::testing
