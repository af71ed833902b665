-- name: add_rota_change
-- A person's word on who is away and who stands in; the same word said twice is one.
INSERT INTO rota_changes VALUES (:change_id, :kind, :role, :person_id, :instead_id, :begins_at,
    :ends_at, :why, :said_by, :said_at, :ended_by, :ended_at) ON CONFLICT DO NOTHING;

-- name: end_rota_change
-- A person took it back; nothing happens if it is over.
UPDATE rota_changes SET ended_by = :ended_by, ended_at = :now
WHERE change_id = :change_id AND ended_at IS NULL AND ends_at > :now;

-- name: rota_changes
-- What people said of the rota and what was not over then, the first to begin before the others.
SELECT * FROM rota_changes WHERE ends_at > :since ORDER BY begins_at, change_id;

-- name: calendars
-- Every calendar as it was last read.
SELECT * FROM calendars ORDER BY calendar_id;

-- name: save_calendar
-- How a calendar stands now.
INSERT OR REPLACE INTO calendars VALUES (:calendar_id, :body, :etag, :last_modified, :asked_at,
    :read_at, :spread_at, :failed_at, :reason);

-- name: forget_appointments
-- The entries of a calendar, before those that it has now.
DELETE FROM appointments WHERE calendar_id = :calendar_id;

-- name: add_appointment
-- One entry of a calendar at one time.
INSERT INTO appointments VALUES (:calendar_id, :summary, :begins_at, :ends_at);

-- name: appointments
-- Entries that were not over then, in order.
SELECT * FROM appointments WHERE ends_at > :since ORDER BY begins_at, calendar_id, summary;
