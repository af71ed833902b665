-- name: alerts_by_rule
-- What became of each rule's alerts of a period, and what people said of them by now: an alert counts
-- once, as most who marked it say; where they are divided, as the newest word has it.
WITH newest AS (
    SELECT alert_id, item_id, said_by, arg_max(says, entry) AS says, arg_max(why, entry) AS why,
           arg_max(said_at, entry) AS said_at, max(entry) AS entry
    FROM marks WHERE said_at <= $now::TIMESTAMPTZ GROUP BY alert_id, item_id, said_by),
said AS (
    SELECT alert_id, says, count(*) AS people, max(entry) AS entry
    FROM newest WHERE says <> 'missed' GROUP BY alert_id, says),
verdicts AS (
    SELECT alert_id, says FROM said
    QUALIFY row_number() OVER (PARTITION BY alert_id ORDER BY people DESC, entry DESC) = 1),
raised AS (
    SELECT a.rule_id, max(a.card->>'rule') AS rule, count(*) AS raised,
           count(*) FILTER (a.state <> 'noted') AS told, count(v.says) AS marked,
           count(*) FILTER (v.says = 'useful') AS useful,
           count(*) FILTER (v.says = 'not useful') AS not_useful,
           count(*) FILTER (v.says = 'wrong') AS wrong
    FROM alerts a LEFT JOIN verdicts v ON v.alert_id = a.alert_id
    WHERE a.rule_id NOT IN ('SUMMARY', 'MORNING', 'CRISIS') AND $office IN ('', a.office_id)
      AND a.created_at >= $since::TIMESTAMPTZ AND a.created_at < $until::TIMESTAMPTZ
      AND a.created_at <= $now::TIMESTAMPTZ
    GROUP BY a.rule_id),
lost AS (
    SELECT regexp_extract(why, '^([A-Z][A-Z0-9-]*[0-9]): ', 1) AS rule_id,
           count(DISTINCT item_id) AS missed
    FROM newest
    WHERE says = 'missed' AND said_at >= $since::TIMESTAMPTZ AND said_at < $until::TIMESTAMPTZ
      AND ($office = '' OR item_id IN (SELECT item_id FROM mentions WHERE office_id = $office))
    GROUP BY 1)
SELECT rule_id, coalesce(r.rule, rule_id) AS rule, coalesce(r.raised, 0) AS raised,
       coalesce(r.told, 0) AS told, coalesce(r.marked, 0) AS marked, coalesce(r.useful, 0) AS useful,
       coalesce(r.not_useful, 0) AS not_useful, coalesce(r.wrong, 0) AS wrong,
       coalesce(l.missed, 0) AS missed, round(r.useful / nullif(r.marked, 0), 3) AS precision,
       wilson_low(r.useful, r.marked) AS low, wilson_high(r.useful, r.marked) AS high,
       coalesce(r.marked >= 20 AND r.useful / nullif(r.marked, 0) < 0.3, false) AS proposed
FROM raised r FULL JOIN lost l USING (rule_id) ORDER BY rule_id;

-- name: alerts_missed
-- What people say that nobody was told of, the newest first.
SELECT m.said_at, m.said_by, m.item_id, coalesce(i.title, '') AS title,
       coalesce(i.outlet, '') AS outlet, m.why
FROM marks m LEFT JOIN items i ON i.item_id = m.item_id
WHERE m.entry IN (SELECT max(entry) FROM marks GROUP BY alert_id, item_id, said_by)
  AND m.says = 'missed' AND m.said_at >= $since::TIMESTAMPTZ AND m.said_at < $until::TIMESTAMPTZ
  AND m.said_at <= $now::TIMESTAMPTZ
  AND ($office = '' OR m.item_id IN (SELECT item_id FROM mentions WHERE office_id = $office))
ORDER BY m.entry DESC;
