#include "tests/ingest/delivery_support.hpp"

#include "config/matching.hpp"
#include "tests/config/table_text.hpp"

#include <atomic>
#include <charconv>
#include <cmath>
#include <sstream>
#include <stdexcept>
#include <unistd.h>

namespace lup::testing {

namespace {

class MemorySheet : public SheetReader {
public:
    explicit MemorySheet(const std::string& lines) : lines_(lines) {}

    bool next(Row& row) override
    {
        row.cells.clear();
        while (row.cells.empty()) {
            if (!std::getline(lines_, line_))
                return false;
            row.number = ++number_;
            split(row);
        }
        return true;
    }

private:
    void split(Row& row)
    {
        texts_.clear();
        std::istringstream cells(line_);
        for (std::string cell; std::getline(cells, cell, ';');)
            texts_.push_back(cell);
        for (std::uint32_t i = 0; i < texts_.size(); ++i)
            if (!texts_[i].empty())
                row.cells.push_back(cell_of(texts_[i], i + 1));
    }

    static Cell cell_of(const std::string& text, std::uint32_t column)
    {
        Cell cell;
        cell.column = column;
        cell.text = text;
        if (text == "#N/A")
            cell.type = CellType::error;
        else if (text == "TRUE" || text == "FALSE") {
            cell.type = CellType::boolean;
            cell.number = text == "TRUE" ? 1 : 0;
        } else if (text.front() == '@') {
            cell.type = CellType::date;
            cell.text.remove_prefix(1);
        } else if (text.front() == '\'') {
            cell.text.remove_prefix(1);
        } else {
            double number = 0;
            const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
            if (problem == std::errc() && end == text.data() + text.size()) {
                cell.type = CellType::number;
                cell.number = number;
                cell.text = {};
            }
        }
        return cell;
    }

    std::istringstream lines_;
    std::string line_;
    std::vector<std::string> texts_;
    std::uint32_t number_ = 0;
};

class MemoryFile : public SheetFile {
public:
    explicit MemoryFile(std::vector<SheetText> sheets) : texts_(std::move(sheets))
    {
        for (const auto& sheet : texts_)
            infos_.push_back({sheet.name, sheet.hidden});
    }
    const std::vector<SheetInfo>& sheets() const override { return infos_; }
    std::unique_ptr<SheetReader> read(std::size_t index) const override
    {
        return std::make_unique<MemorySheet>(texts_[index].lines);
    }
    Findings findings() const override { return {}; }
    std::string_view format() const override { return "minne"; }

private:
    std::vector<SheetText> texts_;
    std::vector<SheetInfo> infos_;
};

} // namespace

std::unique_ptr<SheetFile> memory_file(std::vector<SheetText> sheets)
{
    return std::make_unique<MemoryFile>(std::move(sheets));
}

Codebook codebook_of(const std::vector<std::pair<std::string, std::string>>& tables)
{
    std::vector<RawTable> raw;
    for (const auto& [name, text] : tables)
        raw.push_back(table_from(name, text));
    auto reading = parse_codebook(raw);
    for (const auto& finding : reading.findings)
        if (finding.severity == Severity::error)
            throw std::runtime_error(finding.file + " " + finding.place + " " + finding.rule);
    return std::move(reading.codebook);
}

Codebook sample_codebook()
{
    return codebook_of({
        {"surveys", "survey;title;kind\nenkat;Enkäten;sample\n"},
        {"waves", "survey;wave;title;period_from;period_to\n"
                  "enkat;2020;Enkäten 2020;2020-01-01;2020-12-31\n"
                  "enkat;2022;Enkäten 2022;2022-01-01;2022-12-31\n"},
        {"variables", "survey;variable;type;role;column;min;max;required;from;to\n"
                      "enkat;lopnr;id;none;lopnr;;;no;;\n"
                      "enkat;ar;code;year;argang|år;;;no;;\n"
                      "enkat;kon;code;sex;kon|kön;;;yes;;\n"
                      "enkat;kommun;code;area;ukommun;;;yes;;\n"
                      "enkat;vikt;number;weight;kalvikt;0;;yes;;\n"
                      "enkat;humor;code;none;humör;;;no;;\n"
                      "enkat;alder;number;age;ålder;16;110;no;;\n"
                      "enkat;kommentar;text;none;kommentar;;;no;;\n"
                      "enkat;gammal;code;none;gammal fråga;;;no;2020;2020\n"},
        {"codes", "survey;variable;value;code;label;missing\n"
                  "enkat;kon;1;M;Man;\n"
                  "enkat;kon;2;K;Kvinna;\n"
                  "enkat;humor;ofta;1;Ofta;\n"
                  "enkat;humor;sällan;2;Sällan;\n"
                  "enkat;humor;01;3;Aldrig;\n"
                  "enkat;humor;-9;;Vill inte svara;ja\n"
                  "enkat;alder;999;;Okänd;ja\n"},
        {"indicators", "indicator;title;survey;variable;statistic;numerator\n"
                       "glad;Ofta glad;enkat;humor;share;1\n"},
        {"breakdowns", "survey;indicators;by\nenkat;*;\n"},
    });
}

Codebook school_codebook()
{
    return codebook_of({
        {"surveys", "survey;title;kind\nsamtal;Hälsosamtalet;census\n"},
        {"waves", "survey;wave;title;period_from;period_to\n"
                  "samtal;2019-2020;;2019-08-01;2020-06-30\n"
                  "samtal;2020-2021;;2020-08-01;2021-06-30\n"},
        {"variables", "survey;variable;type;role;column;required\n"
                      "samtal;kommun;code;area;Kommun;yes\n"
                      "samtal;skola;code;school;Skola;no\n"
                      "samtal;arskurs;code;grade;Årskurs;yes\n"
                      "samtal;kon;code;sex;Kön;yes\n"
                      "samtal;huvudvark;code;none;Huvudvärk;no\n"
                      "samtal;magont;code;none;Magont;no\n"
                      "samtal;samtycke;code;consent;Samtycke;no\n"},
        {"codes", "survey;variable;value;code;label\n"
                  "samtal;arskurs;F;0;Förskoleklass\n"
                  "samtal;arskurs;4;4;Årskurs 4\n"
                  "samtal;kon;flicka;K;Flicka\n"
                  "samtal;kon;pojke;M;Pojke\n"
                  "samtal;huvudvark;aldrig;1;Aldrig\n"
                  "samtal;huvudvark;ofta;2;Ofta\n"
                  "samtal;magont;aldrig;1;Aldrig\n"
                  "samtal;magont;ofta;2;Ofta\n"},
        {"indicators", "indicator;title;survey;variable;statistic;numerator\n"
                       "ont;Ont i huvudet;samtal;huvudvark;share;2\n"},
        {"breakdowns", "survey;indicators;by\nsamtal;*;\n"},
    });
}

ScratchFolder::ScratchFolder()
{
    static std::atomic<int> next{0};
    path_ = std::filesystem::temp_directory_path() /
            ("lup-delivery-" + std::to_string(::getpid()) + "-" + std::to_string(++next));
    std::filesystem::create_directories(path_);
}

ScratchFolder::~ScratchFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

DeliveryReport read(const SheetFile& file, const Codebook& codebook, const ScratchFolder& folder,
                    const std::string& file_name)
{
    return read_delivery(file, file_name, codebook, DeliveryOptions{}, folder / "copy.gz");
}

std::string words_of(const DeliveryReport& report)
{
    std::ostringstream words;
    words << report.survey << '|' << report.wave << '|' << report.format << '\n';
    for (const auto& part : report.parts)
        words << part.area << '|' << part.school << '|' << part.grade << '\n';
    for (const auto& use : report.columns)
        words << use.sheet << '|' << use.heading << '|' << use.variable << '|' << use.reason << '\n';
    for (const auto& list : {report.sheets_used, report.sheets_left, report.not_checked})
        for (const auto& text : list)
            words << text << '\n';
    for (const auto& f : report.findings)
        words << f.file << '|' << f.place << '|' << f.rule << '|' << f.advice << '|' << f.count << '\n';
    return words.str();
}

bool has_finding(const DeliveryReport& report, Severity severity, const std::string& rule,
                 const std::string& place, const std::string& advice)
{
    for (const auto& f : report.findings)
        if (f.severity == severity && f.rule.find(rule) != std::string::npos &&
            f.place.find(place) != std::string::npos && f.advice.find(advice) != std::string::npos)
            return true;
    return false;
}

std::string answers_of(const std::vector<std::filesystem::path>& copies, const Codebook& codebook,
                       const std::string& survey, const std::string& wave)
{
    const auto source = open_deliveries(copies, codebook, survey, wave);
    ResponseBatch batch;
    std::vector<std::string> columns;
    while (source->next(batch)) {
        columns.resize(batch.columns.size());
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const auto& column = batch.columns[i];
            for (const auto code : column.codes)
                columns[i] +=
                    (code == ResponseColumn::missing ? "-" : source->categories()[i].codes()[code]) + ",";
            for (const auto number : column.numbers)
                columns[i] += (std::isnan(number) ? "-" : number_text(number)) + ",";
            if (!column.present)
                columns[i] += "saknas,";
        }
    }
    std::string all;
    for (std::size_t i = 0; i < columns.size(); ++i)
        all += batch.columns[i].variable + "=" + columns[i] + ";";
    return all;
}

} // namespace lup::testing
