-- name: count_published
-- What the analysts' lake holds.
SELECT (SELECT count(*) FROM items) AS items,
       (SELECT count(*) FROM mentions) AS mentions,
       (SELECT count(DISTINCT story_id) FROM stories) AS stories,
       (SELECT max(first_seen_at) FROM items) AS newest;
