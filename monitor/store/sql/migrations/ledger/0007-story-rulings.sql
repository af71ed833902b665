-- What people said of stories; the newest word on a story and an item counts. Rows are only added.
-- No mark says that one was taken in: what `coverage.duckdb` shows is put up anew from this table.
CREATE TABLE story_rulings (
    entry    INTEGER PRIMARY KEY,
    says     TEXT NOT NULL,
    story_id TEXT NOT NULL,
    item_id  TEXT NOT NULL,
    into_    TEXT NOT NULL,
    note     TEXT NOT NULL,
    ruled_by TEXT NOT NULL,
    ruled_at TEXT NOT NULL
) STRICT;
