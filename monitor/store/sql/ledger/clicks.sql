-- name: keep_click
-- What was pressed; the same press in another envelope changes nothing.
INSERT INTO clicks VALUES (:click_id, :kind, :action_ts, :user_id, :user_name, :alert_id, :action,
    :channel, :message_ts, :at, :person, :answer, :applied_at, :told_at, :tell_at, :tries)
ON CONFLICT DO NOTHING;

-- name: clicks_to_apply
-- What was pressed and not yet done, in the order it was pressed.
SELECT * FROM clicks WHERE applied_at IS NULL ORDER BY at, action_ts, click_id;

-- name: find_click
-- One press, by its envelope.
SELECT * FROM clicks WHERE click_id = :click_id;

-- name: settle_click
-- What became of it: by whom it counts, and what that person is told.
UPDATE clicks SET person = :person, answer = :answer, applied_at = :applied_at
WHERE click_id = :click_id AND applied_at IS NULL;

-- name: clicks_to_tell
-- What was done and not yet answered, in the order it was done.
SELECT * FROM clicks
WHERE applied_at IS NOT NULL AND told_at IS NULL AND (tell_at IS NULL OR tell_at <= :now)
ORDER BY applied_at, click_id;

-- name: told_click
-- The person has the answer, or it is too late for one.
UPDATE clicks SET told_at = :at WHERE click_id = :click_id;

-- name: put_click_off
-- The answer did not reach Slack; it is tried again then.
UPDATE clicks SET tell_at = :until, tries = tries + 1 WHERE click_id = :click_id;

-- name: save_buttons
-- Whether presses reach us; the moment since when they do not stays until they do.
INSERT INTO buttons VALUES (1, :offline_since, :why, :seen_at)
ON CONFLICT (only_row) DO UPDATE SET why = excluded.why, seen_at = excluded.seen_at,
    offline_since = CASE WHEN excluded.offline_since IS NULL THEN NULL
        ELSE coalesce(buttons.offline_since, excluded.offline_since) END;

-- name: find_buttons
-- Whether presses reach us, if anybody ever listened for them.
SELECT * FROM buttons;

-- name: forget_buttons
-- Nobody listens for presses any more.
DELETE FROM buttons;
