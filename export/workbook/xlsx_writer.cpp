#include "export/workbook/xlsx_writer.hpp"

#include "config/errors.hpp"
#include "export/swedish_text.hpp"
#include "export/workbook/xlsx_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <utility>

namespace lup {

namespace {

constexpr std::size_t longest_text = 32767;
constexpr std::size_t longest_sheet_name = 31;

bool is_hex(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

/// Excel reads `_x000D_` in a text as a control character; `_x005F_` stands for the underscore itself.
std::string escaped(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto code = text.substr(i, 7);
        if (code.size() == 7 && code.starts_with("_x") && code[6] == '_' &&
            std::all_of(code.begin() + 2, code.begin() + 6, is_hex))
            result += "_x005F";
        result += text[i];
    }
    return result;
}

/// Noon of an ISO date in UTC; libxlsxwriter takes 0 for "now", so a missing date is 2000-01-01.
std::time_t noon_of(const std::string& iso_date)
{
    std::tm day{};
    day.tm_year = 100;
    day.tm_mday = 1;
    int year = 0;
    int month = 0;
    int date = 0;
    if (std::sscanf(iso_date.c_str(), "%4d-%2d-%2d", &year, &month, &date) == 3) {
        day.tm_year = year - 1900;
        day.tm_mon = month - 1;
        day.tm_mday = date;
    }
    day.tm_hour = 12;
    return timegm(&day);
}

} // namespace

lxw_format* XlsxWriter::State::format(Look look)
{
    auto& made = formats[look];
    if (made)
        return made;
    made = workbook_add_format(workbook);
    format_set_font_name(made, "Calibri");
    format_set_font_size(made, 11);
    format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
    switch (look) {
    case Look::plain:
        break;
    case Look::wrapped:
        format_set_text_wrap(made);
        break;
    case Look::wrapped_beside:
        format_set_text_wrap(made);
        [[fallthrough]];
    case Look::beside:
        format_set_indent(made, 1);
        break;
    case Look::title:
        format_set_bold(made);
        format_set_font_size(made, 14);
        break;
    case Look::notice:
        format_set_font_color(made, 0x404040);
        break;
    case Look::heading:
        format_set_bold(made);
        format_set_text_wrap(made);
        format_set_font_color(made, 0xFFFFFF);
        format_set_bg_color(made, 0x1F4E79);
        break;
    case Look::whole:
        format_set_num_format(made, "#,##0");
        break;
    case Look::tenth:
        format_set_num_format(made, "0.0");
        break;
    case Look::full:
        break;
    case Look::centred:
        format_set_align(made, LXW_ALIGN_CENTER);
        break;
    case Look::link:
        format_set_font_color(made, 0x0563C1);
        format_set_underline(made, LXW_UNDERLINE_SINGLE);
        break;
    }
    return made;
}

XlsxWriter::XlsxWriter(std::filesystem::path file, const XlsxProperties& properties)
    : file_(std::move(file)), state_(std::make_unique<State>())
{
    lxw_workbook_options options{};
    state_->workbook = workbook_new_opt(file_.c_str(), &options);
    if (!state_->workbook)
        fail("", "kan inte skapas");
    auto title = checked("egenskaper", properties.title);
    auto author = checked("egenskaper", properties.author);
    auto company = checked("egenskaper", properties.company);
    auto subject = checked("egenskaper", properties.subject);
    lxw_doc_properties document{};
    document.title = title.data();
    document.author = author.data();
    document.company = company.data();
    document.subject = subject.data();
    document.created = noon_of(properties.created);
    if (const auto error = workbook_set_properties(state_->workbook, &document); error != LXW_NO_ERROR)
        fail("egenskaper", lxw_strerror(error));
    // libxlsxwriter has no field for the document's language, so it is a property of its own.
    if (const auto error = workbook_set_custom_property_string(state_->workbook, "Language", "sv-SE");
        error != LXW_NO_ERROR)
        fail("egenskaper", lxw_strerror(error));
}

XlsxWriter::~XlsxWriter()
{
    if (state_->workbook)
        lxw_workbook_free(state_->workbook);
}

void XlsxWriter::fail(std::string_view place, std::string_view what) const
{
    throw ExportError(fmt::format("{}{}{}: {}", file_.string(), place.empty() ? "" : ", ", place, what));
}

std::string XlsxWriter::checked(std::string_view place, std::string_view text) const
{
    if (!is_valid_utf8(text))
        fail(place, "en text är inte giltig UTF-8; rätta den i kodboken eller planen");
    if (std::any_of(text.begin(), text.end(),
                    [](char byte) { return static_cast<unsigned char>(byte) < 0x20 && byte != '\n'; }))
        fail(place, "en text innehåller styrtecken; rätta den i kodboken eller planen");
    auto result = escaped(text);
    if (character_count(result) > longest_text)
        fail(place, "en text är längre än vad en cell rymmer (32 767 tecken); korta den");
    return result;
}

XlsxSheet XlsxWriter::add_sheet(std::string_view name)
{
    const auto text = checked(name, name);
    if (!state_->sheet_names.insert(lowered(text)).second)
        fail(name, "två blad har samma namn");
    if (text.empty() || character_count(text) > longest_sheet_name)
        fail(name, "ett bladnamn ska ha 1 till 31 tecken");
    if (const auto error = workbook_validate_sheet_name(state_->workbook, text.c_str());
        error != LXW_NO_ERROR)
        fail(name, lxw_strerror(error));
    auto* sheet = workbook_add_worksheet(state_->workbook, text.c_str());
    if (!sheet)
        fail(name, "bladet kan inte skapas");
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9); // A4
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_margins(sheet, 0.6, 0.6, 0.6, 0.7);
    if (const auto error = worksheet_set_footer(sheet, "&L&A&RSida &P av &N"); error != LXW_NO_ERROR)
        fail(name, lxw_strerror(error));
    return {*this, sheet};
}

void XlsxWriter::close()
{
    auto* workbook = std::exchange(state_->workbook, nullptr);
    if (const auto error = workbook_close(workbook); error != LXW_NO_ERROR)
        fail("", fmt::format("kan inte skrivas: {}", lxw_strerror(error)));
}

} // namespace lup
