-- name: lake_outputs
-- What the office put out, or means to; its text is long and stays in the register.
SELECT output_id, office_id, kind, number, title, url, item_id, embargo_until, issued_at, lists,
       themes, programmes, messages, quotes, outlet, enquiry_id, cleared_by, cleared_at, note,
       entered_by, entered_at FROM outputs ORDER BY issued_at, output_id;

-- name: lake_enquiries
-- What newsrooms asked; which journalist did is nobody else's business.
SELECT enquiry_id, office_id, received_at, outlet, subject, kind, deadline_at, decision, cleared_by,
       cleared_at, answered_at, note, entered_by, entered_at FROM enquiries
ORDER BY received_at, enquiry_id;

-- name: lake_redress
-- Corrections that were asked for, and rebuttals.
SELECT redress_id, office_id, kind, outlet, item_id, url, wrong, text, needed_at, drafted_at,
       cleared_by, cleared_at, issued_at, outcome, outcome_at, note, entered_by, entered_at
FROM redress ORDER BY needed_at, redress_id;

-- name: lake_diary
-- What was to come.
SELECT diary_id, office_id, kind, whose, title, starts_at, ends_at, embargo_until, words, themes,
       note, entered_by, entered_at FROM diary ORDER BY starts_at, diary_id;

-- name: lake_register_changes
-- What people changed in the registers, without what the lake does not tell.
SELECT register, entry_id, field, before, after, changed_by, changed_at FROM register_changes
WHERE field NOT IN ('text', 'asked_by') ORDER BY entry;

-- name: lake_alerts
-- Every alert as it stands; the card is what the officer read.
SELECT alert_id, rule_id, office_id, story_id, item_id, severity, card, created_at, updated_at,
       state, owner, acknowledged_at, step, due_at FROM alerts;

-- name: lake_deliveries
-- Every message, sent or held, and why.
SELECT delivery_id, alert_id, way, person_id, occasion, reason, state, created_at, attempts,
       sent_at FROM deliveries;

-- name: lake_marks
-- Every word that people said of alerts; the newest of each person on each counts.
SELECT entry, alert_id, item_id, says, why, said_by, said_at FROM marks ORDER BY entry;

-- name: lake_silences
-- What was not to be told for a while, and who said so.
SELECT silence_id, rule_id, story_id, source_id, why, owner, begins_at, ends_at, ended_by, ended_at
FROM silences ORDER BY begins_at, silence_id;

-- name: lake_crises
-- Stories that a person declared a crisis, and when a person ended it.
SELECT crisis_id, office_id, story_id, title, started_by, started_at, ended_by, ended_at, note,
       reported_at, proposed_at FROM crises ORDER BY started_at, crisis_id;

-- name: lake_polls
-- How each source's last poll ended.
SELECT source_id, outcome, reason, polled_at, since_at, ok_at, new_at, next_poll_at,
       rhythm_minutes, failures FROM polls;

-- name: lake_source_events
-- Gaps, renumbered feeds and new addresses.
SELECT source_id, at, what, note, from_at, to_at FROM source_events;

-- name: lake_rulings
-- What people said of mentions.
SELECT item_id, office_id, says, note, ruled_by, ruled_at, taken_at FROM rulings
ORDER BY ruled_at, item_id;

-- name: lake_corrections
-- What people said of tone.
SELECT item_id, office_id, label, note, said_by, said_at FROM corrections ORDER BY entry;
