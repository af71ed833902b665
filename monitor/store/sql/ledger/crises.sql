-- name: add_crisis
-- A person declared a story a crisis.
INSERT INTO crises VALUES (:crisis_id, :office_id, :story_id, :title, :started_by, :started_at,
    :ended_by, :ended_at, :note, :reported_at, :proposed_at);

-- name: list_crises
-- Every crisis, those that are on first, then the newest.
SELECT * FROM crises ORDER BY ended_at IS NOT NULL, started_at DESC, crisis_id;

-- name: standing_crises
-- The crises that are on, in the order in which they were declared.
SELECT * FROM crises WHERE ended_at IS NULL ORDER BY started_at, crisis_id;

-- name: end_crisis
-- A person ended it; nothing happens if somebody did before.
UPDATE crises SET ended_by = :ended_by, ended_at = :now, note = :note
WHERE crisis_id = :crisis_id AND ended_at IS NULL;

-- name: set_reported
-- Its situation was told; nothing happens if it ended, or was told, since it was read.
UPDATE crises SET reported_at = :now
WHERE crisis_id = :crisis_id AND ended_at IS NULL AND reported_at IS :before;

-- name: set_proposed
-- A return to normal was proposed; that is said once.
UPDATE crises SET proposed_at = :now
WHERE crisis_id = :crisis_id AND ended_at IS NULL AND proposed_at IS NULL;

-- name: standing_s1
-- Alerts of the highest urgency that nobody has closed.
SELECT * FROM alerts WHERE severity = 'S1' AND state NOT IN ('noted', 'closed')
ORDER BY raised_at, alert_id;

-- name: set_card_note
-- What the officer must know of an alert, as it now stands.
UPDATE alerts SET card = json_set(card, '$.note', :note) WHERE alert_id = :alert_id;

-- name: acts_of
-- Who did what to these alerts (a JSON list), in the order in which it was done.
SELECT at, actor, action, alert_id FROM audit
WHERE alert_id IN (SELECT value FROM json_each(:ids)) ORDER BY entry;

-- name: stories_in_hand
-- Stories that people are dealing with: those of a crisis that is on, and of the newest urgent alerts
-- that somebody was told of.
SELECT story_id FROM crises WHERE ended_at IS NULL
UNION
SELECT story_id FROM (
    SELECT story_id, max(updated_at) AS newest FROM alerts
    WHERE severity IN ('S1', 'S2') AND state <> 'noted' AND office_id <> '' AND rule_id <> 'CRISIS'
    GROUP BY story_id ORDER BY newest DESC LIMIT 20);
