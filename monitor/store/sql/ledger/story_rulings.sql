-- name: add_story_ruling
-- A person's word on a story, or on an item of it.
INSERT INTO story_rulings (says, story_id, item_id, into_, note, ruled_by, ruled_at)
VALUES (:says, :story_id, :item_id, :into_, :note, :ruled_by, :ruled_at);

-- name: list_story_rulings
-- What stands: the newest word on each story and item, in the order in which it was said.
SELECT * FROM (
    SELECT *, max(entry) FROM story_rulings GROUP BY story_id, item_id
) WHERE says <> 'withdrawn' ORDER BY entry;

-- name: count_story_rulings
-- How many words there are, those that no longer count among them.
SELECT count(*) AS words FROM story_rulings;
