-- name: messages_in_slack
-- What stands in Slack of alerts that changed since then, the most urgent first, and of each alert
-- its oldest message first: the thread is there.
SELECT d.* FROM deliveries d JOIN alerts a USING (alert_id)
WHERE d.way = 'slack' AND d.state = 'sent' AND d.receipt <> '' AND d.sent_at >= :since
ORDER BY a.severity, d.alert_id, d.sent_at, d.delivery_id;

-- name: alerts_in_slack
-- The alerts of these messages (a JSON list of alert ids).
SELECT * FROM alerts WHERE alert_id IN (SELECT value FROM json_each(:ids));

-- name: list_threads
-- What these messages (a JSON list) show, and what was said under them.
SELECT * FROM threads WHERE delivery_id IN (SELECT value FROM json_each(:ids));

-- name: save_shown
-- What a message shows now; what was said under it stays.
INSERT INTO threads VALUES (:delivery_id, :shown, :shown_at, :said, :said_at)
ON CONFLICT (delivery_id) DO UPDATE SET shown = excluded.shown, shown_at = excluded.shown_at;

-- name: save_said
-- What was last said under a message; what it shows stays.
INSERT INTO threads VALUES (:delivery_id, :shown, :shown_at, :said, :said_at)
ON CONFLICT (delivery_id) DO UPDATE SET said = excluded.said, said_at = excluded.said_at;

-- name: list_homes
-- Everybody who has opened the app's home.
SELECT * FROM homes ORDER BY user_id;

-- name: open_home
-- A person opened the app's home and sees it anew.
INSERT INTO homes VALUES (:user_id, '', NULL, :at)
ON CONFLICT (user_id) DO UPDATE SET asked_at = excluded.asked_at, shown = '', shown_at = NULL;

-- name: save_home
-- What a person's home shows now, unless they opened it again meanwhile.
UPDATE homes SET shown = :shown, shown_at = :shown_at
WHERE user_id = :user_id AND asked_at = :asked_at;
