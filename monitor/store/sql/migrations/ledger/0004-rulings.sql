-- What people said of mentions; the newest word counts. `passages`: fingerprints of the sentences
-- that were ruled on, filled when the daemon takes the ruling in.
CREATE TABLE rulings (
    item_id   TEXT NOT NULL,
    office_id TEXT NOT NULL,
    says      TEXT NOT NULL,
    note      TEXT NOT NULL,
    ruled_by  TEXT NOT NULL,
    ruled_at  TEXT NOT NULL,
    passages  TEXT NOT NULL DEFAULT '[]',
    taken_at  TEXT,
    PRIMARY KEY (item_id, office_id, ruled_at)
) STRICT;
