"""By what an entry is known again: guid, else canonical address, else title and day.

A guid counts within its source only, and not at all where two entries of a page share it with
different addresses. The canonical address counts everywhere, so that an article that stands in two
feeds of a publisher is one item, and one whose guid changes at every fetch stays itself; but not
where entries of a page share it under different titles, as in a feed that links to its front page.
A source whose publisher gets one of these wrong is told by its `identity` to go by another.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

from monitor.records import ParsedEntry, Source

Shape = tuple[int, int, int]  # hashes of guid, canonical address and words; 0 where there is none

_SIMPLE = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[\w./~%,;=!$&()*+:-]*)?", re.ASCII)
TRACKING = ("utm_", "at_", "fbclid", "gclid", "mc_cid", "mc_eid", "cmpid", "ito", "ocid", "xtor")


def keys_of(
    source: Source, entries: Sequence[ParsedEntry], beside: Collection[Shape] = ()
) -> list[tuple[str, ...]]:
    """The keys of each entry, strongest first; every entry has at least one.

    `beside` are the page's other entries, which stand there as they did before: what they share
    with these tells nothing.
    """
    named = [(entry, _place(entry)) for entry in entries]
    shapes = [*(_shape(entry, place) for entry, place in named), *beside]
    guids = _telling((guid, place or words) for guid, place, words in shapes)
    places = _telling((place, words) for _, place, words in shapes)
    return [tuple(_keys(source, entry, place, guids, places)) for entry, place in named]


def shapes_of(entries: Iterable[ParsedEntry]) -> list[Shape]:
    """What has to be remembered of entries to tell which of their names stand for one thing."""
    return [_shape(one, _place(one)) for one in entries]


def _shape(entry: ParsedEntry, place: str) -> Shape:
    return hash(entry.guid), hash(place), hash(_words(entry))


def canonical_url(url: str) -> str:
    """The address without scheme, `www.`, tracking parameters, fragment and closing slash."""
    if _SIMPLE.fullmatch(url):
        host, slash, path = url.partition("://")[2].partition("/")
        return f"{host.lower().removeprefix('www.')}{slash}{path}".rstrip("/")
    parts = urlsplit(url)
    host = parts.netloc.lower().removeprefix("www.")
    query = f"?{_kept(parts.query)}" if parts.query and _kept(parts.query) else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def _kept(query: str) -> str:
    # The bytes of a query are not always UTF-8: `%E8` and `%E9` must not both become U+FFFD.
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    kept = [(name, value) for name, value in pairs if not name.lower().startswith(TRACKING)]
    return urlencode(sorted(kept), errors="surrogateescape")


def _keys(
    source: Source, entry: ParsedEntry, place: str, guids: set[int], places: set[int]
) -> Iterator[str]:
    """The ladder, or the one rung that the source goes by; the last where that is missing."""
    by = source.identity
    has_guid = hash(entry.guid) in guids and by in {"ladder", "guid"}
    has_place = hash(place) in places and by in {"ladder", "address"}
    if has_guid:
        yield f"guid:{source.id}:{entry.guid}"
    if has_place:
        yield f"url:{place}"
    elif not has_guid or (place and by == "ladder"):
        day = f"{entry.published_at:%Y-%m-%d}" if entry.published_at else ""
        told = day if by == "title" else place or entry.guid or day
        yield f"title:{source.id}:{told}:{_words(entry)}"


def _telling(pairs: Iterable[tuple[int, int]]) -> set[int]:
    """The names that stand for one thing only; nothing has the name 0."""
    things: dict[int, set[int]] = {}
    for name, thing in pairs:
        things.setdefault(name, set()).add(thing)
    return {name for name, seen in things.items() if name and len(seen) == 1}


def _place(entry: ParsedEntry) -> str:
    return canonical_url(entry.url) if entry.url else ""


def _words(entry: ParsedEntry) -> str:
    return (entry.title or entry.text[:200]).casefold()
