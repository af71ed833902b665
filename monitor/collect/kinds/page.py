"""A page of news without a feed, read by CSS selectors that a person gave.

Such a page tells nobody when its layout changes; so a page on which nothing is found where
entries stood is never taken for one without news.
"""

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from monitor.collect.channel import language_of, page_of
from monitor.collect.dates import Dated, read_date
from monitor.collect.kinds import feed
from monitor.collect.markup import plain_text
from monitor.collect.reading import (
    MOST_ENTRIES,
    MOST_TEXT,
    Unreadable,
    declined,
    nothing,
    web_link,
)
from monitor.records import (
    Asking,
    FetchRequest,
    Outcome,
    ParsedEntry,
    ParsedFeed,
    Reading,
    Selectors,
)

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_WIDER = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "us-ascii": "windows-1252"}
# What people write around a date: `Published on Monday 1st June, 2026` and `01/06/2026`.
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([A-Z][a-z]{2,8})\.?,? (\d{4})\b")
_NUMBERS = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")


def ask(asking: Asking) -> FetchRequest:
    """The page at its address."""
    return feed.ask(asking)


def read(reading: Reading, body: bytes) -> ParsedFeed:
    """The entries on the page; NOT_A_FEED where none is found, for then its layout has changed."""
    if reading.status != 200:
        return declined(reading.status)
    if not body.strip():
        return nothing(Outcome.EMPTY, "the answer was empty")
    select = reading.select
    if select is None:
        raise Unreadable("nobody has said where the entries of this page stand")
    page = LexborHTMLParser(_decoded(reading.content_type, body))
    try:
        return _found(page, select, reading.url)
    except (SelectolaxError, ValueError):
        raise Unreadable("one of the selectors in `select` is not CSS that we know") from None


def _decoded(content_type: str, body: bytes) -> str:
    """The page's characters, in the encoding that it names, or else in UTF-8."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    header = content_type.encode("ascii", "replace")
    named = _CHARSET.search(header) or _CHARSET.search(body[:2048])
    name = named[1].decode("ascii").lower() if named else "utf-8"
    try:
        return body.decode(_WIDER.get(name, name), "replace")
    except (LookupError, ValueError):  # nobody's encoding, or one of Python's that is none
        return body.decode("utf-8", "replace")


def _found(page: LexborHTMLParser, select: Selectors, url: str) -> ParsedFeed:
    nodes = page.css(select.entry)
    if not nodes:
        return _changed(f"nothing on the page matches `{select.entry}`")
    base, language = _base(page, url), _language(page)
    entries = list(_entries(nodes[:MOST_ENTRIES], select, base, language))
    if not entries:
        within = f"`{select.title}` and `{select.link}`" if select.title else f"`{select.link}`"
        return _changed(f"nothing in `{select.entry}` matches {within}")
    without = len(nodes[:MOST_ENTRIES]) - len(entries)
    flaw = f"{without} of {len(nodes)} entries have no title or link" if without else ""
    return page_of(entries, len(nodes) - without, flaw)


def _changed(what: str) -> ParsedFeed:
    return nothing(Outcome.NOT_A_FEED, f"{what}: its layout has changed")


def _base(page: LexborHTMLParser, url: str) -> str:
    base = page.css_first("base")
    return web_link(_attribute(base, "href"), url) or url


def _language(page: LexborHTMLParser) -> str:
    return language_of(_attribute(page.css_first("html"), "lang"))


def _entries(
    nodes: Sequence[LexborNode], select: Selectors, base: str, language: str
) -> Iterator[ParsedEntry]:
    for node in nodes:
        link = node if select.link == "a" and node.tag == "a" else node.css_first(select.link)
        url = web_link(_attribute(link, "href"), base)
        title = _words(node.css_first(select.title) if select.title else link)
        if not url or not title:
            continue
        at, doubtful = _dated(node, select.date)
        yield ParsedEntry(
            guid="",
            url=url,
            title=title[:1000],
            text=_words(node.css_first(select.text))[:MOST_TEXT] if select.text else "",
            published_at=at,
            date_doubtful=doubtful,
            language=language,
        )


def _dated(node: LexborNode, selector: str) -> Dated:
    """The date of an entry: as machines read it if it stands there, else as people do."""
    element = node.css_first(selector or "time")
    if element is None:
        return None, False
    time = element if element.tag == "time" else element.css_first("time")
    words = _attribute(time, "datetime") or _words(element)
    at, doubtful = read_date(words)
    return read_date(_day(words)) if doubtful else (at, False)


def _day(words: str) -> str:
    """The day that words name, in a form that machines read; else the words."""
    if day := _DAY.search(words):
        return f"{day[1]} {day[2]} {day[3]}"
    if day := _NUMBERS.search(words):  # as Britain writes it: the day comes first
        return f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}"
    return words


def _attribute(node: LexborNode | None, name: str) -> str:
    return (node.attributes.get(name) or "") if node is not None else ""


def _words(node: LexborNode | None) -> str:
    return plain_text(node.html or "") if node is not None else ""
