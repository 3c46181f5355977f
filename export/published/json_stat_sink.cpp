#include "export/published/json_stat_sink.hpp"

#include "config/errors.hpp"
#include "export/published/published_cube.hpp"

#include <Poco/Exception.h>
#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <fmt/format.h>

namespace lup {

namespace {

/// `text` as a JSON string.
std::string json_string(std::string_view text)
{
    std::string result = "\"";
    for (const char byte : text)
        if (byte == '"' || byte == '\\')
            result += std::string("\\") + byte;
        else if (static_cast<unsigned char>(byte) < 0x20)
            result += fmt::format("\\u{:04x}", static_cast<unsigned>(byte));
        else
            result += byte;
    return result + "\"";
}

struct CubeDimension {
    std::string id, label;
    std::vector<std::pair<std::string, std::string>> categories; ///< code, label
};

std::vector<CubeDimension> dimensions_of(const PublishedCube& cube)
{
    std::vector<CubeDimension> all;
    for (const auto& dimension : cube.table->dimensions) {
        all.push_back({dimension.name, dimension.title, {}});
        for (const auto& category : dimension.categories)
            all.back().categories.emplace_back(category.code, category.label);
    }
    all.push_back({"period", "Period", {}});
    for (const auto& period : cube.periods)
        all.back().categories.emplace_back(period, period);
    all.push_back({"measure", "Uppgift", {}});
    for (const auto measure : cube.measures)
        all.back().categories.emplace_back(measure_code(measure), measure_label(cube, measure));
    return all;
}

std::string dimension_text(const CubeDimension& dimension)
{
    std::string index;
    std::string labels;
    for (const auto& [code, label] : dimension.categories) {
        index += (index.empty() ? "" : ", ") + json_string(code);
        labels += (labels.empty() ? "" : ", ") + json_string(code) + ": " + json_string(label);
    }
    return fmt::format("    {}: {{\"label\": {}, \"category\": {{\"index\": [{}], \"label\": {{{}}}}}}}",
                       json_string(dimension.id), json_string(dimension.label), index, labels);
}

/// Values and status in row-major order: dimensions, period, measure.
std::pair<std::string, std::string> values_of(const PublishedCube& cube)
{
    std::string values;
    std::string status;
    std::size_t place = 0;
    for_each_combination(cube, [&](const std::vector<std::string>& codes) {
        for (const auto& period : cube.periods)
            for (const auto measure : cube.measures) {
                const auto* cell = cube.at(period, codes);
                const auto figure = cell ? figure_of(*cell, measure) : std::nullopt;
                values += (place == 0 ? "" : ", ") + (figure ? machine_number(*figure) : std::string("null"));
                const auto symbol = cell && cell->symbol == "." ? "." : "..";
                if (!figure)
                    status += fmt::format("{}\"{}\": \"{}\"", status.empty() ? "" : ", ", place, symbol);
                ++place;
            }
    });
    return {values, status};
}

std::string dataset(const PublishedCube& cube)
{
    std::string ids;
    std::string sizes;
    std::string described;
    for (const auto& dimension : dimensions_of(cube)) {
        ids += (ids.empty() ? "" : ", ") + json_string(dimension.id);
        sizes += (sizes.empty() ? "" : ", ") + std::to_string(dimension.categories.size());
        described += (described.empty() ? "" : ",\n") + dimension_text(dimension);
    }
    const auto [values, status] = values_of(cube);
    const auto updated = cube.newest_day.empty()
                             ? std::string()
                             : fmt::format("\n  \"updated\": {},", json_string(cube.newest_day));
    return fmt::format(
        "{{\n  \"version\": \"2.0\",\n  \"class\": \"dataset\",\n  \"label\": {},\n  \"source\": {},{}\n"
        "  \"id\": [{}],\n  \"size\": [{}],\n  \"role\": {{\"time\": [\"period\"], \"metric\": "
        "[\"measure\"]}},\n  \"dimension\": {{\n{}\n  }},\n  \"value\": [{}],\n  \"status\": {{{}}}\n}}\n",
        json_string(cube.title), json_string(cube.survey->source), updated, ids, sizes, described, values,
        status);
}

/// Reads the text as any JSON reader would and holds each number against the release.
bool reads_back(const PublishedCube& cube, const std::string& text)
{
    Poco::JSON::Parser parser;
    const auto object = parser.parse(text).extract<Poco::JSON::Object::Ptr>();
    const auto values = object->getArray("value");
    unsigned place = 0;
    bool equal = true;
    for_each_combination(cube, [&](const std::vector<std::string>& codes) {
        for (const auto& period : cube.periods)
            for (const auto measure : cube.measures) {
                const auto* cell = cube.at(period, codes);
                const auto figure = cell ? figure_of(*cell, measure) : std::nullopt;
                equal = equal && place < values->size() && values->isNull(place) == !figure.has_value() &&
                        (!figure || values->getElement<double>(place) == *figure);
                ++place;
            }
    });
    return equal && place == values->size();
}

} // namespace

void JsonStatSink::write(const Publication& publication, const std::filesystem::path& staging) const
{
    for (const auto& cube : public_cubes(publication)) {
        const auto file = staging / "publicerat" / "json-stat" / (cube.name + ".json");
        const auto text = dataset(cube);
        write_whole(file, text);
        bool good = false;
        try {
            good = reads_back(cube, text);
        } catch (const Poco::Exception&) {
            good = false;
        }
        if (!good)
            throw ExportError(fmt::format("{}: filens tal är inte utgåvans", file.string()));
    }
}

} // namespace lup
