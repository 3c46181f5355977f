#include "export/published/csv_sink.hpp"

#include "config/errors.hpp"
#include "export/cell_roles.hpp"
#include "export/published/comparison_text.hpp"
#include "export/published/published_cube.hpp"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>

#include <array>
#include <set>
#include <span>
#include <sstream>

namespace lup {

namespace {

struct CsvColumn {
    const char* name;
    const char* title;
    const char* type;
};

/// A file of the folder and what its metadata say of it.
struct CsvFile {
    const char* name;
    const char* title;
    std::span<const CsvColumn> columns;
    std::vector<const char*> keys;
};

constexpr std::array<CsvColumn, 14> columns{{{"survey", "Undersökning", "string"},
                                             {"wave", "Omgång", "string"},
                                             {"indicator", "Indikator", "string"},
                                             {"domain", "Domän", "string"},
                                             {"area", "Område", "string"},
                                             {"sex", "Kön", "string"},
                                             {"period", "Period", "string"},
                                             {"value", "Värde", "number"},
                                             {"lower", "Nedre gräns", "number"},
                                             {"upper", "Övre gräns", "number"},
                                             {"n", "Antal svar", "integer"},
                                             {"symbol", "Symbol", "string"},
                                             {"decimals", "Decimaler", "integer"},
                                             {"release", "Utgåva", "string"}}};

constexpr std::array<CsvColumn, 15> comparison_columns{{{"survey", "Undersökning", "string"},
                                                        {"indicator", "Indikator", "string"},
                                                        {"kind", "Slag", "string"},
                                                        {"domain", "Domän", "string"},
                                                        {"other_domain", "Jämförs med domän", "string"},
                                                        {"period", "Period", "string"},
                                                        {"other_period", "Jämförs med period", "string"},
                                                        {"difference", "Skillnad", "number"},
                                                        {"lower", "Nedre gräns", "number"},
                                                        {"upper", "Övre gräns", "number"},
                                                        {"unit", "Enhet", "string"},
                                                        {"verdict", "Bedömning", "string"},
                                                        {"note", "Anmärkning", "string"},
                                                        {"decimals", "Decimaler", "integer"},
                                                        {"release", "Utgåva", "string"}}};

std::string csv_field(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string result = "\"";
    for (const char byte : text)
        result += byte == '"' ? std::string("\"\"") : std::string(1, byte);
    return result + "\"";
}

std::string number(const std::optional<double>& value)
{
    return value ? machine_number(*value) : std::string();
}

std::string csv_line(std::span<const std::string> fields)
{
    std::string line;
    for (const auto& field : fields)
        line += (&field == fields.data() ? "" : ",") + csv_field(field);
    return line + "\r\n";
}

std::string line_of(const Publication& publication, const PublishedCube& cube, const ReleasedCell& cell)
{
    const auto role = [&](Role which) {
        return code_with_role(publication.codebook, *cube.table, cell, which);
    };
    const std::array<std::string, columns.size()> fields{cube.table->survey,
                                                         cell.wave.value_or(""),
                                                         cube.table->indicator,
                                                         cell.domain,
                                                         role(Role::area),
                                                         role(Role::sex),
                                                         cell.period,
                                                         number(cell.value),
                                                         number(cell.lower),
                                                         number(cell.upper),
                                                         number(figure_of(cell, CubeMeasure::n)),
                                                         cell.symbol,
                                                         std::to_string(cube.table->decimals),
                                                         publication.release.id()};
    return csv_line(fields);
}

std::string line_of(const Publication& publication, const ReleasedComparison& one)
{
    const std::array<std::string, comparison_columns.size()> fields{
        one.survey,
        one.indicator,
        std::string(kind_word(one.kind)),
        one.domain,
        one.other_domain,
        one.period,
        one.other_period,
        number(one.difference),
        number(one.lower),
        number(one.upper),
        unit_text(publication.codebook.indicator(one.indicator)),
        verdict_text(one),
        one.note,
        std::to_string(one.decimals),
        publication.release.id()};
    return csv_line(fields);
}

std::string heading_line(std::span<const CsvColumn> of)
{
    std::vector<std::string> names;
    for (const auto& column : of)
        names.emplace_back(column.name);
    return csv_line(names);
}

std::string metadata(const Publication& publication, const CsvFile& file)
{
    using Poco::JSON::Array;
    using Poco::JSON::Object;
    Array list;
    for (const auto& column : file.columns) {
        Object entry(Poco::JSON_PRESERVE_KEY_ORDER);
        entry.set("name", column.name);
        entry.set("titles", column.title);
        entry.set("datatype", column.type);
        list.add(entry);
    }
    Array keys;
    for (const auto* key : file.keys)
        keys.add(key);
    Object schema(Poco::JSON_PRESERVE_KEY_ORDER);
    schema.set("columns", list);
    schema.set("primaryKey", keys);
    Object dialect(Poco::JSON_PRESERVE_KEY_ORDER);
    dialect.set("encoding", "utf-8");
    dialect.set("delimiter", ",");
    dialect.set("header", true);
    Object all(Poco::JSON_PRESERVE_KEY_ORDER);
    all.set("@context", "http://www.w3.org/ns/csvw");
    all.set("url", file.name);
    all.set("dc:title", file.title);
    all.set("dc:publisher", publication.settings.region);
    all.set("dc:language", "sv");
    all.set("dc:description", "symbol '..': skyddad eller alltför osäker uppgift; '.': kan inte förekomma");
    all.set("dialect", dialect);
    all.set("tableSchema", schema);
    std::ostringstream out;
    all.stringify(out, 2);
    return out.str() + "\n";
}

} // namespace

void CsvSink::write(const Publication& publication, const std::filesystem::path& staging) const
{
    const auto folder = staging / "publicerat" / "csv";
    const auto write = [&](const CsvFile& file, const std::string& lines) {
        write_whole(folder / file.name, heading_line(file.columns) + lines);
        write_whole(folder / (std::string(file.name) + "-metadata.json"), metadata(publication, file));
    };
    std::string csv;
    std::set<std::array<std::string, 3>> seen;
    for (const auto& cube : public_cubes(publication))
        for (const auto& cell : cube.table->cells)
            if (seen.insert({cube.table->indicator, cell.period, cell.domain}).second)
                csv += line_of(publication, cube, cell);
    write({"lup.csv",
           "Psykisk hälsa: publicerade uppgifter",
           columns,
           {"survey", "period", "indicator", "domain"}},
          csv);
    std::string comparisons;
    for (const auto* one : public_comparisons(publication))
        comparisons += line_of(publication, *one);
    if (!comparisons.empty())
        write({"jamforelser.csv",
               "Psykisk hälsa: jämförelser mellan publicerade uppgifter",
               comparison_columns,
               {"survey", "indicator", "kind", "domain", "other_domain", "period", "other_period"}},
              comparisons);
}

} // namespace lup
