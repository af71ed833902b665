"""By what an entry is known again: guid, else canonical address, else title and day.

A guid counts within its source only, and not at all where two entries of a page share it with
different addresses. The canonical address counts everywhere, so that an article that stands in two
feeds of a publisher is one item, and one whose guid changes at every fetch stays itself.
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
    trusted = _trusted_guids(entries)
    return [tuple(_keys(source, entry, trusted)) for entry in entries]


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
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(TRACKING)
    ]
    host = parts.netloc.lower().removeprefix("www.")
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def _keys(source: Source, entry: ParsedEntry, trusted: set[str]) -> Iterator[str]:
    if entry.guid in trusted:
        yield f"guid:{source.id}:{entry.guid}"
    if entry.url:
        yield f"url:{canonical_url(entry.url)}"
    if not entry.guid and not entry.url:
        day = f"{entry.published_at:%Y-%m-%d}" if entry.published_at else ""
        yield f"title:{source.id}:{day}:{entry.title.casefold() or entry.text[:200].casefold()}"
    elif entry.guid not in trusted and not entry.url:
        yield f"title:{source.id}:{entry.guid}:{entry.title.casefold()}"


def _trusted_guids(entries: Iterable[ParsedEntry]) -> set[str]:
    addresses: dict[str, set[tuple[str, str]]] = {}
    for entry in entries:
        where = (canonical_url(entry.url), "") if entry.url else ("", entry.title)
        addresses.setdefault(entry.guid, set()).add(where)
    return {guid for guid, seen in addresses.items() if guid and len(seen) == 1}


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
