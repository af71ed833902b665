"""One entry of a well-formed feed, if feedparser would read it just so: see fast_feed.

What can be read in two ways is `Doubtful`: a part that stands twice, nested markup, a title that is
markup or is not, a relative link, a date that the standard library cannot read, text that
feedparser would take for wrongly encoded, and any other element that may end up in a part of ours.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element

from monitor.collect.dates import read_date
from monitor.collect.markup import clean, plain_text, title_text
from monitor.collect.plain_xml import (
    XML,
    Doubtful,
    check_steering,
    local_name,
    text_of,
    type_of,
    well_encoded,
    whole_link,
)
from monitor.collect.reading import MOST_TEXT
from monitor.records import ParsedEntry

ATOM: Final = "{http://www.w3.org/2005/Atom}"
DC: Final = "{http://purl.org/dc/elements/1.1/}"
_MEDIA: Final = "{http://search.yahoo.com/mrss/}"

Parts = Mapping[str, Element]

_IN_RSS: Mapping[str, str] = {
    "title": "title",
    "link": "link",
    "guid": "guid",
    "description": "summary",
    "{http://purl.org/rss/1.0/modules/content/}encoded": "content",
    "pubDate": "published",
    f"{DC}date": "updated",
    "author": "author",
    f"{DC}creator": "author",
}
_IN_ATOM: Mapping[str, str] = {
    f"{ATOM}title": "title",
    f"{ATOM}link": "link",
    f"{ATOM}id": "guid",
    f"{ATOM}summary": "summary",
    f"{ATOM}content": "content",
    f"{ATOM}published": "published",
    f"{ATOM}updated": "updated",
    f"{ATOM}author": "author",
}
_IN_AUTHOR: Mapping[str, str] = {f"{ATOM}{name}": name for name in ("name", "email", "uri")}

# Other elements are passed over, but not those that feedparser may read into a part of ours.
CONTENT = frozenset({"body", "content", "encoded", "fullitem", "summary"})
NESTING = frozenset({"channel", "entry", "feed", "item", "rdf", "rss"})
_SYNONYMS = frozenset({"abstract", "body", "fullitem", "issued", "lastbuilddate", "modified"})
_SWITCHES = frozenset({"image", "language", "managingeditor", "source", "textinput"})
_DETAILS = frozenset({"title_detail", "published_parsed", "updated_parsed"})
_PARTS = frozenset(map(local_name, (*_IN_RSS, *_IN_ATOM, *_IN_AUTHOR)))
_TELLING = NESTING | _SYNONYMS | _SWITCHES | _DETAILS | _PARTS
# Of these, media:content is a picture, and media:title and media:description are looked at below.
_CAPTION_TITLE: Final = f"{_MEDIA}title"
_CAPTION: Final = f"{_MEDIA}description"
_HARMLESS = frozenset({_CAPTION_TITLE, _CAPTION, f"{_MEDIA}content", "source"})
_OF_LINK = frozenset({"href", "rel", "type", "title", "hreflang", "length"})
_HTML = frozenset({"html", "text/html"})
_MARKUP = re.compile(r"<[A-Za-z/!]|&[#A-Za-z]")


@dataclass(frozen=True, slots=True)
class Around:
    """What an entry has of the feed that it stands in, and by what it is known in the next one."""

    language: str
    has_base: bool
    mark: str


def rss_entry(item: Element, around: Around) -> ParsedEntry:
    """An RSS item; Doubtful unless all of it is clear."""
    parts = _parts(item, _IN_RSS)
    return ParsedEntry(
        guid=_guid(parts, around.has_base)[:2000],
        url=_rss_link(parts),
        title=_rss_title(parts)[:1000],
        text=_longest_text(item, parts),
        author=clean(_text(parts, "author"))[:200],
        published_at=_published(parts),
        language=around.language,
        mark=around.mark,
    )


def atom_entry(item: Element, around: Around) -> ParsedEntry:
    """An Atom entry; Doubtful unless all of it is clear."""
    parts = _parts(item, _IN_ATOM)
    return ParsedEntry(
        guid=_guid(parts, around.has_base)[:2000],
        url=_atom_link(parts),
        title=_atom_title(parts)[:1000],
        text=_longest_text(item, parts),
        author=clean(_atom_author(parts))[:200],
        published_at=_published(parts),
        language=around.language,
        mark=around.mark,
    )


def _parts(item: Element, names: Mapping[str, str]) -> Parts:
    """The elements of an entry that are read, each of them once."""
    check_steering(item)
    parts: dict[str, Element] = {}
    for child in item:
        name = names.get(child.tag)
        if _is_aside(child):
            continue
        if name in parts or (name is None and _is_telling(child)):
            raise Doubtful
        if name:
            parts[name] = child
    # A title counts for more than a picture's, unless it is empty or a source stands between them.
    title = parts.get("title")
    is_sure = title is not None and title.text and item.find("source") is None
    if not is_sure and next(item.iter(_CAPTION_TITLE), None) is not None:
        raise Doubtful
    return parts


def _is_aside(child: Element) -> bool:
    """Whether this is an Atom link to something else than the article."""
    if child.tag != f"{ATOM}link" or "href" not in child.attrib:
        return False
    return child.get("rel", "alternate").lower() != "alternate"


def _is_telling(element: Element) -> bool:
    return any(
        local_name(one.tag) in _TELLING and one.tag not in _HARMLESS for one in element.iter()
    )


def _text(parts: Parts, name: str, *may_say: str) -> str:
    return text_of(parts[name], *may_say) if name in parts else ""


def _guid(parts: Parts, has_base: bool) -> str:
    """The guid, if it is not an address that feedparser would mend or join to the base."""
    guid = _text(parts, "guid", "isPermaLink")
    if ":///" in guid:
        raise Doubtful
    joined = has_base and _is_link(parts.get("guid")) and not guid.startswith(("tag:", "urn:"))
    return clean(whole_link(guid) if joined else guid)


def _rss_link(parts: Parts) -> str:
    return whole_link(_text(parts, "link")) if "link" in parts else _guid_as_link(parts)


def _atom_link(parts: Parts) -> str:
    if "link" not in parts:
        return _guid_as_link(parts)
    said = parts["link"].attrib
    if not said.keys() <= _OF_LINK or said.get("type", "text/html").lower() != "text/html":
        raise Doubtful
    return whole_link(well_encoded(said.get("href", "")))


def _guid_as_link(parts: Parts) -> str:
    return whole_link(_text(parts, "guid", "isPermaLink")) if _is_link(parts.get("guid")) else ""


def _is_link(guid: Element | None) -> bool:
    return guid is not None and guid.get("isPermaLink", "true") == "true"


def _rss_title(parts: Parts) -> str:
    """RSS does not say whether a title is markup: it must come to the same."""
    title = _text(parts, "title")
    if not _MARKUP.search(title):
        return clean(title)
    if plain_text(title) != title_text(title):
        raise Doubtful
    return title_text(title)


def _atom_title(parts: Parts) -> str:
    title = _text(parts, "title", "type")
    is_markup = title and type_of(parts["title"]) in _HTML
    return plain_text(title) if is_markup else title_text(title)


def _atom_author(parts: Parts) -> str:
    """The name, and the address behind it as feedparser writes it."""
    said: dict[str, str] = {}
    for child in parts.get("author", ()):
        name = _IN_AUTHOR.get(child.tag)
        if name in said or (name is None and _is_telling(child)):
            raise Doubtful
        if name:
            said[name] = text_of(child)
    name, email = said.get("name"), said.get("email")
    return f"{name} ({email})" if name and email else name or email or ""


def _longest_text(item: Element, parts: Parts) -> str:
    """The longer of summary and content; captions must be shorter than what surely stays.

    A caption after a summary counts as content, and one after any content replaces the summary.
    """
    summary = _text(parts, "summary", "type")
    content = _text(parts, "content", "type", f"{XML}lang", f"{XML}base")
    has_content = "content" in parts
    stays, other = (content, summary) if has_content else (summary, "")
    for number, caption in enumerate(item.iter(_CAPTION)):
        rival = max(other, (caption.text or "").strip(), key=len)
        if len(caption) or len(rival) >= len(stays) or (number and not has_content):
            raise Doubtful
    return plain_text(max(summary, content, key=len)[:MOST_TEXT])


def _published(parts: Parts) -> datetime | None:
    """The first date that stands there. One that cannot be meant may yet tell feedparser more."""
    for name in ("published", "updated"):
        at, doubtful = read_date(_text(parts, name))
        if doubtful:
            raise Doubtful
        if at:
            return at
    return None
