#include "export/published/published_cube.hpp"

#include "config/errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace lup {

namespace {

std::string file_name(const ReleasedTable& table)
{
    std::string name = table.indicator;
    for (const auto& dimension : table.dimensions)
        name += "-" + dimension.name;
    return safe_name(name);
}

std::string title_of(const PublishedCube& cube)
{
    std::string title = cube.indicator->title + " efter ";
    for (const auto& dimension : cube.table->dimensions)
        title += dimension.title + ", ";
    return title + "period";
}

PublishedCube cube_of(const Publication& publication, const ReleasedTable& table)
{
    PublishedCube cube;
    cube.table = &table;
    cube.indicator = &publication.codebook.indicator(table.indicator);
    cube.survey = &publication.codebook.survey(table.survey);
    cube.name = file_name(table);
    cube.title = title_of(cube);
    std::vector<std::string> pooled;
    for (const auto& cell : table.cells) {
        auto& list = cell.wave ? cube.periods : pooled;
        if (std::find(list.begin(), list.end(), cell.period) == list.end())
            list.push_back(cell.period);
        auto key = cell.codes;
        key.insert(key.begin(), cell.period);
        cube.cells[key] = &cell;
    }
    for (const auto* wave : publication.codebook.waves_of(table.survey))
        if (std::find(cube.periods.begin(), cube.periods.end(), wave->wave) != cube.periods.end())
            cube.newest_day = std::max(cube.newest_day, wave->period_to);
    cube.pooled = !pooled.empty();
    cube.periods.insert(cube.periods.end(), pooled.begin(), pooled.end());
    for (const auto measure : {CubeMeasure::value, CubeMeasure::lower, CubeMeasure::upper, CubeMeasure::n})
        if (measure == CubeMeasure::value ||
            std::any_of(table.cells.begin(), table.cells.end(),
                        [&](const auto& cell) { return figure_of(cell, measure).has_value(); }))
            cube.measures.push_back(measure);
    return cube;
}

} // namespace

std::string safe_name(std::string name)
{
    for (auto& byte : name) {
        const bool is_allowed = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                                (byte >= '0' && byte <= '9') || byte == '_' || byte == '-';
        byte = is_allowed ? byte : '_';
    }
    return name;
}

const ReleasedCell* PublishedCube::at(const std::string& period, const std::vector<std::string>& codes) const
{
    auto key = codes;
    key.insert(key.begin(), period);
    const auto found = cells.find(key);
    return found == cells.end() ? nullptr : found->second;
}

std::vector<PublishedCube> public_cubes(const Publication& publication)
{
    std::vector<PublishedCube> cubes;
    for (const auto& table : publication.release.tables()) {
        if (!table.recipients.empty() || table.cells.empty())
            continue;
        auto cube = cube_of(publication, table);
        const auto same = [&](const auto& other) { return other.name == cube.name; };
        for (int i = 2; std::any_of(cubes.begin(), cubes.end(), same); ++i)
            cube.name = fmt::format("{}-{}", file_name(table), i);
        cubes.push_back(std::move(cube));
    }
    return cubes;
}

std::string measure_label(const PublishedCube& cube, CubeMeasure measure)
{
    switch (measure) {
    case CubeMeasure::value:
        return cube.indicator->statistic == Statistic::share ? "Andel" : "Värde";
    case CubeMeasure::lower:
        return "Nedre gräns";
    case CubeMeasure::upper:
        return "Övre gräns";
    case CubeMeasure::n:
        return "Antal svar";
    }
    return {};
}

std::string_view measure_code(CubeMeasure measure)
{
    switch (measure) {
    case CubeMeasure::value:
        return "value";
    case CubeMeasure::lower:
        return "lower";
    case CubeMeasure::upper:
        return "upper";
    case CubeMeasure::n:
        return "n";
    }
    return "value";
}

std::string machine_number(double number)
{
    return fmt::format("{}", number == 0 ? 0.0 : number);
}

void for_each_combination(const PublishedCube& cube,
                          const std::function<void(const std::vector<std::string>&)>& visit)
{
    const auto& dimensions = cube.table->dimensions;
    std::vector<std::string> codes(dimensions.size());
    const std::function<void(std::size_t)> choose = [&](std::size_t depth) {
        if (depth == dimensions.size())
            return visit(codes);
        for (const auto& category : dimensions[depth].categories) {
            codes[depth] = category.code;
            choose(depth + 1);
        }
    };
    choose(0);
}

void write_whole(const std::filesystem::path& file, std::string_view bytes)
{
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    if (error)
        throw ExportError(
            fmt::format("{}: mappen kan inte skapas: {}", file.parent_path().string(), error.message()));
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    std::ifstream in(file, std::ios::binary);
    const std::string back{std::istreambuf_iterator<char>(in), {}};
    if (!out || !in || back != bytes)
        throw ExportError(fmt::format("{}: filen kunde inte skrivas och läsas tillbaka", file.string()));
}

} // namespace lup
