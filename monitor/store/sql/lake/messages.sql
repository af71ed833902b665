-- name: campaigns_counted
-- Press items of a period that are of a campaign, by its words or because they use an output that
-- lists one of its messages; and those that carry one of its messages wholly.
WITH of_campaign AS (
    SELECT m.campaign, c.item_id, c.degree = 'present' AS is_present, c.degree = 'partly' AS is_partly
    FROM carried c JOIN key_messages m ON m.message_id = c.message_id
    WHERE $office IN ('', c.office_id)
    UNION ALL
    SELECT m.campaign, u.item_id, false, false
    FROM uses u JOIN outputs o ON o.output_id = u.output_id
         JOIN key_messages m ON list_contains(o.messages, m.message_id)
    WHERE $office IN ('', o.office_id)),
told AS (
    SELECT c.campaign, c.item_id, bool_or(c.is_present) AS carries, bool_or(c.is_partly) AS hints
    FROM of_campaign c JOIN appearances a ON a.item_id = c.item_id
    WHERE a.voice = 'press' AND a.appeared_at >= $since::TIMESTAMPTZ
      AND a.appeared_at < $until::TIMESTAMPTZ AND a.appeared_at <= $now::TIMESTAMPTZ
    GROUP BY c.campaign, c.item_id)
SELECT campaign, count(*) AS items, count(*) FILTER (carries) AS carrying,
       count(*) FILTER (hints AND NOT carries) AS partly,
       round(carrying / items, 3) AS rate,
       wilson_low(carrying, items) AS low, wilson_high(carrying, items) AS high
FROM told GROUP BY campaign ORDER BY campaign;

-- name: messages_counted
-- Each key message in the press items of its campaign while it was in force: present, partly there,
-- or absent.
WITH of_campaign AS (
    SELECT m.campaign, c.item_id FROM carried c JOIN key_messages m ON m.message_id = c.message_id
    WHERE $office IN ('', c.office_id)
    UNION
    SELECT m.campaign, u.item_id
    FROM uses u JOIN outputs o ON o.output_id = u.output_id
         JOIN key_messages m ON list_contains(o.messages, m.message_id)
    WHERE $office IN ('', o.office_id)),
told AS (
    SELECT m.campaign, m.message_id, m.text, a.item_id,
           coalesce(bool_or(c.degree = 'present'), false) AS is_present,
           coalesce(bool_or(c.degree = 'partly'), false) AS is_partly
    FROM of_campaign o JOIN appearances a ON a.item_id = o.item_id
         JOIN key_messages m ON m.campaign = o.campaign
         LEFT JOIN carried c ON c.item_id = o.item_id AND c.message_id = m.message_id
                            AND $office IN ('', c.office_id)
    WHERE a.voice = 'press' AND a.appeared_at >= $since::TIMESTAMPTZ
      AND a.appeared_at < $until::TIMESTAMPTZ AND a.appeared_at <= $now::TIMESTAMPTZ
      AND (c.degree IS NOT NULL
           OR (a.appeared_at AT TIME ZONE 'Europe/London')::DATE
              BETWEEN m.from_date AND coalesce(m.to_date, DATE '9999-12-31'))
    GROUP BY m.campaign, m.message_id, m.text, a.item_id)
SELECT campaign, message_id, text, count(*) AS items, count(*) FILTER (is_present) AS present,
       count(*) FILTER (is_partly AND NOT is_present) AS partly,
       count(*) FILTER (NOT is_partly AND NOT is_present) AS absent
FROM told GROUP BY campaign, message_id, text ORDER BY campaign, message_id;

-- name: offices_published
-- The offices that the lake knows.
SELECT office_id, name FROM offices ORDER BY office_id;
