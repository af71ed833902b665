-- name: add_delivery
-- Write down that a message must go out, or why it does not; writing it twice changes nothing.
INSERT INTO deliveries (delivery_id, alert_id, way, person_id, person, occasion, reason, card, state,
    not_before, created_at, attempts, attempted_at, looks, note, receipt, sent_at)
VALUES (:delivery_id, :alert_id, :way, :person_id, :person, :occasion,
    :reason, :card, :state, :not_before, :created_at, :attempts, :attempted_at, :looks, :note,
    :receipt, :sent_at) ON CONFLICT DO NOTHING;

-- name: deliveries_due
-- Messages that should go out now, the most urgent first; one in `sending` whose lease has ended was
-- cut off by a crash. Of each way the first 25 to be sent and to be looked for: a storm of 5,000 need
-- not be read every second, and what may not be looked for yet keeps nothing from leaving.
SELECT * FROM (
    SELECT d.*, a.severity AS urgency,
        row_number() OVER (PARTITION BY d.way, d.state = 'new'
                           ORDER BY a.severity, d.created_at, d.delivery_id) AS place
    FROM deliveries d JOIN alerts a USING (alert_id) LEFT JOIN waits w USING (way)
    WHERE d.state IN ('new', 'sending', 'unclear') AND d.not_before <= :now
      AND (w.until IS NULL OR w.until <= :now)
      AND (d.state <> 'sending' OR d.lease_until IS NULL OR d.lease_until <= :now)
) WHERE place <= 25 ORDER BY urgency, created_at, delivery_id;

-- name: next_due_at
-- When the next message goes out, the next person is told, or the next summary is made.
SELECT min(at) AS at FROM (
    SELECT min(max(d.not_before, coalesce(w.until, ''))) AS at
    FROM deliveries d LEFT JOIN waits w USING (way) WHERE d.state IN ('new', 'sending', 'unclear')
    UNION ALL
    SELECT min(due_at) FROM alerts WHERE due_at IS NOT NULL
    UNION ALL
    SELECT min(d.not_before) FROM deliveries d JOIN alerts a USING (alert_id)
    WHERE d.state = 'held' AND d.receipt = '' AND d.reason = :budget
      AND a.severity = json_extract(d.card, '$.severity')
      AND (a.state = 'new' OR (a.owner <> '' AND a.acknowledged_at < d.created_at))
      AND a.state NOT IN ('noted', 'closed', 'snoozed')
);

-- name: claim_delivery
-- The intent to send, on disk before the message leaves, and the time for which it is this process's
-- alone; the claim fails if the row has moved on.
UPDATE deliveries SET state = 'sending', attempts = attempts + 1, attempted_at = :now, looks = 0,
    lease_until = :lease_until
WHERE delivery_id = :delivery_id AND state = :state AND attempts = :attempts;

-- name: add_attempt
-- One more attempt to send a message, or to find it.
INSERT INTO attempts (delivery_id, number, at, what, result, note)
VALUES (:delivery_id, :number, :at, :what, :result, :note);

-- name: end_attempt
-- How an attempt to send ended.
UPDATE attempts SET result = :result, note = :note
WHERE delivery_id = :delivery_id AND number = :number AND what = 'sent';

-- name: list_attempts
-- Everything that was tried with one message, in its order.
SELECT delivery_id, number, at, what, result, note FROM attempts
WHERE delivery_id = :delivery_id ORDER BY entry;

-- name: settle_delivery
-- How an attempt or a look ended. News of an attempt that is not the last, or of a message that
-- was found meanwhile, comes too late: it would have the message sent twice.
UPDATE deliveries SET state = :state, not_before = :not_before, looks = :looks, note = :note,
    receipt = :receipt, sent_at = :sent_at
WHERE delivery_id = :delivery_id AND attempts = :attempts AND state <> 'sent';

-- name: send_again
-- A message that was accepted, and is not there a minute later, goes out again.
UPDATE deliveries SET state = 'new', not_before = :now, note = :note, receipt = '', sent_at = NULL
WHERE delivery_id = :delivery_id AND state = 'sent' AND attempts = :attempts;

-- name: set_receipt
-- Of two that arrived the older stays, and is the one that is meant from now on.
UPDATE deliveries SET receipt = :receipt WHERE delivery_id = :delivery_id AND state = 'sent';

-- name: messages_to_verify
-- Crises that somebody should have seen by now and nobody has answered: a way out that accepts a
-- message and shows it to nobody would keep them for itself. Not looked for too often or for ever.
SELECT d.* FROM deliveries d JOIN alerts a USING (alert_id)
WHERE d.state = 'sent' AND d.sent_at > :since AND d.sent_at <= :until AND a.severity = 'S1'
  AND a.state = 'new' AND d.attempts <= 5
  AND NOT EXISTS (SELECT 1 FROM attempts t
                  WHERE t.delivery_id = d.delivery_id AND t.what = 'verified'
                    AND t.number = d.attempts AND (t.result = 'sent' OR t.at > :lately))
  AND (SELECT count(*) FROM attempts t WHERE t.delivery_id = d.delivery_id
         AND t.what = 'verified' AND t.number = d.attempts) < 5
ORDER BY d.sent_at, d.delivery_id LIMIT 100;

-- name: messages_to_sweep
-- Messages that were sent more than once and may stand there twice.
SELECT d.* FROM deliveries d
WHERE d.state = 'sent' AND d.sent_at > :since AND d.sent_at <= :until AND d.attempts > 1
  AND NOT EXISTS (SELECT 1 FROM attempts t
                  WHERE t.delivery_id = d.delivery_id AND t.what = 'swept'
                    AND t.number = d.attempts)
ORDER BY d.sent_at, d.delivery_id LIMIT 100;

-- name: set_delivery_aside
-- A message that makes its step fail waits, shows why, and blocks no other.
UPDATE deliveries SET not_before = :until, note = :note WHERE delivery_id = :delivery_id;

-- name: hold_messages
-- Messages of an alert that have not left stay here.
UPDATE deliveries SET state = 'held', reason = :reason
WHERE alert_id = :alert_id AND state IN ('new', 'parked');

-- name: hold_pages
-- The same, save what a person asked for: a colleague who has it in hand called for somebody.
UPDATE deliveries SET state = 'held', reason = :reason
WHERE alert_id = :alert_id AND state IN ('new', 'parked') AND reason NOT IN (:asked, :handed);

-- name: hold_answered
-- Messages from before somebody answered, of which it is only known now that they did not leave.
UPDATE deliveries SET state = 'held', reason = :reason
WHERE state = 'new' AND attempts > 0 AND EXISTS (
    SELECT 1 FROM alerts a WHERE a.alert_id = deliveries.alert_id AND a.owner <> ''
      AND a.acknowledged_at > deliveries.created_at) AND reason NOT IN (:asked, :handed);

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
