#include "app/journal/journal_rows.hpp"

namespace lup {

namespace {

SqlValue number(std::uint64_t value)
{
    return static_cast<std::int64_t>(value);
}

FileVerdict parse_verdict(const std::string& name)
{
    for (const auto verdict : {FileVerdict::accepted, FileVerdict::accepted_with_remarks, FileVerdict::held,
                               FileVerdict::repeated, FileVerdict::quarantined})
        if (verdict_name(verdict) == name)
            return verdict;
    return FileVerdict::rejected;
}

} // namespace

std::int64_t whole(const SqlValue& value)
{
    return sql_integer(value).value_or(0);
}

SqlValue flag(bool value)
{
    return std::int64_t{value ? 1 : 0};
}

FileEntry file_entry(const SqlRow& row)
{
    FileEntry file;
    file.id = whole(row[0]);
    file.name = sql_text(row[1]);
    file.sha256 = sql_text(row[2]);
    file.received = parse_utc(sql_text(row[3]));
    file.survey = sql_text(row[4]);
    file.wave = sql_text(row[5]);
    file.verdict = parse_verdict(sql_text(row[6]));
    file.rows_used = static_cast<std::uint64_t>(whole(row[7]));
    file.rows_left = static_cast<std::uint64_t>(whole(row[8]));
    file.kept_as = sql_text(row[9]);
    return file;
}

std::vector<FileEntry> file_entries(const std::vector<SqlRow>& rows)
{
    std::vector<FileEntry> files;
    for (const auto& row : rows)
        files.push_back(file_entry(row));
    return files;
}

DeliveryEntry delivery_entry(const Database& database, const SqlRow& row)
{
    DeliveryEntry delivery;
    delivery.id = whole(row[0]);
    delivery.survey = sql_text(row[1]);
    delivery.wave = sql_text(row[2]);
    delivery.number = static_cast<int>(whole(row[3]));
    delivery.sha256 = sql_text(row[4]);
    delivery.archive_name = sql_text(row[5]);
    delivery.archive_sha256 = sql_text(row[6]);
    delivery.codebook = sql_text(row[7]);
    delivery.held = whole(row[8]) != 0;
    for (const auto& part :
         database.rows("SELECT area, school, grade FROM part WHERE delivery = ?", {SqlValue(delivery.id)}))
        delivery.parts.insert({sql_text(part[0]), sql_text(part[1]), sql_text(part[2])});
    return delivery;
}

std::vector<DeliveryEntry> delivery_entries(const Database& database, const std::vector<SqlRow>& rows)
{
    std::vector<DeliveryEntry> deliveries;
    for (const auto& row : rows)
        deliveries.push_back(delivery_entry(database, row));
    return deliveries;
}

std::int64_t insert_file(Database& database, std::int64_t night, const FileEntry& file)
{
    database.execute(
        "INSERT INTO file(night, name, sha256, received, survey, wave, verdict, rows_used, rows_left, "
        "kept_as) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {night, file.name, file.sha256, utc_text(file.received), file.survey, file.wave,
         std::string(verdict_name(file.verdict)), number(file.rows_used), number(file.rows_left),
         file.kept_as});
    return database.integer("SELECT max(id) FROM file");
}

std::int64_t insert_delivery(Database& database, std::int64_t file, const DeliveryEntry& delivery)
{
    database.execute("INSERT INTO delivery(file, survey, wave, number, sha256, archive_name, archive_sha256, "
                     "codebook, held) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     {file, delivery.survey, delivery.wave, std::int64_t{delivery.number}, delivery.sha256,
                      delivery.archive_name, delivery.archive_sha256, delivery.codebook,
                      flag(delivery.held)});
    const auto id = database.integer("SELECT max(id) FROM delivery");
    std::vector<SqlRow> parts;
    for (const auto& part : delivery.parts)
        parts.push_back({id, part.area, part.school, part.grade});
    database.execute_for_each("INSERT INTO part(delivery, area, school, grade) VALUES (?, ?, ?, ?)", parts);
    return id;
}

} // namespace lup
