"""What is stored between fetches, without the stores: items, their keys and their wordings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from monitor.collect.arrival import Page, Sorted, is_crowd, sort_entries
from monitor.collect.identity import keys_of
from monitor.records import Known, ParsedEntry, Source, Tier

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
BEFORE = NOW - timedelta(minutes=15)  # our last good look, unless a test says otherwise
ECHO = Source(
    id="echo", name="The Echo", kind="feed", url="https://e.example/", tier=Tier.LOCAL, group="E"
)
HERALD = replace(
    ECHO, id="herald", name="The Herald", url="https://h.example/", tier=Tier.REGIONAL, group="H"
)


@dataclass
class Memory:
    """Takes in pages as the flow does, and remembers of them what the stores keep."""

    known: dict[str, Known] = field(default_factory=dict)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    outlets: Mapping[str, Source] = field(default_factory=dict)

    def take_in(
        self,
        entries: Sequence[ParsedEntry],
        source: Source = ECHO,
        now: datetime = NOW,
        looked_at: datetime | None = BEFORE,
        only_new: bool = False,
    ) -> Sorted:
        """One page of one source; `looked_at` is when we last had a good look at it."""
        page = Page(
            source=source,
            entries=entries,
            keys=keys_of(source, entries),
            looked_at=looked_at,
            only_new=only_new,
        )
        return self.take_in_all([page], now)[0]

    def new(self, *entries: ParsedEntry, source: Source = ECHO) -> list[str]:
        """The titles of what is new on a page."""
        return [item.title for item in self.take_in(entries, source).new]

    def take_in_all(self, pages: Sequence[Page], now: datetime = NOW) -> list[Sorted]:
        """Pages that came together, before any of them is stored."""
        just_found: dict[str, str] = {}
        found = []
        for page in pages:
            crowd = is_crowd(page, self.known)
            whole = replace(page, titles=self._carried(page)) if crowd else page
            one = sort_entries(whole, self.known, just_found, self.outlets, now)
            just_found |= one.keys
            found.append(one)
        for one in found:
            self._remember(one)
        return found

    def _carried(self, page: Page) -> dict[str, str]:
        titles = {entry.title for entry in page.entries if entry.title}
        held = {title: self.titles.get((page.source.id, title)) for title in titles}
        return {title: item for title, item in held.items() if item}

    def _remember(self, one: Sorted) -> None:
        stored = {known.item_id: known for known in self.known.values()}
        for item in one.new:
            stored[item.id] = Known(item_id=item.id, source_id=item.source_id, wording=item.wording)
            self.titles[item.source_id, item.title] = item.id
        for edit in one.edits:
            stored[edit.item_id] = replace(stored[edit.item_id], wording=edit.wording)
        keys = {**{key: known.item_id for key, known in self.known.items()}, **one.keys}
        self.known = {key: stored[item] for key, item in keys.items()}


def entry(
    guid: str = "", url: str = "", title: str = "", day: int = 0, text: str = ""
) -> ParsedEntry:
    at = datetime(2026, 6, day, 9, 0, tzinfo=UTC) if day else None
    return ParsedEntry(guid=guid, url=url, title=title, text=text, published_at=at)
