#include "reading_support.hpp"

#include "config/errors.hpp"
#include "ingest/bytes/byte_source.hpp"
#include "ingest/cells.hpp"
#include "ingest/sheets/open_file.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

std::unique_ptr<lup::SheetFile> open_bytes_as(std::string bytes, const std::string& name)
{
    return lup::open_sheet_bytes(lup::bytes_in_memory(std::move(bytes), name));
}

std::string cells_of(const lup::SheetFile& file)
{
    std::ostringstream out;
    lup::write_cells(file, out);
    const auto text = out.str();
    return text.substr(text.find('\n') + 1);
}

std::string cells_of(std::string bytes, const std::string& name)
{
    return cells_of(*open_bytes_as(std::move(bytes), name));
}

std::string refusal_of(std::string bytes, const std::string& name)
{
    try {
        cells_of(std::move(bytes), name);
    } catch (const lup::InputError& error) {
        return error.what();
    }
    return {};
}

bool found(const lup::SheetFile& file, lup::Severity severity, std::string_view rule)
{
    const auto findings = file.findings();
    return std::any_of(findings.begin(), findings.end(), [&](const auto& finding) {
        return finding.severity == severity && finding.rule.find(rule) != std::string::npos;
    });
}
