-- What the machine read and concluded. Times are instants (UTC).
-- No foreign keys (deleting parent and child in one transaction fails in DuckDB) and no secondary
-- indexes (their maintenance under upserts had faults upstream); primary keys only.
CREATE TABLE items (
    item_id       VARCHAR PRIMARY KEY,
    source_id     VARCHAR NOT NULL,
    outlet        VARCHAR NOT NULL,
    tier          VARCHAR NOT NULL,
    owner         VARCHAR NOT NULL,
    url           VARCHAR NOT NULL,
    title         VARCHAR NOT NULL,
    text          VARCHAR NOT NULL,
    author        VARCHAR NOT NULL,
    published_at  TIMESTAMPTZ,
    first_seen_at TIMESTAMPTZ NOT NULL,
    understood_at TIMESTAMPTZ,
    judged_at     TIMESTAMPTZ,
    retry_at      TIMESTAMPTZ,
    failure       VARCHAR
);
-- The identity ladder: each key by which an item is known again.
CREATE TABLE item_keys (key VARCHAR PRIMARY KEY, item_id VARCHAR NOT NULL);
CREATE TABLE mentions (
    mention_id VARCHAR PRIMARY KEY,
    item_id    VARCHAR NOT NULL,
    office_id  VARCHAR NOT NULL,
    holder_id  VARCHAR NOT NULL,
    role       VARCHAR NOT NULL,
    surface    VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char   INTEGER NOT NULL,
    place      VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL
);
CREATE TABLE tones (
    item_id   VARCHAR NOT NULL,
    office_id VARCHAR NOT NULL,
    label     VARCHAR NOT NULL,
    score     DOUBLE NOT NULL,
    scorer    VARCHAR NOT NULL,
    evidence  STRUCT(sentence VARCHAR, words VARCHAR[])[] NOT NULL,
    PRIMARY KEY (item_id, office_id)
);
CREATE TABLE pickups (
    item_id          VARCHAR NOT NULL,
    press_release_id VARCHAR NOT NULL,
    containment      DOUBLE NOT NULL,
    degree           VARCHAR NOT NULL,
    PRIMARY KEY (item_id, press_release_id)
);
CREATE TABLE story_items (
    item_id  VARCHAR PRIMARY KEY,
    story_id VARCHAR NOT NULL,
    reason   VARCHAR NOT NULL,
    likeness DOUBLE NOT NULL
);
-- Fingerprints of items that mean an office, so that copies are found without the text.
CREATE TABLE fingerprints (item_id VARCHAR PRIMARY KEY, shingles UBIGINT[] NOT NULL);
-- Ingest months whose Parquet files are older than their rows.
CREATE TABLE stale_months (month VARCHAR PRIMARY KEY);
