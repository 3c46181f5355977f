#pragma once

#include "export/workbook/xlsx_writer.hpp"

#include <xlsxwriter.h>

#include <map>
#include <set>

namespace lup {

/// libxlsxwriter's side of a workbook; included by xlsx_*.cpp alone.
struct XlsxWriter::State {
    lxw_workbook* workbook = nullptr;
    std::map<Look, lxw_format*> formats;
    std::set<std::string> sheet_names;
    std::set<std::string> table_names;

    lxw_format* format(Look look);
};

} // namespace lup
