-- name: add_ruling
-- A person's word on an item and an office.
INSERT INTO rulings (item_id, office_id, says, note, ruled_by, ruled_at)
VALUES (:item_id, :office_id, :says, :note, :ruled_by, :ruled_at);

-- name: list_rulings
-- The newest word on each item and office.
SELECT *, max(ruled_at) FROM rulings GROUP BY item_id, office_id ORDER BY ruled_at;

-- name: rulings_to_take
-- Words that have not taken effect yet.
SELECT * FROM rulings WHERE taken_at IS NULL ORDER BY ruled_at;

-- name: mark_ruling_taken
-- The ruling has taken effect; these are the sentences that it was about.
UPDATE rulings SET taken_at = :now, passages = :passages
WHERE item_id = :item_id AND office_id = :office_id AND ruled_at = :ruled_at;
