#pragma once

#include "config/codebook.hpp"
#include "ingest/delivery/response_batch.hpp"
#include "ingest/sheet_reader.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lup {

/// How a cell was understood by the codebook.
enum class AnswerKind : std::uint8_t {
    blank, ///< nothing in it
    valid,
    missing,      ///< a code that counts as no answer, or that was not asked (impossible)
    unmatched,    ///< no code matches, or it is no number or date
    out_of_range, ///< a number outside min and max
    error_cell,   ///< #N/A and the like
};

/// One cell, coded. `code` is an index into the variable's categories, of a valid answer that is not a
/// number.
struct CodedCell {
    AnswerKind kind = AnswerKind::blank;
    std::uint32_t code = ResponseColumn::missing;
    double number = std::numeric_limits<double>::quiet_NaN();
    const std::string* meant = nullptr; ///< of an unmatched text: the codebook's value nearest to it
};

/// Lets a map of strings be asked with a view.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

/// Codes the cells of one variable in one wave. Numeric cells match codes as numbers (1 = 1.0), text as text:
/// exactly first, then trimmed and case folded, then, of text that is a number without leading zeros, as that
/// number. Without code rows a `code` variable takes values as they stand. What the file itself declares
/// missing is missing, unless a code row says what it is.
class VariableCoder {
public:
    VariableCoder(const Codebook& codebook, const Variable& variable, std::string_view wave);

    /// The declared codes that are valid answers, in codebook order; numbered first in `categories`.
    void declare(Categories& categories) const;

    /// `categories` is the one given to declare().
    CodedCell code(const Cell& cell, Categories& categories);

    /// Whether answers are numbers instead of categories.
    bool is_number() const { return type_ == VariableType::number; }

    /// Whether answers must be among code rows (a number may also be any number).
    bool has_codes() const { return !entries_.empty() || type_ == VariableType::number; }

private:
    void add(const Code& row);
    bool has_row(const Cell& cell) const;
    CodedCell code_number(double number, Categories& categories);
    CodedCell code_text(std::string_view text, Categories& categories);
    CodedCell match_text(std::string_view text, Categories& categories);
    CodedCell code_date(std::string_view text, Categories& categories) const;
    CodedCell in_range(double number) const;
    CodedCell as_it_stands(double number, Categories& categories);
    CodedCell as_it_stands(std::string_view text, Categories& categories) const;
    CodedCell unmatched(std::string_view text);

    VariableType type_;
    std::optional<double> min_, max_;
    std::vector<std::string> declared_codes_;           ///< different codes that are valid, in order
    std::vector<CodedCell> entries_;                    ///< one a code row
    std::vector<std::uint32_t> small_;                  ///< entry of the whole numbers 0 to 255
    std::unordered_map<double, std::uint32_t> numbers_; ///< entry of a number
    TextMap<std::uint32_t> texts_, folded_;             ///< entry of a text
    TextMap<CodedCell> seen_;                           ///< texts that were coded before; bounded
    std::unordered_map<double, CodedCell> seen_numbers_;
    std::vector<std::string> words_; ///< values that are not numbers, for "menade du"
    std::size_t suggestions_ = 0;
};

/// A day written as 2022-05-01, 2022/05/01 or 20220501 as ISO 8601; "" if it is none.
std::string iso_day(std::string_view text);

} // namespace lup
