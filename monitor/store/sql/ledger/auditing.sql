-- name: overdue_alerts
-- Open alerts for which the clock should have done something before this moment and has not.
SELECT alert_id FROM alerts
WHERE due_at IS NOT NULL AND due_at < :limit AND state NOT IN ('noted', 'closed')
  AND (owner = '' OR state <> 'new') ORDER BY due_at, alert_id LIMIT 20;

-- name: untried_messages
-- Messages that have been due for too long and were not tried: urgent ones each by themselves, the
-- others if nothing at all left by their way, for a storm is worked off one by one.
SELECT d.delivery_id FROM deliveries d JOIN alerts a USING (alert_id)
    LEFT JOIN waits w ON w.way = d.way LEFT JOIN ways o ON o.way = d.way
WHERE d.state IN ('new', 'sending', 'unclear') AND d.not_before < :limit
  AND (d.attempted_at IS NULL OR d.attempted_at < :limit)
  AND (w.until IS NULL OR w.until < :limit)
  AND (a.severity IN ('S1', 'S2') OR o.tried_at IS NULL OR o.tried_at < :limit)
ORDER BY a.severity, d.created_at, d.delivery_id LIMIT 20;

-- name: unheard_alerts
-- Urgent alerts of which nobody has been told by any way, though a message was due long ago.
SELECT alert_id FROM alerts a
WHERE a.state = 'new' AND a.severity IN ('S1', 'S2')
  AND EXISTS (SELECT 1 FROM deliveries d WHERE d.alert_id = a.alert_id AND d.created_at < :unheard
              AND d.not_before < :unheard
              AND d.state IN ('new', 'sending', 'unclear', 'parked'))
  AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.alert_id = a.alert_id AND d.state = 'sent')
ORDER BY a.severity, a.raised_at, a.alert_id LIMIT 20;
