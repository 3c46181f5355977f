#include "ingest/delivery/recognise_headings.hpp"

#include "config/matching.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace lup {

namespace {

constexpr std::size_t head_rows = 60;
constexpr std::size_t header_within = 40;

/// A line of headings has at least one word.
bool may_be_headings(const KeptRow& row)
{
    return std::ranges::any_of(row.cells, [](const auto& cell) { return cell.type == CellType::text; });
}

std::string folded_words(const std::string& text)
{
    return folded(text);
}

class ResumedReader : public SheetReader {
public:
    ResumedReader(const SheetHead& head, std::unique_ptr<SheetReader> rest)
        : head_(head), rest_(std::move(rest))
    {
    }

    bool next(Row& row) override
    {
        if (given_ == head_.rows.size())
            return rest_->next(row);
        const auto& kept = head_.rows[given_++];
        row.number = kept.number;
        row.cells.clear();
        for (const auto& cell : kept.cells)
            row.cells.push_back(cell.view());
        return true;
    }

private:
    const SheetHead& head_;
    std::unique_ptr<SheetReader> rest_;
    std::size_t given_ = 0;
};

} // namespace

SheetHead read_head(SheetReader& sheet, const SheetInfo& info, std::size_t most_cells)
{
    SheetHead head{info, {}};
    std::size_t cells = 0;
    Row row;
    while (head.rows.size() < head_rows && (cells < most_cells || head.rows.empty()) && sheet.next(row)) {
        KeptRow kept{row.number, {}};
        for (const auto& cell : row.cells)
            kept.cells.push_back({cell.column, cell.type, cell.number, std::string(cell.text), cell.quoted,
                                  cell.user_missing});
        cells += row.cells.size();
        head.rows.push_back(std::move(kept));
    }
    return head;
}

std::unique_ptr<SheetReader> resume_sheet(const SheetHead& head, std::unique_ptr<SheetReader> rest)
{
    return std::make_unique<ResumedReader>(head, std::move(rest));
}

std::string cell_words(const KeptCell& cell)
{
    if (cell.type == CellType::number)
        return number_text(cell.number);
    return cell.type == CellType::boolean || cell.type == CellType::error ? "" : cell.text;
}

Form form_of(const Codebook& codebook, const Wave& wave)
{
    Form form{&wave, {}};
    for (const auto* variable : codebook.variables_of(wave.survey, wave.wave)) {
        WantedVariable wanted{variable, variable->columns, {}};
        if (wanted.headings.empty())
            wanted.headings.push_back(variable->variable);
        std::ranges::transform(wanted.headings, std::back_inserter(wanted.folded), folded_words);
        form.variables.push_back(std::move(wanted));
    }
    return form;
}

std::vector<Form> forms_of(const Codebook& codebook)
{
    std::vector<Form> forms;
    for (const auto& wave : codebook.waves)
        forms.push_back(form_of(codebook, wave));
    return forms;
}

HeadingLine::HeadingLine(const KeptRow& row)
{
    for (const auto& cell : row.cells) {
        auto text = cell_words(cell);
        if (trimmed(text).empty())
            continue;
        add(cell.column, text);
        headings_.push_back({cell.column, std::move(text)});
    }
}

HeadingLine::HeadingLine(const KeptRow& group, const KeptRow& row)
{
    auto own = group.cells.begin();
    auto sub = row.cells.begin();
    std::string held;
    while (own != group.cells.end() || sub != row.cells.end()) {
        const bool has_own =
            own != group.cells.end() && (sub == row.cells.end() || own->column <= sub->column);
        const auto column = has_own ? own->column : sub->column;
        if (has_own && !trimmed(cell_words(*own)).empty())
            held = joined_spaces(cell_words(*own));
        const bool has_sub = sub != row.cells.end() && sub->column == column;
        const auto text = has_sub ? cell_words(*sub) : std::string();
        const bool blank = trimmed(text).empty();
        if (!blank) {
            add(column, text);
            for (const std::string_view between : {" ", " - ", ": ", " / "})
                if (!held.empty())
                    add(column, held + std::string(between) + joined_spaces(text));
            headings_.push_back({column, held.empty() ? text : held + ": " + joined_spaces(text)});
        } else if (has_own && !trimmed(cell_words(*own)).empty()) {
            add(column, cell_words(*own));
            headings_.push_back({column, held});
        }
        own += has_own ? 1 : 0;
        sub += has_sub ? 1 : 0;
    }
}

void HeadingLine::put(TextMap<Place>& map, const std::string& text, std::uint32_t column)
{
    const auto [place, is_new] = map.try_emplace(text, Place{column, false});
    if (!is_new && place->second.column != column)
        place->second.several = true;
}

void HeadingLine::add(std::uint32_t column, const std::string& text)
{
    put(exact_, text, column);
    put(folded_, folded(text), column);
}

std::optional<HeadingLine::Found> HeadingLine::look(const TextMap<Place>& map,
                                                    const std::vector<std::string>& texts,
                                                    const WantedVariable& wanted, bool several)
{
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto found = map.find(texts[i]);
        if (found != map.end() && found->second.several == several)
            return Found{found->second.column, wanted.headings[i], several};
    }
    return std::nullopt;
}

std::optional<HeadingLine::Found> HeadingLine::find(const WantedVariable& wanted) const
{
    for (const bool several : {false, true}) {
        if (const auto found = look(exact_, wanted.headings, wanted, several))
            return found;
        if (const auto found = look(folded_, wanted.folded, wanted, several))
            return found;
    }
    return std::nullopt;
}

FormMatch match_form(const Form& form, const HeadingLine& line)
{
    FormMatch match;
    match.wave = form.wave;
    match.headings = line.headings();
    std::vector<std::uint32_t> known;
    for (const auto& wanted : form.variables) {
        const auto found = line.find(wanted);
        if (found) {
            match.columns.push_back({wanted.variable, found->column, found->heading});
            known.push_back(found->column);
            if (found->ambiguous)
                match.ambiguous.push_back(wanted.variable);
        } else if (wanted.variable->required) {
            match.missing_required.push_back(wanted.variable);
        } else if (is_kept(*wanted.variable)) {
            match.missing.push_back(wanted.variable);
        }
    }
    std::ranges::sort(known);
    std::ranges::copy_if(line.headings(), std::back_inserter(match.unknown), [&](const auto& heading) {
        return !std::ranges::binary_search(known, heading.column);
    });
    return match;
}

namespace {

/// A line without a single wanted heading costs one look-up a variable and nothing more.
std::size_t matching_columns(const Form& form, const HeadingLine& line)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        form.variables, [&](const auto& wanted) { return line.find(wanted).has_value(); }));
}

auto quality(const FormMatch& match)
{
    return std::tuple(match.complete(), match.columns.size(), !match.two_rows);
}

} // namespace

std::vector<FormMatch> best_matches(const std::vector<Form>& forms, const SheetHead& head)
{
    std::vector<FormMatch> best(forms.size());
    const KeptRow* above = nullptr;
    for (std::size_t row = 0; row < std::min(head.rows.size(), header_within); ++row) {
        const auto& own = head.rows[row];
        std::vector<HeadingLine> lines;
        if (may_be_headings(own)) {
            lines.emplace_back(own);
            if (above != nullptr && may_be_headings(*above))
                lines.emplace_back(*above, own);
        }
        above = &own;
        for (std::size_t line = 0; line < lines.size(); ++line) {
            for (std::size_t i = 0; i < forms.size(); ++i) {
                const auto given = forms[i].wave->header_row;
                if ((given && *given != own.number) || matching_columns(forms[i], lines[line]) == 0)
                    continue;
                auto match = match_form(forms[i], lines[line]);
                match.header = row;
                match.two_rows = line == 1;
                if (best[i].wave == nullptr || quality(match) > quality(best[i]))
                    best[i] = std::move(match);
            }
        }
    }
    return best;
}

} // namespace lup
