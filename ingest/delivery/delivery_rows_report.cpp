#include "ingest/delivery/delivery_rows.hpp"

#include <fmt/format.h>

#include <array>

namespace lup {

namespace {

struct LeftWords {
    Severity severity;
    std::string_view rule, advice;
};

constexpr std::array<LeftWords, 8> left_words = {{
    {Severity::note, "Summarad utelämnad.", "Inget behöver göras."},
    {Severity::note, "Fotnot eller annan text i tabellen utelämnad.", "Inget behöver göras."},
    {Severity::note, "Rad utan ett enda svar utelämnad.", "Inget behöver göras."},
    {Severity::note, "Rad utan vikt utelämnad.", "Inget behöver göras om personen inte svarade på enkäten."},
    {Severity::warning, "Vikten är inte ett positivt tal; raden är utelämnad.",
     "Rätta vikten och lämna filen igen."},
    {Severity::note, "Rad utan samtycke utelämnad.", "Inget behöver göras."},
    {Severity::warning, "Det går inte att läsa om personen samtycker; raden är utelämnad.",
     "Rätta svaret om samtycke och lämna filen igen."},
    {Severity::error, "Raden har ett annat år än den omgång som filen togs för.",
     "En fil får bara hålla en undersökning och en omgång: dela filen och lämna delarna var för sig."},
}};

const std::string& title_of(const Variable& variable)
{
    return variable.columns.empty() ? variable.variable : variable.columns.front();
}

std::string answer_rule(const Variable& variable, AnswerKind kind)
{
    const auto& name = title_of(variable);
    switch (kind) {
    case AnswerKind::error_cell:
        return fmt::format("Kolumnen '{}': cellen innehåller ett felvärde från kalkylprogrammet.", name);
    case AnswerKind::out_of_range:
        return fmt::format("Kolumnen '{}': talet ligger utanför kodbokens gränser.", name);
    default:
        break;
    }
    if (variable.type == VariableType::number)
        return fmt::format("Kolumnen '{}': cellen är inget tal.", name);
    if (variable.type == VariableType::date)
        return fmt::format("Kolumnen '{}': cellen är inget datum.", name);
    return fmt::format("Kolumnen '{}': svaret finns inte i kodboken.", name);
}

std::string answer_advice(AnswerKind kind, const std::string* meant)
{
    if (meant != nullptr)
        return fmt::format("Rätta svaret; menade du '{}'?", *meant);
    if (kind == AnswerKind::error_cell)
        return "Rätta formeln, eller töm cellen.";
    return "Rätta cellen, eller lägg till värdet i kodboken.";
}

std::string reason_unused(const Variable& variable)
{
    switch (variable.type) {
    case VariableType::id:
        return "Id sparas inte.";
    case VariableType::text:
        return "Fritext sparas inte.";
    case VariableType::ignored:
        return "Används inte enligt kodboken.";
    default:
        return "";
    }
}

} // namespace

void DeliveryRows::leave(Left why, std::uint32_t column, std::uint32_t row)
{
    ++left_[static_cast<std::size_t>(why)];
    const auto& words = left_words[static_cast<std::size_t>(why)];
    const auto [group, is_new] = left_groups_.try_emplace(why, 0);
    if (is_new)
        group->second = findings_.open(words.severity, std::string(words.rule), std::string(words.advice));
    findings_.count(group->second, sheet_, column, row);
}

void DeliveryRows::report_answer(std::size_t slot, std::uint32_t row)
{
    const auto& cell = coded_[slot];
    const auto& variable = *coder_.slots()[slot].variable;
    const auto [group, is_new] = groups_.try_emplace({slot, static_cast<int>(cell.kind), cell.meant}, 0);
    if (is_new)
        group->second = findings_.open(Severity::warning, answer_rule(variable, cell.kind),
                                       answer_advice(cell.kind, cell.meant));
    findings_.count(group->second, sheet_, column_of_[slot], row);
}

void DeliveryRows::report_sheet(const std::string& sheet, const FormMatch& match)
{
    for (const auto& heading : match.headings) {
        ColumnUse use{sheet, heading.text, "", "Finns inte i kodboken.", 0, 0, 0};
        for (const auto& column : match.columns) {
            if (column.column != heading.column)
                continue;
            use.variable = column.variable->variable;
            use.reason = reason_unused(*column.variable);
            if (const auto slot = coder_.slot_of(*column.variable)) {
                use.answered = counts_[*slot].answered;
                use.unmatched = counts_[*slot].unmatched;
                use.missing = sheet_rows_ - use.answered - use.unmatched;
            }
        }
        uses_.push_back(std::move(use));
    }
    for (std::size_t slot = 0; slot < counts_.size(); ++slot) {
        totals_[slot].answered += counts_[slot].answered;
        totals_[slot].missing += counts_[slot].missing;
        totals_[slot].unmatched += counts_[slot].unmatched;
    }
}

void DeliveryRows::conclude_answers(double unmatched_limit)
{
    if (const auto weight = coder_.slot_of(Role::weight))
        totals_[*weight].unmatched += left_[static_cast<std::size_t>(Left::bad_weight)];
    for (std::size_t slot = 0; slot < totals_.size(); ++slot) {
        const auto& count = totals_[slot];
        const auto all = static_cast<double>(count.answered + count.missing + count.unmatched);
        if (count.unmatched == 0 || static_cast<double>(count.unmatched) <= unmatched_limit * all)
            continue;
        findings_.add(Severity::error, fmt::format("kolumnen '{}'", title_of(*coder_.slots()[slot].variable)),
                      "Fler svar än gränsen tillåter stämmer inte med kodboken.",
                      "Rätta cellerna som räknas upp, eller lägg till värdena i kodboken.");
    }
}

void DeliveryRows::conclude_rows(DeliveryReport& report)
{
    report.rows_used = rows_used_;
    report.rows_left = 0;
    for (const auto rows : left_)
        report.rows_left += rows;
    if (rows_used_ == 0)
        findings_.add(Severity::error, "", "Filen har inga rader som kan användas.",
                      "Kontrollera att svaren står under rubrikraden.");
    if (parts_.empty() && rows_without_part_)
        parts_.insert(PartKey{});
    report.parts = std::move(parts_);
    report.columns = std::move(uses_);
}

void DeliveryRows::conclude(DeliveryReport& report, double unmatched_limit)
{
    conclude_rows(report);
    conclude_answers(unmatched_limit);
}

} // namespace lup
