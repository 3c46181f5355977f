#include "ingest/sheets/open_file.hpp"

#include "ingest/refusal.hpp"
#include "ingest/sheets/csv_file.hpp"
#include "ingest/sheets/ods_file.hpp"
#include "ingest/sheets/statistics_file.hpp"
#include "ingest/sheets/xls_file.hpp"
#include "ingest/sheets/xlsx_file.hpp"

#include <algorithm>
#include <array>

namespace lup {
namespace {

constexpr std::string_view save_as_xlsx = "Öppna filen i Excel, välj Spara som och Excel-arbetsbok (.xlsx).";

struct KnownKind {
    std::string_view start;
    std::string_view rule;
};

// Kinds that people send by mistake, so that the message can name them.
constexpr KnownKind known_kinds[] = {
    {"%PDF", "det är en PDF-fil, inte ett kalkylblad"},
    {"\x1F\x8B", "det är en packad fil (gzip)"},
    {"7z\xBC\xAF", "det är en packad fil (7-zip)"},
    {"Rar!", "det är en packad fil (rar)"},
    {"\x89PNG", "det är en bild (PNG)"},
    {"\xFF\xD8\xFF", "det är en bild (JPEG)"},
    {"SQLite format 3", "det är en databas (SQLite)"},
    {"{\\rtf", "det är ett RTF-dokument"},
    {"PK\5\6", "det är en tom zip-fil"},
};

std::string head_of(const ByteSource& source)
{
    std::string head(static_cast<std::size_t>(std::min<std::uint64_t>(source.size(), 512)), '\0');
    source.read_at(0, head);
    return head;
}

/// Workbooks of Excel 2 to 4 start with their first record, outside any compound file.
bool is_bare_workbook(std::string_view head)
{
    return head.size() > 4 && head[0] == 9 &&
           (head[1] == 0 || head[1] == 2 || head[1] == 4 || head[1] == 8) && head[3] == 0;
}

void refuse_markup(const ByteSource& source, std::string_view head)
{
    if (head.starts_with("\xEF\xBB\xBF")) {
        head.remove_prefix(3);
    }
    const auto first = head.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || head[first] != '<') {
        return;
    }
    std::string lower(head.substr(first));
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    const bool html = lower.starts_with("<!doctype html") || lower.find("<html") != std::string::npos ||
                      lower.find("<table") != std::string::npos;
    refuse_file(source.name(), "",
                html ? "filen är HTML, inte Excel" : "filen är XML, inte ett kalkylblad som läses",
                save_as_xlsx);
}

std::unique_ptr<SheetFile> open_zip(const std::shared_ptr<const ByteSource>& source)
{
    const auto zip = std::make_shared<ZipArchive>(source);
    if (is_ods(*zip)) {
        return open_ods(zip);
    }
    for (const auto* other : {"word/document.xml", "ppt/presentation.xml", "Index/Document.iwa"}) {
        if (zip->find(other) != nullptr) {
            refuse_file(source->name(), "", "filen är ett dokument av annat slag, inte ett kalkylblad",
                        save_as_xlsx);
        }
    }
    if (zip->find("_rels/.rels") == nullptr && zip->find("xl/workbook.xml") == nullptr) {
        refuse_file(source->name(), "", "filen är en zip-fil men inget kalkylblad",
                    "Packa upp den och lämna filerna var för sig.");
    }
    return open_xlsx(zip);
}

} // namespace

std::unique_ptr<SheetFile> open_sheet_file(const std::filesystem::path& file)
{
    return open_sheet_bytes(open_bytes(file));
}

std::unique_ptr<SheetFile> open_sheet_bytes(const std::shared_ptr<const ByteSource>& source)
{
    const auto head = head_of(*source);
    if (head.empty()) {
        refuse_file(source->name(), "", "filen är tom", "Exportera den på nytt.");
    }
    if (head.starts_with("PK\3\4")) {
        return open_zip(source);
    }
    if (const auto format = statistics_format(head)) {
        return open_statistics(source, *format);
    }
    for (const auto& kind : known_kinds) {
        if (head.starts_with(kind.start)) {
            refuse_file(source->name(), "", kind.rule, "Lämna ett kalkylblad: .xlsx, .ods, .csv eller .sav.");
        }
    }
    if (head.starts_with("\xD0\xCF\x11\xE0")) {
        return open_xls(source);
    }
    if (is_bare_workbook(head)) {
        refuse_file(source->name(), "", "arbetsboken är från Excel 95 eller äldre", save_as_xlsx);
    }
    if (head.find("opendocument.spreadsheet") != std::string::npos ||
        head.find("office:document ") != std::string::npos) {
        return open_fods(source);
    }
    refuse_markup(*source, head);
    return open_csv(source);
}

} // namespace lup
