"""JSON Feed, versions 1 and 1.1: https://www.jsonfeed.org/version/1.1/."""

from typing import Any

from monitor.collect.channel import language_of, page_of
from monitor.collect.dates import first_date
from monitor.collect.markup import clean, plain_text
from monitor.collect.reading import (
    MOST_ENTRIES,
    MOST_TEXT,
    Unreadable,
    nothing,
    read_json,
    text_at,
    web_link,
    within,
)
from monitor.records import Outcome, ParsedEntry, ParsedFeed, Reading


def looks_like_json(body: bytes) -> bool:
    """Whether this begins as a JSON object does, and no XML can."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read(reading: Reading, body: bytes) -> ParsedFeed:
    """The items of a JSON Feed; NOT_A_FEED for any other JSON, and for what only begins like it."""
    try:
        found = read_json(body)
    except Unreadable:
        return nothing(Outcome.NOT_A_FEED, "what came begins like JSON and is not whole")
    items = within(found, "items")
    if "jsonfeed.org" not in text_at(found, "version") or not isinstance(items, list):
        return nothing(Outcome.NOT_A_FEED, "what came is JSON, and not a JSON Feed")
    base = web_link(text_at(found, "home_page_url"), reading.url) or reading.url
    return page_of((_entry(item, base, found) for item in items[:MOST_ENTRIES]), len(items))


def _entry(item: object, base: str, found: object) -> ParsedEntry:
    link = text_at(item, "url") or text_at(item, "external_url")
    dates = ((text_at(item, name), None) for name in ("date_published", "date_modified"))
    at, doubtful = first_date(dates)
    return ParsedEntry(
        guid=_id(within(item, "id"))[:2000],
        url=web_link(link, base),
        title=text_at(item, "title")[:1000],
        text=_text(item),
        author=_author(item)[:200],
        published_at=at,
        date_doubtful=doubtful,
        language=language_of(text_at(item, "language"), text_at(found, "language")),
    )


def _id(name: Any) -> str:  # noqa: ANN401
    """An id ought to be text; version 1 let people write a number."""
    return clean(str(name)) if isinstance(name, str | int | float) else ""


def _text(item: object) -> str:
    markup = within(item, "content_html")
    if isinstance(markup, str) and markup:
        return plain_text(markup[:MOST_TEXT])
    return (text_at(item, "content_text") or text_at(item, "summary"))[:MOST_TEXT]


def _author(item: object) -> str:
    authors = within(item, "authors")
    names = [text_at(author, "name") for author in authors] if isinstance(authors, list) else []
    return ", ".join(filter(None, names)) or text_at(item, "author", "name")
