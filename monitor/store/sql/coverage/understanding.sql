-- name: mark_understood
-- These items have been read and concluded on.
UPDATE items SET understood_at = $now, retry_at = NULL, failure = NULL
WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]));

-- name: add_mentions
-- Keep what was recognised; a mention that was known is kept as it is now seen.
INSERT OR REPLACE INTO mentions BY NAME
SELECT unnest($mention_id) AS mention_id, unnest($item_id) AS item_id,
       unnest($office_id) AS office_id, unnest($holder_id) AS holder_id, unnest($role) AS role,
       unnest($surface) AS surface, unnest($start_char) AS start_char,
       unnest($end_char) AS end_char, unnest($place) AS place, unnest($confidence) AS confidence,
       unnest($evidence::VARCHAR[][]) AS evidence, unnest($prominence) AS prominence,
       unnest($subject) AS subject, unnest($passage::UBIGINT[]) AS passage;

-- name: add_possible_mentions
-- Keep what is too weak to act on, for people to look at.
INSERT INTO possible_mentions
SELECT unnest($item_id), unnest($office_id), unnest($holder_id), unnest($surface), unnest($place),
       unnest($confidence), unnest($evidence::VARCHAR[][]), unnest($passage::UBIGINT[]),
       unnest($sentence);

-- name: add_facts
-- Keep what an item tells of an office, beside tone.
INSERT INTO facts
SELECT unnest($item_id), unnest($office_id), unnest($subject), unnest($prominence),
       unnest($quoted), unnest($origin), unnest($origin_why), unnest($in_hours);

-- name: add_tags
-- Keep districts, themes, topics, rows of who answers for what, and who else is named.
INSERT INTO tags
SELECT unnest($item_id), unnest($office_id), unnest($kind), unnest($tag),
       unnest($words::VARCHAR[][]);

-- name: add_flags
-- Keep what an item has wrong about us.
INSERT INTO flags
SELECT unnest($item_id), unnest($office_id), unnest($kind), unnest($words), unnest($sentence),
       unnest($why);

-- name: add_quotes
-- Keep who is quoted where; the words stay with their publisher.
INSERT INTO quotes
SELECT unnest($item_id), unnest($office_id), unnest($speaker), unnest($name), unnest($start_char),
       unnest($end_char), unnest($place), unnest($direct);

-- name: forget_mentions
-- What these items no longer say.
DELETE FROM mentions WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]))
  AND mention_id NOT IN (SELECT unnest($mention_ids::VARCHAR[]));

-- name: forget_possible_mentions
-- What these items told when they were last read.
DELETE FROM possible_mentions WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]));

-- name: forget_facts
-- What these items told when they were last read.
DELETE FROM facts WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]));

-- name: forget_tags
-- What these items told when they were last read.
DELETE FROM tags WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]));

-- name: forget_flags
-- What these items told when they were last read.
DELETE FROM flags WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]));

-- name: forget_quotes
-- What these items told when they were last read.
DELETE FROM quotes WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]));

-- name: leave_stories
-- Items that turn out to mean nobody belong to no story.
DELETE FROM story_items WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]));

-- name: add_pickups
-- Keep which press releases an item took from.
INSERT OR REPLACE INTO pickups
SELECT unnest($item_id), unnest($press_release_id), unnest($containment), unnest($degree);

-- name: add_story_items
-- Keep which story an item belongs to; it never changes silently.
INSERT INTO story_items
SELECT unnest($item_id), unnest($story_id), unnest($reason), unnest($likeness)
ON CONFLICT DO NOTHING;

-- name: add_fingerprint
-- Keep the fingerprint by which copies of an item are found.
INSERT OR REPLACE INTO fingerprints VALUES ($item_id, $shingles::UBIGINT[]);

-- name: story_candidates
-- Items of recent stories, to which a new item may belong, oldest first.
SELECT s.item_id, s.story_id, i.title, coalesce(nullif(a.text, ''), i.text) AS text, f.shingles
FROM story_items s JOIN items i USING (item_id) JOIN fingerprints f USING (item_id)
     LEFT JOIN articles a USING (item_id)
WHERE i.first_seen_at >= $since ORDER BY i.first_seen_at, s.item_id;

-- name: mentions_of
-- The mentions of these items, in reading order.
SELECT item_id, office_id, holder_id, role, surface, start_char, end_char, place, confidence,
       evidence, prominence, subject, passage
FROM mentions WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]))
ORDER BY item_id, place = 'headline' DESC, start_char;

-- name: passages_of
-- The sentences in which an item means an office, or may mean it.
SELECT DISTINCT passage FROM (
    SELECT item_id, office_id, passage FROM mentions
    UNION ALL SELECT item_id, office_id, passage FROM possible_mentions)
WHERE item_id = $item_id AND office_id = $office_id AND passage <> 0 ORDER BY passage;

-- name: read_again
-- This item, and every other that has one of these sentences, is read again.
UPDATE items SET understood_at = NULL
WHERE item_id = $item_id OR item_id IN (
    SELECT item_id FROM mentions WHERE passage IN (SELECT unnest($passages::UBIGINT[]))
    UNION SELECT item_id FROM possible_mentions
    WHERE passage IN (SELECT unnest($passages::UBIGINT[])));

-- name: stories_of
-- The stories of these items.
SELECT item_id, story_id FROM story_items
WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]));

-- name: spread_of
-- Who carried each of these stories within a day up to a moment; what came with a back catalogue
-- is not carried now.
SELECT s.story_id, count(*) AS items, list(DISTINCT i.outlet ORDER BY i.outlet) AS outlets,
       list(DISTINCT i.owner ORDER BY i.owner) AS owners
FROM story_items s JOIN items i USING (item_id)
WHERE s.story_id IN (SELECT unnest($story_ids::VARCHAR[]))
  AND i.first_seen_at > $since AND i.first_seen_at <= $now
  AND i.arrival IN ('news', 'by hand')
GROUP BY s.story_id;
