#include "app/demo/demo_table.hpp"

#include "config/errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>

namespace lup {

namespace {

/// UTF-8 of characters below U+0100 as Windows-1252, which has them at their own numbers.
std::string windows_1252(const std::string& utf8)
{
    std::string bytes;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        if (lead < 0x80)
            bytes += utf8[i];
        else if (lead <= 0xC3 && i + 1 < utf8.size())
            bytes += static_cast<char>(((lead & 0x03) << 6) | (static_cast<unsigned char>(utf8[++i]) & 0x3F));
        else
            throw ExportError("demofilen har ett tecken som inte finns i Windows-1252");
    }
    return bytes;
}

std::string number_text(double number)
{
    auto text = std::floor(number) == number ? fmt::format("{:.0f}", number) : fmt::format("{:.4f}", number);
    std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

std::string cell_text(const DemoCell& cell)
{
    if (const auto* number = std::get_if<double>(&cell))
        return number_text(*number);
    if (const auto* text = std::get_if<std::string>(&cell))
        return windows_1252(*text);
    return "";
}

template <class Cells, class Text>
void write_line(std::ofstream& out, const Cells& cells, Text text)
{
    for (std::size_t i = 0; i < cells.size(); ++i)
        out << (i == 0 ? "" : ";") << text(cells[i]);
    out << "\r\n";
}

} // namespace

void write_demo_csv(const DemoTable& table, const std::filesystem::path& file)
{
    std::ofstream out(file, std::ios::binary);
    write_line(out, table.headings, windows_1252);
    for (const auto& row : table.rows)
        write_line(out, row, cell_text);
    out.close();
    if (!out)
        throw ExportError(file.string() +
                          ": filen kunde inte skrivas; se efter att det finns plats på disken");
}

} // namespace lup
