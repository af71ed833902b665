-- name: items_of_dossier
-- The press and social items of a story with the tone towards an office, in the order of sight. An
-- item is taken to be of the story when it was held against the rules.
SELECT i.item_id, i.outlet, i.owner, i.tier, i.title, i.url,
       coalesce(i.published_at, i.first_seen_at) AS at, i.first_seen_at AS seen_at,
       coalesce(i.judged_at, $now) AS taken_at, i.arrival <> 'backfill' AS is_news,
       coalesce(t.label, '') AS tone, coalesce(t.score, 0) AS score,
       coalesce(t.evidence[1].sentence, '') AS sentence
FROM stories_that_count s JOIN items i ON i.item_id = s.item_id
     LEFT JOIN tones_that_count t ON t.item_id = i.item_id AND t.office_id = $office_id
WHERE s.story_id = $story_id AND i.tier NOT IN ('own', 'partner') AND i.arrival <> 'renumbered'
  AND i.first_seen_at <= $now
ORDER BY i.first_seen_at, i.item_id;

-- name: outputs_of_dossier
-- What the items of a story use of the office's own.
SELECT DISTINCT p.output_id FROM pickups p JOIN stories_that_count s ON s.item_id = p.item_id
WHERE s.story_id = $story_id AND p.degree <> '' ORDER BY p.output_id;

-- name: names_of_dossier
-- By which names a story's items name the office and its people.
SELECT DISTINCT m.surface FROM mentions m JOIN stories_that_count s ON s.item_id = m.item_id
WHERE s.story_id = $story_id ORDER BY m.surface;

-- name: excerpts
-- What people say in items of these stories, in brief: 25 words at most, and only while the text
-- stands there that was read.
SELECT s.story_id, q.item_id, q.speaker, q.name, q.place, q.start_char,
       array_to_string(list_slice(string_split_regex(trim(substring(
           CASE q.place WHEN 'headline' THEN i.title ELSE coalesce(nullif(a.text, ''), i.text) END,
           q.start_char + 1, q.end_char - q.start_char)), '\s+'), 1, 25), ' ') AS words
FROM quotes q JOIN stories_that_count s ON s.item_id = q.item_id JOIN items i ON i.item_id = q.item_id
     LEFT JOIN articles a ON a.item_id = q.item_id
WHERE s.story_id IN (
    SELECT story_id FROM stories_that_count JOIN (SELECT unnest($stories::VARCHAR[]) AS one)
           ON one IN (story_id, machine_story_id)) AND q.direct
  AND i.tier NOT IN ('own', 'partner') AND (a.state IS NULL OR a.state <> 'read' OR a.text <> '')
ORDER BY i.first_seen_at, q.item_id, q.start_char;

-- name: outlets_of_stories
-- Who carries these stories, press and social media.
SELECT DISTINCT i.outlet FROM stories_that_count s JOIN items i ON i.item_id = s.item_id
WHERE s.story_id IN (SELECT unnest($stories::VARCHAR[])) ORDER BY i.outlet;
