-- name: alerts_of_stories
-- The alerts of these stories (a JSON list).
SELECT * FROM alerts WHERE story_id IN (SELECT value FROM json_each(:stories));

-- name: find_alert
-- One alert, as it stands.
SELECT * FROM alerts WHERE alert_id = :alert_id;

-- name: save_alert
-- Write an alert as a rule leaves it; what a person or the clock made of it is never overwritten,
-- and the ladder, which another connection may have climbed meanwhile, only by another severity. A
-- closed alert opens again, nobody's, when it is raised anew after its closing; a snoozed one when
-- it becomes more urgent.
INSERT INTO alerts VALUES (:alert_id, :rule_id, :office_id, :story_id, :item_id, :severity, :card,
    :created_at, :updated_at, :raised_at, :state, :owner, :acknowledged_at, :step, :due_at, :ladder,
    :merged_into)
ON CONFLICT (alert_id) DO UPDATE SET item_id = excluded.item_id, severity = excluded.severity,
    card = excluded.card, updated_at = excluded.updated_at, raised_at = excluded.raised_at,
    state = CASE WHEN alerts.state = 'noted'
            OR (alerts.state = 'closed' AND excluded.raised_at > alerts.updated_at)
        THEN excluded.state
        WHEN alerts.state = 'snoozed' AND excluded.severity < alerts.severity THEN 'new'
        ELSE alerts.state END,
    owner = CASE WHEN (alerts.state = 'closed' AND excluded.raised_at > alerts.updated_at)
            OR (alerts.state = 'snoozed' AND excluded.severity < alerts.severity)
        THEN '' ELSE alerts.owner END,
    acknowledged_at = CASE WHEN (alerts.state = 'closed' AND excluded.raised_at > alerts.updated_at)
            OR (alerts.state = 'snoozed' AND excluded.severity < alerts.severity)
        THEN NULL ELSE alerts.acknowledged_at END,
    merged_into = CASE WHEN alerts.state = 'closed' AND excluded.raised_at > alerts.updated_at
        THEN '' ELSE alerts.merged_into END,
    ladder = CASE WHEN alerts.state NOT IN ('noted', 'closed')
            AND alerts.severity = excluded.severity
        THEN alerts.ladder ELSE excluded.ladder END,
    step = CASE WHEN alerts.state NOT IN ('noted', 'closed')
            AND alerts.severity = excluded.severity
        THEN alerts.step ELSE excluded.step END,
    due_at = CASE WHEN alerts.state = 'closed' AND excluded.raised_at <= alerts.updated_at THEN NULL
        WHEN alerts.state IN ('noted', 'closed') THEN excluded.due_at
        WHEN alerts.state IN ('new', 'snoozed') AND alerts.severity <> excluded.severity
            AND (alerts.state = 'new' OR excluded.severity < alerts.severity) THEN excluded.due_at
        ELSE alerts.due_at END;

-- name: set_alert
-- Write an alert as a person or the clock leaves it.
UPDATE alerts SET state = :state, owner = :owner, acknowledged_at = :acknowledged_at, step = :step,
    due_at = :due_at, ladder = :ladder, merged_into = :merged_into, updated_at = :updated_at
WHERE alert_id = :alert_id;

-- name: close_alert
-- What it told of is over.
UPDATE alerts SET state = 'closed', updated_at = :now, due_at = NULL
WHERE alert_id = :alert_id AND state <> 'closed';

-- name: alerts_due
-- Alerts on which the clock acts now, the most overdue first.
SELECT * FROM alerts WHERE due_at IS NOT NULL AND due_at <= :now ORDER BY due_at, alert_id;

-- name: alerts_adrift
-- Alerts that wait for an answer without a moment at which the clock acts, although no summary
-- stands for them or will.
SELECT * FROM alerts a WHERE a.state = 'new' AND a.due_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM deliveries d LEFT JOIN alerts s ON s.alert_id = d.receipt
    WHERE d.alert_id = a.alert_id AND d.state = 'held'
      AND ((d.receipt = '' AND d.reason = :budget
            AND json_extract(d.card, '$.severity') = a.severity)
        OR (s.state NOT IN ('noted', 'closed') AND (s.due_at IS NOT NULL OR s.owner <> ''))));

-- name: set_due
-- The clock acts on it from now on; nothing happens if it does already.
UPDATE alerts SET due_at = :due_at WHERE alert_id = :alert_id AND due_at IS NULL AND state = 'new';

-- name: list_alerts
-- Alerts since a moment, newest first, the most urgent before the others of their moment.
SELECT * FROM alerts WHERE created_at >= :since AND (:state = '' OR state = :state)
ORDER BY created_at DESC, severity, alert_id;

-- name: alerts_summed_up
-- The alerts that this one tells of; what became more urgent since does not belong to it.
SELECT * FROM alerts WHERE alert_id IN (
    SELECT d.alert_id FROM deliveries d WHERE d.state = 'held' AND d.receipt = :alert_id
      AND json_extract(d.card, '$.severity') = alerts.severity)
ORDER BY alert_id;

-- name: summaries_settled
-- Summaries that tell of this alert and wait, although nothing that they tell of does.
SELECT * FROM alerts WHERE state = 'new'
  AND alert_id IN (SELECT receipt FROM deliveries
                   WHERE alert_id = :alert_id AND state = 'held' AND receipt <> '')
  AND NOT EXISTS (
    SELECT 1 FROM deliveries d JOIN alerts told USING (alert_id)
    WHERE d.state = 'held' AND d.receipt = alerts.alert_id AND told.state = 'new')
ORDER BY alert_id;

-- name: find_done
-- What came of an act that was done before.
SELECT * FROM acts_done WHERE key = :key;

-- name: add_done
-- What came of it.
INSERT INTO acts_done VALUES (:key, :alert_id, :moved, :said, :done_at);

-- name: find_desk
-- Who can be told, as the daemon last had it.
SELECT text FROM desks;

-- name: ways_used
-- By which ways messages were written.
SELECT DISTINCT way FROM deliveries ORDER BY way;

-- name: save_desk
-- Who can be told from now on.
INSERT INTO desks VALUES (1, :text, :now)
ON CONFLICT (desk) DO UPDATE SET text = excluded.text, saved_at = excluded.saved_at;

-- name: add_audit
-- Who did what to which alert.
INSERT INTO audit (entry, at, london, actor, origin, action, alert_id, from_state, to_state, hash)
VALUES (:entry, :at, :london, :actor, :origin, :action, :alert_id, :from_state, :to_state, :hash);

-- name: last_audit_entry
-- The number of the last line.
SELECT coalesce(max(entry), 0) AS entry FROM audit;

-- name: audit_head
-- What the next line is tied to.
SELECT entry, hash FROM audit_head;

-- name: set_audit_head
-- This is the last line now.
INSERT INTO audit_head VALUES (1, :entry, :hash)
ON CONFLICT (head) DO UPDATE SET entry = excluded.entry, hash = excluded.hash;

-- name: audit_of
-- What was done to these alerts (a JSON list), in its order.
SELECT * FROM audit WHERE alert_id IN (SELECT value FROM json_each(:ids)) ORDER BY entry;

-- name: all_audit
-- The whole trail.
SELECT * FROM audit ORDER BY entry;

-- name: count_audit
-- How long the trail is, and how much of it is tied.
SELECT count(*) AS lines, count(*) FILTER (WHERE hash <> '') AS tied FROM audit;
