-- What a person did or must be told. Times are fixed-width UTC text, which sorts as time does.
CREATE TABLE polls (
    source_id     TEXT PRIMARY KEY,
    url           TEXT NOT NULL,
    next_poll_at  TEXT NOT NULL,
    outcome       TEXT NOT NULL,
    reason        TEXT NOT NULL,
    polled_at     TEXT NOT NULL,
    ok_at         TEXT,
    failures      INTEGER NOT NULL,
    etag          TEXT,
    last_modified TEXT
) STRICT;
CREATE TABLE press_releases (
    press_release_id TEXT PRIMARY KEY,
    office_id        TEXT NOT NULL,
    item_id          TEXT NOT NULL,
    url              TEXT NOT NULL,
    title            TEXT NOT NULL,
    text             TEXT NOT NULL,
    issued_at        TEXT NOT NULL
) STRICT;
CREATE TABLE alerts (
    alert_id        TEXT PRIMARY KEY,
    rule_id         TEXT NOT NULL,
    office_id       TEXT NOT NULL,
    story_id        TEXT NOT NULL,
    item_id         TEXT NOT NULL,
    severity        TEXT NOT NULL,
    card            TEXT NOT NULL,
    created_at      TEXT NOT NULL,
    updated_at      TEXT NOT NULL,
    raised_at       TEXT NOT NULL,
    state           TEXT NOT NULL,
    owner           TEXT NOT NULL,
    acknowledged_at TEXT,
    step            INTEGER NOT NULL,
    escalate_at     TEXT
) STRICT;
CREATE INDEX alerts_of_stories ON alerts (story_id);
CREATE INDEX alerts_to_escalate ON alerts (escalate_at) WHERE escalate_at IS NOT NULL;
CREATE TABLE deliveries (
    delivery_id  TEXT PRIMARY KEY,
    alert_id     TEXT NOT NULL REFERENCES alerts,
    way          TEXT NOT NULL,
    person_id    TEXT NOT NULL,
    person       TEXT NOT NULL,
    occasion     TEXT NOT NULL,
    reason       TEXT NOT NULL,
    card         TEXT NOT NULL,
    state        TEXT NOT NULL,
    not_before   TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    attempts     INTEGER NOT NULL,
    attempted_at TEXT,
    looks        INTEGER NOT NULL,
    note         TEXT NOT NULL,
    receipt      TEXT NOT NULL,
    sent_at      TEXT
) STRICT;
CREATE INDEX deliveries_due ON deliveries (not_before) WHERE state IN ('new', 'sending', 'unclear');
-- Who did what, when. Rows are only ever added.
CREATE TABLE audit (
    entry    INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,
    actor    TEXT NOT NULL,
    action   TEXT NOT NULL,
    alert_id TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT raise(ABORT, 'the audit trail is only added to'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT raise(ABORT, 'the audit trail is only added to'); END;
