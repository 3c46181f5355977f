#include "export/published/px_sink.hpp"

#include "config/errors.hpp"
#include "export/published/published_cube.hpp"
#include "export/swedish_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace lup {

namespace {

constexpr std::size_t longest_piece = 200; ///< characters of a text on one line
constexpr std::string_view period_name = "Period";
constexpr std::string_view measure_name = "Uppgift";

/// A text in quotes; PX has no escape, so a quote in it becomes an apostrophe. A long one goes on as a new
/// quoted piece on the next line.
std::string px_string(std::string_view text)
{
    std::string plain;
    for (const char byte : text)
        plain += byte == '"' ? '\'' : static_cast<unsigned char>(byte) < 0x20 ? ' ' : byte;
    std::string result;
    std::string_view rest = plain;
    do {
        const auto piece = first_characters(rest, longest_piece);
        result += fmt::format("{}\"{}\"", result.empty() ? "" : "\n", piece);
        rest.remove_prefix(piece.size());
    } while (!rest.empty());
    return result;
}

std::string list(const std::vector<std::string>& texts)
{
    std::string result;
    for (const auto& text : texts)
        result += (result.empty() ? "" : ",\n") + px_string(text);
    return result;
}

std::string iso_digits(const std::string& day)
{
    std::string digits;
    for (const char byte : day.empty() ? std::string("2000-01-01") : day)
        if (byte != '-')
            digits += byte;
    return digits + " 12:00";
}

bool are_years(const PublishedCube& cube)
{
    return !cube.pooled && std::all_of(cube.periods.begin(), cube.periods.end(), [](const auto& period) {
        return period.size() == 4 && period.find_first_not_of("0123456789") == std::string::npos;
    });
}

/// Headings of the stub, made unique: PX knows a variable by its heading alone.
std::vector<std::string> stub_names(const PublishedCube& cube)
{
    std::vector<std::string> names;
    for (const auto& dimension : cube.table->dimensions) {
        const auto taken = dimension.title == period_name || dimension.title == measure_name ||
                           std::find(names.begin(), names.end(), dimension.title) != names.end();
        names.push_back(taken ? fmt::format("{} ({})", dimension.title, dimension.name) : dimension.title);
    }
    if (names.empty())
        names.emplace_back("Grupp");
    return names;
}

std::string variables(const PublishedCube& cube)
{
    const auto names = stub_names(cube);
    std::string values;
    std::string codes;
    const auto add = [&](std::string_view name, const std::vector<std::string>& labels,
                         const std::vector<std::string>& ids) {
        values += fmt::format("VALUES({})={};\n", px_string(name), list(labels));
        codes += fmt::format("CODES({})={};\n", px_string(name), list(ids));
    };
    for (std::size_t i = 0; i < cube.table->dimensions.size(); ++i) {
        std::vector<std::string> labels;
        std::vector<std::string> ids;
        for (const auto& category : cube.table->dimensions[i].categories) {
            labels.push_back(category.label);
            ids.push_back(category.code);
        }
        add(names[i], labels, ids);
    }
    if (cube.table->dimensions.empty())
        add(names[0], {"Hela undersökningen"}, {"T"});
    add(period_name, cube.periods, cube.periods);
    std::vector<std::string> labels;
    std::vector<std::string> ids;
    for (const auto measure : cube.measures) {
        labels.push_back(measure_label(cube, measure));
        ids.emplace_back(measure_code(measure));
    }
    add(measure_name, labels, ids);
    std::string time;
    if (are_years(cube))
        time = fmt::format("TIMEVAL({})=TLIST(A1),{};\n", px_string(period_name), list(cube.periods));
    return values + time + codes;
}

std::string data(const PublishedCube& cube)
{
    std::string text;
    for_each_combination(cube, [&](const std::vector<std::string>& codes) {
        for (const auto& period : cube.periods)
            for (const auto measure : cube.measures) {
                const auto* cell = cube.at(period, codes);
                const auto figure = cell ? figure_of(*cell, measure) : std::nullopt;
                const auto symbol = cell && cell->symbol == "." ? "\".\" " : "\"..\" ";
                text += figure ? machine_number(*figure) + " " : std::string(symbol);
            }
        text += "\n";
    });
    return text;
}

std::string px_text(const Publication& publication, const PublishedCube& cube)
{
    const auto day = iso_digits(cube.newest_day);
    const auto unit =
        cube.indicator->statistic == Statistic::share ? std::string("procent") : cube.indicator->unit;
    // MATRIX holds at most 20 characters; the release's order of tables tells two alike apart in the file
    // name.
    const auto matrix = std::string(first_characters(cube.name, 20));
    std::string text = "CHARSET=\"ANSI\";\nAXIS-VERSION=\"2013\";\nCODEPAGE=\"utf-8\";\nLANGUAGE=\"sv\";\n";
    text += fmt::format("CREATION-DATE=\"{}\";\nDECIMALS={};\nSHOWDECIMALS={};\n", day, cube.table->decimals,
                        std::min(cube.table->decimals, 6));
    text +=
        fmt::format("MATRIX={};\nAGGREGALLOWED=NO;\nSUBJECT-CODE=\"PH\";\nSUBJECT-AREA=\"Psykisk hälsa\";\n",
                    px_string(matrix));
    text += fmt::format("DESCRIPTION={};\nTITLE={};\nCONTENTS={};\nUNITS={};\n", px_string(cube.title),
                        px_string(cube.title), px_string(cube.indicator->title),
                        px_string(unit.empty() ? "antal" : unit));
    text += fmt::format("STUB={};\nHEADING={},{};\n", list(stub_names(cube)), px_string(period_name),
                        px_string(measure_name));
    text += variables(cube);
    text += fmt::format("LAST-UPDATED=\"{}\";\nSOURCE={};\nCONTACT={};\n", day,
                        px_string(cube.survey->source.empty() ? cube.survey->title : cube.survey->source),
                        px_string(publication.settings.unit));
    return text + "DATA=\n" + data(cube) + ";\n";
}

/// The figures after DATA= against the release, one by one.
bool reads_back(const PublishedCube& cube, const std::string& text)
{
    std::istringstream in(text.substr(text.find("\nDATA=\n") + 7));
    bool equal = true;
    std::string word;
    for_each_combination(cube, [&](const std::vector<std::string>& codes) {
        for (const auto& period : cube.periods)
            for (const auto measure : cube.measures) {
                const auto* cell = cube.at(period, codes);
                const auto figure = cell ? figure_of(*cell, measure) : std::nullopt;
                const bool is_there = static_cast<bool>(in >> word);
                equal = equal && is_there &&
                        (figure ? word.front() != '"' && std::stod(word) == *figure : word.front() == '"');
            }
    });
    return equal && in >> word && word == ";";
}

} // namespace

void PxSink::write(const Publication& publication, const std::filesystem::path& staging) const
{
    for (const auto& cube : public_cubes(publication)) {
        const auto file = staging / "publicerat" / "px" / (cube.name + ".px");
        const auto text = px_text(publication, cube);
        write_whole(file, text);
        if (!reads_back(cube, text))
            throw ExportError(fmt::format("{}: filens tal är inte utgåvans", file.string()));
    }
}

} // namespace lup
