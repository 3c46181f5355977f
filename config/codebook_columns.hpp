#pragma once

#include "config/codebook.hpp"
#include "config/table_definition.hpp"

#include <span>

namespace lup {

/// The tables of kodbok/ in the order people read them.
std::span<const TableDefinition> codebook_definitions();

/// Words of a role in `by`: area, school, sex, age, grade, year, with the Swedish words people try.
std::span<const Word> role_words();

/// One description of each table's columns, used to read a row, to write it and to compare: calls
/// `visit(column, member)` for every column that codebook_definitions() has.
template <class V> void describe(V& visit, Survey& row)
{
    visit("survey", row.survey);
    visit("title", row.title);
    visit("kind", row.kind);
    visit("population", row.population);
    visit("source", row.source);
    visit("interval", row.interval);
    visit("decimals", row.decimals);
    visit("protection", row.protection);
    visit("min_base", row.min_base);
    visit("min_cell", row.min_cell);
    visit("precision", row.precision);
    visit("sensitive", row.sensitive);
}

template <class V> void describe(V& visit, Wave& row)
{
    visit("survey", row.survey);
    visit("wave", row.wave);
    visit("title", row.title);
    visit("period_from", row.period_from);
    visit("period_to", row.period_to);
    visit("sheets", row.sheets);
    visit("header_row", row.header_row);
    visit("other_columns", row.other_columns);
    visit("corrections", row.corrections);
    visit("publish_from", row.publish_from);
    visit("expected_by", row.expected_by);
    visit("owner", row.owner);
}

template <class V> void describe(V& visit, Eligible& row)
{
    visit("survey", row.survey);
    visit("wave", row.wave);
    visit("domain", row.domain);
    visit("count", row.count);
    visit("source", row.source);
}

template <class V> void describe(V& visit, WaveSpan& span)
{
    visit("from", span.from);
    visit("to", span.to);
}

template <class V> void describe(V& visit, Variable& row)
{
    visit("survey", row.survey);
    visit("variable", row.variable);
    visit("question", row.question);
    visit("type", row.type);
    visit("role", row.role);
    visit("column", row.columns);
    describe(visit, row.waves);
    visit("min", row.min);
    visit("max", row.max);
    visit("required", row.required);
}

template <class V> void describe(V& visit, Code& row)
{
    visit("survey", row.survey);
    visit("variable", row.variable);
    visit("value", row.value);
    visit("code", row.code);
    visit("label", row.label);
    visit("missing", row.missing);
    visit("impossible", row.impossible);
    describe(visit, row.waves);
}

template <class V> void describe(V& visit, GroupBand& row)
{
    visit("group", row.group);
    visit("variable", row.variable);
    visit("code", row.code);
    visit("label", row.label);
    visit("lower", row.lower);
    visit("upper", row.upper);
    visit("codes", row.codes);
}

template <class V> void describe(V& visit, Scale& row)
{
    visit("scale", row.scale);
    visit("survey", row.survey);
    visit("instrument", row.instrument);
    visit("items", row.items);
    visit("reversed", row.reversed);
    visit("cut", row.cut, row.cut_by_sex);
    describe(visit, row.waves);
}

template <class V> void describe(V& visit, Indicator& row)
{
    visit("indicator", row.indicator);
    visit("title", row.title);
    visit("definition", row.definition);
    visit("survey", row.survey);
    visit("variable", row.variable);
    visit("statistic", row.statistic);
    visit("per", row.per);
    visit("unit", row.unit);
    visit("numerator", row.numerator);
    visit("denominator", row.denominator);
    visit("among", row.among);
    visit("better", row.better);
    visit("sensitive", row.sensitive);
    describe(visit, row.waves);
    visit("break", row.breaks);
    visit("goals", row.goals);
    visit("strategy", row.strategy);
    visit("standard", row.standard);
}

template <class V> void describe(V& visit, Breakdown& row)
{
    visit("survey", row.survey);
    visit("indicators", row.indicators);
    visit("by", row.by);
    visit("waves", row.waves);
    visit("pooled", row.pooled);
    visit("pooled_waves", row.pooled_waves);
    visit("recipients", row.recipients);
    visit("priority", row.priority);
}

template <class V> void describe(V& visit, Comparison& row)
{
    visit("survey", row.survey);
    visit("indicators", row.indicators);
    visit("by", row.by);
    visit("compare", row.compare);
    visit("recipients", row.recipients);
}

template <class V> void describe(V& visit, Area& row)
{
    visit("area", row.area);
    visit("name", row.name);
    visit("within", row.within);
    visit("principal", row.principal);
}

template <class V> void describe(V& visit, ReferenceValue& row)
{
    visit("indicator", row.indicator);
    visit("wave", row.wave);
    visit("area", row.area);
    visit("sex", row.sex);
    visit("group", row.group);
    visit("value", row.value);
    visit("lower", row.lower);
    visit("upper", row.upper);
    visit("n", row.n);
    visit("source", row.source);
}

template <class V> void describe(V& visit, KnownElsewhere& row)
{
    visit("survey", row.survey);
    visit("wave", row.wave);
    visit("indicator", row.indicator);
    visit("domain", row.domain);
    visit("what", row.what);
    visit("value", row.value);
    visit("source", row.source);
    visit("date", row.date);
}

template <class V> void describe(V& visit, StandardWeight& row)
{
    visit("standard", row.standard);
    visit("group", row.group);
    visit("code", row.code);
    visit("weight", row.weight);
}

} // namespace lup
