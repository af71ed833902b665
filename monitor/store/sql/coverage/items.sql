-- name: add_items
-- Store items that are new; one that is known stays as it was first seen.
INSERT INTO items BY NAME
SELECT unnest($item_id) AS item_id, unnest($source_id) AS source_id, unnest($outlet) AS outlet,
       unnest($tier) AS tier, unnest($owner) AS owner, unnest($url) AS url,
       unnest($title) AS title, unnest($text) AS text, unnest($author) AS author,
       unnest($published_at::TIMESTAMPTZ[]) AS published_at,
       unnest($first_seen_at::TIMESTAMPTZ[]) AS first_seen_at
ON CONFLICT DO NOTHING;

-- name: add_item_keys
-- Remember by which keys an item is known again.
INSERT INTO item_keys SELECT unnest($key), unnest($item_id) ON CONFLICT DO NOTHING;

-- name: find_item_keys
-- Which of these keys are known, and whose they are.
SELECT key, item_id FROM item_keys WHERE key IN (SELECT unnest($keys::VARCHAR[]));

-- name: mark_months_stale
-- The months of these items must be published anew.
INSERT INTO stale_months
SELECT DISTINCT strftime(first_seen_at, '%Y-%m') FROM items
WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]))
ON CONFLICT DO NOTHING;

-- name: items_to_understand
-- Items that nobody has read yet, oldest sight first; those that failed wait for their hour.
SELECT item_id, source_id, outlet, tier, owner, url, title, text, author, published_at, first_seen_at
FROM items WHERE understood_at IS NULL AND (retry_at IS NULL OR retry_at <= $now)
ORDER BY first_seen_at, item_id LIMIT $most;

-- name: items_to_judge
-- Items that mean an office, count as coverage, and have not been held against the rules.
SELECT i.item_id, i.source_id, i.outlet, i.tier, i.owner, i.url, i.title, i.text, i.author,
       i.published_at, i.first_seen_at
FROM items i JOIN story_items s USING (item_id)
WHERE i.understood_at IS NOT NULL AND i.judged_at IS NULL
  AND (i.retry_at IS NULL OR i.retry_at <= $now)
ORDER BY i.first_seen_at, i.item_id LIMIT $most;

-- name: mark_judged
-- These items have been held against the rules.
UPDATE items SET judged_at = $now, retry_at = NULL, failure = NULL
WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]));

-- name: set_aside
-- An item that makes a step fail waits, shows why, and blocks no other.
UPDATE items SET retry_at = $retry_at, failure = $failure WHERE item_id = $item_id;

-- name: count_coverage
-- The figures of `monitor status` and of a finished demo.
SELECT count(*) AS items,
       count(*) FILTER (understood_at IS NULL) AS unread,
       count(*) FILTER (failure IS NOT NULL) AS set_aside,
       (SELECT count(*) FROM mentions) AS mentions,
       (SELECT count(DISTINCT item_id) FROM story_items) AS items_about_us,
       (SELECT count(DISTINCT story_id) FROM story_items) AS stories,
       max(first_seen_at) AS newest
FROM items;

-- name: count_tones
-- How many items about us have which tone.
SELECT label, count(*) AS items FROM tones JOIN story_items USING (item_id)
GROUP BY label ORDER BY items DESC, label;

-- name: pickup_by_release
-- Press pick-up of each press release: copies and the owner groups that printed them.
SELECT p.press_release_id, count(DISTINCT i.outlet) AS outlets, count(DISTINCT i.owner) AS owners
FROM pickups p JOIN items i USING (item_id)
WHERE i.tier NOT IN ('own', 'partner', 'social') AND p.degree IN ('verbatim', 'partial')
GROUP BY p.press_release_id;
