#pragma once

#include "app/journal/journal.hpp"

#include <string_view>

namespace lup {

// How journal.db's rows become entries and back; journal.cpp alone uses it.

/// SELECT of the columns that file_entries() and delivery_entries() expect, up to the WHERE.
constexpr std::string_view file_columns =
    "SELECT id, name, sha256, received, survey, wave, verdict, rows_used, rows_left, kept_as FROM file ";
constexpr std::string_view delivery_columns = "SELECT id, survey, wave, number, sha256, archive_name, "
                                              "archive_sha256, codebook, held FROM delivery ";

/// A whole number, 0 if there is none.
std::int64_t whole(const SqlValue& value);
/// 1 or 0.
SqlValue flag(bool value);

FileEntry file_entry(const SqlRow& row);
std::vector<FileEntry> file_entries(const std::vector<SqlRow>& rows);
/// These read the parts of each delivery too.
DeliveryEntry delivery_entry(const Database& database, const SqlRow& row);
std::vector<DeliveryEntry> delivery_entries(const Database& database, const std::vector<SqlRow>& rows);

/// Both return the new row's id. REQUIRES: a transaction is open.
std::int64_t insert_file(Database& database, std::int64_t night, const FileEntry& file);
std::int64_t insert_delivery(Database& database, std::int64_t file, const DeliveryEntry& delivery);

} // namespace lup
