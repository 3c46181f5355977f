#pragma once

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace evidence {

/// A CSV file with a heading, all text.
struct TextTable {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;

    std::size_t column(const std::string& name) const
    {
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i] == name)
                return i;
        throw std::runtime_error("no column " + name);
    }
    bool has(const std::string& name) const
    {
        for (const auto& one : columns)
            if (one == name)
                return true;
        return false;
    }
};

inline std::vector<std::string> split_line(const std::string& line)
{
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            fields.emplace_back();
        else if (c != '\r')
            fields.back() += c;
    }
    return fields;
}

inline TextTable read_table(const std::filesystem::path& file)
{
    std::ifstream in(file);
    if (!in)
        throw std::runtime_error("cannot read " + file.string());
    TextTable table;
    std::string line, more;
    while (std::getline(in, line)) {
        while (std::count(line.begin(), line.end(), '"') % 2 == 1 && std::getline(in, more))
            line += ' ' + more;
        if (table.columns.empty() && line.rfind("\xEF\xBB\xBF", 0) == 0)
            line.erase(0, 3);
        (table.columns.empty() ? table.columns : table.rows.emplace_back()) = split_line(line);
    }
    for (auto& row : table.rows)
        row.resize(table.columns.size());
    return table;
}

inline double number(const std::string& text)
{
    if (text.empty() || text == "NA" || text == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (text == "Inf" || text == "-Inf")
        return text == "Inf" ? std::numeric_limits<double>::infinity()
                             : -std::numeric_limits<double>::infinity();
    return std::stod(text);
}

/// How the required values of one statistic of one case were met.
struct Score {
    std::size_t required = 0, matched = 0;
    double worst = 0; ///< largest relative difference
    std::string worst_at;
};

/// Scores by case and statistic, and what was not met.
class Scores {
public:
    /// Compares to a relative tolerance; differences below the rounding of a value of size `scale` are equal.
    void compare(const std::string& which, const std::string& statistic, const std::string& place,
                 double expected, double found, double tolerance, double scale = 0)
    {
        auto& score = scores_[{which, statistic}];
        ++score.required;
        const double difference = relative(expected, found, scale);
        if (difference <= tolerance)
            ++score.matched;
        else
            failures_.push_back(which + ' ' + statistic + ' ' + place + ": expected " +
                                std::to_string(expected) + ", found " + std::to_string(found));
        if (difference > score.worst) {
            score.worst = difference;
            score.worst_at = place;
        }
    }

    const std::map<std::pair<std::string, std::string>, Score>& all() const { return scores_; }
    const std::vector<std::string>& failures() const { return failures_; }

private:
    static double relative(double expected, double found, double scale)
    {
        if (std::isnan(expected) && std::isnan(found))
            return 0;
        if (expected == found)
            return 0;
        constexpr double rounding = 1e-15;
        const double distance = std::fabs(expected - found);
        if (distance <= rounding * scale)
            return 0;
        const double result = distance / std::fabs(expected);
        return std::isnan(result) ? std::numeric_limits<double>::infinity() : result;
    }

    std::map<std::pair<std::string, std::string>, Score> scores_;
    std::vector<std::string> failures_;
};

} // namespace evidence
