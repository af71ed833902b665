-- name: texts_since
-- What named an office between two moments, each text once: a copy in another title is the same
-- text, a post that somebody else copied is another. No back catalogues. `appeared_at` is when it
-- was published, if that is told with a time of day. Times are microseconds since 1970: thousands
-- of them are read each minute, and DuckDB's own way costs ten times as much.
SELECT m.office_id, i.item_id, s.story_id, i.tier = 'social' AS social, epoch_us(i.first_seen_at),
       CASE WHEN i.date_doubtful OR TIME '00:00:00' IN (
                (i.published_at AT TIME ZONE 'UTC')::TIME,
                (i.published_at AT TIME ZONE 'Europe/London')::TIME)
            THEN NULL ELSE epoch_us(i.published_at) END AS appeared_at,
       i.author, t.score, coalesce(t.label = 'negative', false) AS negative
FROM items i
     JOIN (SELECT DISTINCT item_id, office_id FROM mentions WHERE subject <> 'personal') m
       ON m.item_id = i.item_id
     JOIN stories_that_count s ON s.item_id = i.item_id
     LEFT JOIN tones_that_count t ON t.item_id = i.item_id AND t.office_id = m.office_id
WHERE i.first_seen_at >= $since AND i.first_seen_at <= $until AND i.arrival = 'news'
  AND i.tier NOT IN ('own', 'partner')
QUALIFY s.reason <> 'copy' OR (i.tier = 'social' AND row_number() OVER (
    PARTITION BY m.office_id, s.story_id, i.author ORDER BY i.first_seen_at, i.item_id) = 1)
ORDER BY i.first_seen_at, i.item_id;

-- name: words_of
-- What these items say, and the themes of each, by office: by them the diary knows what is its own.
SELECT i.item_id, i.title || chr(10) || coalesce(nullif(a.text, ''), i.text) AS text, t.office_id,
       list(t.tag) FILTER (t.tag IS NOT NULL) AS themes
FROM items i LEFT JOIN articles a USING (item_id)
     LEFT JOIN tags t ON t.item_id = i.item_id AND t.kind = 'theme'
WHERE i.item_id IN (SELECT unnest($item_ids::VARCHAR[]))
GROUP BY ALL;

-- name: began_at
-- When the first item was seen.
SELECT min(first_seen_at) FROM items;

-- name: outages
-- When nothing at all came for six hours and three times as long as is usual: the last item before,
-- and the first after, with which all that was missed came at once.
WITH looks AS (
    SELECT first_seen_at AS seen_at, lag(first_seen_at) OVER (ORDER BY first_seen_at) AS earlier
    FROM (SELECT DISTINCT first_seen_at FROM items
          WHERE first_seen_at >= $since AND arrival = 'news')),
habit AS (SELECT quantile_cont(epoch(seen_at - earlier), 0.95) AS seconds FROM looks)
SELECT earlier, seen_at FROM looks, habit
WHERE epoch(seen_at - earlier) > greatest(21600, 3 * coalesce(habit.seconds, 0)) ORDER BY seen_at;

-- name: story_courses
-- Every item of the stories about an office that had one since a moment, copies left out.
WITH about AS (
    SELECT m.office_id, s.story_id, i.item_id, i.first_seen_at,
           coalesce(t.label = 'negative', false) AS negative
    FROM stories_that_count s JOIN items i ON i.item_id = s.item_id
         JOIN (SELECT DISTINCT item_id, office_id FROM mentions WHERE subject <> 'personal') m
           ON m.item_id = i.item_id
         LEFT JOIN tones_that_count t ON t.item_id = i.item_id AND t.office_id = m.office_id
    WHERE s.reason <> 'copy' AND i.arrival IN ('news', 'by hand') AND i.first_seen_at <= $now)
SELECT * FROM about
WHERE (office_id, story_id) IN (SELECT (office_id, story_id) FROM about WHERE first_seen_at > $since)
ORDER BY office_id, story_id, first_seen_at, item_id;

-- name: items_by_id
-- These items as they came.
SELECT i.item_id, i.source_id, i.outlet, i.tier, i.owner, i.url, i.title,
       coalesce(nullif(a.text, ''), i.text) AS text, i.author, i.published_at, i.first_seen_at,
       i.date_doubtful, i.language, i.arrival, i.wording
FROM items i LEFT JOIN articles a USING (item_id)
WHERE i.item_id IN (SELECT unnest($item_ids::VARCHAR[])) ORDER BY i.first_seen_at, i.item_id;

-- name: press_pickups
-- Which sources used an output of an office since a moment, and at how many outlets it stands.
SELECT p.office_id, p.output_id, list(DISTINCT i.source_id ORDER BY i.source_id) AS sources,
       count(DISTINCT i.outlet) AS outlets
FROM pickups p JOIN items i USING (item_id)
WHERE i.first_seen_at >= $since AND i.tier NOT IN ('own', 'partner', 'social')
  AND p.degree IN ('verbatim', 'edited', 'quote-only') AND (p.days IS NULL OR p.days >= 0)
GROUP BY p.office_id, p.output_id;

-- name: district_news
-- Press items about an office since a moment, copies left out, with the districts that each names.
SELECT m.office_id, i.item_id, i.first_seen_at,
       list(t.tag) FILTER (t.tag IS NOT NULL) AS districts
FROM items i JOIN (SELECT DISTINCT item_id, office_id FROM mentions) m ON m.item_id = i.item_id
     JOIN story_items s ON s.item_id = i.item_id
     LEFT JOIN tags t ON t.item_id = i.item_id AND t.office_id = m.office_id AND t.kind = 'district'
WHERE i.first_seen_at >= $since AND s.reason <> 'copy' AND i.arrival IN ('news', 'by hand')
  AND i.tier NOT IN ('own', 'partner', 'social')
GROUP BY ALL ORDER BY i.first_seen_at, i.item_id;

-- name: themes_of_stories
-- The plan's themes that the items of these stories have, by story and office.
SELECT DISTINCT s.story_id, t.office_id, t.tag
FROM stories_that_count s JOIN tags t ON t.item_id = s.item_id AND t.kind = 'theme'
WHERE s.story_id IN (SELECT unnest($story_ids::VARCHAR[]));
