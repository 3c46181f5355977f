#include "app/receipts/receipt.hpp"
#include "export/swedish_text.hpp"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <fmt/format.h>

#include <iterator>
#include <sstream>

namespace lup {

namespace {

using Poco::JSON::Array;
using Poco::JSON::Object;

Array findings_json(const Findings& findings)
{
    Array list;
    for (const auto& finding : findings) {
        Object item;
        item.set("severity", std::string(severity_word(finding.severity)));
        item.set("place", finding.place);
        item.set("rule", finding.rule);
        item.set("advice", finding.advice);
        item.set("count", finding.count);
        list.add(item);
    }
    return list;
}

Array columns_json(const std::vector<ColumnUse>& columns)
{
    Array list;
    for (const auto& column : columns) {
        Object item;
        item.set("sheet", column.sheet);
        item.set("heading", shown_heading(column.heading));
        item.set("variable", column.variable);
        item.set("reason", column.reason);
        item.set("answered", column.answered);
        item.set("missing", column.missing);
        item.set("unmatched", column.unmatched);
        list.add(item);
    }
    return list;
}

} // namespace

std::string receipt_json(const Receipt& receipt)
{
    const auto& report = receipt.report;
    Object json(Poco::JSON_PRESERVE_KEY_ORDER);
    json.set("file", receipt.name);
    json.set("verdict", std::string(verdict_name(receipt.verdict)));
    json.set("survey", report.survey);
    json.set("wave", report.wave);
    json.set("format", report.format);
    json.set("rows_used", report.rows_used);
    json.set("rows_left", report.rows_left);
    json.set("outcome", receipt.outcome);
    json.set("findings", findings_json(report.findings));
    json.set("columns", columns_json(report.columns));
    Array unchecked;
    for (const auto& sentence : report.not_checked)
        unchecked.add(sentence);
    json.set("not_checked", unchecked);
    std::ostringstream out;
    json.stringify(out);
    return out.str();
}

std::string receipt_text(const Receipt& receipt)
{
    const auto verdict = verdict_text(receipt.verdict);
    std::string out = fmt::format("{} {}\n", verdict.symbol, verdict.words);
    if (!receipt.outcome.empty())
        out += "  " + receipt.outcome + "\n";
    for (const auto& fact : receipt_facts(receipt))
        fmt::format_to(std::back_inserter(out), "  {}: {}\n", fact.label, fact.value);
    for (const auto& line : receipt_rules(receipt))
        fmt::format_to(std::back_inserter(out), "  {}: {} ({} st{}{}) {}\n", severity_word(line.severity),
                       line.rule, swedish_count(line.count), line.share.empty() ? "" : ", ", line.share,
                       line.action);
    constexpr std::size_t most_places = 40;
    std::size_t places = 0;
    for (const auto& finding : receipt.report.findings)
        if (!finding.place.empty() && ++places <= most_places)
            fmt::format_to(std::back_inserter(out), "    {}: {}\n", finding.place, finding.rule);
    if (places > most_places)
        fmt::format_to(std::back_inserter(out), "    och {} ställen till\n", places - most_places);
    for (const auto& sentence : receipt.report.not_checked)
        fmt::format_to(std::back_inserter(out), "  Inte kontrollerat: {}\n", sentence);
    return out;
}

} // namespace lup
