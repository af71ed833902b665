-- name: add_stale_months
-- These months must be published anew.
INSERT INTO stale_months SELECT unnest($months::VARCHAR[]) ON CONFLICT DO NOTHING;

-- name: list_stale_months
-- The months that must be published anew.
SELECT month FROM stale_months ORDER BY month;

-- name: clear_stale_months
-- These months have been published.
DELETE FROM stale_months WHERE month IN (SELECT unnest($months::VARCHAR[]));

-- name: lake_items
-- Coverage as analysts see it; the text of the press is not ours and stays out.
SELECT item_id, source_id, outlet, tier, owner, url, title, author, published_at, first_seen_at,
       date_doubtful, language, arrival,
       tier NOT IN ('own', 'partner') AS is_coverage
FROM items WHERE strftime(first_seen_at, '%Y-%m') = $month ORDER BY first_seen_at, item_id;

-- name: lake_mentions
-- Every place where an office is meant.
SELECT m.*, i.first_seen_at FROM mentions m JOIN items i USING (item_id)
WHERE strftime(i.first_seen_at, '%Y-%m') = $month ORDER BY i.first_seen_at, m.mention_id;

-- name: lake_tones
-- Tone towards the office: a person's word, if there is one, beside the machine's.
SELECT t.*, i.first_seen_at FROM tones_that_count t JOIN items i USING (item_id)
WHERE strftime(i.first_seen_at, '%Y-%m') = $month ORDER BY i.first_seen_at, t.item_id;

-- name: lake_pickups
-- Which item took what from which output of the office.
SELECT p.*, i.first_seen_at FROM pickups p JOIN items i USING (item_id)
WHERE p.degree <> '' AND strftime(i.first_seen_at, '%Y-%m') = $month
ORDER BY i.first_seen_at, p.item_id, p.output_id;

-- name: lake_carried
-- Which key message an item carries.
SELECT c.*, i.first_seen_at FROM carried c JOIN items i USING (item_id)
WHERE strftime(i.first_seen_at, '%Y-%m') = $month
ORDER BY i.first_seen_at, c.item_id, c.office_id, c.message_id;

-- name: lake_stories
-- Which item belongs to which story, as people grouped them; `is_original` unless it copies another.
SELECT * FROM (
    SELECT s.item_id, s.story_id, s.machine_story_id, s.reason, s.likeness,
           s.reason <> 'copy' OR row_number() OVER (
               PARTITION BY s.story_id ORDER BY i.first_seen_at, s.item_id) = 1 AS is_original,
           i.first_seen_at
    FROM stories_that_count s JOIN items i USING (item_id))
WHERE strftime(first_seen_at, '%Y-%m') = $month ORDER BY first_seen_at, item_id;

-- name: lake_possible_mentions
-- What may mean an office and is too weak to act on.
SELECT p.*, i.first_seen_at FROM possible_mentions p JOIN items i USING (item_id)
WHERE strftime(i.first_seen_at, '%Y-%m') = $month ORDER BY i.first_seen_at, p.item_id, p.office_id, p.confidence;

-- name: lake_facts
-- What an item tells of an office, beside tone.
SELECT p.*, i.first_seen_at FROM facts p JOIN items i USING (item_id)
WHERE strftime(i.first_seen_at, '%Y-%m') = $month ORDER BY i.first_seen_at, p.item_id, p.office_id;

-- name: lake_tags
-- Districts, themes, topics, leads, and who else is named.
SELECT p.*, i.first_seen_at FROM tags p JOIN items i USING (item_id)
WHERE strftime(i.first_seen_at, '%Y-%m') = $month ORDER BY i.first_seen_at, p.item_id, p.office_id, p.kind, p.tag;

-- name: lake_quotes
-- Who is quoted where.
SELECT p.*, i.first_seen_at FROM quotes p JOIN items i USING (item_id)
WHERE strftime(i.first_seen_at, '%Y-%m') = $month ORDER BY i.first_seen_at, p.item_id, p.place, p.start_char;

-- name: lake_flags
-- What an item has wrong about us.
SELECT p.*, i.first_seen_at FROM flags p JOIN items i USING (item_id)
WHERE strftime(i.first_seen_at, '%Y-%m') = $month ORDER BY i.first_seen_at, p.item_id, p.office_id, p.kind, p.words;

-- name: lake_tone_versions
-- What machines thought before.
SELECT v.*, i.first_seen_at FROM tone_versions v JOIN items i USING (item_id)
WHERE strftime(i.first_seen_at, '%Y-%m') = $month
ORDER BY v.replaced_at, v.item_id, v.office_id;
