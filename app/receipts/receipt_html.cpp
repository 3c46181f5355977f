#include "app/receipts/html.hpp"
#include "app/receipts/receipt.hpp"
#include "export/swedish_text.hpp"

#include <fmt/format.h>

#include <iterator>

namespace lup {

namespace {

constexpr std::size_t most_places = 500;

std::string verdict_box(const Receipt& receipt)
{
    const auto text = verdict_text(receipt.verdict);
    return fmt::format(
        "<div class=\"verdict {}\" role=\"status\"><span class=\"symbol\" aria-hidden=\"true\">{}"
        "</span><div><strong>{}</strong>{}</div></div>\n",
        text.colour, text.symbol, text.words, html_escaped(receipt.outcome));
}

std::string facts_table(const Receipt& receipt)
{
    std::string out = "<h2>Så lästes filen</h2>\n<table class=\"facts\"><tbody>\n";
    for (const auto& fact : receipt_facts(receipt))
        fmt::format_to(std::back_inserter(out), "<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", fact.label,
                       html_escaped(fact.value));
    return out + "</tbody></table>\n";
}

std::string rules_table(const Receipt& receipt)
{
    const auto rules = receipt_rules(receipt);
    if (rules.empty())
        return "<h2>Regler</h2>\n<p>Inga anmärkningar.</p>\n";
    std::string out =
        "<h2>Regler</h2>\n<div class=\"scroll\"><table><thead><tr><th>Hur allvarligt</th><th>Vad</th>"
        "<th class=\"number\">Antal</th><th class=\"number\">Andel av raderna</th><th>Gör så här</th>"
        "</tr></thead><tbody>\n";
    for (const auto& line : rules)
        fmt::format_to(std::back_inserter(out),
                       "<tr><td class=\"word\">{}</td><td>{}</td><td class=\"number\">{}</td>"
                       "<td class=\"number\">{}</td><td>{}</td></tr>\n",
                       severity_word(line.severity), html_escaped(line.rule), swedish_count(line.count),
                       line.share, html_escaped(line.action));
    return out + "</tbody></table></div>\n";
}

std::string places_table(const Receipt& receipt)
{
    std::string rows;
    std::size_t shown = 0, places = 0;
    for (const auto& finding : receipt.report.findings) {
        if (finding.place.empty() || ++places > most_places)
            continue;
        ++shown;
        fmt::format_to(std::back_inserter(rows),
                       "<tr><th scope=\"row\" class=\"word\">{}</th><td>{}</td><td>{}</td></tr>\n",
                       html_escaped(finding.place), html_escaped(finding.rule), html_escaped(finding.advice));
    }
    if (shown == 0)
        return "";
    std::string out = "<h2>Ställen i filen</h2>\n<div class=\"scroll\"><table><thead><tr><th>Cell</th>"
                      "<th>Vad är fel</th><th>Gör så här</th></tr></thead><tbody>\n" +
                      rows + "</tbody></table></div>\n";
    if (places > shown)
        out += fmt::format("<p class=\"soft\">Ytterligare {} ställen står i kvittots Excel-fil.</p>\n",
                           swedish_count(places - shown));
    return out;
}

std::string columns_table(const Receipt& receipt)
{
    if (receipt.report.columns.empty())
        return "";
    std::string out =
        "<h2>Kolumner</h2>\n<div class=\"scroll\"><table><thead><tr><th>Blad</th><th>Rubrik</th>"
        "<th>Används som</th><th class=\"number\">Svar</th><th class=\"number\">Saknas</th>"
        "<th class=\"number\">Känns inte igen</th></tr></thead><tbody>\n";
    for (const auto& column : receipt.report.columns)
        fmt::format_to(std::back_inserter(out),
                       "<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"number\">{}</td>"
                       "<td class=\"number\">{}</td><td class=\"number\">{}</td></tr>\n",
                       html_escaped(column.sheet), html_escaped(shown_heading(column.heading)),
                       column.variable.empty() ? "används inte: " + html_escaped(column.reason)
                                               : html_escaped(column.variable),
                       swedish_count(column.answered), swedish_count(column.missing),
                       swedish_count(column.unmatched));
    return out + "</tbody></table></div>\n";
}

std::string not_checked(const Receipt& receipt)
{
    if (receipt.report.not_checked.empty())
        return "";
    std::string out = "<h2>Detta har inte kontrollerats</h2>\n<ul>\n";
    for (const auto& sentence : receipt.report.not_checked)
        fmt::format_to(std::back_inserter(out), "<li>{}</li>\n", html_escaped(sentence));
    return out + "</ul>\n";
}

} // namespace

std::string receipt_html(const Receipt& receipt)
{
    auto body = fmt::format("<p class=\"soft\">{}</p>\n<h1>{}</h1>\n",
                            receipt.trial ? "Kvitto på en provläsning: inget har sparats eller publicerats"
                                          : "Kvitto",
                            html_escaped(receipt.name));
    body += verdict_box(receipt) + facts_table(receipt) + rules_table(receipt) + places_table(receipt) +
            columns_table(receipt) + not_checked(receipt);
    body += "<footer>Kvittot är ett arbetsdokument för den som lämnade filen. Det innehåller antal men "
            "aldrig något "
            "svar ur filen; sprid det inte vidare.</footer>\n";
    return html_page("Kvitto: " + receipt.name, body);
}

} // namespace lup
