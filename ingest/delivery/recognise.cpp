#include "ingest/delivery/recognise.hpp"

#include "config/matching.hpp"
#include "ingest/delivery/recognise_wave.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <tuple>

namespace lup {

namespace {

constexpr std::size_t many_rows = 15;
constexpr std::size_t headings_listed = 8;

using Candidates = std::vector<FormMatch>;

/// Keeps those that `holds` for, unless it holds for none.
bool narrow(Candidates& candidates, const std::function<bool(const FormMatch&)>& holds)
{
    Candidates kept;
    std::ranges::copy_if(candidates, std::back_inserter(kept), holds);
    if (kept.empty())
        return false;
    candidates = std::move(kept);
    return true;
}

const FormMatch::Column* year_column(const FormMatch& match)
{
    const auto found =
        std::ranges::find_if(match.columns, [](const auto& c) { return c.variable->role == Role::year; });
    return found == match.columns.end() ? nullptr : &*found;
}

/// The first year cell below the headings that is not blank.
const KeptCell* first_year(const FormMatch& match, const SheetHead& head, std::uint32_t column)
{
    for (std::size_t row = match.header + 1; row < head.rows.size(); ++row)
        for (const auto& cell : head.rows[row].cells)
            if (cell.column == column && cell.type != CellType::error && !trimmed(cell_words(cell)).empty())
                return &cell;
    return nullptr;
}

enum class YearSays { nothing, this_wave, another };

YearSays year_says(const FormMatch& match, const SheetHead& head, const Codebook& codebook)
{
    const auto* column = year_column(match);
    const auto* cell = column == nullptr ? nullptr : first_year(match, head, column->column);
    if (cell == nullptr)
        return YearSays::nothing;
    return YearColumn(codebook, *column->variable, *match.wave).agrees(cell->view()) ? YearSays::this_wave
                                                                                     : YearSays::another;
}

std::vector<std::string> title_lines(const SheetHead& head, const Candidates& candidates)
{
    std::vector<std::string> lines;
    const auto header = std::ranges::min(candidates, {}, &FormMatch::header).header;
    for (std::size_t row = 0; row < header; ++row)
        for (const auto& cell : head.rows[row].cells)
            lines.push_back(cell_words(cell));
    return lines;
}

std::pair<std::size_t, std::ptrdiff_t> fit(const FormMatch& match)
{
    return {match.columns.size(), -static_cast<std::ptrdiff_t>(match.unknown.size())};
}

bool allows_sheet(const Wave& wave, const std::string& sheet)
{
    return wave.sheets.empty() ||
           std::ranges::any_of(wave.sheets, [&](const auto& name) { return same_heading(name, sheet); });
}

void explain_year(RecognisedSheet& sheet)
{
    sheet.reason = "Årskolumnen anger ett annat år än de omgångar vars rubriker stämmer.";
    sheet.advice = "Kontrollera årskolumnen, eller lägg till omgången i kodbokens tabell waves.";
}

void explain_foreign_year(RecognisedSheet& sheet, const std::string& wave)
{
    sheet.reason = fmt::format(
        "Rubrikerna stämmer med {}, men titelrader, bladnamn eller filnamn nämner bara andra år.", wave);
    sheet.advice =
        "Skriv omgången i filnamnet om den är rätt; lägg annars till den nya omgången i kodbokens tabell "
        "waves.";
}

void explain_several(RecognisedSheet& sheet, const Candidates& candidates, const Codebook& codebook)
{
    std::vector<std::string> names;
    for (const auto& candidate : candidates)
        names.push_back(wave_words(codebook, *candidate.wave));
    sheet.reason = fmt::format("Rubrikerna stämmer med flera omgångar: {}.", join_list(names, ", "));
    sheet.advice = "Skriv omgången i filnamnet, i bladets namn eller på en titelrad ovanför rubrikerna.";
}

void explain_incomplete(RecognisedSheet& sheet, const Codebook& codebook)
{
    if (sheet.nearest.wave == nullptr) {
        sheet.reason = "Inga rubriker stämmer med någon undersökning i kodboken.";
        sheet.advice = "Kontrollera att rätt fil har lämnats och att rubrikraden är med.";
        return;
    }
    const auto& missing = sheet.nearest.missing_required;
    sheet.reason =
        fmt::format("Bladet liknar mest {}, men {} obligatoriska kolumner saknas: {}.",
                    wave_words(codebook, *sheet.nearest.wave), missing.size(), heading_list(missing));
    sheet.advice = "Rätta rubrikerna i filen, eller lägg till filens rubriker i kodbokens tabell variables.";
}

/// Recognition of one sheet.
class SheetRecognition {
public:
    SheetRecognition(const SheetHead& head, const std::string& file_name, const Codebook& codebook)
        : head_(head), file_name_(file_name), codebook_(codebook)
    {
    }

    RecognisedSheet recognise(const std::vector<Form>& forms)
    {
        RecognisedSheet result;
        result.looks_like_data = head_.rows.size() >= many_rows;
        auto matches = best_matches(forms, head_);
        std::erase_if(matches, [](const auto& match) { return match.wave == nullptr; });
        Candidates complete;
        std::ranges::copy_if(matches, std::back_inserter(complete),
                             [&](const auto& match) { return match.complete(); });
        if (complete.empty()) {
            choose_nearest(result, matches);
            explain_incomplete(result, codebook_);
            return result;
        }
        choose_nearest(result, complete);
        if (!narrow(complete,
                    [&](const auto& match) { return allows_sheet(*match.wave, head_.info.name); })) {
            result.reason = "Bladet hör inte till dem som kodbokens tabell waves räknar upp.";
            result.advice = "Byt namn på bladet, eller lägg till det i kolumnen sheets.";
            return result;
        }
        decide(result, std::move(complete));
        return result;
    }

private:
    static void choose_nearest(RecognisedSheet& result, const Candidates& matches)
    {
        const auto nearness = [](const FormMatch& match) {
            const auto wanted = match.columns.size() + match.missing_required.size();
            const auto found = static_cast<double>(match.columns.size()) / static_cast<double>(wanted);
            return std::tuple(found, match.columns.size(),
                              -static_cast<std::ptrdiff_t>(match.unknown.size()));
        };
        const auto best = std::ranges::max_element(matches, {}, nearness);
        if (best != matches.end())
            result.nearest = *best;
    }

    void decide(RecognisedSheet& result, Candidates candidates)
    {
        const auto says = [&](const auto& match) { return year_says(match, head_, codebook_); };
        const bool year_known =
            narrow(candidates, [&](const auto& m) { return says(m) == YearSays::this_wave; });
        if (!year_known && !narrow(candidates, [&](const auto& m) { return says(m) == YearSays::nothing; }))
            return explain_year(result);
        const auto best = fit(std::ranges::max(candidates, {}, fit));
        narrow(candidates, [&](const auto& match) { return fit(match) == best; });
        const bool told = tell_by_words(candidates);
        if (candidates.size() > 1) {
            explain_several(result, candidates, codebook_);
            result.candidates = std::move(candidates);
        } else if (!year_known && !told && names_other_years(candidates)) {
            explain_foreign_year(result, wave_words(codebook_, *candidates.front().wave));
        } else {
            result.match = std::move(candidates.front());
        }
    }

    /// Whether title lines, sheet name or file name name a wave that is left.
    bool tell_by_words(Candidates& candidates) const
    {
        bool told = false;
        for (const auto& texts : evidence(candidates)) {
            told = narrow(candidates,
                          [&](const auto& match) {
                              return std::ranges::any_of(
                                  texts, [&](const auto& text) { return mentions(text, *match.wave); });
                          }) ||
                   told;
        }
        return told;
    }

    bool names_other_years(const Candidates& candidates) const
    {
        for (const auto& texts : evidence(candidates))
            for (const auto& text : texts)
                if (!years_in(text).empty())
                    return true;
        return false;
    }

    std::vector<std::vector<std::string>> evidence(const Candidates& candidates) const
    {
        return {title_lines(head_, candidates), {head_.info.name}, {file_name_}};
    }

    const SheetHead& head_;
    const std::string& file_name_;
    const Codebook& codebook_;
};

/// A sheet that fits several waves is taken for the one that another sheet of the file was recognised as.
void follow_others(std::vector<RecognisedSheet>& sheets)
{
    for (auto& sheet : sheets) {
        for (const auto& other : sheets) {
            if (sheet.match || !other.match)
                continue;
            const auto same = std::ranges::find(sheet.candidates, other.match->wave, &FormMatch::wave);
            if (same != sheet.candidates.end())
                sheet.match = *same;
        }
    }
}

} // namespace

std::vector<RecognisedSheet> recognise_sheets(const std::vector<SheetHead>& heads,
                                              const std::string& file_name, const Codebook& codebook)
{
    const auto forms = forms_of(codebook);
    std::vector<RecognisedSheet> sheets;
    for (const auto& head : heads)
        sheets.push_back(SheetRecognition(head, file_name, codebook).recognise(forms));
    follow_others(sheets);
    return sheets;
}

std::string meant_heading(const std::string& heading, const FormMatch& match, const Codebook& codebook)
{
    std::vector<std::string> known;
    for (const auto* variable : codebook.variables_of(match.wave->survey, match.wave->wave)) {
        const bool found = std::ranges::any_of(
            match.columns, [&](const auto& column) { return column.variable == variable; });
        if (!found)
            known.insert(known.end(), variable->columns.begin(), variable->columns.end());
    }
    const auto near = nearest(heading, known);
    return near ? fmt::format("menade du '{}'?", *near) : "";
}

std::string wave_words(const Codebook& codebook, const Wave& wave)
{
    const auto& title = codebook.survey(wave.survey).title;
    return fmt::format("{} {}", title.empty() ? wave.survey : title, wave.wave);
}

std::string heading_list(const std::vector<const Variable*>& variables)
{
    std::string list;
    for (std::size_t i = 0; i < std::min(variables.size(), headings_listed); ++i)
        list += fmt::format("{}'{}'", i == 0 ? "" : ", ",
                            variables[i]->columns.empty() ? variables[i]->variable
                                                          : variables[i]->columns.front());
    if (variables.size() > headings_listed)
        list += fmt::format(" och {} till", variables.size() - headings_listed);
    return list;
}

} // namespace lup
