#pragma once

#include "export/release_sink.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lup {

/// What a figure of a cell is.
enum class CubeMeasure : std::uint8_t { value, lower, upper, n };

/// A released table as a full cube: every period x every category x every measure that any cell has. What the
/// table has no cell for counts as hidden, so that an empty place tells nothing.
struct PublishedCube {
    const ReleasedTable* table = nullptr;
    const Indicator* indicator = nullptr;
    const Survey* survey = nullptr;
    std::string name; ///< of its file, without ending: letters, digits, _ and -
    std::string title;
    std::string newest_day;           ///< last day of its newest wave, ISO; "" if none
    std::vector<std::string> periods; ///< single waves, then pooled, oldest first
    bool pooled = false;              ///< whether any period is
    std::vector<CubeMeasure> measures;
    std::map<std::vector<std::string>, const ReleasedCell*> cells; ///< by period and codes

    const ReleasedCell* at(const std::string& period, const std::vector<std::string>& codes) const;
};

/// The tables that everyone may have (without named recipients) as cubes, in the release's order.
std::vector<PublishedCube> public_cubes(const Publication& publication);

/// `name` with _ for every byte that no file name should have.
std::string safe_name(std::string name);

/// The figure of a released or a published cell.
template <typename Cell>
std::optional<double> figure_of(const Cell& cell, CubeMeasure measure)
{
    switch (measure) {
    case CubeMeasure::value:
        return cell.value;
    case CubeMeasure::lower:
        return cell.lower;
    case CubeMeasure::upper:
        return cell.upper;
    case CubeMeasure::n:
        return cell.n ? std::optional<double>(static_cast<double>(*cell.n)) : std::nullopt;
    }
    return std::nullopt;
}
std::string measure_label(const PublishedCube& cube, CubeMeasure measure);
std::string_view measure_code(CubeMeasure measure);

/// A released number in its shortest form with a point; the same in every file.
std::string machine_number(double number);

/// Calls `visit(codes)` for each combination of categories, the last dimension fastest.
void for_each_combination(const PublishedCube& cube,
                          const std::function<void(const std::vector<std::string>&)>& visit);

/// Writes a whole file and reads it back. Throws ExportError naming it.
void write_whole(const std::filesystem::path& file, std::string_view bytes);

} // namespace lup
