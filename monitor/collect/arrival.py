"""A page's entries, sorted: what is new, what was edited, and what only looks new.

Three things look new and wake nobody: the back catalogue of a feed that we meet for the first time,
what was published well before our last look, and a feed that gave everything a new name.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor import ids
from monitor.records import Arrival, Edit, Item, Known, ParsedEntry, Source, Tally
from monitor.times import in_london

FRESH_AT_FIRST = timedelta(hours=2)  # of a feed that we meet: so young, it is news and not history
WELL_BEFORE = timedelta(hours=24)  # drafts carry the date of their drafting, hours before they come
AHEAD = timedelta(hours=1)  # a date so far in the future is a clock's mistake
CROWD = 10  # entries of which none is known: a page so long has not merely moved on
TELLING = 5  # entries of which none is known: a shorter page says nothing
FEW = 5  # entries of a renumbered page that may be news after all


@dataclass(frozen=True, slots=True)
class Page:
    """The entries of a source, their keys, and how it stood at our last good look."""

    source: Source
    entries: Sequence[ParsedEntry]
    keys: Sequence[tuple[str, ...]]
    looked_at: datetime | None  # None: we never had a good look
    only_new: bool = False  # a search that was asked for nothing older
    skipped: int = 0  # further entries, which stand there as they did before
    titles: Mapping[str, str] | None = None  # of a crowd: titles that are known → their items


@dataclass(frozen=True, slots=True)
class Sorted:
    """The new items, all keys to remember, new wordings of known items, and the count."""

    new: tuple[Item, ...]
    keys: Mapping[str, str]
    edits: tuple[Edit, ...]
    tally: Tally
    renumbered: int  # entries that only got a new name
    rolled_off: bool  # nothing on the page was known: more may have come and gone


def is_crowd(page: Page, known: Mapping[str, Known]) -> bool:
    """Whether a page of a feed that we know holds nothing that we know, and much of it."""
    return len(page.entries) >= CROWD and _is_all_new(page, known)


def sort_entries(
    page: Page,
    known: Mapping[str, Known],
    just_found: Mapping[str, str],
    outlets: Mapping[str, Source],
    now: datetime,
) -> Sorted:
    """Tells new entries from known ones.

    `known` maps keys that are stored to their items, `just_found` those of pages that came together
    with this one; `outlets` tells by name whose news a search has found.
    """
    titles = page.titles if page.titles is not None and _is_renumbered(page) else None
    held_back = titles is not None and _young(page, titles) > FEW
    own_keys = {key for keys in page.keys for key in keys}
    standing = {key: known[key] for key in own_keys if key in known}
    owners = {key: just_found[key] for key in own_keys if key in just_found}
    owners |= {key: one.item_id for key, one in standing.items()}
    said = {one.item_id: one.wording for one in standing.values()}
    wordings = {one.item_id: one for one in standing.values() if one.source_id == page.source.id}
    on_page: set[str] = set()
    new: list[Item] = []
    edits: list[Edit] = []
    repeated = 0
    for entry, keys in zip(page.entries, page.keys, strict=True):
        item = _known_item(entry, keys, owners, said)
        if item is None and titles:
            item = titles.get(entry.title)
        if item is None:
            item = ids.item_id(keys[0])
            renamed = titles is not None and (held_back or not _is_young(page, entry))
            arrival = Arrival.RENUMBERED if renamed else _arrival(page, entry, now)
            new.append(_item(item, page.source, entry, outlets, arrival, now))
        elif item in on_page:
            repeated += 1
        elif item in wordings and (edit := _edit(wordings[item], entry)):
            edits.append(edit)
        on_page.add(item)
        owners.update((key, item) for key in keys if key not in owners)
    return Sorted(
        new=tuple(new),
        keys={key: item for key, item in owners.items() if key not in known},
        edits=tuple(edits),
        tally=Tally(entries=len(page.entries) + page.skipped, new=len(new), repeated=repeated),
        renumbered=len(page.entries) if titles is not None else 0,
        rolled_off=titles is None and _is_all_new(page, known),
    )


def _known_item(
    entry: ParsedEntry, keys: Sequence[str], owners: Mapping[str, str], said: Mapping[str, str]
) -> str | None:
    """Whose keys these are. Where guid and address lead to different items, two entries once shared
    one of them: then it is the item that says the same.
    """
    found = list(dict.fromkeys(owners[key] for key in keys if key in owners))
    if len(found) < 2:
        return found[0] if found else None
    wording = ids.wording(entry.title, entry.text)
    return next((item for item in found if said.get(item) == wording), found[0])


def _is_all_new(page: Page, known: Mapping[str, Known]) -> bool:
    met = page.looked_at is not None and not page.only_new and not page.skipped
    any_known = any(key in known for keys in page.keys for key in keys)
    return met and len(page.entries) >= TELLING and not any_known


def _is_renumbered(page: Page) -> bool:
    """Half of the titles are known under other names, or half of the page has one date to the
    minute: that at which a site was moved. News that we missed in a night comes with a night's
    dates, and midnight is what those write who date by the day.
    """
    minutes = Counter(
        f"{at:%Y-%m-%dT%H:%M}"
        for entry in page.entries
        if (at := entry.published_at) and "00:00" not in {f"{at:%H:%M}", f"{in_london(at):%H:%M}"}
    )
    same_date = max(minutes.values(), default=0)
    return 2 * max(len(page.titles or ()), same_date) >= len(page.entries)


def _young(page: Page, titles: Mapping[str, str]) -> int:
    """How many entries whose title nobody knows claim to be younger than our last look."""
    return sum(_is_young(page, one) for one in page.entries if one.title not in titles)


def _is_young(page: Page, entry: ParsedEntry) -> bool:
    return bool(entry.published_at and page.looked_at and entry.published_at > page.looked_at)


def _arrival(page: Page, entry: ParsedEntry, now: datetime) -> Arrival:
    published = entry.published_at
    if page.looked_at is None:
        fresh = published and now - FRESH_AT_FIRST <= published <= now + AHEAD
        return Arrival.NEWS if fresh else Arrival.BACKFILL
    old = published and published < page.looked_at - WELL_BEFORE
    return Arrival.BACKFILL if old else Arrival.NEWS


def _edit(known: Known, entry: ParsedEntry) -> Edit | None:
    wording = ids.wording(entry.title, entry.text)
    if not known.wording or wording == known.wording:
        return None
    return Edit(item_id=known.item_id, title=entry.title, text=entry.text, wording=wording)


def _item(
    item: str,
    source: Source,
    entry: ParsedEntry,
    outlets: Mapping[str, Source],
    arrival: Arrival,
    now: datetime,
) -> Item:
    """The item; one that a search found belongs to whoever published it."""
    voice = outlets.get(entry.outlet.casefold(), source)
    borrowed = entry.outlet and entry.outlet.casefold() not in outlets
    published = entry.published_at
    return Item(
        id=item,
        source_id=source.id,
        outlet=entry.outlet if borrowed else voice.name,
        tier=voice.tier,
        owner=entry.outlet if borrowed else voice.group,
        url=entry.url,
        title=entry.title,
        text=entry.text,
        author=entry.author,
        published_at=published,
        first_seen_at=now,
        date_doubtful=entry.date_doubtful or (published is not None and published > now + AHEAD),
        language=entry.language,
        arrival=arrival,
        wording=ids.wording(entry.title, entry.text),
    )
