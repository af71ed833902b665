-- What an item and an output of the office have in common; `degree` is what the thresholds make of
-- it, and is judged anew when they change. No primary key: what an item told is forgotten and told
-- anew in one transaction, which a key would refuse.
ALTER TABLE pickups RENAME TO old_pickups;
CREATE TABLE pickups (
    item_id       VARCHAR NOT NULL,
    output_id     VARCHAR NOT NULL,
    office_id     VARCHAR NOT NULL,
    kind          VARCHAR NOT NULL,
    degree        VARCHAR NOT NULL,
    release_share DOUBLE NOT NULL,
    item_share    DOUBLE NOT NULL,
    blocks        INTEGER[] NOT NULL,
    quotes        INTEGER NOT NULL,
    quotes_of     INTEGER NOT NULL,
    quoted        DOUBLE NOT NULL,
    said          INTEGER NOT NULL,
    strange       INTEGER NOT NULL,
    figures       VARCHAR[] NOT NULL,
    figures_of    INTEGER NOT NULL,
    names         VARCHAR[] NOT NULL,
    rare          VARCHAR[] NOT NULL,
    topic         DOUBLE NOT NULL,
    named         BOOLEAN NOT NULL,
    headline      BOOLEAN NOT NULL,
    days          INTEGER,
    other_edition BOOLEAN NOT NULL,
    rival         VARCHAR NOT NULL
);
INSERT INTO pickups
SELECT item_id, press_release_id, '', 'release',
       CASE degree WHEN 'verbatim' THEN 'verbatim' WHEN 'partial' THEN 'edited' ELSE 'mention' END,
       0, containment, [], 0, 0, 0, 0, 0, [], 0, [], [], 0, false, false, NULL, false, ''
FROM old_pickups;
DROP TABLE old_pickups;
-- Key messages that an item carries.
CREATE TABLE carried (
    item_id    VARCHAR NOT NULL,
    office_id  VARCHAR NOT NULL,
    message_id VARCHAR NOT NULL,
    degree     VARCHAR NOT NULL,
    sentence   VARCHAR NOT NULL
);
-- Fingerprints by which copies and reports of one event are found without the text. Those of
-- before held every run of five words and nothing else; they are made anew from what is kept.
DROP TABLE fingerprints;
CREATE TABLE fingerprints (
    item_id VARCHAR PRIMARY KEY,
    runs    UINTEGER[] NOT NULL,
    words   UINTEGER[] NOT NULL,
    names   UINTEGER[] NOT NULL,
    figures UINTEGER[] NOT NULL,
    article VARCHAR NOT NULL
);
-- The ledger's standing words on stories, as far as they are taken in: whole stories that are told
-- with another, and items that a person put elsewhere.
CREATE TABLE merged_stories (story_id VARCHAR NOT NULL, into_story VARCHAR NOT NULL);
CREATE TABLE moved_items (item_id VARCHAR NOT NULL, into_story VARCHAR NOT NULL);
-- The story that counts: a person's word, where there is one, before the machine's.
CREATE VIEW stories_that_count AS
SELECT s.item_id, coalesce(i.into_story, m.into_story, s.story_id) AS story_id,
       s.story_id AS machine_story_id, s.reason, s.likeness
FROM story_items s LEFT JOIN moved_items i ON i.item_id = s.item_id
     LEFT JOIN merged_stories m ON m.story_id = s.story_id;
INSERT INTO stale_months SELECT DISTINCT strftime(first_seen_at, '%Y-%m') FROM items
ON CONFLICT DO NOTHING;
