-- name: add_hand_entry
-- Coverage that a person entered; the same entry is kept once.
INSERT INTO hand_entries VALUES (:entry_id, :outlet, :tier, :owner, :title, :text, :url,
    :published_at, :entered_by, :entered_at, NULL) ON CONFLICT DO NOTHING;

-- name: hand_entries_to_take
-- Entries that do not stand in coverage yet.
SELECT * FROM hand_entries WHERE taken_at IS NULL ORDER BY entered_at, entry_id;

-- name: mark_hand_entries_taken
-- These entries stand in coverage.
UPDATE hand_entries SET taken_at = :now WHERE entry_id IN (SELECT value FROM json_each(:ids));
