-- name: all_hand_entries
-- Coverage that people entered, oldest first.
SELECT * FROM hand_entries ORDER BY published_at, entry_id;

-- name: find_hand_entry
-- One entry.
SELECT * FROM hand_entries WHERE entry_id = :id;

-- name: save_hand_entry
-- An entry as it now stands: the next pass takes it in.
INSERT OR REPLACE INTO hand_entries VALUES (:entry_id, :outlet, :tier, :owner, :title, :text, :url,
    :published_at, :entered_by, :entered_at, NULL);

-- name: hand_entries_to_take
-- Entries that do not stand in coverage yet, or stand there as they were.
SELECT * FROM hand_entries WHERE taken_at IS NULL ORDER BY entered_at, entry_id;

-- name: mark_hand_entry_taken
-- The entry stands in coverage, unless somebody changed it since it was read.
UPDATE hand_entries SET taken_at = :now
WHERE entry_id = :entry_id AND outlet = :outlet AND tier = :tier AND owner = :owner
  AND title = :title AND text = :text AND url = :url AND published_at = :published_at;
