#pragma once

#include "ingest/bytes/xml_scanner.hpp"
#include "ingest/sheets/xlsx_cell.hpp"

namespace lup {

/// Reads the common forms of cells straight from the scanner's window, for speed: it takes as many cells as
/// it recognises whole and leaves the rest, and everything unusual, to the scanner. `last` is the column of
/// the cell before; `ordered` becomes false when a cell stands before it.
void take_quick_cells(XmlScanner& xml, const XlsxCellMaker& cells, Row& row, TextArena& text,
                      std::uint32_t& last);

} // namespace lup
