-- How often such a label is right; nobody knows it of scores that are older than this.
ALTER TABLE tones ADD COLUMN confidence DOUBLE;
-- What a machine thought before another, or a newer one, thought otherwise.
CREATE TABLE tone_versions (
    item_id     VARCHAR NOT NULL,
    office_id   VARCHAR NOT NULL,
    label       VARCHAR NOT NULL,
    score       DOUBLE NOT NULL,
    confidence  DOUBLE,
    scorer      VARCHAR NOT NULL,
    replaced_at TIMESTAMPTZ NOT NULL
);
-- The ledger's standing corrections, as far as they are taken in. No primary key: one that is
-- said anew is deleted and inserted in one transaction, which a key would refuse.
CREATE TABLE tone_labels (
    item_id     VARCHAR NOT NULL,
    office_id   VARCHAR NOT NULL,
    label       VARCHAR NOT NULL,
    labelled_by VARCHAR NOT NULL,
    labelled_at TIMESTAMPTZ NOT NULL
);
-- The tone that counts: a person's word, where there is one, beside the machine's.
CREATE VIEW tones_that_count AS
SELECT t.item_id, t.office_id, coalesce(l.label, t.label) AS label, t.label AS machine_label,
       l.labelled_by, l.labelled_at, t.score, t.confidence, t.scorer, t.evidence
FROM tones t LEFT JOIN tone_labels l ON l.item_id = t.item_id AND l.office_id = t.office_id;
-- Published months lack the new columns.
INSERT INTO stale_months SELECT DISTINCT strftime(first_seen_at, '%Y-%m') FROM items
ON CONFLICT DO NOTHING;
