#include "config/errors.hpp"
#include "config/table_reader.hpp"
#include "export/published/finished_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace lup {

namespace {

constexpr std::string_view grid = "DATA";

/// Keywords with a text, with a word or whole number, and with a list for each variable.
const std::set<std::string, std::less<>> text_keywords{
    "CHARSET",      "AXIS-VERSION", "CODEPAGE",     "LANGUAGE", "CREATION-DATE", "MATRIX",
    "SUBJECT-CODE", "SUBJECT-AREA", "DESCRIPTION",  "TITLE",    "CONTENTS",      "UNITS",
    "STUB",         "HEADING",      "LAST-UPDATED", "SOURCE",   "CONTACT"};
const std::set<std::string, std::less<>> word_keywords{"DECIMALS", "SHOWDECIMALS", "AGGREGALLOWED"};
const std::set<std::string, std::less<>> variable_keywords{"VALUES", "CODES", "TIMEVAL"};

struct Statement {
    std::string keyword, variable;
    std::vector<std::string> texts; ///< of a list, each one joined from its pieces
    std::vector<std::string> words; ///< bare ones
};

/// Reads `KEYWORD("variable")="text","text";` statements.
class PxReader {
public:
    PxReader(const std::string& file, std::string_view text) : file_(file), text_(text) {}

    [[noreturn]] void fail(std::string_view place, std::string_view what) const
    {
        throw ExportError(fmt::format("{}, {}: {}", file_, place, what));
    }

    bool next(Statement& statement)
    {
        skip_space();
        if (at_ == text_.size())
            return false;
        statement = {};
        while (!is_at("(=") && !is_at(";\""))
            statement.keyword += take();
        if (is_at("(")) {
            take();
            statement.variable = quoted();
            expect(')');
        }
        expect('=');
        if (statement.keyword == grid)
            read_grid(statement);
        else
            read_list(statement);
        return true;
    }

private:
    bool is_at(std::string_view bytes) const
    {
        return at_ == text_.size() || bytes.find(text_[at_]) != std::string_view::npos;
    }
    char take()
    {
        if (at_ == text_.size())
            fail("slutet", "filen slutar mitt i en uppgift");
        return text_[at_++];
    }
    void skip_space()
    {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r'))
            ++at_;
    }
    void expect(char byte)
    {
        skip_space();
        if (take() != byte)
            fail(fmt::format("tecken {}", at_), "uppgiften är inte skriven som PX");
    }
    /// One text, however many quoted pieces it is broken into.
    std::string quoted()
    {
        std::string text;
        for (skip_space(); at_ < text_.size() && text_[at_] == '"'; skip_space()) {
            take();
            while (!is_at("\""))
                text += take();
            take();
        }
        return text;
    }
    void read_list(Statement& statement)
    {
        for (char end = ','; end == ',';) {
            skip_space();
            if (is_at("\"")) {
                statement.texts.push_back(quoted());
            } else {
                std::string word;
                while (!is_at(",;\""))
                    word += take();
                statement.words.push_back(word);
            }
            skip_space();
            end = take();
            if (end != ',' && end != ';')
                fail(statement.keyword, "uppgiften är inte skriven som PX");
        }
    }
    void read_grid(Statement& statement)
    {
        for (skip_space(); !is_at(";"); skip_space()) {
            std::string word;
            while (!is_at(" \n\r;"))
                word += take();
            statement.words.push_back(word);
        }
        expect(';');
    }

    const std::string& file_;
    std::string_view text_;
    std::size_t at_ = 0;
};

struct PxFile {
    std::map<std::pair<std::string, std::string>, Statement> statements; ///< by keyword and variable

    const std::vector<std::string>& texts(const std::string& keyword, const std::string& variable = "") const
    {
        static const std::vector<std::string> none;
        const auto found = statements.find({keyword, variable});
        return found == statements.end() ? none : found->second.texts;
    }
};

bool is_known(const Statement& statement)
{
    if (statement.keyword == grid)
        return statement.variable.empty();
    if (variable_keywords.contains(statement.keyword))
        return !statement.variable.empty() &&
               (statement.words.empty() ||
                (statement.keyword == "TIMEVAL" && statement.words == std::vector<std::string>{"TLIST(A1)"}));
    const auto is_word = [](const std::string& word) {
        return word == "NO" || (word.size() == 1 && word[0] >= '0' && word[0] <= '9') ||
               (word.size() == 2 && word[0] == '1');
    };
    if (word_keywords.contains(statement.keyword))
        return statement.variable.empty() && statement.texts.empty() && statement.words.size() == 1 &&
               is_word(statement.words[0]);
    return text_keywords.contains(statement.keyword) && statement.variable.empty() && statement.words.empty();
}

PxFile read_statements(PxReader& reader)
{
    PxFile px;
    for (Statement statement; reader.next(statement);) {
        if (!is_known(statement))
            reader.fail(statement.keyword, "en sådan uppgift ska inte finnas");
        if (!px.statements.emplace(std::pair(statement.keyword, statement.variable), statement).second)
            reader.fail(statement.keyword, "uppgiften står två gånger");
    }
    return px;
}

void read_figure(const PxReader& reader, const std::string& word, CubeMeasure measure, FileRow& row)
{
    const auto i = static_cast<std::size_t>(measure);
    row.has[i] = true;
    if (word == "\"..\"" || word == "\".\"") {
        if (measure == CubeMeasure::value)
            row.symbol = word.substr(1, word.size() - 2);
        return;
    }
    double number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size())
        reader.fail(row.place, "något står som varken är ett tal eller en symbol");
    row.figures[i] = number;
    if (measure == CubeMeasure::value)
        row.symbol = "";
}

} // namespace

FinishedFile read_px(const std::string& file, std::string_view text, const std::string& stem,
                     const PublishedFigures& figures)
{
    PxReader reader(file, text);
    const auto px = read_statements(reader);
    auto variables = px.texts("STUB");
    auto name = cube_name(stem, variables.size(), figures);
    const bool whole = !name && variables.size() == 1 && px.texts("CODES", variables[0]).size() == 1;
    if (whole)
        name = cube_name(stem, 0, figures);
    if (!name)
        reader.fail("filens namn", "filen hör inte till någon tabell i utgåvan");
    if (px.texts("HEADING").size() != 2)
        reader.fail("HEADING", "ska vara period och uppgift");
    for (const auto& heading : px.texts("HEADING"))
        variables.push_back(heading);

    FinishedFile finished;
    std::size_t places = 1;
    for (const auto& [key, statement] : px.statements) {
        finished.texts.insert(statement.texts.begin(), statement.texts.end());
        if (!key.second.empty() &&
            std::find(variables.begin(), variables.end(), key.second) == variables.end())
            reader.fail(key.first, "en variabel som tabellen inte har");
    }
    for (const auto& variable : variables) {
        places *= px.texts("CODES", variable).size();
        if (px.texts("VALUES", variable).size() != px.texts("CODES", variable).size())
            reader.fail("VALUES", "koder och benämningar är inte lika många");
    }
    const auto found = px.statements.find({std::string(grid), ""});
    if (found == px.statements.end() || found->second.words.size() != places)
        reader.fail(grid, "har inte en uppgift för varje plats i tabellen");

    const auto& measures = px.texts("CODES", variables.back());
    std::vector<std::size_t> place(variables.size());
    for (std::size_t i = 0; i < places; i += measures.size()) {
        std::size_t rest = i;
        for (std::size_t v = variables.size(); v-- > 0;) {
            const auto size = px.texts("CODES", variables[v]).size();
            place[v] = rest % size;
            rest /= size;
        }
        FileRow row;
        row.place = fmt::format("DATA, uppgift {}", i + 1);
        row.indicator = name->indicator;
        row.period = px.texts("CODES", variables[variables.size() - 2])[place[variables.size() - 2]];
        std::vector<std::pair<std::string, std::string>> pairs;
        for (std::size_t v = 0; v < name->dimensions.size(); ++v)
            pairs.emplace_back(name->dimensions[v], px.texts("CODES", variables[v])[place[v]]);
        row.domain = domain_text(std::move(pairs));
        for (std::size_t m = 0; m < measures.size(); ++m)
            for (const auto measure : all_measures)
                if (measures[m] == measure_code(measure))
                    read_figure(reader, found->second.words[i + m], measure, row);
        if (static_cast<std::size_t>(std::count(row.has.begin(), row.has.end(), true)) != measures.size())
            reader.fail("CODES", "ett slags uppgift som inte ska finnas");
        finished.rows.push_back(std::move(row));
    }
    return finished;
}

} // namespace lup
