-- name: add_mark
-- Keep what a person said of an alert, or of one that did not come.
INSERT INTO marks (alert_id, item_id, says, why, said_by, said_at)
VALUES (:alert_id, :item_id, :says, :why, :said_by, :said_at);

-- name: list_marks
-- The newest word of each person on each alert, or on what was missed, in the order it was said.
SELECT alert_id, item_id, says, why, said_by, said_at FROM marks
WHERE entry IN (SELECT max(entry) FROM marks GROUP BY alert_id, item_id, said_by) ORDER BY entry;
