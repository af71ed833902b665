-- What was pressed or typed in Slack: kept before Slack is told that it came.
CREATE TABLE clicks (
    click_id   TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    action_ts  TEXT NOT NULL,
    user_id    TEXT NOT NULL,
    user_name  TEXT NOT NULL,
    alert_id   TEXT NOT NULL,
    action     TEXT NOT NULL,
    channel    TEXT NOT NULL,
    message_ts TEXT NOT NULL,
    at         TEXT NOT NULL,
    person     TEXT NOT NULL,
    answer     TEXT NOT NULL,
    applied_at TEXT,
    told_at    TEXT,
    tell_at    TEXT,
    tries      INTEGER NOT NULL
) STRICT;
-- Brought again in another envelope it is the same press.
CREATE UNIQUE INDEX clicks_once ON clicks (alert_id, action, user_id, action_ts);
CREATE INDEX clicks_to_apply ON clicks (at) WHERE applied_at IS NULL;
CREATE INDEX clicks_to_tell ON clicks (tell_at) WHERE told_at IS NULL;
-- What each message in Slack shows of its alert, and what was last said in its thread.
CREATE TABLE threads (
    delivery_id TEXT PRIMARY KEY REFERENCES deliveries,
    shown       TEXT NOT NULL,
    shown_at    TEXT NOT NULL,
    said        TEXT NOT NULL,
    said_at     TEXT
) STRICT;
-- Who has opened the app's home, and what it showed them.
CREATE TABLE homes (
    user_id  TEXT PRIMARY KEY,
    shown    TEXT NOT NULL,
    shown_at TEXT,
    asked_at TEXT NOT NULL
) STRICT;
-- Whether presses reach us: one row.
CREATE TABLE buttons (
    only_row      INTEGER PRIMARY KEY CHECK (only_row = 1),
    offline_since TEXT,
    why           TEXT NOT NULL,
    seen_at       TEXT NOT NULL
) STRICT;
