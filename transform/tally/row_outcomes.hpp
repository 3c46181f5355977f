#pragma once

#include "config/codebook.hpp"
#include "ingest/delivery/response_batch.hpp"
#include "transform/estimates/design.hpp"
#include "transform/tally/row_classes.hpp"

#include <memory>
#include <string>
#include <vector>

namespace lup {

/// Whether each row belongs to an indicator's `among`. An empty list of conditions holds for every row.
class RowFilter {
public:
    /// `dimensions` numbers the categories of the conditions' variables, groups or roles.
    RowFilter(const Codebook& codebook, const Survey& survey, const std::string& wave,
              const std::vector<Condition>& conditions);

    void classify(const ResponseBatch& batch, const ResponseSource& source);
    bool holds(std::size_t row) const;

private:
    struct Test {
        std::unique_ptr<DimensionCategories> dimension;
        std::unique_ptr<RowClasses> classes;
        std::vector<std::string> codes;
        std::vector<bool> accepted; ///< by category index
    };
    static void accept_new_categories(Test& test);

    std::vector<Test> tests_;
};

/// One indicator's answers, batch by batch.
class RowOutcomes {
public:
    RowOutcomes(const Codebook& codebook, const Indicator& indicator, const std::string& wave);

    void classify(const ResponseBatch& batch, const ResponseSource& source);

    /// The answers of the batch; the spans live until the next classify().
    IndicatorRows rows() const { return {answers_, values_}; }

    static Measure measure(const Indicator& indicator);

private:
    void from_codes(const ResponseColumn& column, const std::vector<std::string>& codes);
    void from_numbers(const std::vector<double>& numbers, const ResponseBatch& batch,
                      const ResponseSource& source);
    std::vector<double> scale_scores(const ResponseBatch& batch, const ResponseSource& source) const;
    Answer answer_of_code(const std::string& code) const;
    Answer answer_of_number(double number, double cut) const;
    double value_of_code(const std::string& code) const;
    std::vector<double> cuts(const ResponseBatch& batch, const ResponseSource& source) const;

    const Codebook& codebook_;
    const Indicator& indicator_;
    std::string wave_;
    const Scale* scale_ = nullptr;
    std::string sex_variable_;
    RowFilter among_;
    std::vector<Answer> answer_of_; ///< by the column's code index
    std::vector<double> value_of_;
    std::vector<Answer> answers_;
    std::vector<double> values_; ///< empty for a share
};

} // namespace lup
