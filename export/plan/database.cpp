#include "export/plan/database.hpp"

#include "config/errors.hpp"

#include <Poco/Data/RecordSet.h>
#include <Poco/Data/SQLite/Connector.h>
#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>
#include <Poco/Dynamic/Var.h>
#include <Poco/Exception.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <fstream>
#include <limits>
#include <mutex>

namespace lup {

namespace {

using Poco::Dynamic::Var;

Var to_var(const SqlValue& value)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return Var(static_cast<Poco::Int64>(*whole));
    if (const auto* number = std::get_if<double>(&value))
        return Var(*number);
    if (const auto* text = std::get_if<std::string>(&value))
        return Var(*text);
    return Var();
}

SqlValue to_value(const Var& value)
{
    if (value.isEmpty())
        return {};
    if (value.isInteger())
        return std::int64_t{value.convert<Poco::Int64>()};
    if (value.isNumeric())
        return value.convert<double>();
    return value.convert<std::string>();
}

/// Whether the file begins as a SQLite file does; Poco waits for ever on one that does not.
bool has_sqlite_header(const std::filesystem::path& file)
{
    constexpr std::string_view magic("SQLite format 3\0", 16);
    std::array<char, 16> head{};
    std::ifstream in(file, std::ios::binary);
    in.read(head.data(), head.size());
    return in.gcount() == 16 && std::string_view(head.data(), head.size()) == magic;
}

void register_connector()
{
    static std::once_flag once;
    std::call_once(once, [] { Poco::Data::SQLite::Connector::registerConnector(); });
}

} // namespace

struct Database::Connection {
    explicit Connection(const std::string& file) : session("SQLite", file) {}

    Poco::Data::Session session;
};

Database::Database(std::filesystem::path file, const DatabaseKind& kind) : file_(std::move(file))
{
    std::error_code error;
    const auto size = std::filesystem::file_size(file_, error);
    if (!error && size > 0 && !has_sqlite_header(file_))
        fail(fmt::format(
            "är ingen {}: filen är inte en SQLite-databas; flytta undan den eller ta fram en kopia",
            kind.name));
    try {
        register_connector();
        connection_ = std::make_unique<Connection>(file_.string());
    } catch (const Poco::Exception& problem) {
        fail(fmt::format("kan inte öppnas: {}", problem.displayText()));
    }
    configure(kind);
    migrate(kind);
}

Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

void Database::fail(std::string_view what) const
{
    throw ExportError(fmt::format("{}: {}", file_.string(), what));
}

void Database::configure(const DatabaseKind& kind)
{
    struct Pragma {
        std::string_view name, value, read_back;
    };
    constexpr std::array<Pragma, 6> pragmas{{{"busy_timeout", "10000", "10000"},
                                             {"journal_mode", "DELETE", "delete"},
                                             {"synchronous", "FULL", "2"},
                                             {"foreign_keys", "ON", "1"},
                                             {"recursive_triggers", "ON", "1"},
                                             {"trusted_schema", "OFF", "0"}}};
    for (const auto& pragma : pragmas) {
        execute(fmt::format("PRAGMA {} = {}", pragma.name, pragma.value));
        const auto found = rows(fmt::format("PRAGMA {}", pragma.name));
        if (found.empty() || found[0].empty() || sql_text(found[0][0]) != pragma.read_back)
            fail(fmt::format("PRAGMA {} blev inte {}", pragma.name, pragma.value));
    }
    const auto id = integer("PRAGMA application_id");
    const bool is_new = integer("SELECT count(*) FROM sqlite_schema") == 0;
    if (id != kind.application_id && !is_new)
        fail(fmt::format("är en annan sorts databas än en {}", kind.name));
}

void Database::migrate(const DatabaseKind& kind)
{
    auto version = integer("PRAGMA user_version");
    const auto newest = static_cast<std::int64_t>(kind.migrations.size());
    if (version > newest)
        fail(fmt::format("är skriven av en nyare version av programmet (schema {}, detta kan {}); uppgradera "
                         "programmet",
                         version, newest));
    if (version > 0 && version < newest)
        copy_before_upgrade(version);
    for (; version < newest; ++version)
        run_migration(kind, version);
}

void Database::copy_before_upgrade(std::int64_t version)
{
    const auto copy = fmt::format("{}.version-{}", file_.string(), version);
    std::error_code error;
    std::filesystem::copy_file(file_, copy, std::filesystem::copy_options::overwrite_existing, error);
    if (!error)
        std::filesystem::permissions(
            copy, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
    if (error)
        fail(fmt::format("kan inte kopieras före uppgradering: {}", error.message()));
}

void Database::run_migration(const DatabaseKind& kind, std::int64_t from)
{
    Transaction transaction(*this);
    execute(kind.migrations[static_cast<std::size_t>(from)]);
    if (!rows("PRAGMA foreign_key_check").empty())
        fail("uppgraderingen bröt mot en främmande nyckel");
    execute(fmt::format("PRAGMA application_id = {}", kind.application_id));
    execute(fmt::format("PRAGMA user_version = {}", from + 1));
    transaction.commit();
}

void Database::execute(std::string_view sql, const SqlRow& values)
{
    try {
        std::vector<Var> bound;
        for (const auto& value : values)
            bound.push_back(to_var(value));
        Poco::Data::Statement statement(connection_->session);
        statement << std::string(sql);
        for (auto& value : bound)
            statement.addBind(Poco::Data::Keywords::use(value));
        statement.execute();
    } catch (const Poco::Exception& problem) {
        fail(problem.displayText());
    }
}

void Database::execute_for_each(std::string_view sql, std::span<const SqlRow> values)
{
    if (values.empty())
        return;
    try {
        std::vector<Var> bound(values.front().size());
        Poco::Data::Statement statement(connection_->session);
        statement << std::string(sql);
        for (auto& value : bound)
            statement.addBind(Poco::Data::Keywords::use(value));
        for (const auto& row : values) {
            for (std::size_t i = 0; i < bound.size(); ++i)
                bound[i] = to_var(row[i]);
            statement.execute();
        }
    } catch (const Poco::Exception& problem) {
        fail(problem.displayText());
    }
}

std::vector<SqlRow> Database::rows(std::string_view sql, const SqlRow& values) const
{
    try {
        std::vector<Var> bound;
        for (const auto& value : values)
            bound.push_back(to_var(value));
        Poco::Data::Statement statement(connection_->session);
        statement << std::string(sql);
        for (auto& value : bound)
            statement.addBind(Poco::Data::Keywords::use(value));
        statement.execute();
        const Poco::Data::RecordSet records(statement);
        std::vector<SqlRow> result(records.rowCount());
        for (std::size_t row = 0; row < result.size(); ++row)
            for (std::size_t column = 0; column < records.columnCount(); ++column)
                result[row].push_back(to_value(records.value(column, row)));
        return result;
    } catch (const Poco::Exception& problem) {
        fail(problem.displayText());
    }
}

std::int64_t Database::integer(std::string_view sql, const SqlRow& values) const
{
    const auto found = rows(sql, values);
    const auto number = found.empty() || found[0].empty() ? std::nullopt : sql_integer(found[0][0]);
    if (!number)
        fail(fmt::format("frågan gav inget heltal: {}", sql));
    return *number;
}

Transaction::Transaction(Database& database) : database_(database)
{
    database_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction()
{
    if (!open_)
        return;
    try {
        database_.execute("ROLLBACK");
    } catch (const ExportError&) {
        // SQLite has already rolled back (disk full, I/O error); the first failure is the one to tell of.
        open_ = false;
    }
}

void Transaction::commit()
{
    database_.execute("COMMIT");
    open_ = false;
}

std::string sql_text(const SqlValue& value)
{
    if (const auto* text = std::get_if<std::string>(&value))
        return *text;
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return std::to_string(*whole);
    if (const auto* number = std::get_if<double>(&value))
        return fmt::format("{}", *number);
    return {};
}

std::optional<double> sql_number(const SqlValue& value)
{
    if (const auto* number = std::get_if<double>(&value))
        return *number;
    if (const auto whole = sql_integer(value))
        return static_cast<double>(*whole);
    return std::nullopt;
}

std::optional<std::int64_t> sql_integer(const SqlValue& value)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return *whole;
    const auto* text = std::get_if<std::string>(&value);
    std::int64_t number = 0;
    if (text &&
        std::from_chars(text->data(), text->data() + text->size(), number).ptr == text->data() + text->size())
        return number;
    return std::nullopt;
}

SqlValue sql_value(const std::optional<double>& number)
{
    return number ? SqlValue(*number) : SqlValue();
}

SqlValue sql_value(const std::optional<std::uint64_t>& number)
{
    if (!number)
        return {};
    if (*number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        throw ExportError("ett antal är för stort för databasen");
    return static_cast<std::int64_t>(*number);
}

SqlValue sql_value_or_null(std::string_view text)
{
    return text.empty() ? SqlValue() : SqlValue(std::string(text));
}

} // namespace lup
