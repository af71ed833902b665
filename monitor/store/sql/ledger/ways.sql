-- name: list_ways
-- How each way out is.
SELECT way, tried_at, failing_since, broken, why FROM ways ORDER BY way;

-- name: save_way
-- How it is now.
INSERT OR REPLACE INTO ways VALUES (:way, :tried_at, :failing_since, :broken, :why);

-- name: list_waits
-- Until when nothing goes out by a way, or is looked for there.
SELECT way, until FROM waits WHERE until > :now;

-- name: ways_waited_for
-- The ways by which something should leave now, or would if they worked.
SELECT DISTINCT way FROM deliveries
WHERE (state = 'new' AND not_before <= :now) OR state = 'parked';

-- name: park_waiting
-- What should leave by a way that does not work waits until it does; what was tried before stands in
-- its note. One that was to tell for all that wait does not go alone again: there may be more by then.
UPDATE deliveries SET state = 'parked', note = CASE WHEN note = '' THEN :note ELSE note END
WHERE way = :way AND state = 'new' AND (not_before <= :now OR reason = :late);

-- name: regroup
-- What was to tell for all of its rule waits once more if a newer one waits behind it: one of them
-- tells of both.
UPDATE deliveries SET state = 'parked'
WHERE state = 'new' AND reason = :late AND EXISTS (
    SELECT 1 FROM deliveries newer
    JOIN alerts of_newer ON of_newer.alert_id = newer.alert_id
    JOIN alerts mine ON mine.alert_id = deliveries.alert_id
    WHERE newer.state = 'parked' AND newer.way = deliveries.way
      AND newer.created_at > deliveries.created_at AND of_newer.rule_id = mine.rule_id
      AND (newer.person_id = deliveries.person_id
           OR deliveries.way IN (SELECT value FROM json_each(:shared))));

-- name: give_up_told
-- What waits for a way to mend and was told to this person otherwise does not leave any more.
UPDATE deliveries SET state = 'given up', note = note || '; told by another way'
WHERE state = 'parked' AND EXISTS (
    SELECT 1 FROM deliveries told
    WHERE told.alert_id = deliveries.alert_id AND told.person_id = deliveries.person_id
      AND told.delivery_id <> deliveries.delivery_id
      AND told.state = 'sent' AND told.sent_at >= deliveries.created_at);

-- name: give_up_answered
-- What waits for a way to mend and was answered meanwhile does not leave any more.
UPDATE deliveries SET state = 'given up', note = note || '; answered meanwhile'
WHERE state = 'parked' AND EXISTS (
    SELECT 1 FROM alerts a
    WHERE a.alert_id = deliveries.alert_id AND a.state NOT IN ('new', 'noted')
      AND max(coalesce(a.acknowledged_at, ''),
              CASE WHEN a.state IN ('closed', 'snoozed') THEN a.updated_at ELSE '' END)
          >= deliveries.created_at);

-- name: give_up_led
-- What a later message of its rule told along with its own, by this way, does not leave any more; by
-- a way that leads to one place (a JSON list) whomever it was for, else only to the same person.
UPDATE deliveries SET state = 'given up', note = note || '; told with a later one'
WHERE state = 'parked' AND EXISTS (
    SELECT 1 FROM deliveries lead
    JOIN alerts of_lead ON of_lead.alert_id = lead.alert_id
    JOIN alerts mine ON mine.alert_id = deliveries.alert_id
    WHERE lead.way = deliveries.way AND lead.reason = :late AND lead.state = 'sent'
      AND lead.created_at >= deliveries.created_at AND lead.sent_at >= deliveries.created_at
      AND of_lead.rule_id = mine.rule_id
      AND (lead.person_id = deliveries.person_id
           OR deliveries.way IN (SELECT value FROM json_each(:shared))));

-- name: undelivered
-- Messages that have not arrived and may want another way: those that wait for theirs to mend, and
-- urgent ones that were tried; with the alert that each is of, and when it was first tried.
SELECT d.*, a.rule_id, a.severity AS urgency, a.card AS card_of_alert,
    (SELECT min(t.at) FROM attempts t WHERE t.delivery_id = d.delivery_id) AS first_tried_at
FROM deliveries d JOIN alerts a USING (alert_id)
WHERE d.state = 'parked'
   OR (d.state IN ('new', 'sending', 'unclear') AND d.reason = :late)
   OR (d.state IN ('new', 'sending', 'unclear') AND d.attempts > 0 AND a.severity IN ('S1', 'S2')
       AND (a.state IN ('new', 'noted') OR coalesce(a.acknowledged_at, '') < d.created_at))
ORDER BY a.severity, d.created_at, d.delivery_id;

-- name: hurry
-- What should leave later by another way (a JSON list of messages) leaves now.
UPDATE deliveries SET not_before = :now
WHERE delivery_id IN (SELECT value FROM json_each(:ids)) AND state = 'new' AND attempts = 0;

-- name: lead_out
-- A message that waited for its way to mend leaves, for all that wait with it.
UPDATE deliveries SET state = 'new', not_before = :now, reason = :late, card = :card
WHERE delivery_id = :delivery_id AND state = 'parked';
