#include "app/codebook_draft.hpp"

#include "app/codebook_export.hpp"
#include "app/process.hpp"
#include "config/errors.hpp"
#include "config/matching.hpp"
#include "ingest/worker/isolated_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

namespace lup {

namespace {

constexpr std::size_t rows_looked_at = 1'000;

/// A name of the codebook: lower case letters, digits and "_".
std::string codebook_name(const std::string& text)
{
    std::string name;
    for (const char letter : folded(text))
        name += (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ? letter : '_';
    return name;
}

struct Kinds {
    bool text = false, date = false;
};

/// By column: whether the first rows have texts or dates there.
std::vector<Kinds> kinds_of_cells(const SheetFile& file)
{
    std::vector<Kinds> kinds(file.variables().size());
    const auto reader = file.read(0);
    Row row;
    for (std::size_t rows = 0; rows <= rows_looked_at && reader->next(row); ++rows) {
        for (const auto& cell : row.cells) {
            if (row.number == 1 || cell.user_missing || cell.column > kinds.size())
                continue;
            kinds[cell.column - 1].text |= cell.type == CellType::text;
            kinds[cell.column - 1].date |= cell.type == CellType::date;
        }
    }
    return kinds;
}

std::string type_of(const FileVariable& variable, const Kinds& kinds)
{
    if (!variable.labels.empty())
        return "code";
    return kinds.date ? "date" : kinds.text ? "text" : "number";
}

bool is_between(const std::string& code, const std::pair<std::string, std::string>& range)
{
    const auto number = parse_number(code), low = parse_number(range.first),
               high = parse_number(range.second);
    return number && low && high ? *number >= *low && *number <= *high
                                 : code >= range.first && code <= range.second;
}

void add_codes(RawTable& table, const FileVariable& variable, const std::string& survey,
               const std::string& name)
{
    const auto add = [&](const std::string& value, const std::string& label, bool is_missing) {
        table.rows.push_back({table.rows.size() + 2,
                              {survey, name, value, is_missing ? "" : value, label, is_missing ? "ja" : ""}});
    };
    for (const auto& [value, label] : variable.labels)
        add(value, label, std::ranges::any_of(variable.missing, [&, &code = value](const auto& range) {
                return is_between(code, range);
            }));
    for (const auto& [low, high] : variable.missing) {
        const bool has_label = std::ranges::any_of(
            variable.labels, [&, &code = low](const auto& label) { return label.first == code; });
        if (low == high && !has_label)
            add(low, "", true);
    }
}

} // namespace

std::vector<RawTable> codebook_draft(const SheetFile& file, const std::string& survey)
{
    if (file.variables().empty())
        throw InputError(
            "the file says nothing of its columns but their headings. A draft can be made of files "
            "of SPSS, Stata and SAS");
    const auto kinds = kinds_of_cells(file);
    RawTable variables{"variables", "", {"survey", "variable", "question", "type", "column"}, {}};
    RawTable codes{"codes", "", {"survey", "variable", "value", "code", "label", "missing"}, {}};
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const auto& variable = file.variables()[i];
        const auto name = codebook_name(variable.name);
        variables.rows.push_back(
            {i + 2, {survey, name, trimmed(variable.label), type_of(variable, kinds[i]), variable.name}});
        add_codes(codes, variable, survey, name);
    }
    return {std::move(variables), std::move(codes)};
}

int draft_codebook(const std::filesystem::path& file, const std::filesystem::path& out)
{
    const auto sheets = open_sheet_file_isolated(file, own_program());
    const auto tables = codebook_draft(*sheets, codebook_name(file.stem().string()));
    write_tables(tables, out);
    std::cout << fmt::format(
        "{}: {} variables, {} codes. Look through types and codes, add the tables surveys and "
        "waves, then: lup codebook check\n",
        out.string(), tables[0].rows.size(), tables[1].rows.size());
    return 0;
}

} // namespace lup
