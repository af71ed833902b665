-- name: items_of_dossier
-- The press and social items of a story, or of the one it is told with, and their tone.
SELECT i.item_id, i.outlet, i.owner, i.tier, i.title, i.url,
       coalesce(i.published_at, i.first_seen_at) AS at, i.first_seen_at AS seen_at,
       i.first_seen_at AS taken_at, i.arrival <> 'backfill' AS is_news,
       coalesce(t.label, '') AS tone, coalesce(t.score, 0) AS score,
       coalesce(t.evidence[1].sentence, '') AS sentence
FROM stories s JOIN items i ON i.item_id = s.item_id
     LEFT JOIN tones t ON t.item_id = i.item_id AND t.office_id = $office_id
WHERE s.story_id = $story_id AND i.tier NOT IN ('own', 'partner') AND i.arrival <> 'renumbered'
  AND i.first_seen_at <= $now::TIMESTAMPTZ
ORDER BY i.first_seen_at, i.item_id;

-- name: outputs_of_dossier
-- What the items of a story use of the office's own.
SELECT DISTINCT p.output_id FROM pickups p JOIN stories s ON s.item_id = p.item_id
WHERE s.story_id = $story_id ORDER BY p.output_id;

-- name: names_of_dossier
-- By which names a story's items name the office and its people.
SELECT DISTINCT m.surface FROM mentions m JOIN stories s ON s.item_id = m.item_id
WHERE s.story_id = $story_id ORDER BY m.surface;

-- name: districts_of_dossier
-- Where a story plays, the district that most items name first.
SELECT g.tag FROM tags g JOIN stories s ON s.item_id = g.item_id
WHERE s.story_id = $story_id AND g.office_id = $office_id AND g.kind = 'district'
GROUP BY g.tag ORDER BY count(DISTINCT g.item_id) DESC, g.tag;

-- name: said_in_dossier
-- Who is quoted in a story by whom, the words in brief where they are kept, each once.
SELECT q.speaker, q.name, i.outlet, coalesce(e.words, '') AS words
FROM quotes q JOIN stories s ON s.item_id = q.item_id JOIN items i ON i.item_id = q.item_id
     LEFT JOIN excerpts e
     ON e.item_id = q.item_id AND e.place = q.place AND e.start_char = q.start_char
WHERE s.story_id = $story_id AND q.direct AND i.tier NOT IN ('own', 'partner')
  AND s.is_original
ORDER BY words = '', i.first_seen_at, q.item_id, q.start_char;

-- name: story_of
-- The story that counts for this one, and the offices that its items mean.
SELECT s.story_id, list(DISTINCT m.office_id ORDER BY m.office_id) AS offices,
       arg_min(i.title, i.first_seen_at) AS title
FROM stories s JOIN items i ON i.item_id = s.item_id JOIN mentions m ON m.item_id = s.item_id
WHERE s.story_id IN (
    SELECT story_id FROM stories WHERE $story_id IN (story_id, machine_story_id))
GROUP BY s.story_id ORDER BY count(DISTINCT s.item_id) DESC, s.story_id LIMIT 1;

-- name: item_called
-- The item of this id or address.
SELECT i.item_id, i.title, coalesce(s.story_id, '') AS story_id
FROM items i LEFT JOIN stories s ON s.item_id = i.item_id
WHERE $called IN (i.item_id, i.url) ORDER BY i.first_seen_at LIMIT 1;
