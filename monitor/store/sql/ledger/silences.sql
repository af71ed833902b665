-- name: add_silence
-- A person's word that something shall not be told for a while.
INSERT INTO silences VALUES (:silence_id, :rule_id, :story_id, :source_id, :why, :owner, :begins_at,
    :ends_at, :ended_by, :ended_at, :reminded_at) ON CONFLICT DO NOTHING;

-- name: standing_silences
-- Silences that stand or are still to begin, the first to end before the others.
SELECT * FROM silences WHERE ended_at IS NULL AND ends_at > :now ORDER BY ends_at, silence_id;

-- name: find_silence
-- One silence, whether or not it stands.
SELECT * FROM silences WHERE silence_id = :silence_id;

-- name: end_silence
-- A person took it back; nothing happens if it is over.
UPDATE silences SET ended_by = :ended_by, ended_at = :now
WHERE silence_id = :silence_id AND ended_at IS NULL AND ends_at > :now;

-- name: set_reminded
-- It was recalled; that is done once.
UPDATE silences SET reminded_at = :now
WHERE silence_id = :silence_id AND ended_at IS NULL AND reminded_at IS NULL;

-- name: count_silenced
-- How many alerts a silence has held.
SELECT count(DISTINCT alert_id) AS held FROM deliveries
WHERE state = 'held' AND receipt = '' AND reason = :silenced
  AND note LIKE 'silence ' || :silence_id || ' %';
