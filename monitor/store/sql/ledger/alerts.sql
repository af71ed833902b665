-- name: alerts_of_stories
-- The alerts of these stories (a JSON list).
SELECT * FROM alerts WHERE story_id IN (SELECT value FROM json_each(:stories));

-- name: save_alert
-- Write an alert as it now stands; a person's acknowledgement is never overwritten by a rule, and
-- the ladder, which another connection may have climbed meanwhile, only by another severity. A
-- closed alert opens again, nobody's, when it is raised anew after its closing.
INSERT INTO alerts VALUES (:alert_id, :rule_id, :office_id, :story_id, :item_id, :severity, :card,
    :created_at, :updated_at, :raised_at, :state, :owner, :acknowledged_at, :step, :due_at, :ladder,
    :merged_into)
ON CONFLICT (alert_id) DO UPDATE SET item_id = excluded.item_id, severity = excluded.severity,
    card = excluded.card, updated_at = excluded.updated_at, raised_at = excluded.raised_at,
    state = CASE WHEN alerts.state = 'noted'
            OR (alerts.state = 'closed' AND excluded.raised_at > alerts.updated_at)
        THEN excluded.state ELSE alerts.state END,
    owner = CASE WHEN alerts.state = 'closed' AND excluded.raised_at > alerts.updated_at
        THEN '' ELSE alerts.owner END,
    acknowledged_at = CASE WHEN alerts.state = 'closed' AND excluded.raised_at > alerts.updated_at
        THEN NULL ELSE alerts.acknowledged_at END,
    ladder = CASE WHEN alerts.state NOT IN ('noted', 'closed')
            AND alerts.severity = excluded.severity
        THEN alerts.ladder ELSE excluded.ladder END,
    step = CASE WHEN alerts.state NOT IN ('noted', 'closed')
            AND alerts.severity = excluded.severity
        THEN alerts.step ELSE excluded.step END,
    due_at = CASE WHEN alerts.state = 'closed' AND excluded.raised_at > alerts.updated_at
            THEN excluded.due_at
        WHEN alerts.state NOT IN ('noted', 'new') THEN NULL
        WHEN alerts.state = 'new' AND alerts.severity = excluded.severity THEN alerts.due_at
        ELSE excluded.due_at END;

-- name: alerts_to_escalate
-- Alerts nobody acknowledged in time, the most overdue first.
SELECT * FROM alerts WHERE due_at IS NOT NULL AND due_at <= :now AND state = 'new'
ORDER BY due_at, alert_id;

-- name: set_escalation
-- The next rung was told; remember which, and when the one after it is due. Nothing happens if
-- somebody else told it, or the alert was acknowledged or became more urgent, since it was read.
UPDATE alerts SET step = :step, due_at = :due_at
WHERE alert_id = :alert_id AND state = 'new' AND step = :step - 1 AND raised_at = :raised_at;

-- name: acknowledge_alert
-- Somebody has it in hand: the first to say so owns it, and nobody further is told.
UPDATE alerts SET state = 'acknowledged', owner = :owner, acknowledged_at = :now, updated_at = :now,
    due_at = NULL
WHERE alert_id = :alert_id AND state = 'new';

-- name: close_alert
-- What it told of is over.
UPDATE alerts SET state = 'closed', updated_at = :now, due_at = NULL
WHERE alert_id = :alert_id AND state IN ('new', 'acknowledged');

-- name: list_alerts
-- Alerts since a moment, newest first, the most urgent before the others of their moment.
SELECT * FROM alerts WHERE created_at >= :since AND (:state = '' OR state = :state)
ORDER BY created_at DESC, severity, alert_id;

-- name: add_audit
-- Who did what to which alert.
INSERT INTO audit (at, actor, action, alert_id) VALUES (:at, :actor, :action, :alert_id);
