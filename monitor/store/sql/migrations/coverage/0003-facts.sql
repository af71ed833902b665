-- What speaks for a mention, and the fingerprint of its sentence, by which copies are known.
ALTER TABLE mentions ADD COLUMN evidence VARCHAR[] DEFAULT [];
ALTER TABLE mentions ADD COLUMN prominence INTEGER DEFAULT 0;
ALTER TABLE mentions ADD COLUMN subject VARCHAR DEFAULT 'office';
ALTER TABLE mentions ADD COLUMN passage UBIGINT DEFAULT 0;
UPDATE mentions SET prominence = CASE place WHEN 'headline' THEN 3 WHEN 'lead' THEN 2 ELSE 1 END,
                    subject = CASE holder_id WHEN '' THEN 'office' ELSE 'holder' END;
-- The tables below have no primary key: what an item told is forgotten and told anew in one
-- transaction, which a key would refuse.
CREATE TABLE possible_mentions (
    item_id    VARCHAR NOT NULL,
    office_id  VARCHAR NOT NULL,
    holder_id  VARCHAR NOT NULL,
    surface    VARCHAR NOT NULL,
    place      VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    evidence   VARCHAR[] NOT NULL,
    passage    UBIGINT NOT NULL,
    sentence   VARCHAR NOT NULL
);
CREATE TABLE facts (
    item_id    VARCHAR NOT NULL,
    office_id  VARCHAR NOT NULL,
    subject    VARCHAR NOT NULL,
    prominence INTEGER NOT NULL,
    quoted     BOOLEAN NOT NULL,
    origin     VARCHAR NOT NULL,
    origin_why VARCHAR NOT NULL,
    in_hours   BOOLEAN NOT NULL
);
-- Districts, plan themes, topics, rows of who answers for what, and who else is named.
CREATE TABLE tags (
    item_id   VARCHAR NOT NULL,
    office_id VARCHAR NOT NULL,
    kind      VARCHAR NOT NULL,
    tag       VARCHAR NOT NULL,
    words     VARCHAR[] NOT NULL
);
CREATE TABLE flags (
    item_id   VARCHAR NOT NULL,
    office_id VARCHAR NOT NULL,
    kind      VARCHAR NOT NULL,
    words     VARCHAR NOT NULL,
    sentence  VARCHAR NOT NULL,
    why       VARCHAR NOT NULL
);
CREATE TABLE quotes (
    item_id    VARCHAR NOT NULL,
    office_id  VARCHAR NOT NULL,
    speaker    VARCHAR NOT NULL,
    name       VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char   INTEGER NOT NULL,
    place      VARCHAR NOT NULL,
    direct     BOOLEAN NOT NULL
);
