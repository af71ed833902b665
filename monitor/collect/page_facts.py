"""What a page says of itself: headline, author, language, date, its own address.

The headline that people see comes first; what is written for search engines is cut or embellished.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from monitor.collect.dates import first_date
from monitor.collect.markup import clean
from monitor.collect.reading import text_at, web_link, within

_BY = re.compile(r"^(?:(?:words |exclusive )?by|gan|written by)\s*:?\s+", re.IGNORECASE)
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]|$)", re.IGNORECASE)
_BYLINES = "[rel~=author], [class*=byline i] a, [class*=author-name i], .byline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    title: str
    author: str  # several are parted by ", "
    language: str  # "en", "cy"; "" where the page does not say
    address: str  # its canonical link, or "" where that is none
    published_at: datetime | None
    date_doubtful: bool


def facts_of(tree: LexborHTMLParser, url: str) -> Facts:
    """Read before anything is taken out of the page."""
    data = list(_json_ld(tree))
    published_at, doubtful = first_date((written, None) for written in _dates(tree, data))
    return Facts(
        title=_title(tree)[:1000],
        author=_author(tree, data)[:200],
        language=_language(tree),
        address=_address(tree, url),
        published_at=published_at,
        date_doubtful=doubtful,
    )


def _title(tree: LexborHTMLParser) -> str:
    heads = [clean(head.text()) for head in tree.css("h1")]
    if len(heads) == 1 and heads[0]:
        return heads[0]
    return _meta(tree, "og:title") or _text(tree, "title")


def _author(tree: LexborHTMLParser, data: list[dict[str, Any]]) -> str:
    names = next((found for one in data if (found := _names(one.get("author")))), "")
    written = names or _meta(tree, "author") or _text(tree, _BYLINES)
    return _BY.sub("", "" if "://" in written else written)


def _names(author: object) -> str:
    """Schema.org allows a name, a person, and a list of either."""
    many = author if isinstance(author, list) else [author]
    names = [clean(one) if isinstance(one, str) else text_at(one, "name") for one in many[:10]]
    return ", ".join(name for name in names if name)


def _language(tree: LexborHTMLParser) -> str:
    root = tree.css_first("html")
    said = (root.attributes.get("lang") if root else "") or _meta(tree, "og:locale")
    tag = _LANGUAGE.match(said.strip())
    return tag[1].lower() if tag and tag[1].lower() != "und" else ""


def _address(tree: LexborHTMLParser, url: str) -> str:
    """The canonical link, unless it is the front page's, which some sites give for every page."""
    link = tree.css_first("link[rel~=canonical]")
    address = web_link((link.attributes.get("href") if link else "") or "")
    is_front = address and urlsplit(address).path in {"", "/"}
    return "" if is_front and urlsplit(url).path not in {"", "/"} else address


def _dates(tree: LexborHTMLParser, data: list[dict[str, Any]]) -> Iterator[str]:
    yield _meta(tree, "article:published_time")
    yield from (text_at(one, "datePublished") for one in data)
    yield _meta(tree, "datePublished")
    for moment in tree.css("h1 ~ * time[datetime], h1 ~ time[datetime], article time[datetime]"):
        yield moment.attributes.get("datetime") or ""


def _json_ld(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """What speaks of an article comes first: a page describes its publisher and its path too."""
    found: list[dict[str, Any]] = []
    for script in tree.css("script[type='application/ld+json']"):
        try:
            whole = json.loads(script.text(), strict=False)  # newlines inside strings are common
        except (ValueError, RecursionError):
            continue
        for part in whole if isinstance(whole, list) else [whole]:
            graph = within(part, "@graph")
            found += [
                one
                for one in (graph if isinstance(graph, list) else [part])
                if isinstance(one, dict)
            ]
    yield from sorted(found, key=lambda one: "datePublished" not in one)


def _meta(tree: LexborHTMLParser, name: str) -> str:
    tag = tree.css_first(f"meta[property='{name}'], meta[name='{name}'], meta[itemprop='{name}']")
    return clean((tag.attributes.get("content") if tag else "") or "")


def _text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return clean(node.text()) if node else ""
