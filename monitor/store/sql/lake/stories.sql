-- name: list_stories
-- Stories about an office with something new since then: who carries them, and the tone of their
-- originals. A copy says nothing of its own: thirty of them are one opinion.
WITH told AS (
    SELECT s.story_id, s.item_id, s.is_original, i.outlet, i.owner, i.title, i.first_seen_at,
           mode(t.label) AS label
    FROM stories s JOIN items i USING (item_id) LEFT JOIN tones t USING (item_id)
    WHERE s.story_id IN (
        SELECT story_id FROM stories SEMI JOIN mentions USING (item_id))
    GROUP BY ALL)
SELECT story_id, count(*) AS items, count(DISTINCT outlet) AS outlets,
       count(DISTINCT owner) AS owners, min(first_seen_at) AS began, max(first_seen_at) AS newest,
       count(*) FILTER (is_original) AS originals, mode(label) FILTER (is_original) AS tone,
       arg_min(title, first_seen_at) AS title
FROM told GROUP BY story_id HAVING max(first_seen_at) >= $since::TIMESTAMPTZ
ORDER BY newest DESC, story_id;

-- name: items_of_story
-- The items of a story, or of the one that it is told with, in the order in which they were seen.
SELECT s.story_id, s.item_id, s.reason, s.is_original, i.outlet, i.owner, i.title, i.url,
       i.published_at, i.first_seen_at
FROM stories s JOIN items i USING (item_id)
WHERE s.story_id IN (
    SELECT story_id FROM stories WHERE $story_id IN (story_id, machine_story_id))
ORDER BY i.first_seen_at, s.item_id;

-- name: items_told_with
-- An item and its copies: items of its story that share a sentence about an office with it, where
-- one of the two is a copy.
SELECT o.story_id, o.item_id
FROM stories s JOIN stories o USING (story_id)
WHERE s.item_id = $item_id AND (o.item_id = s.item_id OR 'copy' IN (s.reason, o.reason)
  AND EXISTS (
    SELECT 1 FROM mentions a JOIN mentions b USING (office_id, passage)
    WHERE a.item_id = s.item_id AND b.item_id = o.item_id AND passage <> 0))
ORDER BY o.item_id <> $item_id, o.item_id;
