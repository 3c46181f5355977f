#pragma once

#include "config/codebook.hpp"
#include "ingest/delivery/response_batch.hpp"
#include "transform/release.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace lup {

/// The categories of one dimension of a survey, numbered once for all its waves: a variable's codes, a
/// banding's bands, or the areas that are delivered and the areas that hold them.
class DimensionCategories {
public:
    static constexpr std::uint32_t none = ResponseColumn::missing;

    /// `name` as in a breakdown's `by`: a variable, a group or a role of the survey.
    /// Throws ConfigurationError if it is none of them.
    DimensionCategories(const Codebook& codebook, const Survey& survey, std::string name);

    const std::string& name() const { return name_; }
    std::uint32_t index_of(const std::string& code);
    std::optional<std::uint32_t> find(const std::string& code) const;
    const std::vector<std::string>& codes() const { return categories_.codes(); }

    /// The dimension as it is printed: declared order first, then by code; `order[i]` is the place of index
    /// i.
    Dimension printed(const Codebook& codebook, std::vector<std::uint32_t>& order) const;

    /// Whether a wave's rows are classified by bands, and by which variable.
    const std::vector<const GroupBand*>& bands() const { return bands_; }
    /// The variable of the wave that classifies, or none if the wave has none.
    const Variable* variable(const Codebook& codebook, const std::string& wave) const;

    /// The role of the variable that classifies, `none` for a banding.
    Role role(const Codebook& codebook) const;

    /// Most categories that one row can belong to: 1, or more where bands or areas overlap.
    std::size_t depth() const { return depth_; }

    /// The category of a code and those that hold it; at most depth(), own first.
    std::vector<std::uint32_t> memberships(const Codebook& codebook, const std::string& code);
    std::vector<std::uint32_t> memberships(double number) const;

private:
    void declare_codes(const Codebook& codebook);
    void declare_areas(const Codebook& codebook);
    void add_area_with_holders(const Codebook& codebook, const std::string& area,
                               std::vector<std::uint32_t>& found);
    std::string title(const Codebook& codebook) const;

    const Survey& survey_;
    std::string name_;
    Role role_ = Role::none;
    std::string variable_; ///< "" when a role names the dimension
    std::vector<const GroupBand*> bands_;
    std::size_t depth_ = 1;
    std::size_t declared_ = 0;
    bool areas_ = false;
    Categories categories_;
};

/// The rows of one wave classified by one dimension, batch by batch.
class RowClasses {
public:
    RowClasses(const Codebook& codebook, const std::string& wave, DimensionCategories& dimension);

    /// Classifies the rows. `source` tells the codes of the batch's columns.
    void classify(const ResponseBatch& batch, const ResponseSource& source);

    /// The `k`-th category of each row (k < depth), or DimensionCategories::none.
    const std::vector<std::uint32_t>& category(std::size_t k) const { return memberships_[k]; }
    std::size_t depth() const { return memberships_.size(); }

private:
    void classify_codes(const ResponseColumn& column, const std::vector<std::string>& codes);
    void classify_numbers(const ResponseColumn& column);

    const Codebook& codebook_;
    DimensionCategories& dimension_;
    std::string variable_;
    std::vector<std::vector<std::uint32_t>> of_code_;     ///< memberships by the column's code index
    std::vector<std::vector<std::uint32_t>> memberships_; ///< by k, then row
};

/// The variable that `name`, a variable or a role word such as "area", means in the wave; none for a group.
const Variable* variable_named(const Codebook& codebook, const std::string& survey, const std::string& name,
                               const std::string& wave);

/// The column of `variable` in the batch, or none. Its place is the same in every batch of a wave.
const ResponseColumn* find_column(const ResponseBatch& batch, const std::string& variable);

/// The codes that the column's indexes stand for.
const std::vector<std::string>& codes_of_column(const ResponseBatch& batch, const ResponseSource& source,
                                                const ResponseColumn& column);

} // namespace lup
