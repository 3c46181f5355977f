#include "export/workbook/sheet_names.hpp"

#include "export/swedish_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace lup {

namespace {

constexpr std::size_t longest_name = 31;
constexpr std::size_t longest_breakdown = 16;

/// `text` without a last word that leads nowhere ("av", "i") and without punctuation at its end.
std::string_view without_loose_end(std::string_view text)
{
    constexpr std::array<std::string_view, 13> loose{" i",  " av",  " på",  " och",  " eller", " med", " för",
                                                     " de", " den", " det", " till", " om",    " som"};
    for (bool again = true; again && !text.empty();) {
        again = std::string_view(" ,.-(").find(text.back()) != std::string_view::npos;
        if (again)
            text.remove_suffix(1);
        for (const auto word : loose)
            if (text.ends_with(word)) {
                text.remove_suffix(word.size());
                again = true;
            }
    }
    return text;
}

/// Words of `text` that fit in `room` characters; a first word that is too long is cut.
std::string words_that_fit(std::string_view text, std::size_t room)
{
    if (character_count(text) <= room)
        return std::string(text);
    auto cut = first_characters(text, room);
    const auto next_is_space = text.size() > cut.size() && text[cut.size()] == ' ';
    const auto space = cut.rfind(' ');
    if (!next_is_space && space != std::string_view::npos)
        cut = cut.substr(0, space);
    return std::string(without_loose_end(cut));
}

/// Excel forbids []:*?/\ in a sheet name, and an apostrophe at its ends.
std::string allowed(std::string_view text)
{
    std::string result;
    for (const char byte : text)
        result += std::string_view("[]:*?/\\'").find(byte) != std::string_view::npos ? ' ' : byte;
    return result;
}

std::string short_breakdown(const ReleasedTable& table)
{
    const auto count = table.dimensions.size();
    if (count == 0)
        return "";
    const auto joints = 3 * (count - 1);
    const auto room =
        std::max<std::size_t>(3, (longest_breakdown + 3 - std::min(joints, longest_breakdown)) / count);
    std::string text;
    for (const auto& dimension : table.dimensions) {
        text += text.empty() ? "" : " × ";
        text +=
            words_that_fit(uncapitalised(allowed(dimension.title)), count == 1 ? longest_breakdown : room);
    }
    return text;
}

std::string identifier(std::string_view text)
{
    std::string result;
    for (const char byte : text) {
        const bool is_allowed = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                                (byte >= '0' && byte <= '9') || byte == '_';
        result += is_allowed ? byte : '_';
    }
    return result;
}

} // namespace

void name_sheets(std::vector<WorkbookTable>& tables)
{
    const int digits = tables.size() > 99 ? 3 : 2;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        auto& table = tables[i];
        const auto number = fmt::format("{:0{}}", i + 1, digits);
        const auto breakdown = short_breakdown(*table.table);
        const auto prefix = "T" + number + " ";
        const auto suffix = breakdown.empty() ? std::string() : ", " + breakdown;
        const auto room =
            longest_name - character_count(prefix) - std::min<std::size_t>(20, character_count(suffix));
        table.sheet = prefix + words_that_fit(allowed(table.indicator->title), room) + suffix;
        table.sheet = std::string(first_characters(table.sheet, longest_name));
        while (table.sheet.back() == ' ')
            table.sheet.pop_back();
        table.name = "Tabell_" + number + "_" + identifier(table.indicator->indicator);
        for (const auto& dimension : table.table->dimensions)
            table.name += "_" + identifier(dimension.name);
    }
}

} // namespace lup
