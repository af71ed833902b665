-- name: add_items
-- Store items that are new; one that is known stays as it was first seen.
INSERT INTO items BY NAME
SELECT unnest($item_id) AS item_id, unnest($source_id) AS source_id, unnest($outlet) AS outlet,
       unnest($tier) AS tier, unnest($owner) AS owner, unnest($url) AS url,
       unnest($title) AS title, unnest($text) AS text, unnest($author) AS author,
       unnest($published_at::TIMESTAMPTZ[]) AS published_at,
       unnest($first_seen_at::TIMESTAMPTZ[]) AS first_seen_at,
       unnest($date_doubtful) AS date_doubtful, unnest($language) AS language,
       unnest($arrival) AS arrival, unnest($wording) AS wording
ON CONFLICT DO NOTHING;

-- name: add_item_keys
-- Remember by which keys an item is known again.
INSERT INTO item_keys SELECT unnest($key), unnest($item_id) ON CONFLICT DO NOTHING;

-- name: find_known
-- Which of these keys are known, and whose they are.
SELECT k.key, k.item_id, i.source_id, i.wording
FROM item_keys k JOIN items i USING (item_id)
WHERE k.key IN (SELECT unnest($keys::VARCHAR[]));

-- name: find_titles
-- Which of these titles a source has carried.
SELECT title, max(item_id) AS item_id FROM items
WHERE source_id = $source_id AND title IN (SELECT unnest($titles::VARCHAR[])) GROUP BY title;

-- name: add_item_versions
-- Keep what these items said until now.
INSERT INTO item_versions
SELECT item_id, $now, title, text FROM items
WHERE item_id IN (SELECT unnest($item_id::VARCHAR[])) ON CONFLICT DO NOTHING;

-- name: edit_items
-- New wordings; the items are read again, and judged again only if they never were.
UPDATE items SET title = e.title, text = e.text, wording = e.wording, understood_at = NULL
FROM (SELECT unnest($item_id) AS item_id, unnest($title) AS title, unnest($text) AS text,
             unnest($wording) AS wording) e
WHERE items.item_id = e.item_id;

-- name: mark_months_stale
-- The months of these items must be published anew.
INSERT INTO stale_months
SELECT DISTINCT strftime(first_seen_at, '%Y-%m') FROM items
WHERE item_id IN (SELECT unnest($item_ids::VARCHAR[]))
ON CONFLICT DO NOTHING;

-- name: items_to_understand
-- Items that nobody has read yet, those named first and then by age of sight; those that failed
-- wait for their hour, those whose page is awaited wait for it.
SELECT i.item_id, i.source_id, i.outlet, i.tier, i.owner, i.url, i.title,
       coalesce(nullif(a.text, ''), i.text) AS text, i.author, i.published_at, i.first_seen_at,
       i.date_doubtful, i.language, i.arrival, i.wording
FROM items i LEFT JOIN articles a USING (item_id)
WHERE i.understood_at IS NULL AND (i.retry_at IS NULL OR i.retry_at <= $now)
  AND (a.state IS NULL OR a.state <> 'due' OR a.until <= $now)
ORDER BY i.item_id IN (SELECT unnest($first::VARCHAR[])) DESC, i.first_seen_at, i.item_id
LIMIT $most;

-- name: openings_to_understand
-- How the items begin that nobody has read yet, the press before posts: by it the urgent ones are
-- told in a storm.
SELECT i.item_id, i.title, left(coalesce(nullif(a.text, ''), i.text), 1000) AS opening
FROM items i LEFT JOIN articles a USING (item_id)
WHERE i.understood_at IS NULL AND (i.retry_at IS NULL OR i.retry_at <= $now)
  AND (a.state IS NULL OR a.state <> 'due' OR a.until <= $now)
ORDER BY i.tier = 'social', i.first_seen_at, i.item_id LIMIT 20000;

-- name: items_to_judge
-- Items that mean an office, count as coverage, and have not been held against the rules.
SELECT i.item_id, i.source_id, i.outlet, i.tier, i.owner, i.url, i.title,
       coalesce(nullif(a.text, ''), i.text) AS text, i.author, i.published_at, i.first_seen_at,
       i.date_doubtful, i.language, i.arrival, i.wording
FROM items i JOIN story_items s USING (item_id) LEFT JOIN articles a USING (item_id)
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
-- The figures of `monitor status` and of a finished demo. Items of the force or the area stand in
-- stories, too, and are none about us.
SELECT count(*) AS items,
       count(*) FILTER (understood_at IS NULL) AS unread,
       count(*) FILTER (failure IS NOT NULL) AS set_aside,
       (SELECT count(*) FROM mentions) AS mentions,
       (SELECT count(DISTINCT s.item_id) FROM story_items s SEMI JOIN mentions m USING (item_id))
           AS items_about_us,
       (SELECT count(DISTINCT s.story_id) FROM stories_that_count s
        SEMI JOIN mentions m USING (item_id)) AS stories,
       max(first_seen_at) AS newest
FROM items;

-- name: pickup_by_release
-- Press pick-up of each press release: copies and the owner groups that printed them.
SELECT p.output_id, count(DISTINCT i.outlet) AS outlets, count(DISTINCT i.owner) AS owners
FROM pickups p JOIN items i USING (item_id)
WHERE i.tier NOT IN ('own', 'partner', 'social') AND p.degree IN ('verbatim', 'edited', 'quote-only')
  AND p.kind = 'release' AND (p.days IS NULL OR p.days >= 0)
GROUP BY p.output_id;

-- name: add_articles
-- Pages that are to be read; one that was read is read again, because its item was edited.
INSERT OR REPLACE INTO articles
SELECT unnest($item_id), unnest($source_id), unnest($url), unnest($until::TIMESTAMPTZ[]),
       unnest($keep), 'due', '', NULL;

-- name: articles_due
-- Pages that are still to be read.
SELECT item_id, source_id, url, until, keep FROM articles
WHERE state = 'due' AND until > $now ORDER BY until, item_id;

-- name: settle_article
-- How the reading of a page ended.
UPDATE articles SET state = $state, text = $text, read_at = $now WHERE item_id = $item_id;

-- name: set_language
-- The language that a page says it is written in.
UPDATE items SET language = $language WHERE item_id = $item_id;

-- name: drop_article_texts
-- Forget the text of pages that we have no licence to keep.
UPDATE articles SET text = '' WHERE NOT keep AND text <> '' AND read_at < $before;

-- name: gaps_of
-- How many minutes each source, and under no name all of them together, stay without news on 95 of
-- 100 occasions, by day of the week and, as day 0, on all days. Five occasions are the least from
-- which anything can be told.
WITH arrivals AS (
    SELECT DISTINCT source_id, first_seen_at FROM items
    WHERE first_seen_at >= $since AND arrival = 'news'
    UNION
    SELECT '', first_seen_at FROM items WHERE first_seen_at >= $since AND arrival = 'news'
), gaps AS (
    SELECT source_id, isodow(timezone('Europe/London', first_seen_at)) AS day,
           epoch(first_seen_at - lag(first_seen_at) OVER source) / 60 AS minutes
    FROM arrivals WINDOW source AS (PARTITION BY source_id ORDER BY first_seen_at)
)
SELECT source_id, coalesce(day, 0)::INTEGER AS day, quantile_cont(minutes, 0.95) AS minutes
FROM gaps WHERE minutes IS NOT NULL
GROUP BY GROUPING SETS ((source_id, day), (source_id)) HAVING count(*) >= 5;

-- name: reworded_items
-- Which of these items said something else until now.
SELECT item_id FROM items JOIN (
    SELECT unnest($item_id) AS item_id, unnest($title) AS title, unnest($text) AS text
) new USING (item_id)
WHERE (items.title, items.text) <> (new.title, new.text);

-- name: set_items
-- Items as a person now has them; those that were otherwise are read again, and judged again only
-- if they never were.
UPDATE items SET outlet = new.outlet, tier = new.tier, owner = new.owner, url = new.url,
    title = new.title, text = new.text, published_at = new.published_at, wording = new.wording,
    understood_at = NULL
FROM (
    SELECT unnest($item_id) AS item_id, unnest($outlet) AS outlet, unnest($tier) AS tier,
           unnest($owner) AS owner, unnest($url) AS url, unnest($title) AS title,
           unnest($text) AS text, unnest($published_at::TIMESTAMPTZ[]) AS published_at,
           unnest($wording) AS wording
) new
WHERE items.item_id = new.item_id
  AND (items.outlet, items.tier, items.owner, items.url, items.title, items.text,
       items.published_at)
      IS DISTINCT FROM (new.outlet, new.tier, new.owner, new.url, new.title, new.text,
                        new.published_at);
