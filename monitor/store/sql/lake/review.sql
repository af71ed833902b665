-- name: possible_mentions
-- Items that may mean an office and surely mean it nowhere, the likeliest first; each once, with
-- the sentence that speaks for it most.
SELECT p.item_id, p.office_id, i.outlet, i.title, i.url, i.first_seen_at,
       max(p.confidence) AS confidence, arg_max(p.surface, p.confidence) AS surface,
       arg_max(p.sentence, p.confidence) AS sentence, arg_max(p.evidence, p.confidence) AS evidence
FROM possible_mentions p JOIN items i USING (item_id)
     ANTI JOIN mentions m ON m.item_id = p.item_id AND m.office_id = p.office_id
WHERE p.confidence > 0
GROUP BY p.item_id, p.office_id, i.outlet, i.title, i.url, i.first_seen_at
ORDER BY confidence DESC, i.first_seen_at DESC, p.item_id;

-- name: offices_of_item
-- An item and the offices that it means or may mean.
SELECT any_value(i.title) AS title,
       list(DISTINCT o.office_id) FILTER (o.office_id IS NOT NULL) AS offices
FROM items i LEFT JOIN (
    SELECT item_id, office_id FROM mentions UNION SELECT item_id, office_id FROM possible_mentions
) o USING (item_id)
WHERE i.item_id = $item_id HAVING count(i.item_id) > 0;
