#pragma once

#include <cstddef>
#include <cstdint>

namespace lup::limits {

// Of a spreadsheet (Excel's own; text and statistics files have no sheet's end) and of everything that a
// hostile file can make large. A file that passes one is refused with the limit's name; nothing is ever
// allocated from a size that a file declares.
constexpr std::uint32_t rows = 1'048'576;
constexpr std::uint32_t records = 1'000'000'000; ///< rows of a text or statistics file
constexpr std::uint64_t text_file_bytes = std::uint64_t{8} << 30;
constexpr std::uint32_t columns = 16'384;
constexpr std::size_t text_characters = 32'767; ///< of one cell, in code points
constexpr std::size_t text_bytes = text_characters * 4;
constexpr std::size_t row_bytes = std::size_t{64} << 20; ///< of all text in one row
constexpr std::size_t sheets = 1'000;
constexpr std::size_t zip_entries = 20'000;
constexpr std::size_t zip_name_bytes = 1'024;
constexpr std::uint64_t part_bytes = std::uint64_t{4} << 30;        ///< of one inflated part
constexpr std::uint64_t small_part_bytes = std::uint64_t{64} << 20; ///< of workbook, relationships, styles
constexpr std::uint64_t ratio_checked_from = std::uint64_t{64} << 20;
constexpr std::uint64_t ratio = 400;                  ///< inflated to deflated, from ratio_checked_from on
constexpr std::uint64_t repeated_cells = 200'000'000; ///< of a sheet, repetitions counted
constexpr std::size_t shared_strings = 4'000'000;
constexpr std::size_t shared_string_bytes = std::size_t{100} << 20;
constexpr std::size_t xml_depth = 100;
constexpr std::size_t xml_attributes = 256;
constexpr std::size_t xml_tag_bytes = 65'536;
constexpr std::size_t cell_formats = 65'536;

} // namespace lup::limits
