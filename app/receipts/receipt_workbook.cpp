#include "app/receipts/receipt.hpp"

#include "config/errors.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <memory>

namespace lup {

namespace {

struct Looks {
    lxw_format* title;
    lxw_format* heading;
    lxw_format* text;
    lxw_format* verdict;
};

/// One sheet that is filled row by row.
class Sheet {
public:
    Sheet(lxw_workbook* workbook, const char* name, const Looks& looks)
        : sheet_(workbook_add_worksheet(workbook, name)), looks_(looks)
    {
        worksheet_set_landscape(sheet_);
        worksheet_fit_to_pages(sheet_, 1, 0);
    }

    void widths(std::initializer_list<double> widths)
    {
        lxw_col_t column = 0;
        for (const auto width : widths) {
            worksheet_set_column(sheet_, column, column, width, looks_.text);
            ++column;
        }
    }

    void row(std::initializer_list<std::string> cells, lxw_format* format = nullptr)
    {
        lxw_col_t column = 0;
        for (const auto& cell : cells)
            worksheet_write_string(sheet_, next_, column++, cell.c_str(), format ? format : looks_.text);
        ++next_;
    }

    void headings(std::initializer_list<std::string> cells)
    {
        row(cells, looks_.heading);
        worksheet_freeze_panes(sheet_, next_, 0);
        worksheet_repeat_rows(sheet_, next_ - 1, next_ - 1);
    }

    void number(lxw_col_t column, std::uint64_t value)
    {
        worksheet_write_number(sheet_, next_ - 1, column, static_cast<double>(value), looks_.text);
    }

private:
    lxw_worksheet* sheet_;
    const Looks& looks_;
    lxw_row_t next_ = 0;
};

lxw_format* look(lxw_workbook* workbook, bool bold, double size)
{
    auto* format = workbook_add_format(workbook);
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_font_size(format, size);
    if (bold)
        format_set_bold(format);
    return format;
}

Looks make_looks(lxw_workbook* workbook, FileVerdict verdict)
{
    Looks looks{look(workbook, true, 14), look(workbook, true, 11), look(workbook, false, 11),
                look(workbook, true, 14)};
    format_set_bg_color(looks.heading, 0xE8EEF2);
    format_set_bottom(looks.heading, LXW_BORDER_THIN);
    const auto colour = verdict_text(verdict).colour;
    format_set_bg_color(looks.verdict, colour == "gron" ? 0xE9F6EC : colour == "gul" ? 0xFFF8E1 : 0xFFEBE9);
    return looks;
}

void write_summary(lxw_workbook* workbook, const Looks& looks, const Receipt& receipt)
{
    Sheet sheet(workbook, "Kvitto", looks);
    sheet.widths({30, 90});
    const auto verdict = verdict_text(receipt.verdict);
    sheet.row({"Kvitto", receipt.name}, looks.title);
    sheet.row({"Utfall", fmt::format("{} {}", verdict.symbol, verdict.words)}, looks.verdict);
    sheet.row({"Vad som händer nu", receipt.outcome});
    for (const auto& fact : receipt_facts(receipt))
        sheet.row({fact.label, fact.value});
    for (const auto& sentence : receipt.report.not_checked)
        sheet.row({"Inte kontrollerat", sentence});
}

void write_rules(lxw_workbook* workbook, const Looks& looks, const Receipt& receipt)
{
    Sheet sheet(workbook, "Regler", looks);
    sheet.widths({16, 60, 10, 16, 60});
    sheet.headings({"Hur allvarligt", "Vad", "Antal", "Andel av raderna", "Gör så här"});
    for (const auto& line : receipt_rules(receipt)) {
        sheet.row({std::string(severity_word(line.severity)), line.rule, "", line.share, line.action});
        sheet.number(2, line.count);
    }
}

void write_places(lxw_workbook* workbook, const Looks& looks, const Receipt& receipt)
{
    Sheet sheet(workbook, "Celler", looks);
    sheet.widths({26, 60, 60, 10});
    sheet.headings({"Cell", "Vad är fel", "Gör så här", "Antal"});
    for (const auto& finding : receipt.report.findings) {
        if (finding.place.empty())
            continue;
        sheet.row({finding.place, finding.rule, finding.advice});
        sheet.number(3, finding.count);
    }
}

void write_columns(lxw_workbook* workbook, const Looks& looks, const Receipt& receipt)
{
    Sheet sheet(workbook, "Kolumner", looks);
    sheet.widths({20, 50, 30, 40, 10, 10, 16});
    sheet.headings({"Blad", "Rubrik", "Används som", "Varför inte", "Svar", "Saknas", "Känns inte igen"});
    for (const auto& column : receipt.report.columns) {
        sheet.row({column.sheet, shown_heading(column.heading), column.variable, column.reason});
        sheet.number(4, column.answered);
        sheet.number(5, column.missing);
        sheet.number(6, column.unmatched);
    }
}

} // namespace

void write_receipt_workbook(const Receipt& receipt, const std::filesystem::path& file)
{
    lxw_workbook_options options{};
    options.constant_memory = LXW_FALSE;
    auto* workbook = workbook_new_opt(file.c_str(), &options);
    if (workbook == nullptr)
        throw ExportError(fmt::format("{}: the receipt cannot be made. Check that the folder may be written",
                                      file.string()));
    const auto looks = make_looks(workbook, receipt.verdict);
    write_summary(workbook, looks, receipt);
    write_rules(workbook, looks, receipt);
    write_places(workbook, looks, receipt);
    write_columns(workbook, looks, receipt);
    if (const auto error = workbook_close(workbook); error != LXW_NO_ERROR)
        throw ExportError(fmt::format("{}: the receipt cannot be written ({}). Check the disk", file.string(),
                                      lxw_strerror(error)));
}

} // namespace lup
