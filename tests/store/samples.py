"""Small records for the stores, whole as they stand; each maker takes changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor import ids
from monitor.records import ArticlePage, Edit, Fingerprint, Item, StoryPlace, Tier, Understanding

NOW = datetime(2026, 10, 20, 21, 40, tzinfo=UTC)


def an_item(number: int = 1, **changes: Any) -> Item:
    item = Item(
        id=f"item-{number}",
        source_id="gazette",
        outlet="Ashvale Gazette",
        tier=Tier.LOCAL,
        owner="Mereside Media",
        url=f"https://gazette.example/{number}",
        title=f"Title {number} ’ £ 🌧",
        text="Some text.",
        author="A. Reporter",
        published_at=None,
        first_seen_at=NOW + timedelta(minutes=number),
        wording=ids.wording(f"Title {number}", "Some text."),
    )
    return replace(item, **changes)


def an_edit(item_id: str = "item-1", title: str = "New title", text: str = "New text") -> Edit:
    return Edit(item_id=item_id, title=title, text=text, wording=ids.wording(title, text))


def a_page(number: int = 1, **changes: Any) -> ArticlePage:
    page = ArticlePage(
        item_id=f"item-{number}",
        source_id="gazette",
        url=f"https://gazette.example/{number}",
        until=NOW + timedelta(minutes=10),
        keep=False,
    )
    return replace(page, **changes)


def told(number: int = 1, story: str = "s") -> Understanding:
    """The conclusion that an item means an office."""
    place = StoryPlace(story_id=story, reason="first", likeness=1.0)
    fingerprint = Fingerprint(runs=(number,))
    return Understanding(item_id=f"item-{number}", story=place, fingerprint=fingerprint)
