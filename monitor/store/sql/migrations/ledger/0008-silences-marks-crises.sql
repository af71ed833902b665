-- What shall not be told for a while, by a person's word.
CREATE TABLE silences (
    silence_id  TEXT PRIMARY KEY,
    rule_id     TEXT NOT NULL,
    story_id    TEXT NOT NULL,
    source_id   TEXT NOT NULL,
    why         TEXT NOT NULL,
    owner       TEXT NOT NULL,
    begins_at   TEXT NOT NULL,
    ends_at     TEXT NOT NULL,
    ended_by    TEXT NOT NULL,
    ended_at    TEXT,
    reminded_at TEXT
) STRICT;
-- What people said of alerts; the newest word of each person on each counts. Rows are only added.
CREATE TABLE marks (
    entry    INTEGER PRIMARY KEY,
    alert_id TEXT NOT NULL,
    item_id  TEXT NOT NULL,
    says     TEXT NOT NULL,
    why      TEXT NOT NULL,
    said_by  TEXT NOT NULL,
    said_at  TEXT NOT NULL
) STRICT;
CREATE INDEX marks_of_alerts ON marks (alert_id);
-- Stories that a person declared a crisis.
CREATE TABLE crises (
    crisis_id   TEXT PRIMARY KEY,
    office_id   TEXT NOT NULL,
    story_id    TEXT NOT NULL,
    title       TEXT NOT NULL,
    started_by  TEXT NOT NULL,
    started_at  TEXT NOT NULL,
    ended_by    TEXT NOT NULL,
    ended_at    TEXT,
    note        TEXT NOT NULL,
    reported_at TEXT,
    proposed_at TEXT
) STRICT;
-- Where rules that watch something over time stand, such as an open spike; one row a name.
CREATE TABLE watch_states (
    name     TEXT PRIMARY KEY,
    state    TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;
-- Cards say more now.
UPDATE alerts SET card = json_patch('{"row":"","signpost":"","note":"","banner":"","tell":[]}', card);
UPDATE deliveries SET card = json_patch('{"row":"","signpost":"","note":"","banner":"","tell":[]}', card);
