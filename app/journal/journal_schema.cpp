#include "app/journal/journal_schema.hpp"

#include <array>

namespace lup {

namespace {

constexpr std::string_view first_version = R"sql(
CREATE TABLE night (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    ended TEXT,
    outcome TEXT,
    files INTEGER NOT NULL DEFAULT 0,
    accepted INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    published TEXT
) STRICT;

CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    night INTEGER NOT NULL REFERENCES night(id),
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    received TEXT NOT NULL,
    survey TEXT NOT NULL,
    wave TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN
        ('accepted', 'accepted_with_remarks', 'held', 'repeated', 'rejected', 'quarantined')),
    rows_used INTEGER NOT NULL,
    rows_left INTEGER NOT NULL,
    kept_as TEXT NOT NULL,
    moved INTEGER NOT NULL DEFAULT 0 CHECK (moved IN (0, 1)),
    purged TEXT
) STRICT;
CREATE INDEX file_content ON file(sha256, name);

CREATE TABLE delivery (
    id INTEGER PRIMARY KEY,
    file INTEGER NOT NULL REFERENCES file(id),
    survey TEXT NOT NULL,
    wave TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    sha256 TEXT NOT NULL,
    archive_name TEXT NOT NULL,
    archive_sha256 TEXT NOT NULL,
    codebook TEXT NOT NULL,
    held INTEGER NOT NULL CHECK (held IN (0, 1)),
    superseded_by INTEGER REFERENCES delivery(id),
    UNIQUE (survey, wave, number)
) STRICT;

CREATE TABLE part (
    delivery INTEGER NOT NULL REFERENCES delivery(id),
    area TEXT NOT NULL,
    school TEXT NOT NULL,
    grade TEXT NOT NULL,
    PRIMARY KEY (delivery, area, school, grade)
) STRICT, WITHOUT ROWID;

CREATE TABLE waiting (
    source TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    nights INTEGER NOT NULL
) STRICT;

CREATE TABLE publication (
    id INTEGER PRIMARY KEY,
    night INTEGER NOT NULL REFERENCES night(id),
    release TEXT NOT NULL,
    inputs TEXT NOT NULL,
    done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1))
) STRICT;

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER event_is_kept BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

CREATE VIEW v_file AS
    SELECT name, sha256, received, survey, wave, verdict, rows_used, rows_left FROM file ORDER BY id;
CREATE VIEW v_night AS
    SELECT started, ended, outcome, files, accepted, rejected, published FROM night ORDER BY id;
)sql";

// Files whose receipts have been given what the count of their wave says of it.
constexpr std::string_view second_version = R"sql(
CREATE TABLE told (file INTEGER PRIMARY KEY REFERENCES file(id)) STRICT;
INSERT INTO told SELECT file FROM delivery;
)sql";

// Which deliveries the published figures of a gate survey's wave were counted from, vintage by vintage.
constexpr std::string_view third_version = R"sql(
CREATE TABLE vintage (
    survey TEXT NOT NULL,
    wave TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 0),
    delivery INTEGER NOT NULL REFERENCES delivery(id),
    PRIMARY KEY (survey, wave, number, delivery)
) STRICT, WITHOUT ROWID;
)sql";

// Publications of which no vintages were noted when they were made: what stood behind them is recalled from
// the deliveries of their time. A journal that was begun anew beside an old plan.db has none.
constexpr std::string_view fourth_version = R"sql(
CREATE TABLE publication_without_vintages (publication INTEGER PRIMARY KEY REFERENCES publication(id)) STRICT;
INSERT INTO publication_without_vintages SELECT id FROM publication WHERE done = 1;
)sql";

constexpr std::array<std::string_view, 4> migrations{first_version, second_version, third_version,
                                                     fourth_version};
constexpr std::int32_t application_id = 0x4C55504A; // "LUPJ"

} // namespace

const DatabaseKind& journal_kind()
{
    static const DatabaseKind kind{"journal.db", application_id, migrations};
    return kind;
}

} // namespace lup
