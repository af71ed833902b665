-- Every attempt to send a message, or to find it again; one without a result was cut off.
CREATE TABLE attempts (
    entry       INTEGER PRIMARY KEY,
    delivery_id TEXT NOT NULL REFERENCES deliveries,
    number      INTEGER NOT NULL,
    at          TEXT NOT NULL,
    what        TEXT NOT NULL,
    result      TEXT NOT NULL,
    note        TEXT NOT NULL
) STRICT;
CREATE INDEX attempts_of_deliveries ON attempts (delivery_id, what);
-- Whoever sends a message has it alone until then.
ALTER TABLE deliveries ADD COLUMN lease_until TEXT;
CREATE INDEX deliveries_parked ON deliveries (way) WHERE state = 'parked';
CREATE INDEX deliveries_sent ON deliveries (sent_at) WHERE state = 'sent';
CREATE INDEX deliveries_of_reasons ON deliveries (reason, way);
-- How each way out is: when it was last tried, and since when nothing has arrived by it.
CREATE TABLE ways (
    way           TEXT PRIMARY KEY,
    tried_at      TEXT,
    failing_since TEXT,
    broken        INTEGER NOT NULL,
    why           TEXT NOT NULL
) STRICT;
