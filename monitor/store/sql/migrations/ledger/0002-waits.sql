-- Until when a way out asked us to send nothing.
CREATE TABLE waits (way TEXT PRIMARY KEY, until TEXT NOT NULL) STRICT;
-- REPLACE deletes without firing the triggers on DELETE.
CREATE TRIGGER audit_is_never_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE entry = NEW.entry)
BEGIN SELECT raise(ABORT, 'the audit trail is only added to'); END;
