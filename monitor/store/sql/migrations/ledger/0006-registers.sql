-- What the office puts out: releases, statements, posts. Those of its own feed were kept before.
CREATE TABLE outputs (
    output_id     TEXT PRIMARY KEY,
    office_id     TEXT NOT NULL,
    kind          TEXT NOT NULL,
    number        TEXT NOT NULL,
    title         TEXT NOT NULL,
    text          TEXT NOT NULL,
    url           TEXT NOT NULL,
    item_id       TEXT NOT NULL,
    embargo_until TEXT,
    issued_at     TEXT,
    lists         TEXT NOT NULL,
    themes        TEXT NOT NULL,
    programmes    TEXT NOT NULL,
    messages      TEXT NOT NULL,
    quotes        TEXT NOT NULL,
    outlet        TEXT NOT NULL,
    enquiry_id    TEXT NOT NULL,
    cleared_by    TEXT NOT NULL,
    cleared_at    TEXT,
    note          TEXT NOT NULL,
    entered_by    TEXT NOT NULL,
    entered_at    TEXT NOT NULL
) STRICT;
CREATE INDEX outputs_by_time ON outputs (issued_at);
INSERT INTO outputs
SELECT press_release_id, office_id, 'release', '', title, text, url, item_id, NULL, issued_at,
       '[]', '[]', '[]', '[]', '[]', '', '', '', NULL, '', 'own feed', issued_at
FROM press_releases;
DROP TABLE press_releases;
CREATE TABLE enquiries (
    enquiry_id  TEXT PRIMARY KEY,
    office_id   TEXT NOT NULL,
    received_at TEXT NOT NULL,
    outlet      TEXT NOT NULL,
    asked_by    TEXT NOT NULL,
    subject     TEXT NOT NULL,
    kind        TEXT NOT NULL,
    deadline_at TEXT,
    decision    TEXT NOT NULL,
    cleared_by  TEXT NOT NULL,
    cleared_at  TEXT,
    answered_at TEXT,
    note        TEXT NOT NULL,
    entered_by  TEXT NOT NULL,
    entered_at  TEXT NOT NULL
) STRICT;
CREATE TABLE redress (
    redress_id TEXT PRIMARY KEY,
    office_id  TEXT NOT NULL,
    kind       TEXT NOT NULL,
    outlet     TEXT NOT NULL,
    item_id    TEXT NOT NULL,
    url        TEXT NOT NULL,
    wrong      TEXT NOT NULL,
    text       TEXT NOT NULL,
    needed_at  TEXT NOT NULL,
    drafted_at TEXT,
    cleared_by TEXT NOT NULL,
    cleared_at TEXT,
    issued_at  TEXT,
    outcome    TEXT NOT NULL,
    outcome_at TEXT,
    note       TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL
) STRICT;
CREATE TABLE diary (
    diary_id      TEXT PRIMARY KEY,
    office_id     TEXT NOT NULL,
    kind          TEXT NOT NULL,
    whose         TEXT NOT NULL,
    title         TEXT NOT NULL,
    starts_at     TEXT NOT NULL,
    ends_at       TEXT,
    embargo_until TEXT,
    words         TEXT NOT NULL,
    themes        TEXT NOT NULL,
    note          TEXT NOT NULL,
    entered_by    TEXT NOT NULL,
    entered_at    TEXT NOT NULL
) STRICT;
-- What a field of an entry said before and after. Rows are only ever added.
CREATE TABLE register_changes (
    entry      INTEGER PRIMARY KEY,
    register   TEXT NOT NULL,
    entry_id   TEXT NOT NULL,
    field      TEXT NOT NULL,
    before     TEXT NOT NULL,
    after      TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX changes_of_entry ON register_changes (entry_id);
CREATE TRIGGER register_changes_are_never_changed BEFORE UPDATE ON register_changes
BEGIN SELECT raise(ABORT, 'the history of the registers is only added to'); END;
CREATE TRIGGER register_changes_are_never_deleted BEFORE DELETE ON register_changes
BEGIN SELECT raise(ABORT, 'the history of the registers is only added to'); END;
-- REPLACE deletes without firing the triggers on DELETE.
CREATE TRIGGER register_changes_are_never_replaced BEFORE INSERT ON register_changes
WHEN EXISTS (SELECT 1 FROM register_changes WHERE entry = NEW.entry)
BEGIN SELECT raise(ABORT, 'the history of the registers is only added to'); END;
