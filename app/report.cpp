#include "app/report.hpp"

#include "app/files/durable.hpp"
#include "app/files/text_hash.hpp"
#include "app/reading.hpp"
#include "app/receipts/html.hpp"
#include "app/receipts/receipt.hpp"
#include "app/report_check.hpp"
#include "export/swedish_text.hpp"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

namespace lup {

namespace {

constexpr std::size_t most_changes = 60;

std::string titled(const Night& night, const std::string& id)
{
    const auto found = night.titles.find(id);
    return html_escaped(found == night.titles.end() || found->second.empty() ? id : found->second);
}

std::string list(std::string_view title, const std::vector<std::string>& sentences)
{
    if (sentences.empty())
        return "";
    auto out = fmt::format("<h2>{}</h2>\n<ul>\n", title);
    for (const auto& sentence : sentences)
        fmt::format_to(std::back_inserter(out), "<li>{}</li>\n", html_escaped(sentence));
    return out + "</ul>\n";
}

std::string summary(const Night& night)
{
    const auto counts = night_counts(night);
    const bool failed = !night.failure.empty();
    const bool calm = !failed && counts.rejected == 0 && night.undecided.empty() && night.waiting.empty() &&
                      night.missing.empty() && files_set_aside(night) == 0 &&
                      (!night.published || night.published->held.empty());
    auto text = html_escaped(morning_line(night));
    text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return fmt::format("<div class=\"verdict {}\"><span class=\"symbol\" aria-hidden=\"true\">{}</span><div>"
                       "<strong>{}</strong>{}</div></div>\n",
                       failed ? "rod"
                       : calm ? "gron"
                              : "gul",
                       failed ? "✖"
                       : calm ? "✔"
                              : "▲",
                       text, failed ? html_escaped(night.failure) : std::string());
}

std::string receipt_link(const FileEntry& file)
{
    std::string address;
    for (const unsigned char letter : file.name + ".kvitto.html")
        if (std::isalnum(letter) != 0 ||
            std::string_view("-_./").find(static_cast<char>(letter)) != std::string::npos)
            address += static_cast<char>(letter);
        else
            fmt::format_to(std::back_inserter(address), "%{:02X}", letter);
    return fmt::format("<a href=\"../kvitton/{}\">{}</a>", address, html_escaped(file.name));
}

/// No counts of rows: how many pupils a file holds is itself a number to protect. The receipts have them.
std::string files_table(const Night& night)
{
    if (night.files.empty())
        return "<h2>Filer</h2>\n<p>Inga filer kom.</p>\n";
    std::string out =
        "<h2>Filer</h2>\n<table><thead><tr><th>Fil och kvitto</th><th>Utfall</th><th>Läst som</th>"
        "</tr></thead><tbody>\n";
    for (const auto& file : night.files) {
        const auto verdict = verdict_text(file.verdict);
        fmt::format_to(std::back_inserter(out),
                       "<tr><th scope=\"row\">{}</th><td>{} {}</td><td>{} {}</td></tr>\n", receipt_link(file),
                       verdict.symbol, verdict.words, titled(night, file.survey), html_escaped(file.wave));
    }
    return out + "</tbody></table>\n";
}

std::string waiting_list(const Night& night)
{
    std::vector<std::string> sentences;
    for (const auto& file : night.waiting)
        sentences.push_back(fmt::format("{}: {} (natt {}). Den prövas igen nästa gång.",
                                        shown_name(file.source, text_hash(file.source)), file.reason,
                                        file.nights));
    return list("Ligger kvar i inkorgen", sentences);
}

std::string undecided_list(const Night& night)
{
    std::vector<std::string> sentences;
    for (const auto& file : night.undecided)
        sentences.push_back(
            fmt::format("{} ({}): överlappar en tidigare leverans och räknas inte förrän ni har svarat. Vad "
                        "som behövs står i filens kvitto.",
                        file.name, swedish_day(file.received)));
    return list("Väntar på svar", sentences);
}

std::string more_changes(const Published& published)
{
    return fmt::format("och {} till; alla står i v_what_is_new i plan.db.",
                       swedish_count(published.changes.size() - most_changes));
}

std::string changes_table(const Night& night)
{
    const auto& published = *night.published;
    if (published.changes.empty())
        return "";
    std::string out =
        "<h2>Vad är nytt</h2>\n<div class=\"scroll\"><table><thead><tr><th>Vad</th><th>Indikator</th>"
        "<th>Indelning</th><th>Period</th><th>Före</th><th>Efter</th><th>Varför</th></tr></thead><tbody>\n";
    std::size_t shown = 0;
    for (const auto& change : published.changes) {
        if (++shown > most_changes)
            break;
        fmt::format_to(
            std::back_inserter(out),
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            html_escaped(change.kind), titled(night, change.indicator), html_escaped(change.domain),
            html_escaped(change.period), html_escaped(change.before), html_escaped(change.after),
            html_escaped(change.reason));
    }
    out += "</tbody></table></div>\n";
    if (published.changes.size() > most_changes)
        out += fmt::format("<p class=\"soft\">{}</p>\n", more_changes(published));
    return out;
}

std::string published_part(const Night& night)
{
    if (!night.published)
        return fmt::format("<h2>Publicering</h2>\n<p>{}</p>\n",
                           night.failure.empty()
                               ? "Inget nytt: det som är publicerat står kvar oförändrat."
                               : "Inget publicerades. Det som var publicerat förut står kvar.");
    const auto& published = *night.published;
    auto out = fmt::format("<h2>Publicering</h2>\n<table class=\"facts\"><tbody>\n"
                           "<tr><th scope=\"row\">Utgåva</th><td>{}</td></tr>\n"
                           "<tr><th scope=\"row\">Tabeller</th><td>{}</td></tr>\n"
                           "<tr><th scope=\"row\">Värden som visas</th><td>{}</td></tr>\n"
                           "<tr><th scope=\"row\">Värden som visas som <code>..</code></th><td>{}</td></tr>\n"
                           "<tr><th scope=\"row\">Nya värden i plan.db</th><td>{}</td></tr>\n"
                           "<tr><th scope=\"row\">Ändrade värden i plan.db</th><td>{}</td></tr>\n"
                           "</tbody></table>\n",
                           html_escaped(published.release), swedish_count(published.tables),
                           swedish_count(published.cells_shown), swedish_count(published.cells_hidden),
                           swedish_count(published.new_cells), swedish_count(published.changed_cells));
    out += changes_table(night);
    if (!published.figures.empty())
        out += "<h2>Diagram</h2>\n<p class=\"soft\">Med 95 procents konfidensintervall där det finns.</p>\n";
    out += "<div class=\"charts\">\n";
    for (const auto& figure : published.figures)
        out += fmt::format("<figure><figcaption>{}</figcaption>{}</figure>\n", html_escaped(figure.title),
                           figure.svg);
    out += "</div>\n";
    return out;
}

std::string remarks_list(const Findings& remarks)
{
    std::vector<std::string> sentences;
    for (const auto& remark : remarks)
        sentences.push_back(finding_line(remark));
    return list("Anmärkningar på kodbok och plan", sentences);
}

} // namespace

std::string report_html(const Night& night, const Findings& remarks, Instant finished)
{
    const auto time = swedish_time(night.started);
    auto body = fmt::format("<p class=\"soft\">Nattens rapport</p>\n<h1>{}</h1>\n", time);
    body += summary(night) + files_table(night) + undecided_list(night) + waiting_list(night) +
            list("Väntat som saknas", night.missing) + published_part(night) +
            list("Räknas inte med än", night.left_out) + remarks_list(remarks) +
            list("Gallrat", night.purged);
    body += fmt::format(
        "<footer>Startade {}, klar {} (svensk tid). Lup {}. Rapporten innehåller antal men aldrig "
        "något svar ur en fil.</footer>\n",
        time, swedish_time(finished), LUP_VERSION);
    return html_page("Nattens rapport " + time, body);
}

KnownWords report_words(const Night& night, const Findings& remarks, Instant finished)
{
    auto words = night.words;
    for (const auto& text :
         {swedish_day(night.started), swedish_time(night.started), swedish_time(finished),
          std::string("Lup ") + LUP_VERSION, capitalised(morning_line(night)), night.failure})
        words.add(text);
    for (const auto& [id, title] : night.titles)
        words.add(title);
    for (const auto* files : {&night.files, &night.undecided})
        for (const auto& file : *files) {
            for (const auto& text : {swedish_day(file.received), file.survey})
                words.add(text);
            words.add_anywhere(file.name);
            words.add_period(file.wave);
        }
    for (const auto& file : night.waiting) {
        words.add_anywhere(shown_name(file.source, text_hash(file.source)));
        words.add(file.reason);
        words.add(fmt::format("natt {}", file.nights));
    }
    for (const auto& name : night.purged)
        words.add_anywhere(name);
    for (const auto& remark : remarks)
        words.add(finding_line(remark));
    if (night.published && night.published->changes.size() > most_changes)
        words.add(more_changes(*night.published));
    return words;
}

bool has_report_of_the_day(const Home& home, const Night& night)
{
    return std::filesystem::exists(home.reports() / (swedish_day(night.started) + ".html"));
}

std::filesystem::path free_report_file(const Home& home, const Night& night)
{
    const auto day = swedish_day(night.started);
    auto clock = swedish_time(night.started).substr(day.size() + 1);
    std::erase(clock, ':');
    auto name = day;
    for (int number = 1; std::filesystem::exists(home.reports() / (name + ".html")); ++number)
        name = number == 1 ? day + "T" + clock : fmt::format("{}T{}_{}", day, clock, number);
    return home.reports() / (name + ".html");
}

bool is_uneventful(const Night& night)
{
    return night.files.empty() && night.waiting.empty() && night.purged.empty() && !night.published &&
           night.failure.empty();
}

void write_report(const Home& home, const Night& night, const Findings& remarks)
{
    const auto finished = std::chrono::system_clock::now();
    const auto html = report_html(night, remarks, finished);
    check_report(html, night.published ? &*night.published : nullptr, night.titles,
                 report_words(night, remarks, finished));
    write_durably(free_report_file(home, night), html, 0640);
}

} // namespace lup
