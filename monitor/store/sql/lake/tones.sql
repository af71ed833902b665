-- name: tones_to_label
-- Tones that no person has given, newest first: what is unsure, or all.
SELECT t.item_id, t.office_id, i.outlet, i.title, i.url, i.first_seen_at, t.label, t.score,
       t.confidence, t.scorer, t.evidence
FROM tones t JOIN items i USING (item_id)
WHERE t.labelled_by IS NULL AND i.is_coverage AND (t.label = 'unsure' OR $all = 'all')
ORDER BY i.first_seen_at DESC, t.item_id, t.office_id;

-- name: tones_of_item
-- An item and the machine's tone towards each office that it means.
SELECT i.title, t.office_id, t.machine_label, t.score, t.confidence, t.scorer
FROM items i LEFT JOIN tones t USING (item_id)
WHERE i.item_id = $item_id ORDER BY t.office_id;

-- name: copies_of_item
-- Who else carries the text: items of its story that share a sentence about the office with it,
-- where one of the two is a copy.
SELECT DISTINCT i.item_id, i.outlet, i.title
FROM stories s JOIN stories o ON o.story_id = s.story_id AND o.item_id <> s.item_id
     JOIN items i ON i.item_id = o.item_id
     JOIN tones t ON t.item_id = o.item_id AND t.office_id = $office_id
WHERE s.item_id = $item_id AND 'copy' IN (s.reason, o.reason) AND EXISTS (
    SELECT 1 FROM mentions a JOIN mentions b USING (office_id, passage)
    WHERE a.item_id = s.item_id AND b.item_id = o.item_id AND office_id = $office_id
      AND passage <> 0)
ORDER BY i.outlet, i.item_id;

-- name: machine_tones
-- What each scorer last thought of these items (a JSON list).
WITH wanted AS (SELECT unnest(from_json($item_ids, '["VARCHAR"]')) AS item_id)
SELECT item_id, office_id, label, score, confidence, scorer, replaced_at IS NULL AS counts
FROM (
    SELECT item_id, office_id, machine_label AS label, score, confidence, scorer,
           NULL::TIMESTAMPTZ AS replaced_at FROM tones
    UNION ALL
    SELECT item_id, office_id, label, score, confidence, scorer, replaced_at FROM tone_versions)
WHERE item_id IN (SELECT item_id FROM wanted)
QUALIFY row_number() OVER (
    PARTITION BY item_id, office_id, scorer ORDER BY replaced_at DESC NULLS FIRST) = 1
ORDER BY item_id, office_id, scorer;
