-- name: add_found_output
-- What the office's own feed carries; one that is known stays as it is.
INSERT INTO outputs VALUES (:output_id, :office_id, :kind, :number, :title, :text, :url, :item_id,
    :embargo_until, :issued_at, :lists, :themes, :programmes, :messages, :quotes, :outlet,
    :enquiry_id, :cleared_by, :cleared_at, :note, :entered_by, :entered_at) ON CONFLICT DO NOTHING;

-- name: issued_outputs
-- What the office issued in a span of time, oldest first.
SELECT * FROM outputs WHERE issued_at >= :since AND issued_at <= :until
ORDER BY issued_at, output_id;

-- name: all_outputs
-- Everything that the office put out, oldest first, and then what it has not issued yet.
SELECT * FROM outputs ORDER BY issued_at IS NULL, issued_at, entered_at, output_id;

-- name: save_output
-- An output as it now stands.
INSERT OR REPLACE INTO outputs VALUES (:output_id, :office_id, :kind, :number, :title, :text, :url,
    :item_id, :embargo_until, :issued_at, :lists, :themes, :programmes, :messages, :quotes,
    :outlet, :enquiry_id, :cleared_by, :cleared_at, :note, :entered_by, :entered_at);

-- name: find_output
-- One output.
SELECT * FROM outputs WHERE output_id = :id;

-- name: all_enquiries
-- Every enquiry, oldest first.
SELECT * FROM enquiries ORDER BY received_at, enquiry_id;

-- name: save_enquiry
-- An enquiry as it now stands.
INSERT OR REPLACE INTO enquiries VALUES (:enquiry_id, :office_id, :received_at, :outlet, :asked_by,
    :subject, :kind, :deadline_at, :decision, :cleared_by, :cleared_at, :answered_at, :note,
    :entered_by, :entered_at);

-- name: find_enquiry
-- One enquiry.
SELECT * FROM enquiries WHERE enquiry_id = :id;

-- name: all_redress
-- Every correction and rebuttal, oldest first.
SELECT * FROM redress ORDER BY needed_at, redress_id;

-- name: save_redress
-- A correction or rebuttal as it now stands.
INSERT OR REPLACE INTO redress VALUES (:redress_id, :office_id, :kind, :outlet, :item_id, :url,
    :wrong, :text, :needed_at, :drafted_at, :cleared_by, :cleared_at, :issued_at, :outcome,
    :outcome_at, :note, :entered_by, :entered_at);

-- name: find_redress
-- One correction or rebuttal.
SELECT * FROM redress WHERE redress_id = :id;

-- name: all_diary
-- What is to come and what was, in the order of the days.
SELECT * FROM diary ORDER BY starts_at, diary_id;

-- name: save_diary
-- An entry of the diary as it now stands.
INSERT OR REPLACE INTO diary VALUES (:diary_id, :office_id, :kind, :whose, :title, :starts_at,
    :ends_at, :embargo_until, :words, :themes, :note, :entered_by, :entered_at);

-- name: find_diary
-- One entry of the diary.
SELECT * FROM diary WHERE diary_id = :id;

-- name: add_change
-- What a person changed.
INSERT INTO register_changes (register, entry_id, field, before, after, changed_by, changed_at)
VALUES (:register, :entry_id, :field, :before, :after, :changed_by, :changed_at);

-- name: changes_of
-- What was changed of an entry, oldest first.
SELECT * FROM register_changes WHERE entry_id = :id ORDER BY entry;
