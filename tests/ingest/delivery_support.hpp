#pragma once

#include "config/codebook.hpp"
#include "ingest/delivery/delivery.hpp"
#include "ingest/sheet_reader.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace lup::testing {

/// A file in memory. A sheet is lines of cells between ';': a plain number is a number, TRUE and FALSE are
/// booleans, #N/A an error, @2022-05-01 a date, 'x the text x, anything else text as it stands; "" no cell.
struct SheetText {
    std::string name, lines;
    bool hidden = false;
};
std::unique_ptr<SheetFile> memory_file(std::vector<SheetText> sheets);

/// The codebook of tables as text (headings first). Throws std::runtime_error with the findings if it has
/// errors.
Codebook codebook_of(const std::vector<std::pair<std::string, std::string>>& tables);

/// A sample survey "enkat" with waves 2020 and 2022 of one form: year, sex, area, weight, mood, age and an
/// id.
Codebook sample_codebook();

/// A school census "samtal" with läsår 2019-2020 and 2020-2021, answers as labels, no year column.
Codebook school_codebook();

/// A folder that goes with the test.
class ScratchFolder {
public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

/// read_delivery into `folder`/copy.gz.
DeliveryReport read(const SheetFile& file, const Codebook& codebook, const ScratchFolder& folder,
                    const std::string& file_name = "leverans.xlsx");

/// Everything that a report says, in one text.
std::string words_of(const DeliveryReport& report);

/// Whether a finding of that severity has `rule` in its rule, and `place` and `advice` likewise.
bool has_finding(const DeliveryReport& report, Severity severity, const std::string& rule,
                 const std::string& place = "", const std::string& advice = "");

/// What is used of archive copies, as "variable=code,code;variable=1.5,": "-" where there is no answer.
std::string answers_of(const std::vector<std::filesystem::path>& copies, const Codebook& codebook,
                       const std::string& survey, const std::string& wave);

} // namespace lup::testing
