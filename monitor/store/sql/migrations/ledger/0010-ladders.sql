-- The ladder that an alert began with is its own: the rota may change while it climbs.
ALTER TABLE alerts RENAME COLUMN escalate_at TO due_at;
ALTER TABLE alerts ADD COLUMN ladder TEXT NOT NULL DEFAULT '[]';
ALTER TABLE alerts ADD COLUMN merged_into TEXT NOT NULL DEFAULT '';
