"""By what an entry is known again: guid, else canonical address, else title and day.

A guid counts within its source only, and not at all where two entries of a page share it with
different addresses. The canonical address counts everywhere, so that an article that stands in two
feeds of a publisher is one item, and one whose guid changes at every fetch stays itself; but not
where entries of a page share it under different titles, as in a feed that links to its front page.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from monitor import ids
from monitor.records import Item, ParsedEntry, Source

TRACKING = ("utm_", "at_", "fbclid", "gclid", "mc_cid", "mc_eid", "cmpid", "ito", "ocid", "xtor")


@dataclass(frozen=True, slots=True)
class Sorted:
    """A page's entries sorted: the new items, all keys to remember, and how many stand twice."""

    new: tuple[Item, ...]
    keys: Mapping[str, str]
    repeated: int


def keys_of(source: Source, entries: Sequence[ParsedEntry]) -> list[tuple[str, ...]]:
    """The keys of each entry, strongest first; every entry has at least one."""
    guids = _telling((entry.guid, _place(entry) or _words(entry)) for entry in entries)
    places = _telling((_place(entry), _words(entry)) for entry in entries)
    return [tuple(_keys(source, entry, guids, places)) for entry in entries]


def sort_entries(
    source: Source,
    entries: Sequence[ParsedEntry],
    keys: Sequence[tuple[str, ...]],
    known: Mapping[str, str],
    now: datetime,
) -> Sorted:
    """Tells new entries from known ones; `known` maps keys that are stored to their items."""
    owners = dict(known)
    on_page: set[str] = set()
    new, repeated = [], 0
    for entry, own_keys in zip(entries, keys, strict=True):
        item = next((owners[key] for key in own_keys if key in owners), None)
        if item is None:
            item = ids.item_id(own_keys[0])
            new.append(_item(item, source, entry, now))
        elif item in on_page:
            repeated += 1
        on_page.add(item)
        owners.update((key, item) for key in own_keys if key not in owners)
    fresh = {key: item for key, item in owners.items() if key not in known}
    return Sorted(tuple(new), fresh, repeated)


def canonical_url(url: str) -> str:
    """The address without scheme, `www.`, tracking parameters, fragment and closing slash."""
    parts = urlsplit(url)
    # The bytes of a query are not always UTF-8: `%E8` and `%E9` must not both become U+FFFD.
    pairs = parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
    kept = [(name, value) for name, value in pairs if not name.lower().startswith(TRACKING)]
    host = parts.netloc.lower().removeprefix("www.")
    query = f"?{urlencode(sorted(kept), errors='surrogateescape')}" if kept else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def _keys(source: Source, entry: ParsedEntry, guids: set[str], places: set[str]) -> Iterator[str]:
    place = _place(entry)
    if entry.guid in guids:
        yield f"guid:{source.id}:{entry.guid}"
    if place in places:
        yield f"url:{place}"
    elif place or entry.guid not in guids:
        day = f"{entry.published_at:%Y-%m-%d}" if entry.published_at else ""
        yield f"title:{source.id}:{place or entry.guid or day}:{_words(entry)}"


def _telling(pairs: Iterable[tuple[str, str]]) -> set[str]:
    """The names that stand for one thing only."""
    things: dict[str, set[str]] = {}
    for name, thing in pairs:
        things.setdefault(name, set()).add(thing)
    return {name for name, seen in things.items() if name and len(seen) == 1}


def _place(entry: ParsedEntry) -> str:
    return canonical_url(entry.url) if entry.url else ""


def _words(entry: ParsedEntry) -> str:
    return (entry.title or entry.text[:200]).casefold()


def _item(item: str, source: Source, entry: ParsedEntry, now: datetime) -> Item:
    return Item(
        id=item,
        source_id=source.id,
        outlet=source.name,
        tier=source.tier,
        owner=source.group,
        url=entry.url,
        title=entry.title,
        text=entry.text,
        author=entry.author,
        published_at=entry.published_at,
        first_seen_at=now,
    )
