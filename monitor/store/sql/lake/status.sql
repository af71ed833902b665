-- name: count_published
-- What the analysts' lake holds.
SELECT (SELECT count(*) FROM items) AS items,
       (SELECT count(*) FROM mentions) AS mentions,
       (SELECT count(DISTINCT s.story_id) FROM stories s SEMI JOIN mentions m USING (item_id))
           AS stories,
       (SELECT max(first_seen_at) FROM items) AS newest;
