#include "config/errors.hpp"
#include "config/table_reader.hpp"
#include "export/published/finished_files.hpp"

#include <Poco/Exception.h>
#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;

/// A JSON file of ours, walked with the place of everything that it holds.
class JsonFile {
public:
    JsonFile(const std::string& file, const std::string& text) : file_(file)
    {
        try {
            Poco::JSON::Parser parser;
            root_ = parser.parse(text).extract<Object::Ptr>();
        } catch (const Poco::Exception&) {
            fail("filen", "går inte att läsa tillbaka");
        }
    }

    [[noreturn]] void fail(std::string_view place, std::string_view what) const
    {
        throw ExportError(fmt::format("{}, {}: {}", file_, place, what));
    }

    const Object::Ptr& root() const { return root_; }

    void only(const Object::Ptr& object, const std::string& place, const std::set<std::string>& keys) const
    {
        if (!object)
            fail(place, "saknas");
        for (const auto& [key, value] : *object)
            if (!keys.contains(key))
                fail(place, "en uppgift som inte ska finnas");
    }

    Object::Ptr object(const Object::Ptr& from, const std::string& key) const
    {
        auto found = from->getObject(key);
        if (!found)
            fail(key, "saknas");
        return found;
    }

    Array::Ptr array(const Object::Ptr& from, const std::string& key) const
    {
        auto found = from->getArray(key);
        if (!found)
            fail(key, "saknas");
        return found;
    }

    std::vector<std::string> strings(const Object::Ptr& from, const std::string& key) const
    {
        std::vector<std::string> list;
        for (const auto& each : *array(from, key)) {
            if (!each.isString())
                fail(key, "ett tal står där en text ska stå");
            list.push_back(each.extract<std::string>());
        }
        return list;
    }

    /// Adds every text below `value`, keys left out; a number is refused.
    void collect(const Var& value, const std::string& place, std::set<std::string>& texts) const
    {
        if (value.type() == typeid(Object::Ptr)) {
            for (const auto& [key, each] : *value.extract<Object::Ptr>())
                collect(each, place, texts);
        } else if (value.type() == typeid(Array::Ptr)) {
            for (const auto& each : *value.extract<Array::Ptr>())
                collect(each, place, texts);
        } else if (value.isString()) {
            texts.insert(value.extract<std::string>());
        } else if (!value.isBoolean()) {
            fail(place, "ett tal står där en text ska stå");
        }
    }

private:
    const std::string& file_;
    Object::Ptr root_;
};

/// Codes of each dimension in the order of "id"; their labels go to `texts`.
std::vector<std::vector<std::string>> codes_of(const JsonFile& json, const std::vector<std::string>& ids,
                                               std::set<std::string>& texts)
{
    const auto all = json.object(json.root(), "dimension");
    json.only(all, "dimension", {ids.begin(), ids.end()});
    std::vector<std::vector<std::string>> codes;
    for (const auto& id : ids) {
        const auto dimension = json.object(all, id);
        json.only(dimension, id, {"label", "category"});
        const auto category = json.object(dimension, "category");
        json.only(category, id, {"index", "label"});
        codes.push_back(json.strings(category, "index"));
        json.only(json.object(category, "label"), id, {codes.back().begin(), codes.back().end()});
        json.collect(Var(dimension), id, texts);
    }
    return codes;
}

std::size_t checked_size(const JsonFile& json, const std::vector<std::vector<std::string>>& codes)
{
    std::size_t places = 1;
    const auto sizes = json.array(json.root(), "size");
    if (sizes->size() != codes.size())
        json.fail("size", "stämmer inte med dimensionerna");
    for (std::size_t d = 0; d < codes.size(); ++d) {
        if (sizes->getElement<std::size_t>(static_cast<unsigned>(d)) != codes[d].size())
            json.fail("size", "stämmer inte med dimensionerna");
        places *= codes[d].size();
    }
    return places;
}

/// The cell that place `i` belongs to, its measures not read yet.
FileRow row_at(std::size_t i, const std::vector<std::string>& ids,
               const std::vector<std::vector<std::string>>& codes, const std::string& indicator)
{
    FileRow row;
    row.place = fmt::format("value[{}]", i);
    row.indicator = indicator;
    row.symbol = "";
    std::vector<std::pair<std::string, std::string>> pairs;
    auto rest = i / codes.back().size();
    for (std::size_t d = codes.size() - 1; d-- > 0;) {
        const auto& code = codes[d][rest % codes[d].size()];
        rest /= codes[d].size();
        if (ids[d] == "period")
            row.period = code;
        else
            pairs.emplace_back(ids[d], code);
    }
    row.domain = domain_text(std::move(pairs));
    return row;
}

void read_rows(const JsonFile& json, const std::vector<std::string>& ids,
               const std::vector<std::vector<std::string>>& codes, const std::string& indicator,
               FinishedFile& finished)
{
    const auto values = json.array(json.root(), "value");
    const auto status = json.object(json.root(), "status");
    if (values->size() != checked_size(json, codes))
        json.fail("value", "har inte en uppgift för varje plats i tabellen");
    std::size_t told = 0;
    const auto& measures = codes.back();
    for (std::size_t i = 0; i < values->size(); ++i) {
        if (i % measures.size() == 0)
            finished.rows.push_back(row_at(i, ids, codes, indicator));
        auto& row = finished.rows.back();
        const auto measure = std::find_if(all_measures.begin(), all_measures.end(), [&](CubeMeasure each) {
            return measures[i % measures.size()] == measure_code(each);
        });
        if (measure == all_measures.end())
            json.fail("measure", "ett slags uppgift som inte ska finnas");
        row.has[static_cast<std::size_t>(*measure)] = true;
        const auto symbol = status->optValue<std::string>(std::to_string(i), "");
        told += symbol.empty() ? 0 : 1;
        const auto& value = values->get(static_cast<unsigned>(i));
        if (value.isEmpty() ? symbol.empty() : !value.isNumeric() || !symbol.empty())
            json.fail(row.place, "tal och symbol stämmer inte med varandra");
        if (!value.isEmpty())
            row.figure(*measure) = value.convert<double>();
        if (*measure == CubeMeasure::value)
            row.symbol = symbol;
    }
    if (told != status->size())
        json.fail("status", "en symbol för en plats som inte finns");
}

} // namespace

FinishedFile read_json_stat(const std::string& file, const std::string& text, const std::string& stem,
                            const PublishedFigures& figures)
{
    const JsonFile json(file, text);
    const std::vector<std::string> words{"version", "class", "label", "source", "updated"};
    std::set<std::string> keys{"id", "size", "role", "dimension", "value", "status"};
    keys.insert(words.begin(), words.end());
    json.only(json.root(), "filen", keys);
    FinishedFile finished;
    for (const auto& word : words)
        if (json.root()->has(word))
            json.collect(json.root()->get(word), word, finished.texts);
    json.collect(json.root()->get("role"), "role", finished.texts);
    auto ids = json.strings(json.root(), "id");
    if (ids.size() < 2 || ids[ids.size() - 2] != "period" || ids.back() != "measure")
        json.fail("id", "ska sluta med period och measure");
    const auto name = cube_name(stem, ids.size() - 2, figures);
    if (!name)
        json.fail("filens namn", "filen hör inte till någon tabell i utgåvan");
    const auto codes = codes_of(json, ids, finished.texts);
    read_rows(json, ids, codes, name->indicator, finished);
    return finished;
}

std::set<std::string> read_csv_metadata(const std::string& file, const std::string& text)
{
    const JsonFile json(file, text);
    json.only(json.root(), "filen",
              {"@context", "url", "dc:title", "dc:publisher", "dc:language", "dc:description", "dialect",
               "tableSchema"});
    json.only(json.object(json.root(), "dialect"), "dialect", {"encoding", "delimiter", "header"});
    const auto schema = json.object(json.root(), "tableSchema");
    json.only(schema, "tableSchema", {"columns", "primaryKey"});
    const auto columns = json.array(schema, "columns");
    for (unsigned i = 0; i < columns->size(); ++i)
        json.only(columns->getObject(i), "columns", {"name", "titles", "datatype"});
    std::set<std::string> texts;
    json.collect(Var(json.root()), "filen", texts);
    return texts;
}

} // namespace lup
