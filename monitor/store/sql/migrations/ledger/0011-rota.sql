-- What people said of the rota, and calendars as they were last read.
CREATE TABLE rota_changes (
    change_id  TEXT PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('swap', 'leave')),
    role       TEXT NOT NULL,     -- '': whichever the person has
    person_id  TEXT NOT NULL,     -- '': whoever has the role
    instead_id TEXT NOT NULL,     -- '': nobody is named
    begins_at  TEXT NOT NULL,
    ends_at    TEXT NOT NULL,
    why        TEXT NOT NULL,
    said_by    TEXT NOT NULL,
    said_at    TEXT NOT NULL,
    ended_by   TEXT NOT NULL,     -- who took it back before its time
    ended_at   TEXT
) STRICT;
CREATE INDEX rota_changes_by_end ON rota_changes (ends_at);

CREATE TABLE calendars (
    calendar_id   TEXT PRIMARY KEY,
    body          TEXT NOT NULL,  -- the last that could be read
    etag          TEXT,
    last_modified TEXT,
    asked_at      TEXT NOT NULL,
    read_at       TEXT,
    spread_at     TEXT,           -- when repeated entries were last written out
    failed_at     TEXT,           -- since when it cannot be read
    reason        TEXT NOT NULL
) STRICT;

CREATE TABLE appointments (
    calendar_id TEXT NOT NULL,
    summary     TEXT NOT NULL,
    begins_at   TEXT NOT NULL,
    ends_at     TEXT NOT NULL
) STRICT;
CREATE INDEX appointments_by_calendar ON appointments (calendar_id, begins_at);
