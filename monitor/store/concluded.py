"""What was concluded of items, read back for those who judge them."""

from collections.abc import Sequence

from monitor.records import Facts, Flag, Origin, Quote, Speaker, Tag
from monitor.store.coverage import SQL, Coverage

Of = tuple[str, str]  # item and office
KINDS = {
    "district": "districts",
    "theme": "themes",
    "topic": "topics",
    "lead": "leads",
    "named": "named",
}


def facts_of(db: Coverage, item_ids: Sequence[str]) -> dict[Of, Facts]:
    """What these items tell of each office that they concern."""
    asked = {"item_ids": list(item_ids)}
    tags: dict[Of, dict[str, list[Tag]]] = {}
    for item, office, kind, tag, words in db.execute(SQL["tags_of"], asked).fetchall():
        of_kind = tags.setdefault((item, office), {}).setdefault(KINDS[kind], [])
        of_kind.append(Tag(id=tag, words=tuple(words)))
    flags: dict[Of, list[Flag]] = {}
    for item, office, kind, words, sentence, why in db.execute(SQL["flags_of"], asked).fetchall():
        flag = Flag(kind=kind, words=words, sentence=sentence, why=why)
        flags.setdefault((item, office), []).append(flag)
    return {
        (row[0], row[1]): Facts(
            office_id=row[1],
            subject=row[2],
            prominence=row[3],
            quoted=row[4],
            origin=Origin(row[5]),
            origin_why=row[6],
            in_hours=row[7],
            flags=tuple(flags.get((row[0], row[1]), ())),
            **{kind: tuple(found) for kind, found in tags.get((row[0], row[1]), {}).items()},
        )
        for row in db.execute(SQL["facts_of"], asked).fetchall()
    }


def quotes_of(db: Coverage, item_ids: Sequence[str]) -> dict[str, list[Quote]]:
    """Who is quoted in these items."""
    found: dict[str, list[Quote]] = {}
    for row in db.execute(SQL["quotes_of"], {"item_ids": list(item_ids)}).fetchall():
        item, office, speaker, name, start, end, place, direct = row
        quote = Quote(
            speaker=Speaker(speaker),
            name=name,
            start=start,
            end=end,
            where=place,
            direct=direct,
            office_id=office,
        )
        found.setdefault(item, []).append(quote)
    return found
