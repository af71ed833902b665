-- name: told_since
-- What was told since a moment, once for each alert and occasion: at its time, of which story.
SELECT min(CASE WHEN d.reason = :morning THEN d.not_before ELSE d.created_at END) AS at,
       d.reason, json_extract(d.card, '$.severity') AS severity, a.rule_id, a.story_id
FROM deliveries d JOIN alerts a USING (alert_id)
WHERE d.state <> 'held' AND d.created_at >= :since AND d.occasion NOT LIKE 'step-%'
GROUP BY d.alert_id, d.occasion;

-- name: held_for_summary
-- Alerts that a summary is to tell of, the most urgent first. One that somebody took in hand, or
-- that became more urgent and was told as such, no longer waits.
SELECT d.delivery_id, d.not_before AS leaves_at, d.person_id, a.*
FROM deliveries d JOIN alerts a USING (alert_id)
WHERE d.state = 'held' AND d.receipt = '' AND d.reason = :budget
  AND a.severity = json_extract(d.card, '$.severity')
  AND (a.state = 'new' OR (a.owner <> '' AND a.acknowledged_at < d.created_at))
  AND a.state NOT IN ('noted', 'closed', 'snoozed')
ORDER BY a.severity, d.created_at, d.delivery_id;

-- name: kept_for_morning
-- Alerts whose message waited for the end of quiet hours, which has come, or that come again then.
SELECT d.delivery_id, d.not_before AS leaves_at, d.person_id, a.*
FROM deliveries d JOIN alerts a USING (alert_id)
WHERE d.state IN ('new', 'sending', 'unclear') AND d.state = 'new' AND d.attempts = 0
  AND d.reason IN (:morning, :again) AND d.not_before <= :now AND a.rule_id NOT IN ('SUMMARY', 'MORNING')
ORDER BY a.severity, d.created_at, d.delivery_id;

-- name: take_into_summary
-- These messages (a JSON list) do not leave by themselves: a summary tells of their alerts.
UPDATE deliveries SET state = 'held', receipt = :summary_id
WHERE delivery_id IN (SELECT value FROM json_each(:ids)) AND receipt = ''
  AND (state = 'held' OR (state = 'new' AND attempts = 0));

-- name: leave_to_summary
-- The ladder of these alerts (told by the messages of a JSON list) is the summary's from now on.
UPDATE alerts SET due_at = NULL WHERE state = 'new' AND alert_id IN (
    SELECT alert_id FROM deliveries WHERE delivery_id IN (SELECT value FROM json_each(:ids)));
