#include "transform/tally/row_outcomes.hpp"

#include "transform/tally/scales.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace lup {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

bool contains(const std::vector<std::string>& codes, const std::string& code)
{
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

double number_in(const std::string& code)
{
    double number = 0;
    const auto* const end = code.data() + code.size();
    const auto result = std::from_chars(code.data(), end, number);
    return result.ec == std::errc{} && result.ptr == end ? number : nan;
}

bool contains(const std::vector<std::string>& codes, double number)
{
    return std::any_of(codes.begin(), codes.end(),
                       [&](const auto& code) { return number_in(code) == number; });
}

/// Each row's value of a code or number column; NaN where there is none.
std::vector<double> numbers_of(const ResponseBatch& batch, const ResponseSource& source,
                               const std::string& variable)
{
    std::vector<double> numbers(batch.rows, nan);
    const auto* column = find_column(batch, variable);
    if (column == nullptr || !column->present)
        return numbers;
    if (column->codes.empty())
        return column->numbers;
    const auto& codes = codes_of_column(batch, source, *column);
    std::vector<double> value(codes.size());
    std::transform(codes.begin(), codes.end(), value.begin(), number_in);
    for (std::size_t row = 0; row < batch.rows; ++row)
        if (column->codes[row] != ResponseColumn::missing)
            numbers[row] = value[column->codes[row]];
    return numbers;
}

} // namespace

RowFilter::RowFilter(const Codebook& codebook, const Survey& survey, const std::string& wave,
                     const std::vector<Condition>& conditions)
{
    for (const auto& condition : conditions) {
        Test test;
        test.dimension = std::make_unique<DimensionCategories>(codebook, survey, condition.variable);
        test.classes = std::make_unique<RowClasses>(codebook, wave, *test.dimension);
        test.codes = condition.codes;
        tests_.push_back(std::move(test));
    }
}

void RowFilter::classify(const ResponseBatch& batch, const ResponseSource& source)
{
    for (auto& test : tests_) {
        test.classes->classify(batch, source);
        accept_new_categories(test);
    }
}

void RowFilter::accept_new_categories(Test& test)
{
    const auto& codes = test.dimension->codes();
    while (test.accepted.size() < codes.size())
        test.accepted.push_back(contains(test.codes, codes[test.accepted.size()]));
}

bool RowFilter::holds(std::size_t row) const
{
    return std::all_of(tests_.begin(), tests_.end(), [row](const Test& test) {
        for (std::size_t k = 0; k < test.dimension->depth(); ++k) {
            const auto category = test.classes->category(k)[row];
            if (category != DimensionCategories::none && test.accepted[category])
                return true;
        }
        return false;
    });
}

RowOutcomes::RowOutcomes(const Codebook& codebook, const Indicator& indicator, const std::string& wave)
    : codebook_(codebook), indicator_(indicator), wave_(wave),
      scale_(codebook.find_scale(indicator.survey, indicator.variable)),
      among_(codebook, codebook.survey(indicator.survey), wave, indicator.among)
{
    if (const auto* sex = codebook.variable_with_role(indicator.survey, Role::sex, wave))
        sex_variable_ = sex->variable;
}

Measure RowOutcomes::measure(const Indicator& indicator)
{
    return indicator.statistic == Statistic::mean || indicator.statistic == Statistic::median
               ? Measure::mean
               : Measure::share;
}

void RowOutcomes::classify(const ResponseBatch& batch, const ResponseSource& source)
{
    answers_.assign(batch.rows, Answer::missing);
    if (measure(indicator_) == Measure::mean)
        values_.assign(batch.rows, 0);
    if (scale_ != nullptr) {
        from_numbers(scale_scores(batch, source), batch, source);
    } else if (const auto* column = find_column(batch, indicator_.variable);
               column != nullptr && column->present) {
        if (column->codes.empty())
            from_numbers(column->numbers, batch, source);
        else
            from_codes(*column, codes_of_column(batch, source, *column));
    }
    among_.classify(batch, source);
    for (std::size_t row = 0; row < batch.rows; ++row)
        if (!among_.holds(row))
            answers_[row] = Answer::outside;
}

void RowOutcomes::from_codes(const ResponseColumn& column, const std::vector<std::string>& codes)
{
    while (answer_of_.size() < codes.size()) {
        const auto& code = codes[answer_of_.size()];
        value_of_.push_back(value_of_code(code));
        answer_of_.push_back(answer_of_code(code));
    }
    for (std::size_t row = 0; row < column.codes.size(); ++row) {
        if (column.codes[row] == ResponseColumn::missing)
            continue;
        answers_[row] = answer_of_[column.codes[row]];
        if (!values_.empty() && answers_[row] == Answer::yes)
            values_[row] = value_of_[column.codes[row]];
    }
}

double RowOutcomes::value_of_code(const std::string& code) const
{
    return measure(indicator_) == Measure::mean ? number_in(code) : 0;
}

Answer RowOutcomes::answer_of_code(const std::string& code) const
{
    if (measure(indicator_) == Measure::mean)
        return std::isnan(number_in(code)) ? Answer::missing : Answer::yes;
    if (contains(indicator_.numerator, code))
        return Answer::yes;
    const bool valid = indicator_.denominator.empty() || contains(indicator_.denominator, code);
    return valid ? Answer::no : Answer::missing;
}

Answer RowOutcomes::answer_of_number(double number, double cut) const
{
    if (std::isnan(number))
        return Answer::missing;
    if (measure(indicator_) == Measure::mean)
        return Answer::yes;
    if (indicator_.numerator.empty() && scale_ != nullptr && std::isnan(cut))
        return Answer::missing;
    if (indicator_.numerator.empty() && scale_ != nullptr)
        return is_case(*find_instrument(scale_->instrument), number, cut) ? Answer::yes : Answer::no;
    if (contains(indicator_.numerator, number))
        return Answer::yes;
    const bool valid = indicator_.denominator.empty() || contains(indicator_.denominator, number);
    return valid ? Answer::no : Answer::missing;
}

void RowOutcomes::from_numbers(const std::vector<double>& numbers, const ResponseBatch& batch,
                               const ResponseSource& source)
{
    const auto cut = cuts(batch, source);
    for (std::size_t row = 0; row < batch.rows; ++row) {
        answers_[row] = answer_of_number(numbers[row], cut.empty() ? nan : cut[row]);
        if (!values_.empty() && answers_[row] == Answer::yes)
            values_[row] = numbers[row];
    }
}

std::vector<double> RowOutcomes::cuts(const ResponseBatch& batch, const ResponseSource& source) const
{
    if (scale_ == nullptr)
        return {};
    std::vector<double> cut(batch.rows, scale_->cut.value_or(find_instrument(scale_->instrument)->cut));
    const auto* sex = find_column(batch, sex_variable_);
    if (scale_->cut_by_sex.empty() || sex == nullptr || sex->codes.empty())
        return cut;
    const auto& codes = codes_of_column(batch, source, *sex);
    for (std::size_t row = 0; row < batch.rows; ++row) {
        const auto code = sex->codes[row];
        const auto found =
            std::find_if(scale_->cut_by_sex.begin(), scale_->cut_by_sex.end(), [&](const auto& pair) {
                return code != ResponseColumn::missing && pair.first == codes[code];
            });
        // Without a sex there is no cut-off, and so no answer, unless the codebook gives one for all.
        cut[row] = found != scale_->cut_by_sex.end() ? found->second : scale_->cut.value_or(nan);
    }
    return cut;
}

std::vector<double> RowOutcomes::scale_scores(const ResponseBatch& batch, const ResponseSource& source) const
{
    const auto& instrument = *find_instrument(scale_->instrument);
    std::vector<std::vector<double>> items;
    std::vector<bool> reversed;
    for (const auto& item : scale_->items) {
        items.push_back(numbers_of(batch, source, item));
        reversed.push_back(contains(scale_->reversed, item));
    }
    std::vector<double> scores(batch.rows, nan), answers(items.size());
    for (std::size_t row = 0; row < batch.rows; ++row) {
        for (std::size_t i = 0; i < items.size(); ++i)
            answers[i] = items[i][row];
        scores[row] = score(instrument, answers, reversed).value_or(nan);
    }
    return scores;
}

} // namespace lup
