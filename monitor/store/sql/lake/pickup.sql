-- name: pickup_rate
-- Of the releases and statements of a period, how many the press used within a day, three days and
-- the whole window. One whose window is open is counted as open, never as unused.
WITH tried AS (
    SELECT o.kind, w.hours, o.cleared_at IS NULL AS uncleared,
           o.issued_at + to_hours(w.hours) <= $now::TIMESTAMPTZ AS is_closed,
           EXISTS (SELECT 1 FROM uses u
                   WHERE u.output_id = o.output_id
                     AND standing(u.voice, u.sure, u.hours_after, w.hours) = 'pick-up') AS is_used
    FROM outputs o, (SELECT DISTINCT unnest([24, 72, $hours::INTEGER]) AS hours) w
    WHERE o.kind IN ('release', 'statement') AND $office IN ('', o.office_id)
      AND o.issued_at >= $since::TIMESTAMPTZ AND o.issued_at < $until::TIMESTAMPTZ
      AND o.issued_at <= $now::TIMESTAMPTZ)
SELECT kind, hours, count(*) AS issued, count(*) FILTER (uncleared) AS uncleared,
       count(*) FILTER (NOT is_closed) AS open, count(*) FILTER (is_closed) AS closed,
       count(*) FILTER (is_closed AND is_used) AS used,
       round(used / nullif(closed, 0), 3) AS rate,
       wilson_low(used, closed) AS low, wilson_high(used, closed) AS high
FROM tried GROUP BY kind, hours ORDER BY kind, hours;

-- name: pickup_outputs
-- Each release and statement of a period, and what became of it so far.
WITH found AS (
    SELECT *, standing(voice, sure, hours_after, $hours::INTEGER) AS standing FROM uses)
SELECT o.output_id, o.office_id, o.kind, o.number, o.title, o.issued_at,
       o.issued_at + to_hours($hours::INTEGER) AS closes_at,
       closes_at <= $now::TIMESTAMPTZ AS closed, o.cleared_at IS NOT NULL AS cleared, o.in_hours,
       o.lists, count(DISTINCT f.item_id) FILTER (f.standing = 'pick-up') AS items,
       count(DISTINCT f.story_id) FILTER (f.standing = 'pick-up') AS stories,
       count(DISTINCT f.outlet) FILTER (f.standing = 'pick-up') AS outlets,
       count(DISTINCT f.owner) FILTER (f.standing = 'pick-up') AS owners,
       round(60 * min(f.hours_after) FILTER (f.standing = 'pick-up'), 1) AS minutes_to_first,
       first(f.outlet ORDER BY f.hours_after, f.outlet) FILTER (f.standing = 'pick-up')
           AS first_outlet,
       count(*) FILTER (f.standing = 'pick-up' AND f.tone = 'negative') AS negative,
       count(*) FILTER (f.standing = 'probable') AS probable,
       count(*) FILTER (f.standing = 'before issue') AS before_issue,
       count(*) FILTER (f.standing = 'after the window') AS late,
       count(*) FILTER (f.standing = 'partner') AS partner,
       count(*) FILTER (f.standing = 'social') AS social
FROM outputs o LEFT JOIN found f ON f.output_id = o.output_id
WHERE o.kind IN ('release', 'statement') AND $office IN ('', o.office_id)
  AND o.issued_at >= $since::TIMESTAMPTZ AND o.issued_at < $until::TIMESTAMPTZ
  AND o.issued_at <= $now::TIMESTAMPTZ
GROUP BY ALL ORDER BY o.kind, o.issued_at, o.output_id;

-- name: pickup_totals
-- How the press used the releases and statements whose window has closed: a pick-up is an item and
-- an output that it uses; its copies are one story.
WITH closed AS (
    SELECT output_id, kind FROM outputs
    WHERE kind IN ('release', 'statement') AND $office IN ('', office_id)
      AND issued_at >= $since::TIMESTAMPTZ AND issued_at < $until::TIMESTAMPTZ
      AND issued_at + to_hours($hours::INTEGER) <= $now::TIMESTAMPTZ),
picked AS (
    SELECT *, 60 * hours_after AS minutes,
           row_number() OVER (PARTITION BY output_id ORDER BY hours_after) = 1 AS is_first
    FROM uses WHERE standing(voice, sure, hours_after, $hours::INTEGER) = 'pick-up')
SELECT c.kind, count(p.item_id) AS pickups, count(DISTINCT p.item_id) AS items,
       count(DISTINCT p.story_id) AS stories, count(DISTINCT p.outlet) AS outlets,
       count(DISTINCT p.owner) AS owners,
       round(median(p.minutes) FILTER (p.is_first), 1) AS median_minutes_to_first,
       round(min(p.minutes) FILTER (p.is_first), 1) AS fastest_minutes,
       round(max(p.minutes) FILTER (p.is_first), 1) AS slowest_minutes,
       round(median(p.item_share), 3) AS median_item_share,
       round(median(p.release_share), 3) AS median_release_share,
       count(*) FILTER (p.quotes > 0) AS quote_kept,
       count(*) FILTER (p.quotes_of > 0) AS quote_kept_of,
       count(*) FILTER (p.headline) AS headline_kept
FROM closed c LEFT JOIN picked p ON p.output_id = c.output_id
GROUP BY c.kind ORDER BY c.kind;

-- name: pickup_counts
-- The same pick-ups by degree of reuse and by tone; and beside them what is not counted: probable
-- ones, those before issue or after the window, partners' and social media's.
WITH found AS (
    SELECT u.*, standing(u.voice, u.sure, u.hours_after, $hours::INTEGER) AS standing FROM uses u
    WHERE u.kind IN ('release', 'statement') AND $office IN ('', u.office_id)
      AND u.issued_at >= $since::TIMESTAMPTZ AND u.issued_at < $until::TIMESTAMPTZ
      AND u.issued_at + to_hours($hours::INTEGER) <= $now::TIMESTAMPTZ)
SELECT kind, 'degree' AS part, degree AS value, count(*) AS pickups,
       count(DISTINCT item_id) AS items, count(DISTINCT outlet) AS outlets
FROM found WHERE standing = 'pick-up' GROUP BY kind, degree
UNION ALL
SELECT kind, 'tone', tone, count(*), count(DISTINCT item_id), count(DISTINCT outlet)
FROM found WHERE standing = 'pick-up' GROUP BY kind, tone
UNION ALL
SELECT kind, 'not counted', standing, count(*), count(DISTINCT item_id), count(DISTINCT outlet)
FROM found WHERE standing NOT IN ('pick-up', 'not counted', 'own') GROUP BY kind, standing
ORDER BY kind, part, value;

-- name: pickup_by
-- Releases whose window has closed, and those of them that were used: by tier and owner group of who
-- used them, theme of the plan, distribution list, whether an outlet was named on the lists, and by
-- outlet or group that was sent them.
WITH closed AS (
    SELECT * FROM outputs
    WHERE kind = 'release' AND $office IN ('', office_id)
      AND issued_at >= $since::TIMESTAMPTZ AND issued_at < $until::TIMESTAMPTZ
      AND issued_at + to_hours($hours::INTEGER) <= $now::TIMESTAMPTZ),
picked AS (
    SELECT u.* FROM uses u JOIN closed c ON c.output_id = u.output_id
    WHERE standing(u.voice, u.sure, u.hours_after, $hours::INTEGER) = 'pick-up'),
sent AS (SELECT output_id, unnest(lists) AS name FROM closed),
parts AS (
    SELECT 'tier' AS part, t.tier AS value, c.output_id
    FROM closed c, (SELECT DISTINCT tier FROM picked) t
    UNION ALL SELECT 'owner', t.owner, c.output_id
    FROM closed c, (SELECT DISTINCT owner FROM picked) t
    UNION ALL (SELECT 'theme', unnest(themes), output_id FROM closed
               UNION SELECT 'theme', g.tag, c.output_id
               FROM closed c JOIN tags g ON g.item_id = c.item_id AND g.office_id = c.office_id
               WHERE g.kind = 'theme')
    UNION ALL SELECT DISTINCT 'list', name, output_id FROM sent
    UNION ALL SELECT 'lists', unnest(CASE WHEN len(lists) > 0
        THEN ['outlets named on them', 'outlets not named on them']
        ELSE ['none on record'] END), output_id
    FROM closed
    UNION ALL SELECT DISTINCT 'sent to', s.name, s.output_id
    FROM sent s JOIN (SELECT outlet AS name FROM items UNION SELECT owner FROM items
                      UNION SELECT outlet FROM sources UNION SELECT owner FROM sources) known
      ON name_key(known.name) = name_key(s.name) AND name_key(s.name) <> '')
SELECT p.part, p.value, count(DISTINCT p.output_id) AS closed, count(DISTINCT u.output_id) AS used,
       wilson_low(used, closed) AS low, wilson_high(used, closed) AS high,
       count(DISTINCT u.item_id) AS items, count(DISTINCT u.story_id) AS stories,
       count(DISTINCT u.outlet) AS outlets, count(DISTINCT u.owner) AS owners
FROM parts p LEFT JOIN picked u ON u.output_id = p.output_id AND CASE p.part
    WHEN 'tier' THEN u.tier = p.value
    WHEN 'owner' THEN u.owner = p.value
    WHEN 'lists' THEN p.value = 'none on record' OR u.on_list = (p.value = 'outlets named on them')
    WHEN 'sent to' THEN name_key(p.value) IN (name_key(u.outlet), name_key(u.owner))
    ELSE true END
GROUP BY p.part, p.value ORDER BY p.part, used DESC, closed DESC, p.value;

-- name: pickup_items
-- Every item that used a release or statement of a period, and what it counts as.
SELECT o.output_id, o.kind, o.number, o.title AS output_title, u.item_id, u.outlet, u.owner, u.tier,
       u.title, u.url, u.story_id, u.appeared_at, round(u.hours_after, 2) AS hours_after,
       standing(u.voice, u.sure, u.hours_after, $hours::INTEGER) AS standing, u.degree,
       round(u.item_share, 3) AS item_share, round(u.release_share, 3) AS release_share,
       u.quotes, u.quotes_of, u.headline, u.tone, u.on_list
FROM uses u JOIN outputs o ON o.output_id = u.output_id
WHERE o.kind IN ('release', 'statement') AND $office IN ('', o.office_id)
  AND o.issued_at >= $since::TIMESTAMPTZ AND o.issued_at < $until::TIMESTAMPTZ
  AND o.issued_at <= $now::TIMESTAMPTZ
  AND standing(u.voice, u.sure, u.hours_after, $hours::INTEGER) NOT IN ('own', 'not counted')
ORDER BY o.issued_at, o.output_id, u.appeared_at, u.item_id;

-- name: pickup_unused
-- Releases whose window closed without a pick-up, and what may explain it: when they were issued,
-- what their entry lacks, another release within a day that was used, sources that told us nothing.
WITH found AS (
    SELECT *, standing(voice, sure, hours_after, $hours::INTEGER) AS standing FROM uses),
issued AS (
    SELECT *, issued_at + to_hours($hours::INTEGER) AS closes_at,
           output_id IN (SELECT output_id FROM found WHERE standing = 'pick-up') AS is_used
    FROM outputs
    WHERE kind = 'release' AND $office IN ('', office_id) AND issued_at <= $now::TIMESTAMPTZ),
press AS (
    SELECT source_id, outlet FROM sources WHERE tier NOT IN ('own', 'partner', 'social')),
troubles AS (
    SELECT s.outlet, p.since_at AS begins, p.polled_at AS ends
    FROM polls p JOIN press s ON s.source_id = p.source_id
    WHERE p.outcome NOT IN ('fresh', 'unchanged', 'asked')
    UNION ALL SELECT s.outlet, e.from_at, e.to_at
    FROM source_events e JOIN press s ON s.source_id = e.source_id WHERE e.what = 'gap'
    UNION ALL SELECT a.card->>'outlet', a.created_at, a.created_at
    FROM alerts a WHERE a.office_id = '')
SELECT r.output_id, r.number, r.title, r.issued_at, r.in_hours, len(r.lists) > 0 AS has_list,
       len(r.quotes) > 0 AS has_quote,
       (SELECT min(coalesce(nullif(o.number, ''), o.title)) FROM issued o
        WHERE o.output_id <> r.output_id AND o.office_id = r.office_id AND o.is_used
          AND abs(epoch(o.issued_at) - epoch(r.issued_at)) <= 86400) AS beside,
       (SELECT list(DISTINCT t.outlet ORDER BY t.outlet) FROM troubles t
        WHERE t.begins < r.closes_at AND t.ends >= r.issued_at) AS unseen,
       count(*) FILTER (f.standing = 'probable') AS probable,
       count(*) FILTER (f.standing = 'before issue') AS before_issue,
       count(*) FILTER (f.standing = 'after the window') AS late,
       count(*) FILTER (f.standing = 'partner') AS partner
FROM issued r LEFT JOIN found f ON f.output_id = r.output_id
WHERE NOT r.is_used AND r.issued_at >= $since::TIMESTAMPTZ AND r.issued_at < $until::TIMESTAMPTZ
  AND r.closes_at <= $now::TIMESTAMPTZ
GROUP BY ALL ORDER BY r.issued_at, r.output_id;
