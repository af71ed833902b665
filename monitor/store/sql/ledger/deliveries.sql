-- name: add_delivery
-- Write down that a message must go out, or why it does not; writing it twice changes nothing.
INSERT INTO deliveries VALUES (:delivery_id, :alert_id, :way, :person_id, :person, :occasion,
    :reason, :card, :state, :not_before, :created_at, :attempts, :attempted_at, :looks, :note,
    :receipt, :sent_at) ON CONFLICT DO NOTHING;

-- name: deliveries_due
-- Messages that should go out now, the most urgent first; one in `sending` was cut off by a crash.
SELECT d.* FROM deliveries d JOIN alerts a USING (alert_id) LEFT JOIN waits w USING (way)
WHERE d.state IN ('new', 'sending', 'unclear') AND d.not_before <= :now
  AND (w.until IS NULL OR w.until <= :now)
ORDER BY a.severity, d.created_at, d.delivery_id;

-- name: next_due_at
-- When the next message goes out, the next person is told, or the next summary is made.
SELECT min(at) AS at FROM (
    SELECT min(max(d.not_before, coalesce(w.until, ''))) AS at
    FROM deliveries d LEFT JOIN waits w USING (way) WHERE d.state IN ('new', 'sending', 'unclear')
    UNION ALL
    SELECT min(due_at) FROM alerts WHERE due_at IS NOT NULL AND state = 'new'
    UNION ALL
    SELECT min(d.not_before) FROM deliveries d JOIN alerts a USING (alert_id)
    WHERE d.state = 'held' AND d.receipt = '' AND d.reason = :budget
      AND a.severity = json_extract(d.card, '$.severity')
      AND (a.state = 'new' OR (a.state = 'acknowledged' AND a.acknowledged_at < d.created_at))
);

-- name: claim_delivery
-- The intent to send, on disk before the message leaves; the claim fails if the row has moved on.
UPDATE deliveries SET state = 'sending', attempts = attempts + 1, attempted_at = :now, looks = 0
WHERE delivery_id = :delivery_id AND state = :state AND attempts = :attempts;

-- name: settle_delivery
-- How an attempt or a look ended. News of an attempt that is not the last, or of a message that
-- was found meanwhile, comes too late: it would have the message sent twice.
UPDATE deliveries SET state = :state, not_before = :not_before, looks = :looks, note = :note,
    receipt = :receipt, sent_at = :sent_at
WHERE delivery_id = :delivery_id AND attempts = :attempts AND state <> 'sent';

-- name: set_delivery_aside
-- A message that makes its step fail waits, shows why, and blocks no other.
UPDATE deliveries SET not_before = :until, note = :note WHERE delivery_id = :delivery_id;

-- name: hold_pages
-- Messages for the next in line that have not left stay here: the alert is in hand.
UPDATE deliveries SET state = 'held', reason = :in_hand
WHERE alert_id = :alert_id AND state = 'new' AND reason = :unanswered;

-- name: hold_messages
-- Messages of an alert that have not left stay here.
UPDATE deliveries SET state = 'held', reason = :reason
WHERE alert_id = :alert_id AND state = 'new';

-- name: hold_overtaken
-- What was kept for the morning stays here: the alert became more urgent and is told as such.
UPDATE deliveries SET state = 'held', reason = :reason
WHERE alert_id = :alert_id AND state = 'new' AND attempts = 0 AND reason = :kept;

-- name: set_wait
-- A way out asked us to send nothing until then.
INSERT INTO waits VALUES (:way, :until)
ON CONFLICT (way) DO UPDATE SET until = max(until, excluded.until);

-- name: list_deliveries
-- Every message of these alerts (a JSON list), in the order they were written.
SELECT * FROM deliveries WHERE alert_id IN (SELECT value FROM json_each(:ids))
ORDER BY created_at, delivery_id;

-- name: count_deliveries
-- How many messages are in which state, and why.
SELECT state, reason, count(*) AS messages FROM deliveries GROUP BY state, reason
ORDER BY state, reason;
