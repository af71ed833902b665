-- What people said of tone; the newest word counts, and an empty label takes back what was said.
-- Rows are only ever added. No mark says that one was taken in: what `coverage.duckdb` shows is
-- compared with this table, so that a restored copy of that file gets every word again.
CREATE TABLE corrections (
    entry     INTEGER PRIMARY KEY,
    item_id   TEXT NOT NULL,
    office_id TEXT NOT NULL,
    label     TEXT NOT NULL,
    note      TEXT NOT NULL,
    said_by   TEXT NOT NULL,
    said_at   TEXT NOT NULL,
    UNIQUE (item_id, office_id, said_at)
) STRICT;
-- Requests to score anew what came since a moment, and how far each has come.
CREATE TABLE rescorings (
    asked_at     TEXT PRIMARY KEY,
    asked_by     TEXT NOT NULL,
    since        TEXT NOT NULL,
    done         INTEGER NOT NULL,
    total        INTEGER NOT NULL,
    kept         INTEGER NOT NULL,
    reached_at   TEXT NOT NULL,
    reached_item TEXT NOT NULL,
    ended_at     TEXT
) STRICT;
