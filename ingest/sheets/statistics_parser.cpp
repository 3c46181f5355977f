#include "ingest/sheets/statistics_parser.hpp"

#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"
#include "ingest/sheets/statistics_row.hpp"
#include "ingest/sheets/statistics_values.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <map>

#include <fmt/format.h>
#include <readstat.h>

namespace lup {
namespace {

constexpr std::size_t batch_rows = 64;
constexpr std::size_t batch_bytes = std::size_t{2} << 20;

/// One parse of a file: the state that ReadStat's handlers share. No exception may pass through ReadStat, so
/// each is kept and thrown afterwards.
struct Parse {
    const ByteSource* source = nullptr;
    std::uint64_t position = 0;
    StatisticsFormat format = StatisticsFormat::sav;
    std::exception_ptr failure;

    StatisticsHeader header; ///< of a header parse
    std::map<std::string, std::vector<std::pair<std::string, std::string>>> label_sets;
    std::vector<std::string> label_set_of; ///< by variable

    const StatisticsHeader* known = nullptr; ///< of a row parse
    const std::function<StatisticsBatch*(StatisticsBatch*)>* full = nullptr;
    StatisticsBatch* batch = nullptr;
    StatisticsRow* cells = nullptr; ///< of the case that is being read
    int case_index = -1;
    bool stopped = false;
};

template <typename Action>
int guarded(void* context, Action action)
{
    auto& parse = *static_cast<Parse*>(context);
    try {
        return action(parse) ? READSTAT_HANDLER_OK : READSTAT_HANDLER_ABORT;
    } catch (...) {
        parse.failure = std::current_exception();
        return READSTAT_HANDLER_ABORT;
    }
}

int on_variable(int, readstat_variable_t* variable, const char* label_set, void* context)
{
    return guarded(context, [&](Parse& parse) {
        if (parse.header.variables.size() >= limits::columns) {
            refuse_too_large(parse.source->name(), "", "filen har fler än 16 384 variabler");
        }
        FileVariable added{name_of(readstat_variable_get_name(variable)),
                           text_of(readstat_variable_get_label(variable)),
                           {},
                           {}};
        auto& numbers = parse.header.missing_numbers.emplace_back();
        for (int i = 0; i < readstat_variable_get_missing_ranges_count(variable); ++i) {
            const auto low = readstat_variable_get_missing_range_lo(variable, i);
            const auto high = readstat_variable_get_missing_range_hi(variable, i);
            // A range from NaN to NaN means that none is declared.
            if (is_string(low) || !std::isnan(readstat_double_value(low)) ||
                !std::isnan(readstat_double_value(high))) {
                added.missing.emplace_back(code_of(low), code_of(high));
            }
            if (!is_string(low)) {
                numbers.emplace_back(readstat_double_value(low), readstat_double_value(high));
            }
        }
        parse.header.variables.push_back(std::move(added));
        parse.header.is_text.push_back(
            readstat_variable_get_type_class(variable) == READSTAT_TYPE_CLASS_STRING ? 1 : 0);
        parse.header.values.push_back(value_kind(readstat_variable_get_format(variable), parse.format));
        parse.label_set_of.push_back(name_of(label_set));
        return true;
    });
}

int on_label(const char* label_set, readstat_value_t value, const char* label, void* context)
{
    return guarded(context, [&](Parse& parse) {
        const bool tagged = readstat_value_is_tagged_missing(value) != 0;
        auto code = tagged ? std::string(1, readstat_value_tag(value)) : code_of(value);
        parse.label_sets[name_of(label_set)].emplace_back(std::move(code), text_of(label));
        return true;
    });
}

/// Starts the row of the next case; false if the reader wants no more.
bool start_case(Parse& parse, int index)
{
    if (parse.batch->used >= batch_rows || parse.batch->text.bytes() > batch_bytes) {
        parse.batch = (*parse.full)(parse.batch);
        if (parse.batch == nullptr) {
            parse.stopped = true;
            return false;
        }
    }
    if (parse.batch->used == parse.batch->rows.size()) {
        parse.batch->rows.emplace_back();
    }
    auto& row = parse.batch->rows[parse.batch->used++];
    parse.cells->begin(row, parse.batch->text, static_cast<std::uint64_t>(index));
    parse.case_index = index;
    return true;
}

bool add_value(Parse& parse, readstat_variable_t* variable, const readstat_value_t& value, int index)
{
    if (index != parse.case_index && !start_case(parse, index)) {
        return false;
    }
    const auto column = static_cast<std::size_t>(readstat_variable_get_index(variable));
    if (value.is_system_missing != 0 || column >= parse.known->values.size()) {
        return true;
    }
    if (readstat_value_is_tagged_missing(value) != 0) {
        parse.cells->missing_tag(column, readstat_value_tag(value));
    } else if (is_string(value)) {
        parse.cells->text(column, text_of(readstat_string_value(value)));
    } else {
        parse.cells->number(column, readstat_double_value(value));
    }
    return true;
}

int on_value(int index, readstat_variable_t* variable, readstat_value_t value, void* context)
{
    return guarded(context, [&](Parse& parse) { return add_value(parse, variable, value, index); });
}

int ignore_variable(int, readstat_variable_t*, const char*, void*)
{
    return READSTAT_HANDLER_OK;
}

int open_source(const char*, void*)
{
    return 0;
}
int close_source(void*)
{
    return 0;
}

readstat_off_t seek_source(readstat_off_t offset, readstat_io_flags_t whence, void* context)
{
    auto& parse = *static_cast<Parse*>(context);
    const auto size = static_cast<readstat_off_t>(parse.source->size());
    const auto base = whence == READSTAT_SEEK_SET   ? 0
                      : whence == READSTAT_SEEK_CUR ? static_cast<readstat_off_t>(parse.position)
                                                    : size;
    if (offset < -base || offset > size - base) {
        return -1;
    }
    parse.position = static_cast<std::uint64_t>(base + offset);
    return base + offset;
}

ssize_t read_source(void* buffer, size_t wanted, void* context)
{
    auto& parse = *static_cast<Parse*>(context);
    try {
        const auto size =
            static_cast<std::size_t>(std::min<std::uint64_t>(wanted, parse.source->size() - parse.position));
        parse.source->read_at(parse.position, {static_cast<char*>(buffer), size});
        parse.position += size;
        return static_cast<ssize_t>(size);
    } catch (...) {
        parse.failure = std::current_exception();
        return -1;
    }
}

readstat_error_t update_nothing(long, readstat_progress_handler, void*, void*)
{
    return READSTAT_OK;
}

void run(Parse& parse, bool rows)
{
    const std::unique_ptr<readstat_parser_t, void (*)(readstat_parser_t*)> parser(readstat_parser_init(),
                                                                                  readstat_parser_free);
    readstat_set_open_handler(parser.get(), open_source);
    readstat_set_close_handler(parser.get(), close_source);
    readstat_set_seek_handler(parser.get(), seek_source);
    readstat_set_read_handler(parser.get(), read_source);
    readstat_set_update_handler(parser.get(), update_nothing);
    readstat_set_io_ctx(parser.get(), &parse);
    // A value handler without a variable handler makes ReadStat 1.1.8 crash.
    readstat_set_variable_handler(parser.get(), rows ? ignore_variable : on_variable);
    if (rows) {
        readstat_set_value_handler(parser.get(), on_value);
    } else {
        readstat_set_value_label_handler(parser.get(), on_label);
    }
    const auto function = parse.format == StatisticsFormat::sav   ? readstat_parse_sav
                          : parse.format == StatisticsFormat::por ? readstat_parse_por
                          : parse.format == StatisticsFormat::dta ? readstat_parse_dta
                                                                  : readstat_parse_sas7bdat;
    const auto error = function(parser.get(), "", &parse);
    if (parse.failure) {
        std::rethrow_exception(parse.failure);
    }
    if (error != READSTAT_OK && !parse.stopped) {
        refuse_damaged(parse.source->name(), "",
                       fmt::format("filen går inte att läsa ({})", readstat_error_message(error)));
    }
}

} // namespace

bool name_variables(const StatisticsHeader& header, Row& row)
{
    row.number = 1;
    row.cells.clear();
    for (const auto& variable : header.variables) {
        Cell& cell = row.cells.emplace_back();
        cell.column = static_cast<std::uint32_t>(row.cells.size());
        cell.text = variable.name;
    }
    return !row.cells.empty();
}

StatisticsHeader read_statistics_header(const std::shared_ptr<const ByteSource>& source,
                                        StatisticsFormat format)
{
    Parse parse;
    parse.source = source.get();
    parse.format = format;
    run(parse, false);
    for (std::size_t i = 0; i < parse.header.variables.size(); ++i) {
        const auto found = parse.label_sets.find(parse.label_set_of[i]);
        if (found != parse.label_sets.end() && !parse.label_set_of[i].empty()) {
            parse.header.variables[i].labels = found->second;
        }
    }
    return std::move(parse.header);
}

void read_statistics_rows(const std::shared_ptr<const ByteSource>& source, StatisticsFormat format,
                          const StatisticsHeader& header, FindingLog& findings, StatisticsBatch* batch,
                          const std::function<StatisticsBatch*(StatisticsBatch*)>& full)
{
    StatisticsRow cells(header, source->name(), findings);
    Parse parse;
    parse.source = source.get();
    parse.format = format;
    parse.known = &header;
    parse.cells = &cells;
    parse.full = &full;
    parse.batch = batch;
    run(parse, true);
    if (!parse.stopped && parse.batch->used > 0) {
        full(parse.batch);
    }
}

} // namespace lup
