-- Polls, with the rhythm of each source. The time since when things are so is not known
-- of rows that are older than this; the last poll stands in for it.
ALTER TABLE polls RENAME TO old_polls;
CREATE TABLE polls (
    source_id      TEXT PRIMARY KEY,
    url            TEXT NOT NULL,
    next_poll_at   TEXT NOT NULL,
    outcome        TEXT NOT NULL,
    reason         TEXT NOT NULL,
    polled_at      TEXT NOT NULL,
    since_at       TEXT NOT NULL,
    ok_at          TEXT,
    new_at         TEXT,
    rhythm_minutes REAL NOT NULL,
    ttl_minutes    REAL NOT NULL,
    failures       REAL NOT NULL,
    etag           TEXT,
    last_modified  TEXT,
    body_hash      TEXT NOT NULL,
    cursor         TEXT NOT NULL,
    sighting       TEXT,
    moved_url      TEXT NOT NULL
) STRICT;
INSERT INTO polls
SELECT source_id, url, next_poll_at, outcome, reason, polled_at, polled_at, ok_at, ok_at, 0, 0,
       failures, etag, last_modified, '', '', NULL, '' FROM old_polls;
DROP TABLE old_polls;
-- Gaps, renumbered feeds, new addresses: what a person should know of a source.
CREATE TABLE source_events (
    source_id TEXT NOT NULL,
    at        TEXT NOT NULL,
    what      TEXT NOT NULL,
    note      TEXT NOT NULL,
    from_at   TEXT,
    to_at     TEXT,
    PRIMARY KEY (source_id, at, what)
) STRICT;
CREATE TABLE robots (
    host       TEXT PRIMARY KEY,
    text       TEXT NOT NULL,
    fetched_at TEXT NOT NULL
) STRICT;
-- Posts paid for, per source and month. Written before a request, corrected after its answer: a
-- crash counts too much, never too little.
CREATE TABLE spending (
    source_id TEXT NOT NULL,
    month     TEXT NOT NULL,
    posts     INTEGER NOT NULL,
    PRIMARY KEY (source_id, month)
) STRICT;
-- Radio, television, print: what a person entered.
CREATE TABLE hand_entries (
    entry_id     TEXT PRIMARY KEY,
    outlet       TEXT NOT NULL,
    tier         TEXT NOT NULL,
    owner        TEXT NOT NULL,
    title        TEXT NOT NULL,
    text         TEXT NOT NULL,
    url          TEXT NOT NULL,
    published_at TEXT NOT NULL,
    entered_by   TEXT NOT NULL,
    entered_at   TEXT NOT NULL,
    taken_at     TEXT
) STRICT;
