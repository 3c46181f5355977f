#pragma once

#include "export/published/published_cube.hpp"
#include "transform/release.hpp"

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace lup {

constexpr std::array<CubeMeasure, 4> all_measures{CubeMeasure::value, CubeMeasure::lower, CubeMeasure::upper,
                                                  CubeMeasure::n};

/// What a finished file says of one cell: its figures, where it has a place for them, and its symbol.
struct FileRow {
    std::string place; ///< in the file: "rad 12"
    std::string indicator, period, domain;
    std::array<bool, 4> has{};                      ///< by CubeMeasure: whether the file has a place for it
    std::array<std::optional<double>, 4> figures{}; ///< by CubeMeasure
    std::optional<std::string> symbol;              ///< absent: the file has no place for it

    std::optional<double>& figure(CubeMeasure measure) { return figures[static_cast<std::size_t>(measure)]; }
    bool has_number() const;
};

/// Equal but for the last of the 16 digits that a workbook keeps.
bool same_number(double a, double b);

/// The numbers that may stand in finished files, by indicator, period and domain.
class PublishedFigures {
public:
    PublishedFigures() = default;

    /// The newest version of each cell that plan.db has.
    explicit PublishedFigures(const Ledger& ledger);

    /// The cells of a release for which `may_have` says yes, "." and empty groups included.
    using MayHave = std::function<bool(const ReleasedTable&, const ReleasedCell&)>;
    PublishedFigures(const Release& release, const MayHave& may_have);

    /// Whether the row says exactly what was released: each figure, and the symbol where there is none. A row
    /// for which nothing was released must be empty.
    bool says(const FileRow& row) const;

    /// Whether the row has a number that is not published for its cell. A hidden figure invents nothing, nor
    /// does 0 answers in a group that has no cell.
    bool is_invented(const FileRow& row) const;

    /// Whether a value of any cell, in any version, is this number but for its sign.
    bool was_ever(double number) const;

    const std::set<std::string>& indicators() const { return indicators_; }
    /// Names that a domain has before "=".
    const std::set<std::string>& dimensions() const { return dimensions_; }
    std::span<const PublishedCell> cells(const std::string& indicator, const std::string& period,
                                         const std::string& domain) const;

private:
    using Key = std::tuple<std::string, std::string, std::string>;
    void note_names(const Key& key);

    std::map<Key, std::vector<PublishedCell>> cells_;
    std::set<std::string> indicators_, dimensions_;
    std::set<double> values_; ///< absolute
};

/// The indicator and the dimensions that a cube's file is named after, or none if no published one fits.
struct CubeName {
    std::string indicator;
    std::vector<std::string> dimensions;
};
std::optional<CubeName> cube_name(const std::string& stem, std::size_t dimensions,
                                  const PublishedFigures& figures);

} // namespace lup
