-- How an item came, in which language, and whether its date can be meant.
ALTER TABLE items ADD COLUMN date_doubtful BOOLEAN DEFAULT false;
ALTER TABLE items ADD COLUMN language VARCHAR DEFAULT '';
ALTER TABLE items ADD COLUMN arrival VARCHAR DEFAULT 'news';
-- A hash of title and text as the feed gave them, by which an edit is noticed.
ALTER TABLE items ADD COLUMN wording VARCHAR DEFAULT '';
-- What an item said before its publisher changed it.
CREATE TABLE item_versions (
    item_id      VARCHAR NOT NULL,
    replaced_at  TIMESTAMPTZ NOT NULL,
    title        VARCHAR NOT NULL,
    text         VARCHAR NOT NULL,
    PRIMARY KEY (item_id, replaced_at)
);
-- Pages behind links: `state` is due, read, or why the feed's summary had to do. Text that we have
-- no licence to keep is dropped when no new item can belong to its story any more.
CREATE TABLE articles (
    item_id   VARCHAR PRIMARY KEY,
    source_id VARCHAR NOT NULL,
    url       VARCHAR NOT NULL,
    until     TIMESTAMPTZ NOT NULL,
    keep      BOOLEAN NOT NULL,
    state     VARCHAR NOT NULL,
    text      VARCHAR NOT NULL,
    read_at   TIMESTAMPTZ
);
