-- name: list_polls
-- What is known of every source that was ever polled.
SELECT * FROM polls ORDER BY source_id;

-- name: save_poll
-- Remember how a poll ended and when the next one is due.
INSERT OR REPLACE INTO polls VALUES (:source_id, :url, :next_poll_at, :outcome, :reason,
    :polled_at, :ok_at, :failures, :etag, :last_modified);
