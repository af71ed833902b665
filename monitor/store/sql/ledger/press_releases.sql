-- name: add_press_release
-- Register a press release; one that is known stays as it is.
INSERT INTO press_releases VALUES (:press_release_id, :office_id, :item_id, :url, :title, :text,
    :issued_at) ON CONFLICT DO NOTHING;

-- name: list_press_releases
-- Press releases issued in a span of time, oldest first.
SELECT * FROM press_releases WHERE issued_at >= :since AND issued_at <= :until
ORDER BY issued_at, press_release_id;
