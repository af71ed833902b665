-- name: add_correction
-- A person's word on the tone of an item towards an office.
INSERT INTO corrections (item_id, office_id, label, note, said_by, said_at)
VALUES (:item_id, :office_id, :label, :note, :said_by, :said_at);

-- name: list_corrections
-- What stands: the newest word on each item and office, unless it took back what was said.
SELECT * FROM (
    SELECT *, max(said_at) FROM corrections GROUP BY item_id, office_id
) WHERE label <> '' ORDER BY said_at, entry;

-- name: count_corrections
-- How many words there are, those that no longer count among them.
SELECT count(*) AS words FROM corrections;

-- name: add_rescoring
-- Ask for what came since a moment to be scored anew.
INSERT INTO rescorings VALUES (:asked_at, :asked_by, :since, :done, :total, :kept, :reached_at,
    :reached_item, :ended_at);

-- name: open_rescorings
-- What is asked for and not done, oldest request first.
SELECT * FROM rescorings WHERE ended_at IS NULL ORDER BY asked_at;

-- name: save_rescoring
-- How far a request has come.
UPDATE rescorings SET done = :done, total = :total, kept = :kept, reached_at = :reached_at,
    reached_item = :reached_item, ended_at = :ended_at
WHERE asked_at = :asked_at;
