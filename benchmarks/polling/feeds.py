"""Invented feeds of invented outlets: RSS and Atom as 3 to 2, the same bytes in every run.

Shaped after what a local title publishes: an entry of 1.4 KB, most of it a summary in HTML. The
words are drawn from enough names and numbers that a feed shrinks to three tenths only.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from words import DID, FIRST, GIVEN, MIDDLE, NAME_ENDS, PLACE_ENDS, WHAT, WHICH, WHO

NEWEST = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)  # of the entry that comes last
APART = timedelta(hours=6)
SENTENCES = 10  # in a summary


@dataclass(frozen=True, slots=True)
class Entry:
    link: str
    title: str
    summary: str
    author: str
    at: datetime


def pages(outlet: int, entries: int) -> tuple[bytes, bytes]:
    """The outlet's page, newest entry first, and the same page once one more entry has come."""
    written = [_entry(outlet, one, NEWEST - APART * (entries - one)) for one in range(entries + 1)]
    before, after = written[-2::-1], written[:0:-1]
    return _page(outlet, before), _page(outlet, after)


def _page(outlet: int, entries: list[Entry]) -> bytes:
    worded = _rss if outlet % 5 < 3 else _atom
    return worded(f"{_town(outlet)} Courier", entries).encode()


def _town(outlet: int) -> str:
    return _place(random.Random(outlet))


def _entry(outlet: int, number: int, at: datetime) -> Entry:
    chance = random.Random(outlet * 1_000_003 + number)
    title = _headline(chance)
    slug = title.lower().replace(" ", "-")
    photo = f"https://images.example/{chance.getrandbits(128):032x}.jpg"
    told = " ".join(_sentences(chance))
    more = f'<a href="{photo}">{_person(chance)} &amp; others</a> {chance.choice(DID)} it.'
    return Entry(
        link=f"https://{_town(outlet).lower()}-{outlet}.example/news/{slug}-{number}",
        title=title,
        summary=f"<p>{told}</p>\n<p>{more}</p>",
        author=_person(chance),
        at=at,
    )


def _headline(chance: random.Random) -> str:
    who, did, which, what = (chance.choice(words) for words in (WHO, DID, WHICH, WHAT))
    return f"{_place(chance)} {who} {did} the {which} {what}"


def _sentences(chance: random.Random) -> Iterator[str]:
    for _ in range(SENTENCES):
        who, did, which, what = (chance.choice(words) for words in (WHO, DID, WHICH, WHAT))
        yield (
            f"{_person(chance)} and {chance.randint(2, 999)} {which} {who} of "
            f"{_place(chance)} {did} the {chance.choice(WHICH)} {what}."
        )


def _person(chance: random.Random) -> str:
    return f"{chance.choice(GIVEN)} {_coined(chance, NAME_ENDS)}"


def _place(chance: random.Random) -> str:
    return _coined(chance, PLACE_ENDS)


def _coined(chance: random.Random, ends: list[str]) -> str:
    return chance.choice(FIRST) + chance.choice(MIDDLE) + chance.choice(ends)


def _rss(outlet: str, entries: list[Entry]) -> str:
    items = "".join(
        f"<item>\n<title>{escape(one.title)}</title>\n<link>{one.link}</link>\n"
        f'<guid isPermaLink="true">{one.link}</guid>\n'
        f"<dc:creator>{one.author}</dc:creator>\n<category>News</category>\n"
        f"<pubDate>{format_datetime(one.at, usegmt=True)}</pubDate>\n"
        f"<description><![CDATA[{one.summary}]]></description>\n</item>\n"
        for one in entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
        f"<title>{outlet}</title>\n<link>https://courier.example/</link>\n"
        f"<description>News from around the county</description>\n{items}</channel>\n</rss>\n"
    )


def _atom(outlet: str, entries: list[Entry]) -> str:
    items = "".join(
        f'<entry>\n<title>{escape(one.title)}</title>\n<link rel="alternate" href="{one.link}"/>\n'
        f"<id>{one.link}</id>\n<author><name>{one.author}</name></author>\n"
        f"<published>{one.at:%Y-%m-%dT%H:%M:%SZ}</published>\n"
        f"<updated>{one.at:%Y-%m-%dT%H:%M:%SZ}</updated>\n"
        f'<summary type="html">{escape(one.summary)}</summary>\n</entry>\n'
        for one in entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{outlet}</title>\n<id>https://courier.example/{outlet.replace(' ', '-')}</id>\n"
        f"<updated>{entries[0].at:%Y-%m-%dT%H:%M:%SZ}</updated>\n{items}</feed>\n"
    )
