#include "transform/census/history.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

ReleasedCell as_published(const PublishedCell& before, ReleasedCell cell)
{
    cell.value = before.value;
    cell.lower = before.lower;
    cell.upper = before.upper;
    cell.n = before.n;
    cell.symbol = before.symbol;
    cell.records = before.records;
    return cell;
}

ReleasedCell held_cell(ReleasedCell cell)
{
    cell.value = cell.lower = cell.upper = std::nullopt;
    cell.n = std::nullopt;
    cell.symbol = "..";
    cell.reliability = Reliability::good;
    cell.records.emplace();
    return cell;
}

namespace {

/// What was published before plan.db told the protection stood behind the gate, unless it is a sample.
bool is_sample(const Codebook& codebook, const std::string& id)
{
    return std::ranges::any_of(codebook.surveys, [&](const Survey& survey) {
        return survey.survey == id && survey.kind == SurveyKind::sample;
    });
}

} // namespace

GateHistory::GateHistory(const Ledger& ledger, const Codebook& codebook) : codebook_(codebook)
{
    for (const auto& cell : ledger.cells) {
        if (cell.held())
            continue;
        published_.insert(cell.survey);
        if (cell.gated.value_or(!is_sample(codebook, cell.survey)))
            gated_.insert(cell.survey);
        newest_[{cell.survey, cell.indicator, cell.period, cell.domain}] = &cell;
    }
    std::set<std::string> known;
    for (const auto& survey : codebook.surveys) {
        known.insert(survey.survey);
        if (survey.protection != Protection::gate && gated_.contains(survey.survey))
            held_[survey.survey] =
                "undersökningen är publicerad under grinden men har nu skyddet base i kodbokens tabell "
                "surveys, "
                "kolumnen protection. Det som är publicerat ligger fast och inget nytt publiceras förrän det "
                "står gate där igen.";
    }
    const auto gone =
        std::ranges::find_if(gated_, [&](const auto& survey) { return !known.contains(survey); });
    if (gone == gated_.end())
        return;
    for (const auto& survey : codebook.surveys)
        if (!published_.contains(survey.survey))
            held_[survey.survey] = fmt::format(
                "undersökningen publiceras inte, för '{}' är publicerad under grinden men finns inte kvar i "
                "kodbokens tabell surveys, och det kan vara samma undersökning under nytt namn. Sätt "
                "tillbaka "
                "raden med samma namn; en undersökning som är avslutad ska stå kvar.",
                *gone);
}

void GateHistory::hold(std::vector<ReleasedTable>& tables, std::vector<WaveNote>& notes) const
{
    for (auto& table : tables) {
        if (!holds(table.survey))
            continue;
        table.gated = table.gated || gated_.contains(table.survey);
        for (auto& cell : table.cells) {
            if (cell.symbol == ".")
                continue;
            const auto before = newest_.find({table.survey, table.indicator, cell.period, cell.domain});
            cell = held_cell(cell);
            if (before != newest_.end())
                cell = as_published(*before->second, cell);
        }
    }
    for (auto& note : notes)
        if (holds(note.survey)) {
            note.respondents.reset();
            note.sentences.clear();
        }
}

std::string GateHistory::why_held(const std::string& survey) const
{
    const auto held = held_.find(survey);
    return held == held_.end() ? "" : held->second;
}

std::vector<std::string> GateHistory::sentences() const
{
    std::vector<std::string> sentences;
    for (const auto& [survey, why] : held_)
        sentences.push_back(fmt::format("{}: {}", codebook_.survey(survey).title, why));
    return sentences;
}

} // namespace lup
