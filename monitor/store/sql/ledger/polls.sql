-- name: list_polls
-- What is known of every source that was ever polled.
SELECT * FROM polls ORDER BY source_id;

-- name: save_poll
-- Remember how a poll ended and when the next one is due.
INSERT OR REPLACE INTO polls VALUES (:source_id, :url, :next_poll_at, :outcome, :reason,
    :polled_at, :since_at, :ok_at, :new_at, :rhythm_minutes, :ttl_minutes, :failures, :etag,
    :last_modified, :body_hash, :cursor, :sighting, :moved_url);

-- name: add_source_event
-- Something that a person should know of a source.
INSERT INTO source_events VALUES (:source_id, :at, :what, :note, :from_at, :to_at)
ON CONFLICT DO NOTHING;

-- name: list_source_events
-- What happened to sources since a moment, newest first.
SELECT * FROM source_events WHERE at >= :since ORDER BY at DESC, source_id, what;

-- name: find_robots
-- What a host wants of robots, as it last said.
SELECT * FROM robots WHERE host = :host;

-- name: save_robots
-- Remember what a host wants of robots.
INSERT OR REPLACE INTO robots VALUES (:host, :text, :fetched_at);

-- name: posts_paid
-- How many posts of a source were paid for in a month.
SELECT posts FROM spending WHERE source_id = :source_id AND month = :month;

-- name: add_posts_paid
-- Count posts that are paid for, or give back what was counted too much.
INSERT INTO spending VALUES (:source_id, :month, max(:posts, 0))
ON CONFLICT DO UPDATE SET posts = max(posts + :posts, 0);
