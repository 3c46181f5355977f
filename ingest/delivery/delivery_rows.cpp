#include "ingest/delivery/delivery_rows.hpp"

#include "config/matching.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace lup {

namespace {

constexpr std::size_t longest_totals_word = 60;
constexpr std::size_t footnote_columns = 4; // narrower tables may have rows with one or two cells
constexpr std::size_t footnote_cells = 2;

bool is_totals_word(std::string_view text)
{
    const auto start = text.find_first_not_of(' ');
    if (start == std::string_view::npos || text.size() > longest_totals_word ||
        std::string_view("tTsS").find(text[start]) == std::string_view::npos)
        return false;
    constexpr std::array<std::string_view, 7> words = {"totalt",     "total",   "summa", "samtliga",
                                                       "totalsumma", "totalt:", "summa:"};
    const auto word = folded(text);
    const bool exact = std::ranges::find(words, word) != words.end();
    return exact || word.starts_with("totalt ") || word.starts_with("summa ") ||
           word.starts_with("samtliga ");
}

bool is_blank(const Cell& cell)
{
    if (cell.type != CellType::text || cell.text.empty())
        return false;
    const auto first = static_cast<unsigned char>(cell.text.front());
    return (first <= ' ' || first >= 0x80) && trimmed(cell.text).empty();
}

} // namespace

DeliveryRows::DeliveryRows(const Codebook& codebook, const Wave& wave,
                           const std::vector<const FormMatch*>& matches, FindingGroups& findings,
                           IdentityWatch& identities)
    : codebook_(codebook), wave_(wave), findings_(findings), identities_(identities),
      coder_(codebook, wave.survey, wave.wave), area_(coder_.slot_of(Role::area)),
      school_(coder_.slot_of(Role::school)), grade_(coder_.slot_of(Role::grade)),
      left_(static_cast<std::size_t>(Left::kinds))
{
    const auto slots = coder_.slots().size();
    present_in_file_.resize(slots);
    coded_.resize(slots);
    cells_.resize(slots);
    totals_.resize(slots);
    std::vector<std::string> heading_of(slots);
    for (const auto* match : matches) {
        for (const auto& column : match->columns) {
            const auto slot = coder_.slot_of(*column.variable);
            if (slot && heading_of[*slot].empty())
                heading_of[*slot] = column.heading;
        }
    }
    for (std::size_t slot = 0; slot < slots; ++slot) {
        present_in_file_[slot] = !heading_of[slot].empty();
        // Two variables may share a column: it is kept once.
        if (!present_in_file_[slot] || std::ranges::find(headings_, heading_of[slot]) != headings_.end())
            continue;
        archived_.push_back(slot);
        headings_.push_back(heading_of[slot]);
    }
}

std::vector<std::string> DeliveryRows::archive_headings() const
{
    return headings_;
}

void DeliveryRows::map_columns(const FormMatch& match)
{
    const auto slots = coder_.slots().size();
    first_slot_.clear();
    next_slot_.assign(slots, -1);
    column_of_.assign(slots, 0);
    present_.assign(slots, false);
    counts_.assign(slots, {});
    year_.reset();
    form_columns_ = match.columns.size();
    for (const auto& column : match.columns) {
        if (column.variable->role == Role::year) {
            year_.emplace(codebook_, *column.variable, wave_);
            year_column_ = column.column;
        }
        const auto slot = coder_.slot_of(*column.variable);
        if (!slot)
            continue;
        if (first_slot_.size() <= column.column)
            first_slot_.resize(column.column + 1, -1);
        next_slot_[*slot] = first_slot_[column.column];
        first_slot_[column.column] = static_cast<std::int32_t>(*slot);
        column_of_[*slot] = column.column;
        present_[*slot] = true;
    }
}

void DeliveryRows::code_sheet(SheetReader& reader, const std::string& sheet, const KeptRow& header,
                              const FormMatch& match)
{
    sheet_ = sheet;
    sheet_rows_ = 0;
    map_columns(match);
    Row row;
    while (reader.next(row)) {
        for (const auto& cell : row.cells)
            identities_.look(cell, row.number);
        if (row.number > header.number)
            code_row(row);
    }
    report_sheet(sheet, match);
}

void DeliveryRows::code_row(const Row& row)
{
    std::ranges::fill(coded_, CodedCell{});
    std::ranges::fill(cells_, nullptr);
    for (const auto& cell : row.cells) {
        if (cell.column >= first_slot_.size())
            break;
        for (auto slot = first_slot_[cell.column]; slot >= 0;
             slot = next_slot_[static_cast<std::size_t>(slot)]) {
            const auto place = static_cast<std::size_t>(slot);
            coded_[place] = coder_.code(place, cell);
            // The copy has no mark for what the file declares missing: it is left empty there.
            const bool declared_missing = cell.user_missing && coded_[place].kind == AnswerKind::missing;
            cells_[place] = declared_missing ? nullptr : &cell;
        }
    }
    const auto first = row.cells.front().column;
    if (is_totals(row))
        return leave(Left::totals, first, row.number);
    if (is_footnote(row))
        return leave(Left::footnote, first, row.number);
    switch (coder_.fate(coded_, present_)) {
    case RowFate::empty:
        return leave(Left::empty, first, row.number);
    case RowFate::no_weight:
        return leave(Left::no_weight, first, row.number);
    case RowFate::bad_weight:
        return leave(Left::bad_weight, column_of_[*coder_.slot_of(Role::weight)], row.number);
    case RowFate::no_consent:
        return leave(Left::no_consent, first, row.number);
    case RowFate::unread_consent:
        return leave(Left::unread_consent, column_of_[*coder_.slot_of(Role::consent)], row.number);
    case RowFate::used:
        break;
    }
    if (is_other_year(row))
        return leave(Left::other_year, year_column_, row.number);
    use(row);
}

/// Whether the cell is in no column of the codebook, or in one that takes any text or could not code it.
bool DeliveryRows::is_raw_or_unmatched(const Cell& cell) const
{
    auto slot = cell.column < first_slot_.size() ? first_slot_[cell.column] : -1;
    for (; slot >= 0; slot = next_slot_[static_cast<std::size_t>(slot)]) {
        const auto place = static_cast<std::size_t>(slot);
        if (coder_.slots()[place].coder->has_codes() && coded_[place].kind != AnswerKind::unmatched)
            return false;
    }
    return true;
}

/// A totals row says so in its first cell, or where area, school or grade stand.
bool DeliveryRows::is_totals(const Row& row) const
{
    bool first = true;
    for (const auto& cell : row.cells) {
        if (cell.type != CellType::text || is_blank(cell)) {
            first = first && cell.type == CellType::text;
            continue;
        }
        const auto slot = cell.column < first_slot_.size() ? first_slot_[cell.column] : -1;
        const auto role =
            slot < 0 ? Role::none : coder_.slots()[static_cast<std::size_t>(slot)].variable->role;
        const bool names_rows =
            first || role == Role::area || role == Role::school || role == Role::grade || role == Role::sex;
        if (names_rows && is_raw_or_unmatched(cell) && is_totals_word(cell.text))
            return true;
        first = false;
    }
    return false;
}

/// A footnote is a text or two in an otherwise empty row of a wide table.
bool DeliveryRows::is_footnote(const Row& row) const
{
    if (form_columns_ < footnote_columns || row.cells.size() > footnote_cells + form_columns_)
        return false;
    std::size_t texts = 0;
    for (const auto& cell : row.cells) {
        if (is_blank(cell))
            continue;
        if (cell.type != CellType::text || !is_raw_or_unmatched(cell) || ++texts > footnote_cells)
            return false;
    }
    return texts > 0;
}

bool DeliveryRows::is_other_year(const Row& row)
{
    if (!year_)
        return false;
    const auto cell = std::ranges::find(row.cells, year_column_, &Cell::column);
    return cell != row.cells.end() && !year_->agrees(*cell);
}

void DeliveryRows::use(const Row& row)
{
    ++rows_used_;
    ++sheet_rows_;
    for (std::size_t slot = 0; slot < coded_.size(); ++slot)
        if (coded_[slot].kind != AnswerKind::blank)
            count_answer(slot, row.number);
    note_part();
    if (archive_ == nullptr)
        return;
    archive_row_.clear();
    for (const auto slot : archived_)
        archive_row_.push_back(cells_[slot]);
    archive_->add(archive_row_);
}

void DeliveryRows::count_answer(std::size_t slot, std::uint32_t row)
{
    switch (coded_[slot].kind) {
    case AnswerKind::valid:
        ++counts_[slot].answered;
        return;
    case AnswerKind::missing:
        ++counts_[slot].missing;
        return;
    default:
        ++counts_[slot].unmatched;
        report_answer(slot, row);
    }
}

std::string DeliveryRows::code_of(std::optional<std::size_t> slot) const
{
    if (!slot || coded_[*slot].kind != AnswerKind::valid)
        return "";
    if (coder_.slots()[*slot].coder->is_number())
        return number_text(coded_[*slot].number);
    return coder_.categories()[*slot].codes()[coded_[*slot].code];
}

/// A row whose area, school or grade is unknown tells nothing of which part of the round this is.
void DeliveryRows::note_part()
{
    bool known = true;
    for (const auto& slot : {area_, school_, grade_}) {
        known = known && (!slot || !present_[*slot] || coded_[*slot].kind == AnswerKind::valid);
    }
    if (!known) {
        rows_without_part_ = true;
        return;
    }
    PartKey part{code_of(area_), code_of(school_), code_of(grade_)};
    if (!parts_.empty() && part == last_part_)
        return;
    last_part_ = part;
    parts_.insert(std::move(part));
}

} // namespace lup
