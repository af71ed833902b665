-- name: forget_tones
-- The tones of items that are read again.
DELETE FROM tones WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]));

-- name: keep_old_tones
-- What another scorer thought, or the same one before it thought otherwise, stays on record.
INSERT INTO tone_versions
SELECT t.item_id, t.office_id, t.label, t.score, t.confidence, t.scorer, $now
FROM tones t JOIN (
    SELECT unnest($item_id) AS item_id, unnest($office_id) AS office_id,
           unnest($label) AS label, unnest($scorer) AS scorer) n
  ON n.item_id = t.item_id AND n.office_id = t.office_id
WHERE n.label <> t.label OR n.scorer <> t.scorer;

-- name: add_tone
-- Keep the tone of an item towards an office, with the words that decided it.
INSERT OR REPLACE INTO tones BY NAME
SELECT $item_id AS item_id, $office_id AS office_id, $label AS label, $score AS score,
       $scorer AS scorer, $confidence AS confidence,
       $evidence::STRUCT(sentence VARCHAR, words VARCHAR[])[] AS evidence;

-- name: tones_of
-- The tones of these items, a person's word first.
SELECT item_id, office_id, label, score, scorer, evidence, coalesce(confidence, 0), labelled_by
FROM tones_that_count WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]));

-- name: count_tones
-- How many items about us have which tone.
SELECT label, count(*) AS items FROM tones_that_count JOIN story_items USING (item_id)
GROUP BY label ORDER BY items DESC, label;

-- name: list_tone_labels
-- People's words that count here.
SELECT item_id, office_id, label, labelled_by, labelled_at FROM tone_labels;

-- name: forget_tone_labels
-- What people took back or said anew.
DELETE FROM tone_labels WHERE (item_id, office_id) IN (
    SELECT (unnest($item_id::VARCHAR[]), unnest($office_id::VARCHAR[])));

-- name: add_tone_labels
-- What people said.
INSERT INTO tone_labels
SELECT unnest($item_id), unnest($office_id), unnest($label), unnest($labelled_by),
       unnest($labelled_at::TIMESTAMPTZ[]);

-- name: count_to_rescore
-- Scored items between two moments, and those of them whose page we had no licence to keep: from the
-- feed's summary alone they would be scored worse than they were.
SELECT count(*) FILTER (NOT gone) AS total, count(*) FILTER (gone) AS kept
FROM (SELECT DISTINCT i.item_id, coalesce(a.state = 'read' AND a.text = '', false) AS gone
      FROM items i JOIN tones USING (item_id) LEFT JOIN articles a USING (item_id)
      WHERE i.first_seen_at >= $since AND i.first_seen_at < $until);

-- name: items_to_rescore
-- The next of them that can be read again, oldest sight first.
SELECT DISTINCT i.first_seen_at, i.item_id
FROM items i JOIN tones USING (item_id) LEFT JOIN articles a USING (item_id)
WHERE i.first_seen_at >= $since AND i.first_seen_at < $until
  AND NOT coalesce(a.state = 'read' AND a.text = '', false)
  AND (i.first_seen_at > $reached_at
       OR i.first_seen_at = $reached_at AND i.item_id > $reached_item)
ORDER BY i.first_seen_at, i.item_id LIMIT $most;
