-- name: history_to_judge
-- Items that were held against the rules in a span of time, in the order of their first sight, from
-- a place on.
SELECT i.item_id, i.source_id, i.outlet, i.tier, i.owner, i.url, i.title,
       coalesce(nullif(a.text, ''), i.text) AS text, i.author, i.published_at, i.first_seen_at,
       i.date_doubtful, i.language, i.arrival, i.wording
FROM items i JOIN story_items s USING (item_id) LEFT JOIN articles a USING (item_id)
WHERE i.first_seen_at >= $since AND i.first_seen_at < $until
  AND (i.first_seen_at, i.item_id) > ($after_at::TIMESTAMPTZ, $after_id)
ORDER BY i.first_seen_at, i.item_id LIMIT $most;

-- name: count_history
-- How many items came in a span of time, and how many of them concern an office.
SELECT count(*) AS items, count(s.item_id) AS concerned
FROM items i LEFT JOIN story_items s USING (item_id)
WHERE i.first_seen_at >= $since AND i.first_seen_at < $until;
