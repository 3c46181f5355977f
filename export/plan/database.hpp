#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lup {

/// A value of a column: nothing, a whole number, a number or text.
using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string>;
using SqlRow = std::vector<SqlValue>;

/// What a database of this program is: `application_id` tells plan.db from journal.db, and migration i of
/// `migrations` (one or more SQL statements) takes the schema from version i to i + 1.
struct DatabaseKind {
    std::string_view name;
    std::int32_t application_id = 0;
    std::span<const std::string_view> migrations;
};

/// One SQLite file, opened for reading and writing with the pragmas that the file needs: rollback journal,
/// synchronous FULL, foreign keys and recursive triggers on; each is set and read back.
/// Every function throws ExportError naming the file.
class Database {
public:
    /// Opens or makes the file and brings its schema up to date: each migration is one transaction, and an
    /// older file is first copied beside as `<file>.version-<n>`. Refuses a file that is not SQLite, is of
    /// another kind, or was written by a newer program.
    Database(std::filesystem::path file, const DatabaseKind& kind);
    ~Database();
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;

    /// Runs one or more statements; `values` fill the `?` of a single one, in order.
    void execute(std::string_view sql, const SqlRow& values = {});

    /// Runs one statement, prepared once, for each row of `values`.
    void execute_for_each(std::string_view sql, std::span<const SqlRow> values);

    /// All rows of a query. A computed column that has no declared type comes as text.
    std::vector<SqlRow> rows(std::string_view sql, const SqlRow& values = {}) const;

    /// First column of the first row as a whole number. REQUIRES: the query gives one.
    std::int64_t integer(std::string_view sql, const SqlRow& values = {}) const;

    const std::filesystem::path& file() const { return file_; }

private:
    void configure(const DatabaseKind& kind);
    void migrate(const DatabaseKind& kind);
    void run_migration(const DatabaseKind& kind, std::int64_t from);
    void copy_before_upgrade(std::int64_t version);
    [[noreturn]] void fail(std::string_view what) const;

    struct Connection;
    std::filesystem::path file_;
    std::unique_ptr<Connection> connection_;
};

/// BEGIN IMMEDIATE on construction; rolled back unless committed. One at a time for a database.
class Transaction {
public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    void commit();

private:
    Database& database_;
    bool open_ = true;
};

/// Text, "" if there is nothing.
std::string sql_text(const SqlValue& value);
std::optional<double> sql_number(const SqlValue& value);
std::optional<std::int64_t> sql_integer(const SqlValue& value);

/// The opposite way: nothing for an empty optional, and for an empty text if that means "not given".
SqlValue sql_value(const std::optional<double>& number);
SqlValue sql_value(const std::optional<std::uint64_t>& number);
SqlValue sql_value_or_null(std::string_view text);

} // namespace lup
