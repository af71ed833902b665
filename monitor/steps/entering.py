"""Coverage that a person saw, heard or read → the ledger, from where the next pass takes it in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor import ids
from monitor.collect.markup import clean
from monitor.collect.reading import MOST_TEXT, web_link
from monitor.errors import InputRefused
from monitor.records import HandEntry, Source, Tier
from monitor.times import LONDON

FIRST_YEAR = 2000  # an earlier one is a slip of the hand
AHEAD = timedelta(days=1)  # tomorrow's paper is read tonight


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a person typed; empty where nothing was said."""

    outlet: str
    title: str
    text: str = ""
    tier: str = ""
    owner: str = ""
    url: str = ""
    published: str = ""
    by: str


def entry_of(given: Given, sources: Iterable[Source], now: datetime) -> HandEntry:
    """The entry, filled up from the source of that outlet; InputRefused if it cannot be meant."""
    outlet, title = _words("outlet", given.outlet), _words("title", given.title)
    known = next((one for one in sources if one.name.casefold() == outlet.casefold()), None)
    at = published_at(given.published, now)
    return HandEntry(
        id=ids.hand_entry_id(outlet.casefold(), title, at.isoformat()),
        outlet=known.name if known else outlet,
        tier=Tier(given.tier or (known.tier if known else Tier.REGIONAL)),
        owner=clean(given.owner) or (known.group if known else outlet),
        title=title[:1000],
        text=clean(given.text)[:MOST_TEXT],
        url=_link(given.url),
        published_at=at,
        entered_by=given.by,
        entered_at=now,
    )


def published_at(text: str, now: datetime) -> datetime:
    """The moment that is meant, to the minute; without a zone as a London wall clock shows it."""
    try:
        meant = datetime.fromisoformat(text.strip()) if text else now
        moment = (meant if meant.tzinfo else meant.replace(tzinfo=LONDON)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise InputRefused(f'{text!r} is no time; write it as "2026-10-20 08:15"') from None
    if moment > now + AHEAD:
        raise InputRefused(f"{text!r} lies ahead: nobody has published it yet")
    if moment.year < FIRST_YEAR:
        raise InputRefused(f"{text!r} is no news; is the year right?")
    return moment.replace(second=0, microsecond=0)


def _words(name: str, text: str) -> str:
    if not (words := clean(text)):
        raise InputRefused(f"the {name} is empty")
    return words


def _link(url: str) -> str:
    if url and not web_link(url):
        raise InputRefused(f"{url!r} is no http:// or https:// address")
    return web_link(url)
