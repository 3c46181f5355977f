#pragma once

#include "config/codebook.hpp"
#include "tests/config/table_text.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lup::testing {

/// A small codebook without mistakes: a sample survey with two waves and a school census, as table texts that
/// a test changes before it parses them.
inline std::map<std::string, std::string> sample_tables()
{
    return {
        {"surveys", "survey,kind,protection\nhlv,sample,\nskola,census,gate\n"},
        {"waves", "survey,wave\nhlv,2020\nhlv,2022\nskola,2019-2020\n"},
        {"variables", "survey,variable,type,role,column,from,to\n"
                      "hlv,kon,,sex,kon|kön,,\n"
                      "hlv,kommun,,area,,,\n"
                      "hlv,alder,number,age,,,\n"
                      "hlv,vikt,,weight,kalvikt,,\n"
                      "hlv,stress,,,,,\n"
                      "hlv,k1,,,,,\nhlv,k2,,,,,\nhlv,k3,,,,,\nhlv,k4,,,,,\nhlv,k5,,,,,\nhlv,k6,,,,,\n"
                      "skola,kon,,sex,,,\n"
                      "skola,mar,,,,,\n"},
        {"codes", "survey,variable,value,code,label,missing\n"
                  "hlv,kon,1,M,Män,\nhlv,kon,2,K,Kvinnor,\n"
                  "hlv,stress,1,lite,,\nhlv,stress,2,mycket,,\nhlv,stress,9,,,ja\n"},
        {"groups", "group,variable,code,label,lower,upper,codes\n"
                   "ald2,alder,16-44,,16,44,\nald2,alder,45+,45 år och äldre,45,,\n"},
        {"scales", "scale,survey,instrument,items,reversed,cut\n"
                   "kessler,hlv,kessler6,k1|k2|k3|k4|k5|k6,,13\n"},
        {"indicators", "indicator,survey,variable,statistic,numerator,denominator,among\n"
                       "stress,hlv,stress,share,mycket,,kon=K|M\n"
                       "pafrestning,hlv,kessler,,,,\n"
                       "mar_bra,skola,mar,,1,,\n"},
        {"breakdowns", "survey,indicators,by,waves,pooled,pooled_waves\n"
                       "hlv,*,,,,\nhlv,stress,kon x ald2,,,\nskola,*,sex,,,\n"},
    };
}

inline CodebookReading parse_texts(const std::map<std::string, std::string>& texts)
{
    std::vector<RawTable> tables;
    for (const auto& [name, text] : texts) {
        tables.push_back(table_from(name, text));
    }
    return parse_codebook(tables);
}

/// The sample codebook with one table replaced.
inline CodebookReading sample_with(const std::string& table, const std::string& text)
{
    auto texts = sample_tables();
    texts[table] = text;
    return parse_texts(texts);
}

/// The sample codebook with lines added to one table.
inline CodebookReading sample_plus(const std::string& table, const std::string& lines)
{
    auto texts = sample_tables();
    texts[table] += lines;
    return parse_texts(texts);
}

/// Findings as "kodbok/waves.csv: rad 3, kolumn wave: rule advice", each on a line; errors only, or all.
inline std::string lines_of(const Findings& findings, Severity least = Severity::error)
{
    std::string text;
    for (const auto& finding : findings) {
        if (finding.severity >= least) {
            text += finding.file + ": " + finding.place + ": " + finding.rule + " " + finding.advice + "\n";
        }
    }
    return text;
}

} // namespace lup::testing
