#include "app/receipts/receipt.hpp"

#include "app/files/durable.hpp"
#include "export/swedish_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace lup {

namespace fs = std::filesystem;

namespace {

std::string joined(const std::vector<std::string>& words)
{
    return fmt::format("{}", fmt::join(words, ", "));
}

std::string part_words(const PartKey& part)
{
    std::vector<std::string> words;
    if (!part.area.empty())
        words.push_back("område " + part.area);
    if (!part.school.empty())
        words.push_back("skola " + part.school);
    if (!part.grade.empty())
        words.push_back("årskurs " + part.grade);
    return joined(words);
}

/// The parts that a delivery covers; many are counted rather than listed.
std::string parts_words(const std::set<PartKey>& parts)
{
    constexpr std::size_t listed = 12;
    std::vector<std::string> words;
    for (const auto& part : parts)
        if (auto text = part_words(part); !text.empty())
            words.push_back(std::move(text));
    if (words.size() <= listed)
        return fmt::format("{}", fmt::join(words, "; "));
    return fmt::format("{} delar (kombinationer av område, skola och årskurs)", words.size());
}

std::string percent(std::uint64_t count, std::uint64_t rows)
{
    if (rows == 0 || count > rows)
        return "";
    auto text = fmt::format("{:.1f} %", 100.0 * static_cast<double>(count) / static_cast<double>(rows));
    std::replace(text.begin(), text.end(), '.', ',');
    return text == "0,0 %" ? "under 0,1 %" : text;
}

/// Whether a finding is about cells below the headings, so that a share of the rows means something.
bool is_answer_cell(const Finding& finding)
{
    return finding.place.find('!') != std::string::npos && finding.rule.find("ubrik") == std::string::npos;
}

} // namespace

std::string_view severity_word(Severity severity)
{
    switch (severity) {
    case Severity::error:
        return "fel";
    case Severity::warning:
        return "varning";
    case Severity::note:
        break;
    }
    return "upplysning";
}

std::string shown_heading(const std::string& heading)
{
    constexpr std::size_t longest = 200;
    constexpr int digits_of_a_birth_date = 6;
    const auto digits = std::count_if(heading.begin(), heading.end(),
                                      [](unsigned char letter) { return std::isdigit(letter) != 0; });
    if (digits >= digits_of_a_birth_date)
        return "(rubrik med många siffror, visas inte)";
    if (heading.size() > longest)
        return "(rubrik som är för lång för att visas)";
    return heading;
}

std::vector<FactLine> receipt_facts(const Receipt& receipt)
{
    const auto& report = receipt.report;
    const auto used = std::count_if(report.columns.begin(), report.columns.end(),
                                    [](const ColumnUse& column) { return !column.variable.empty(); });
    const auto left = static_cast<std::ptrdiff_t>(report.columns.size()) - used;
    std::vector<FactLine> facts{{"Fil", receipt.name}, {receipt.trial ? "Prövad" : "Kom", receipt.received}};
    const auto add = [&facts](const char* label, std::string value) {
        if (!value.empty())
            facts.push_back({label, std::move(value)});
    };
    add("Läst som",
        receipt.taken_for.empty() ? "kändes inte igen som någon undersökning i kodboken" : receipt.taken_for);
    add("Filformat", report.format);
    add("Delar", parts_words(report.parts));
    add("Blad som används", joined(report.sheets_used));
    add("Blad som inte används", joined(report.sheets_left));
    const bool is_red =
        receipt.verdict == FileVerdict::rejected || receipt.verdict == FileVerdict::quarantined;
    add(is_red ? "Rader som lästes" : "Rader som används", swedish_count(report.rows_used));
    add("Rader som hoppades över", swedish_count(report.rows_left));
    if (!report.columns.empty()) {
        add("Kolumner som används", swedish_count(static_cast<std::uint64_t>(used)));
        add("Kolumner som inte används", swedish_count(static_cast<std::uint64_t>(left)));
    }
    return facts;
}

std::vector<RuleLine> receipt_rules(const Receipt& receipt)
{
    std::vector<RuleLine> lines;
    std::set<std::size_t> of_answers;
    std::map<std::pair<std::string, std::string>, std::size_t> line_of;
    for (const auto& finding : receipt.report.findings) {
        const auto [place, added] = line_of.try_emplace({finding.rule, finding.advice}, lines.size());
        if (added)
            lines.push_back({finding.severity, finding.rule, finding.advice, 0, ""});
        lines[place->second].count += finding.count;
        if (is_answer_cell(finding))
            of_answers.insert(place->second);
    }
    for (const auto line : of_answers)
        lines[line].share = percent(lines[line].count, receipt.report.rows_used + receipt.report.rows_left);
    std::stable_sort(lines.begin(), lines.end(),
                     [](const RuleLine& a, const RuleLine& b) { return a.severity > b.severity; });
    return lines;
}

void write_receipt(const Receipt& receipt, const fs::path& place)
{
    fs::create_directories(place.parent_path());
    auto page = place;
    page += ".kvitto.html";
    write_durably(page, receipt_html(receipt), 0640);
    auto workbook = place;
    workbook += ".kvitto.xlsx";
    auto beside = workbook;
    beside += ".ny";
    write_receipt_workbook(receipt, beside);
    fs::permissions(beside, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
    sync_path(beside);
    move_durably(beside, workbook);
}

} // namespace lup
