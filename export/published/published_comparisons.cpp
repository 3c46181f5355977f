#include "export/published/published_comparisons.hpp"

#include "export/published/comparison_text.hpp"
#include "export/published/published_figures.hpp"
#include "export/workbook/workbook_content.hpp"

#include <algorithm>
#include <charconv>

namespace lup {

namespace {

bool same_numbers(const FileComparison& row, const FileComparison& one)
{
    int decimals = 0;
    std::from_chars(one.decimals->data(), one.decimals->data() + one.decimals->size(), decimals);
    for (std::size_t i = 0; i < one.numbers.size(); ++i) {
        const auto &said = row.numbers[i], &known = one.numbers[i];
        if (said.has_value() != known.has_value())
            return false;
        if (known && !same_number(*said, row.rounded ? printed(*known, decimals) : *known))
            return false;
    }
    return true;
}

bool same_words(const FileComparison& row, const FileComparison& one)
{
    return row.unit == one.unit && row.verdict == one.verdict && row.note == one.note &&
           row.release == one.release && (!row.survey || row.survey == one.survey) &&
           (!row.decimals || row.decimals == one.decimals);
}

} // namespace

FileComparison comparison_of(const Codebook& codebook, const ReleasedComparison& one,
                             const std::string& release)
{
    return {"",
            {one.indicator, std::string(kind_word(one.kind)), one.domain, one.other_domain, one.period,
             one.other_period},
            {one.difference, one.lower, one.upper},
            unit_text(codebook.indicator(one.indicator)),
            verdict_text(one),
            one.note,
            release,
            one.survey,
            std::to_string(one.decimals),
            false};
}

void PublishedComparisons::add(FileComparison one)
{
    auto what = one.what;
    all_.emplace(std::move(what), std::move(one));
}

bool PublishedComparisons::says(const FileComparison& row) const
{
    const auto [first, last] = all_.equal_range(row.what);
    return std::any_of(first, last, [&](const auto& entry) {
        return same_words(row, entry.second) && same_numbers(row, entry.second);
    });
}

} // namespace lup
