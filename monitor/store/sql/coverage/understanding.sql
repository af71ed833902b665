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

-- name: forget_pickups
-- What these items were found to share with outputs of the office.
DELETE FROM pickups WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]));

-- name: add_pickups
-- Keep what items share with outputs of the office, and what that amounts to.
INSERT INTO pickups BY NAME
SELECT unnest($item_id) AS item_id, unnest($output_id) AS output_id,
       unnest($office_id) AS office_id, unnest($kind) AS kind, unnest($degree) AS degree,
       unnest($release_share) AS release_share, unnest($item_share) AS item_share,
       unnest($blocks::INTEGER[][]) AS blocks, unnest($quotes) AS quotes,
       unnest($quotes_of) AS quotes_of, unnest($quoted) AS quoted,
       unnest($said) AS said, unnest($strange) AS strange,
       unnest($figures::VARCHAR[][]) AS figures, unnest($figures_of) AS figures_of,
       unnest($names::VARCHAR[][]) AS names, unnest($rare::VARCHAR[][]) AS rare,
       unnest($topic) AS topic, unnest($named) AS named, unnest($headline) AS headline,
       unnest($days::INTEGER[]) AS days,
       unnest($other_edition) AS other_edition, unnest($rival) AS rival;

-- name: every_reuse
-- Every match, with what was measured.
SELECT item_id, output_id, office_id, kind, degree, release_share, item_share, blocks, quotes,
       quotes_of, quoted, said, strange, figures, figures_of, names, rare, topic, named, headline,
       days, other_edition, rival
FROM pickups ORDER BY item_id, output_id;

-- name: set_degrees
-- What the thresholds of today make of these matches.
UPDATE pickups SET degree = judged.degree
FROM (SELECT unnest($item_id) AS item_id, unnest($output_id) AS output_id,
             unnest($degree) AS degree) judged
WHERE pickups.item_id = judged.item_id AND pickups.output_id = judged.output_id;

-- name: forget_carried
-- The key messages that these items were found to carry.
DELETE FROM carried WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]));

-- name: add_carried
-- Keep which key messages items carry.
INSERT INTO carried
SELECT unnest($item_id), unnest($office_id), unnest($message_id), unnest($degree),
       unnest($sentence);

-- name: add_story_items
-- Keep which story an item belongs to; it never changes silently.
INSERT INTO story_items
SELECT unnest($item_id), unnest($story_id), unnest($reason), unnest($likeness)
ON CONFLICT DO NOTHING;

-- name: add_fingerprint
-- Keep by what copies of an item, and reports of the same event, are found.
INSERT OR REPLACE INTO fingerprints VALUES ($item_id, $runs::UINTEGER[], $words::UINTEGER[],
    $names::UINTEGER[], $figures::UINTEGER[], $article);

-- name: reports_since
-- Items of recent stories, to which a new item may belong, oldest first.
SELECT s.story_id, s.item_id, coalesce(i.published_at, i.first_seen_at), i.owner, i.outlet,
       f.runs, f.words, f.names, f.figures, f.article
FROM stories_that_count s JOIN items i USING (item_id) JOIN fingerprints f USING (item_id)
WHERE i.first_seen_at >= $since ORDER BY i.first_seen_at, s.item_id;

-- name: items_with_text
-- Items about us that a release which came late may have been used in.
SELECT i.item_id, i.title, coalesce(nullif(a.text, ''), i.text) AS text,
       coalesce(i.published_at, i.first_seen_at)
FROM items i LEFT JOIN articles a USING (item_id)
WHERE i.first_seen_at >= $since AND i.tier <> 'own'
  AND i.item_id IN (SELECT item_id FROM mentions)
ORDER BY i.first_seen_at, i.item_id;

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

-- name: read_items_again
-- These items are read again; they are not judged again.
UPDATE items SET understood_at = NULL WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]));

-- name: stories_of
-- The stories of these items.
SELECT item_id, story_id FROM stories_that_count
WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]));

-- name: add_merged_stories
-- Which stories are told with which other, by a person's word.
INSERT INTO merged_stories SELECT unnest($story_id), unnest($into_story);

-- name: add_moved_items
-- Which items a person put into which story.
INSERT INTO moved_items SELECT unnest($item_id), unnest($into_story);

-- name: forget_merged_stories
-- All of them: they are said anew.
DELETE FROM merged_stories;

-- name: forget_moved_items
-- All of them: they are said anew.
DELETE FROM moved_items;

-- name: mark_every_month_stale
-- All months are published anew.
INSERT INTO stale_months SELECT DISTINCT strftime(first_seen_at, '%Y-%m') FROM items
ON CONFLICT DO NOTHING;

-- name: merged_stories
-- Which stories are told with which other.
SELECT story_id, into_story FROM merged_stories ORDER BY rowid;

-- name: moved_items
-- Which items a person put into which story.
SELECT item_id, into_story FROM moved_items ORDER BY rowid;

-- name: carriers_of
-- Who carried each of these stories since a moment, in the order of first sight; what came with a
-- back catalogue is not carried now.
SELECT s.story_id, i.first_seen_at, i.outlet, i.owner,
       CASE WHEN i.tier = 'social' THEN i.author ELSE '' END AS author
FROM stories_that_count s JOIN items i USING (item_id)
WHERE s.story_id IN (SELECT unnest($story_ids::VARCHAR[]))
  AND i.first_seen_at > $since AND i.first_seen_at <= $now
  AND i.arrival IN ('news', 'by hand')
ORDER BY i.first_seen_at, i.item_id;

-- name: facts_of
-- What these items tell of each office, beside tone.
SELECT item_id, office_id, subject, prominence, quoted, origin, origin_why, in_hours
FROM facts WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[])) ORDER BY rowid;

-- name: tags_of
-- Districts, themes, topics, rows of who leads and who else is named, in reading order.
SELECT item_id, office_id, kind, tag, words FROM tags
WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[])) ORDER BY rowid;

-- name: flags_of
-- What these items have wrong about us.
SELECT item_id, office_id, kind, words, sentence, why FROM flags
WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[])) ORDER BY rowid;

-- name: quotes_of
-- Who is quoted in these items, and where.
SELECT item_id, office_id, speaker, name, start_char, end_char, place, direct FROM quotes
WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[])) ORDER BY rowid;

-- name: pickups_of
-- What these items took of outputs of the office.
SELECT item_id, output_id, degree FROM pickups
WHERE degree <> '' AND item_id IN (SELECT unnest($item_ids::VARCHAR[])) ORDER BY rowid;
