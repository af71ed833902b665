-- name: states_named
-- Where everything stands whose name begins so.
SELECT name, state FROM watch_states WHERE substr(name, 1, length(:begin)) = :begin ORDER BY name;

-- name: find_watch_state
-- Where one thing stands.
SELECT state, saved_at FROM watch_states WHERE name = :name;

-- name: save_watch_state
-- Where it stands now.
INSERT OR REPLACE INTO watch_states VALUES (:name, :state, :saved_at);

-- name: forget_watch_state
-- It is over.
DELETE FROM watch_states WHERE name = :name;

-- name: waiting_messages
-- Messages that should have gone out, with the rule of the alert that each is of.
SELECT d.*, a.rule_id, a.severity FROM deliveries d JOIN alerts a USING (alert_id)
WHERE d.state IN ('new', 'sending', 'unclear', 'parked') AND d.created_at <= :now
ORDER BY d.created_at, d.delivery_id;

-- name: unacknowledged_alerts
-- Urgent alerts that nobody has in hand, by when they became so urgent.
SELECT * FROM alerts WHERE state = 'new' AND severity IN ('S1', 'S2') AND raised_at >= :since
ORDER BY raised_at, alert_id;

-- name: open_stories
-- Which alerts of these rules (a JSON list) stand open, and their stories.
SELECT alert_id, story_id FROM alerts
WHERE state NOT IN ('noted', 'closed') AND rule_id IN (SELECT value FROM json_each(:rules));
