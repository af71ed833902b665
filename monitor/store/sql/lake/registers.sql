-- name: outputs_counted
-- What the office put out in a period, by kind and month, and its events of the diary; `month` all:
-- of the whole period. `uncleared`: without clearance on record.
WITH told AS (
    SELECT 'outputs' AS register, kind, issued_at AS told_at, cleared_at IS NULL AS is_uncleared
    FROM outputs WHERE $office IN ('', office_id)
    UNION ALL
    SELECT 'diary', kind, starts_at, false FROM diary
    WHERE whose = 'ours' AND $office IN ('', office_id)),
dated AS (
    SELECT *, unnest(['all', strftime(told_at AT TIME ZONE 'Europe/London', '%Y-%m')]) AS month
    FROM told
    WHERE told_at >= $since::TIMESTAMPTZ AND told_at < $until::TIMESTAMPTZ
      AND told_at <= $now::TIMESTAMPTZ)
SELECT register, kind, month, count(*) AS entries, count(*) FILTER (is_uncleared) AS uncleared
FROM dated GROUP BY register, kind, month
ORDER BY register DESC, kind, month = 'all' DESC, month;

-- name: output_numbers
-- The numbers under which the press office counts what it issued in a period, and its drafts: what
-- is missing between them was never registered.
SELECT office_id, number FROM outputs
WHERE number <> '' AND $office IN ('', office_id)
  AND (issued_at IS NULL OR issued_at >= $since::TIMESTAMPTZ AND issued_at < $until::TIMESTAMPTZ)
ORDER BY office_id, number;

-- name: enquiries_counted
-- What newsrooms asked in a period: all of it, by month, kind, decision and outlet. Overdue: not
-- answered though its deadline has passed.
WITH asked AS (
    SELECT *, strftime(received_at AT TIME ZONE 'Europe/London', '%Y-%m') AS month,
           (epoch(answered_at) - epoch(received_at)) / 60 AS minutes
    FROM enquiries
    WHERE $office IN ('', office_id) AND received_at <= $now::TIMESTAMPTZ
      AND received_at >= $since::TIMESTAMPTZ AND received_at < $until::TIMESTAMPTZ),
parts AS (
    SELECT *, unnest([{'part': 'all', 'value': ''}, {'part': 'month', 'value': month},
                      {'part': 'kind', 'value': kind}, {'part': 'outlet', 'value': outlet},
                      {'part': 'decision', 'value': coalesce(nullif(decision, ''), 'none yet')}],
                     recursive := true)
    FROM asked)
SELECT part, value, count(*) AS enquiries, count(answered_at) AS answered,
       count(deadline_at) AS with_deadline,
       count(*) FILTER (answered_at <= deadline_at) AS in_time,
       count(*) FILTER (answered_at IS NULL AND deadline_at < $now::TIMESTAMPTZ) AS overdue,
       round(median(minutes), 1) AS median_minutes
FROM parts GROUP BY part, value ORDER BY part, enquiries DESC, value;

-- name: answers_used
-- Statements that answered an enquiry, issued in a period, and those of them that the press used.
WITH answers AS (
    SELECT o.output_id, o.issued_at + to_hours($hours::INTEGER) <= $now::TIMESTAMPTZ AS is_closed,
           EXISTS (SELECT 1 FROM uses u
                   WHERE u.output_id = o.output_id AND standing(
                       u.voice, u.sure, u.hours_after, $hours::INTEGER) = 'pick-up') AS is_used
    FROM outputs o
    WHERE o.kind = 'statement' AND o.enquiry_id <> '' AND $office IN ('', o.office_id)
      AND o.issued_at >= $since::TIMESTAMPTZ AND o.issued_at < $until::TIMESTAMPTZ
      AND o.issued_at <= $now::TIMESTAMPTZ)
SELECT count(*) AS statements, count(*) FILTER (NOT is_closed) AS open,
       count(*) FILTER (is_closed) AS closed, count(*) FILTER (is_closed AND is_used) AS used,
       wilson_low(used, closed) AS low, wilson_high(used, closed) AS high
FROM answers;
