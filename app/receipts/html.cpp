#include "app/receipts/html.hpp"

#include <fmt/format.h>

namespace lup {

namespace {

// Contrast is at least 4.5:1 everywhere; colours never carry a meaning alone.
constexpr std::string_view style = R"(
:root { --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --band: #f6f8fa; --accent: #0b5563; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: var(--ink); font: 16px/1.5 "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; padding-bottom: .25rem; border-bottom: 2px solid var(--accent); }
p { margin: .4rem 0; max-width: 46rem; }
.soft { color: var(--soft); }
.verdict { display: flex; gap: 1rem; align-items: flex-start; margin: 1.2rem 0; padding: 1rem 1.2rem; border-radius: .5rem;
  border-left: .5rem solid; }
.verdict .symbol { font-size: 1.6rem; line-height: 1.2; }
.verdict strong { font-size: 1.2rem; display: block; }
.gron { background: #e9f6ec; border-color: #1a7f37; } .gron .symbol { color: #116329; }
.gul { background: #fff8e1; border-color: #9a6700; } .gul .symbol { color: #7d4e00; }
.rod { background: #ffebe9; border-color: #b3261e; } .rod .symbol { color: #a40e26; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
caption { text-align: left; color: var(--soft); padding: .2rem 0 .4rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0; border-bottom: 1px solid var(--line); }
thead th { background: var(--band); padding-left: .5rem; border-bottom: 2px solid var(--line); }
tbody td, tbody th { padding-left: .5rem; overflow-wrap: break-word; hyphens: auto; }
tbody th { font-weight: 600; min-width: 9rem; overflow-wrap: anywhere; }
.number { text-align: right; hyphens: manual; font-variant-numeric: tabular-nums; }
.facts th { width: 15rem; font-weight: 600; color: var(--soft); }
.word { white-space: nowrap; }
tbody th.word { min-width: 0; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(24rem, 1fr)); gap: 1.2rem; }
figure { margin: 0; break-inside: avoid; }
figcaption { font-weight: 600; font-size: .95rem; margin-bottom: .3rem; }
figure svg { max-width: 100%; height: auto; }
footer { margin-top: 3rem; color: var(--soft); font-size: .9rem; border-top: 1px solid var(--line); padding-top: .8rem; }
td.number { white-space: nowrap; }
@page { size: A4; margin: 14mm; }
@media print { body { font-size: 11px; } main { max-width: none; padding: 0; } table { font-size: 10px; } .scroll { overflow: visible; }
  th, td { padding: .3rem .4rem .3rem 0; } .charts { grid-template-columns: 1fr 1fr; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
)";

} // namespace

std::string html_page(std::string_view title, std::string_view body)
{
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"sv\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "style-src 'unsafe-inline'; img-src data:\">\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
        html_escaped(title), style, body);
}

} // namespace lup
