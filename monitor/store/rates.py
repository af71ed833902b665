"""What named an office and when: of it are made the counts that a rule on rates looks at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from monitor.store.coverage import SQL, Coverage

Stream = Literal["news", "social"]


@dataclass(frozen=True, slots=True)
class Text:
    """Something that named an office, counted once however many titles copied it."""

    office_id: str
    item_id: str
    story_id: str
    stream: Stream
    seen_at: datetime
    appeared_at: datetime | None  # None: nobody told at what time of day
    author: str
    score: float | None  # of its tone towards the office
    negative: bool

    def is_of(self, office_id: str, stream: Stream) -> bool:
        return self.office_id == office_id and self.stream == stream


@dataclass(frozen=True, slots=True)
class Wording:
    """By what the diary knows an item as its own."""

    text: str
    themes: dict[str, tuple[str, ...]]  # by office


def texts_since(db: Coverage, since: datetime, until: datetime) -> list[Text]:
    """What was seen between these moments, oldest first, back catalogues left out."""
    rows = db.execute(SQL["texts_since"], {"since": since, "until": until}).fetchall()
    return [
        Text(office, item, story, _stream(social), _at(seen), _at(out) if out else None, *rest)
        for office, item, story, social, seen, out, *rest in rows
    ]


def words_of(db: Coverage, item_ids: Sequence[str]) -> dict[str, Wording]:
    """The words and themes of these items."""
    found: dict[str, Wording] = {}
    for item, text, office, themes in db.execute(
        SQL["words_of"], {"item_ids": list(item_ids)}
    ).fetchall():
        wording = found.setdefault(item, Wording(text, {}))
        if office:
            wording.themes[office] = tuple(themes or ())
    return found


def began_at(db: Coverage) -> datetime | None:
    """When the first item was seen; None before that."""
    began: datetime | None = db.execute(SQL["began_at"]).fetchall()[0][0]
    return began


def outages(db: Coverage, since: datetime) -> list[tuple[datetime, datetime]]:
    """When nothing at all came for far longer than is usual: the last item before, the next."""
    return [(row[0], row[1]) for row in db.execute(SQL["outages"], {"since": since}).fetchall()]


def _at(microseconds: int) -> datetime:
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC)


def _stream(social: bool) -> Stream:
    return "social" if social else "news"
