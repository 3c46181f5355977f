#include "app/report_check.hpp"

#include "config/errors.hpp"
#include "export/swedish_text.hpp"
#include "export/workbook/workbook_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace lup {

namespace {

/// A tag of the page, or the text before the next one.
struct Piece {
    std::string name; ///< "td", "/td"; "" for text
    std::string attributes, text;
};

std::string unescaped(std::string text)
{
    for (const auto& [entity, byte] : std::vector<std::pair<std::string, std::string>>{
             {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
        for (auto at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1))
            text.replace(at, entity.size(), byte);
    return text;
}

std::vector<Piece> pieces_of(const std::string& html)
{
    std::vector<Piece> pieces;
    for (std::size_t at = 0; at < html.size();) {
        const bool is_tag = html[at] == '<';
        const auto end = std::min(html.find(is_tag ? '>' : '<', at), html.size());
        Piece piece;
        if (is_tag) {
            const auto inside = html.substr(at + 1, end - at - 1);
            const auto space = inside.find_first_of(" /", 1);
            piece.name = inside.substr(0, space);
            piece.attributes = space == std::string::npos ? "" : inside.substr(space);
        } else {
            piece.text = unescaped(html.substr(at, end - at));
        }
        pieces.push_back(std::move(piece));
        at = is_tag ? end + 1 : end;
    }
    return pieces;
}

/// A chart as the page says it: its caption, the numbers of its axis, and every other text.
struct PageChart {
    std::string caption, words;
    std::vector<double> axis;
};

using PageRow = std::vector<std::string>;

class ReportCheck {
public:
    ReportCheck(const Published* published, const std::map<std::string, std::string>& titles,
                const KnownWords& words)
        : published_(published), titles_(titles), words_(words)
    {
    }

    void run(const std::string& html)
    {
        for (const auto& piece : pieces_of(html))
            take(piece);
        for (const auto& table : tables_)
            check_table(table);
        for (const auto& chart : charts_)
            check_chart(chart);
    }

private:
    [[noreturn]] static void fail(std::string_view place, std::string_view what)
    {
        throw ExportError(fmt::format("rapporten, {}: {}", place, what));
    }

    void take(const Piece& piece)
    {
        if (!piece.name.empty()) {
            take_tag(piece);
            return;
        }
        if (within_ == "style" || within_ == "/style")
            return;
        if (in_cell_)
            tables_.back().back().back() += piece.text;
        if (in_chart_ && within_ == "figcaption")
            charts_.back().caption += piece.text;
        else if (in_chart_ && is_axis_)
            for (const auto number : numbers_in(piece.text))
                charts_.back().axis.push_back(piece.text.starts_with("\u2212") ? -number : number);
        else if (in_chart_)
            charts_.back().words += piece.text + "; ";
        else if (!in_cell_ && !words_.allows(piece.text))
            fail(within_, "en text har ett tal som varken är nattens, kodbokens eller planens");
    }

    void take_tag(const Piece& piece)
    {
        static const std::set<std::string> known{
            "!DOCTYPE", "html", "head", "meta", "title",  "style", "body",   "main",       "p",
            "h1",       "h2",   "div",  "span", "strong", "table", "thead",  "tbody",      "tr",
            "th",       "td",   "a",    "ul",   "li",     "code",  "figure", "figcaption", "svg",
            "desc",     "rect", "line", "text", "circle", "path",  "footer"};
        const bool closes = piece.name.starts_with("/");
        const auto name = closes ? piece.name.substr(1) : piece.name;
        if (!known.contains(name))
            fail(name, "ett element som inte ska finnas");
        for (const auto* attribute : {" style=", " hidden", " title=", " alt=", " data-", " onclick"})
            if (name != "meta" && piece.attributes.find(attribute) != std::string::npos)
                fail(name, "en egenskap som inte ska finnas");
        if (piece.attributes.find("href=") != std::string::npos &&
            !piece.attributes.starts_with(" href=\"../kvitton/"))
            fail(name, "en länk som inte leder till ett kvitto");
        within_ = piece.name;
        is_axis_ =
            !closes && name == "text" && piece.attributes.find("text-anchor=\"end\"") != std::string::npos;
        if (name == "figure")
            in_chart_ = !closes;
        if (piece.name == "figure")
            charts_.emplace_back();
        if (piece.name == "table")
            tables_.emplace_back();
        if (piece.name == "tr" && !tables_.empty())
            tables_.back().emplace_back();
        if (name == "td" || name == "th") {
            in_cell_ = !closes;
            if (in_cell_ && (tables_.empty() || tables_.back().empty()))
                fail(name, "en cell står utanför tabellen");
            if (in_cell_)
                tables_.back().back().emplace_back();
        }
    }

    void check_table(const std::vector<PageRow>& rows) const
    {
        static const PageRow files{"Fil och kvitto", "Utfall", "Läst som"};
        static const PageRow changes{"Vad", "Indikator", "Indelning", "Period", "Före", "Efter", "Varför"};
        const bool is_files = !rows.empty() && rows[0] == files;
        const bool is_changes = !rows.empty() && rows[0] == changes;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto place = fmt::format("rad {}", i + 1);
            if (is_files && rows[i].size() != files.size())
                fail("Filer, " + place, "en kolumn som inte ska finnas");
            for (const auto& text : is_files ? rows[i] : PageRow())
                if (!words_.allows(text))
                    fail("Filer, " + place, "ett tal som inte är filens namn eller omgång");
            if (is_changes && i > 0 && !is_published(rows[i]))
                fail("Vad är nytt, " + place, "en ändring som inte är utgåvans");
            if (!is_files && !is_changes && !is_fact(rows[i]))
                fail("Publicering, " + place, "en uppgift som inte ska finnas");
        }
    }

    bool is_fact(const PageRow& row) const
    {
        if (row.size() != 2 || !published_)
            return false;
        const std::map<std::string, std::string> facts{
            {"Utgåva", published_->release},
            {"Tabeller", swedish_count(published_->tables)},
            {"Värden som visas", swedish_count(published_->cells_shown)},
            {"Värden som visas som ..", swedish_count(published_->cells_hidden)},
            {"Nya värden i plan.db", swedish_count(published_->new_cells)},
            {"Ändrade värden i plan.db", swedish_count(published_->changed_cells)}};
        const auto found = facts.find(row[0]);
        return found != facts.end() && found->second == row[1];
    }

    bool is_published(const PageRow& row) const
    {
        return row.size() == 7 && published_ &&
               std::any_of(published_->changes.begin(), published_->changes.end(), [&](const auto& change) {
                   return row[0] == change.kind && row[2] == change.domain && row[3] == change.period &&
                          row[4] == change.before && row[5] == change.after && row[6] == change.reason;
               });
    }

    /// Axis labels are equally far apart, in steps of 1, 2 or 5 times a power of ten.
    static bool is_scale(std::vector<double> axis)
    {
        if (axis.size() < 2)
            return false;
        const auto step = axis[1] - axis[0];
        for (std::size_t i = 0; i < axis.size(); ++i)
            if (std::abs(axis[i] - axis[0] - step * static_cast<double>(i)) > 1e-6)
                return false;
        const auto leading = step / std::pow(10, std::floor(std::log10(step) + 1e-9));
        constexpr std::array<double, 3> round_steps{1, 2, 5};
        return std::any_of(round_steps.begin(), round_steps.end(),
                           [&](double round) { return std::abs(leading - round) < 1e-6; });
    }

    void check_chart(const PageChart& chart) const
    {
        const auto known = numbers_of(chart);
        const auto is_known = [&](double number) {
            return std::any_of(known.begin(), known.end(),
                               [&](double each) { return std::abs(each - number) < 1e-9; });
        };
        const auto numbers = numbers_in(chart.caption + "; " + chart.words);
        if (!std::all_of(numbers.begin(), numbers.end(), is_known))
            fail("Diagram", "ett tal som inte är utgåvans för diagrammets indikator");
        if (!is_scale(chart.axis))
            fail("Diagram", "axelns tal är ingen skala");
    }

    /// What the figures, periods and labels of the chart's indicator have of numbers.
    std::vector<double> numbers_of(const PageChart& chart) const
    {
        std::vector<double> known;
        if (!published_)
            return known;
        for (const auto& [id, title] : titles_) {
            if (title.empty() || !chart.caption.starts_with(title))
                continue;
            const auto words = numbers_in(title);
            known.insert(known.end(), words.begin(), words.end());
            const auto numbers = published_->numbers.find(id);
            if (numbers != published_->numbers.end())
                known.insert(known.end(), numbers->second.begin(), numbers->second.end());
        }
        return known;
    }

    const Published* published_;
    const std::map<std::string, std::string>& titles_;
    const KnownWords& words_;
    std::string within_;
    bool in_cell_ = false, in_chart_ = false, is_axis_ = false;
    std::vector<std::vector<PageRow>> tables_;
    std::vector<PageChart> charts_;
};

} // namespace

void check_report(const std::string& html, const Published* published,
                  const std::map<std::string, std::string>& titles, const KnownWords& words)
{
    ReportCheck(published, titles, words).run(html);
}

} // namespace lup
