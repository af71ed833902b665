-- name: lake_press_releases
-- What the office issued.
SELECT press_release_id, office_id, item_id, url, title, issued_at FROM press_releases;

-- name: lake_alerts
-- Every alert as it stands; the card is what the officer read.
SELECT alert_id, rule_id, office_id, story_id, item_id, severity, card, created_at, updated_at,
       state, owner, acknowledged_at, step, escalate_at FROM alerts;

-- name: lake_deliveries
-- Every message, sent or held, and why.
SELECT delivery_id, alert_id, way, person_id, occasion, reason, state, created_at, attempts,
       sent_at FROM deliveries;

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
