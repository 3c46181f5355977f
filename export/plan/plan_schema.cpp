#include "export/plan/plan_schema.hpp"

#include <array>

namespace lup {

namespace {

// Times are ISO 8601 text in UTC. What has been published is append-only: a correction is a new row of
// `value` that supersedes the older one with the same key.
constexpr std::string_view version_1 = R"sql(
CREATE TABLE area (
    area TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, within TEXT NOT NULL, principal TEXT NOT NULL) STRICT;

CREATE TABLE indicator (
    indicator TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, definition TEXT NOT NULL, survey TEXT NOT NULL,
    statistic TEXT NOT NULL CHECK (statistic IN ('share', 'mean', 'median', 'count', 'rate')),
    unit TEXT NOT NULL, better TEXT NOT NULL CHECK (better IN ('lower', 'higher', 'none'))) STRICT;

CREATE TABLE release (
    number INTEGER PRIMARY KEY, release TEXT NOT NULL CHECK (length(release) > 0),
    published_at TEXT NOT NULL CHECK (published_at LIKE '____-__-__T__:__%Z'),
    program TEXT NOT NULL, codebook TEXT NOT NULL) STRICT;

CREATE TABLE value (
    number INTEGER PRIMARY KEY, release INTEGER NOT NULL REFERENCES release (number),
    survey TEXT NOT NULL, wave TEXT, period TEXT NOT NULL,
    indicator TEXT NOT NULL REFERENCES indicator (indicator) DEFERRABLE INITIALLY DEFERRED,
    domain TEXT NOT NULL, area TEXT, sex TEXT,
    value REAL, lower REAL, upper REAL, n INTEGER CHECK (n > 0),
    symbol TEXT NOT NULL CHECK (symbol IN ('', '..')),
    decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 12),
    CHECK ((symbol = '') = (value IS NOT NULL)),
    CHECK (value IS NOT NULL OR (lower IS NULL AND upper IS NULL)),
    CHECK (lower IS NULL OR upper IS NULL OR lower <= upper),
    UNIQUE (survey, period, indicator, domain, number)) STRICT;

CREATE TABLE change (
    number INTEGER PRIMARY KEY, release INTEGER NOT NULL REFERENCES release (number),
    kind TEXT NOT NULL CHECK (kind IN ('ny', 'ändrad', 'borttagen')),
    indicator TEXT NOT NULL, domain TEXT NOT NULL, period TEXT NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL, reason TEXT NOT NULL) STRICT;

CREATE TRIGGER release_is_never_updated BEFORE UPDATE ON release
BEGIN SELECT RAISE(ABORT, 'release is append-only'); END;
CREATE TRIGGER release_is_never_deleted BEFORE DELETE ON release
BEGIN SELECT RAISE(ABORT, 'release is append-only'); END;
CREATE TRIGGER value_is_never_updated BEFORE UPDATE ON value
BEGIN SELECT RAISE(ABORT, 'value is append-only'); END;
CREATE TRIGGER value_is_never_deleted BEFORE DELETE ON value
BEGIN SELECT RAISE(ABORT, 'value is append-only'); END;
CREATE TRIGGER change_is_never_updated BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'change is append-only'); END;
CREATE TRIGGER change_is_never_deleted BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'change is append-only'); END;

CREATE TABLE organisation (
    organisation TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, role TEXT NOT NULL, contact TEXT NOT NULL) STRICT;

CREATE TABLE organisation_indicator (
    organisation TEXT NOT NULL REFERENCES organisation (organisation) DEFERRABLE INITIALLY DEFERRED,
    indicator TEXT NOT NULL, PRIMARY KEY (organisation, indicator)) STRICT;

CREATE TABLE organisation_area (
    organisation TEXT NOT NULL REFERENCES organisation (organisation) DEFERRABLE INITIALLY DEFERRED,
    area TEXT NOT NULL, PRIMARY KEY (organisation, area)) STRICT;

CREATE TABLE plan (
    plan TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, version TEXT NOT NULL, dnr TEXT NOT NULL,
    decided_by TEXT NOT NULL, decided_on TEXT NOT NULL, predecessor TEXT NOT NULL,
    period_from TEXT NOT NULL, period_to TEXT NOT NULL, linked TEXT NOT NULL) STRICT;

CREATE TABLE goal (
    plan TEXT NOT NULL REFERENCES plan (plan) DEFERRABLE INITIALLY DEFERRED, goal TEXT NOT NULL,
    title TEXT NOT NULL, statement TEXT NOT NULL, responsible TEXT NOT NULL, involved TEXT NOT NULL,
    strategy TEXT NOT NULL, replaced_by TEXT NOT NULL,
    horizon INTEGER CHECK (horizon IN (4, 8, 12)),
    kind TEXT NOT NULL CHECK (kind IN ('outcome', 'milestone')), due TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('', 'inte påbörjad', 'pågående', 'genomförd')),
    status_text TEXT NOT NULL, PRIMARY KEY (plan, goal)) STRICT;

CREATE TABLE target (
    plan TEXT NOT NULL, goal TEXT NOT NULL, indicator TEXT NOT NULL, domain TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('level', 'relative_change', 'count', 'direction', 'none')),
    base_period TEXT NOT NULL, base_value REAL, value REAL,
    sense TEXT NOT NULL CHECK (sense IN ('at least', 'at most')), due TEXT NOT NULL, not_measurable TEXT NOT NULL,
    FOREIGN KEY (plan, goal) REFERENCES goal (plan, goal) DEFERRABLE INITIALLY DEFERRED) STRICT;

CREATE TABLE activity (
    plan TEXT NOT NULL REFERENCES plan (plan) DEFERRABLE INITIALLY DEFERRED, activity TEXT NOT NULL,
    goal TEXT NOT NULL, title TEXT NOT NULL, area TEXT NOT NULL, current_state TEXT NOT NULL,
    objective TEXT NOT NULL, indicators TEXT NOT NULL, in_action_plan TEXT NOT NULL, status TEXT NOT NULL,
    period_from TEXT NOT NULL, period_to TEXT NOT NULL, period_text TEXT NOT NULL, responsible TEXT NOT NULL,
    involved TEXT NOT NULL, cost TEXT NOT NULL, comment TEXT NOT NULL, PRIMARY KEY (plan, activity)) STRICT;

CREATE TABLE judgement (
    plan TEXT NOT NULL, goal TEXT NOT NULL, indicator TEXT NOT NULL, domain TEXT NOT NULL,
    period TEXT NOT NULL, base_period TEXT NOT NULL, value REAL, base_value REAL, target_value REAL,
    verdict TEXT NOT NULL CHECK (verdict IN ('uppnått', 'inte uppnått', 'på väg', 'inte på väg',
        'kan inte avgöras', 'inte mätbart', 'genomförd', 'pågående', 'inte påbörjad')),
    reason TEXT NOT NULL,
    FOREIGN KEY (plan, goal) REFERENCES goal (plan, goal) DEFERRABLE INITIALLY DEFERRED) STRICT;

CREATE VIEW v_value AS
SELECT v.survey, v.wave, v.indicator, v.domain, v.area, v.sex, v.period, v.value, v.lower, v.upper, v.n, v.symbol,
       v.decimals, r.release
FROM value v JOIN release r ON r.number = v.release
WHERE NOT EXISTS (SELECT 1 FROM value w WHERE w.survey = v.survey AND w.period = v.period
                  AND w.indicator = v.indicator AND w.domain = v.domain AND w.number > v.number);

CREATE VIEW v_goal AS
SELECT g.plan, g.goal, g.title, j.target_value AS target, nullif(j.base_period, '') AS base_period, j.base_value,
       nullif(j.period, '') AS period, j.value, j.verdict, j.reason, g.responsible, nullif(j.indicator, '') AS indicator,
       j.domain
FROM goal g LEFT JOIN judgement j ON j.plan = g.plan AND j.goal = g.goal;

CREATE VIEW v_activity AS
SELECT plan, activity, title, area, current_state, objective, indicators, in_action_plan, status, period_from,
       period_to, period_text, responsible, involved, cost, comment
FROM activity;

CREATE VIEW v_what_is_new AS
SELECT r.release, c.kind, c.indicator, c.domain, c.period, c.before, c.after, c.reason
FROM change c JOIN release r ON r.number = c.release;
)sql";

// `gated`: published under the gate; NULL where it is not known, as `records`: the waves that the figure
// counts and which vintage of each, "2022:0|2023:1"; "" of a cell that was held, hidden without being decided
// on.
constexpr std::string_view version_2 = R"sql(
ALTER TABLE value ADD COLUMN gated INTEGER CHECK (gated IN (0, 1));
ALTER TABLE value ADD COLUMN records TEXT;
)sql";

// Comparisons are published whole with each release: those of the newest are in force.
constexpr std::string_view version_3 = R"sql(
CREATE TABLE comparison (
    number INTEGER PRIMARY KEY, release INTEGER NOT NULL REFERENCES release (number), survey TEXT NOT NULL,
    indicator TEXT NOT NULL REFERENCES indicator (indicator) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('wave', 'trend', 'whole', 'group')),
    domain TEXT NOT NULL, other_domain TEXT NOT NULL, period TEXT NOT NULL, other_period TEXT NOT NULL,
    difference REAL NOT NULL, lower REAL, upper REAL, unit TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('ökning', 'minskning', 'högre', 'lägre', 'ingen säkerställd skillnad')),
    note TEXT NOT NULL, decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 12),
    CHECK ((lower IS NULL) = (upper IS NULL)), CHECK (lower IS NULL OR lower <= upper),
    UNIQUE (release, indicator, kind, domain, other_domain, period, other_period)) STRICT;

CREATE TRIGGER comparison_is_never_updated BEFORE UPDATE ON comparison
BEGIN SELECT RAISE(ABORT, 'comparison is append-only'); END;
CREATE TRIGGER comparison_is_never_deleted BEFORE DELETE ON comparison
BEGIN SELECT RAISE(ABORT, 'comparison is append-only'); END;

CREATE VIEW v_comparison AS
SELECT c.survey, c.indicator, c.kind, c.domain, c.other_domain, c.period, c.other_period, c.difference, c.lower,
       c.upper, c.unit, c.verdict, c.note, c.decimals, r.release
FROM comparison c JOIN release r ON r.number = c.release
WHERE c.release = (SELECT max(number) FROM release);
)sql";

constexpr std::array<std::string_view, 3> migrations{version_1, version_2, version_3};

} // namespace

const DatabaseKind& plan_database_kind()
{
    static const DatabaseKind kind{"plandatabas", 0x4c555031, migrations}; // "LUP1"
    return kind;
}

} // namespace lup
