-- Each line of the trail is tied to the one before it by a hash; those from before this are not.
ALTER TABLE audit ADD COLUMN london TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN from_state TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN to_state TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN hash TEXT NOT NULL DEFAULT '';
-- The last line, so that nobody cuts lines off the end unseen.
CREATE TABLE audit_head (
    head  INTEGER PRIMARY KEY CHECK (head = 1),
    entry INTEGER NOT NULL,
    hash  TEXT NOT NULL
) STRICT;
-- What came of an act that may come again, such as a click: it counts once.
CREATE TABLE acts_done (
    key      TEXT PRIMARY KEY,
    alert_id TEXT NOT NULL,
    moved    INTEGER NOT NULL,
    said     TEXT NOT NULL,
    done_at  TEXT NOT NULL
) STRICT;
-- Who can be told and by which ways, as the daemon last had it: for commands beside it.
CREATE TABLE desks (
    desk     INTEGER PRIMARY KEY CHECK (desk = 1),
    text     TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;
-- Alerts that wait without a moment at which the clock acts: a summary stands for them, or should.
CREATE INDEX alerts_adrift ON alerts (alert_id) WHERE state = 'new' AND due_at IS NULL;
-- Messages of an alert that somebody answered meanwhile.
CREATE INDEX deliveries_unsent ON deliveries (alert_id) WHERE state = 'new';
