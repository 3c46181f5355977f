#pragma once

#include "ingest/sheet_reader.hpp"

#include <memory>
#include <string>
#include <string_view>

/// Opens bytes as a dropped file called `name`.
std::unique_ptr<lup::SheetFile> open_bytes_as(std::string bytes, const std::string& name = "enkat.xlsx");

/// All that is read, as `lup cells` prints it but without its first line.
std::string cells_of(const lup::SheetFile& file);
std::string cells_of(std::string bytes, const std::string& name = "enkat.xlsx");

/// The message with which the file is refused, or "" if it is read.
std::string refusal_of(std::string bytes, const std::string& name = "enkat.xlsx");

/// Whether a finding of `severity` says `rule`, in full or in part.
bool found(const lup::SheetFile& file, lup::Severity severity, std::string_view rule);
