-- name: make_wilson_low
-- The lower end of the 95 % interval of a share of k in n, after Wilson; no share of none.
CREATE MACRO wilson_low(k, n) AS CASE WHEN n > 0 THEN round(greatest(0,
    (k / n + 1.920729 / n - 1.959964 * sqrt((k / n * (1 - k / n) + 0.960365 / n) / n))
    / (1 + 3.841459 / n)), 3) END;

-- name: make_wilson_high
-- Its upper end.
CREATE MACRO wilson_high(k, n) AS CASE WHEN n > 0 THEN round(least(1,
    (k / n + 1.920729 / n + 1.959964 * sqrt((k / n * (1 - k / n) + 0.960365 / n) / n))
    / (1 + 3.841459 / n)), 3) END;

-- name: make_name_key
-- The form under which spellings of an outlet's name are one: “The Ashvale & District Post”.
CREATE MACRO name_key(name) AS regexp_replace(
    regexp_replace(replace(lower(name), '&', 'and'), '^the ', ''), '[^a-z0-9]', '', 'g');

-- name: make_standing
-- What an item's use of an output counts as, with a window of so many hours.
CREATE MACRO standing(voice, sure, hours_after, hours) AS CASE
    WHEN voice <> 'press'
        THEN CASE WHEN sure AND hours_after >= 0 AND hours_after < hours THEN voice
                  ELSE 'not counted' END
    WHEN hours_after IS NULL THEN 'undated'
    WHEN hours_after >= 0 AND hours_after < hours
        THEN CASE WHEN sure THEN 'pick-up' ELSE 'probable' END
    WHEN NOT sure THEN 'not counted'
    WHEN hours_after < 0 THEN 'before issue'
    ELSE 'after the window' END;

-- name: make_press_releases
-- Outputs that are press releases.
CREATE VIEW press_releases AS SELECT * FROM outputs WHERE kind = 'release';

-- name: make_appearances
-- Every item as the public saw it: who said it, and when. A date without a time counts from when we
-- saw it that day; nothing came out after we saw it; a back catalogue without dates has no time.
CREATE VIEW appearances AS
SELECT i.item_id, i.source_id, i.outlet, i.tier, i.owner, i.url, i.title,
       coalesce(s.story_id, i.item_id) AS story_id,
       CASE WHEN i.tier IN ('own', 'partner', 'social') THEN i.tier ELSE 'press' END AS voice,
       CASE WHEN i.published_at IS NULL OR i.date_doubtful
                THEN CASE WHEN i.arrival <> 'backfill' THEN i.first_seen_at END
            WHEN TIME '00:00:00' IN ((i.published_at AT TIME ZONE 'UTC')::TIME,
                                  (i.published_at AT TIME ZONE 'Europe/London')::TIME)
                THEN least(i.first_seen_at, i.published_at + INTERVAL 24 HOUR)
            ELSE least(i.first_seen_at, i.published_at) END AS appeared_at
FROM items i LEFT JOIN stories s ON s.item_id = i.item_id
WHERE i.arrival <> 'renumbered';

-- name: make_uses
-- Every item that uses an output of the office, how long after it was issued, and in what tone.
CREATE VIEW uses AS
SELECT o.output_id, o.office_id, o.kind, o.issued_at, a.item_id, a.source_id, a.outlet, a.tier,
       a.owner, a.url, a.title, a.story_id, a.voice, a.appeared_at,
       (epoch(a.appeared_at) - epoch(o.issued_at)) / 3600 AS hours_after,
       p.degree, p.degree <> 'mention' AS sure, p.release_share, p.item_share, p.quotes,
       p.quotes_of, p.headline, coalesce(t.label, 'not told') AS tone,
       EXISTS (SELECT 1 FROM unnest(o.lists) sent(name)
               WHERE name_key(sent.name) <> ''
                 AND name_key(sent.name) IN (name_key(a.outlet), name_key(a.owner))) AS on_list
FROM pickups p JOIN outputs o ON o.output_id = p.output_id
     JOIN appearances a ON a.item_id = p.item_id
     LEFT JOIN tones t ON t.item_id = p.item_id AND t.office_id = o.office_id;
