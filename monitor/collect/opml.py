"""Lists of feeds as feed readers exchange them: OPML 2.0, http://opml.org/spec2.opml."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from monitor.collect.markup import clean
from monitor.collect.reading import host_of
from monitor.errors import InputRefused

MOST_BYTES = 5_000_000
MOST_FEEDS = 2_000

# The library refuses nothing by itself. A DOCTYPE that only names a DTD is harmless: none is read.
_ENTITIES = re.compile(rb"<!ENTITY|<!DOCTYPE[^>]*\[", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed of the list; its address as it stands there."""

    name: str
    url: str
    page: str = ""  # the web page that the feed belongs to


def read_opml(data: bytes) -> list[Outline]:
    """The feeds of a list, however deep they stand in its folders; InputRefused if it is none."""
    if len(data) > MOST_BYTES:
        raise InputRefused(f"larger than {MOST_BYTES / 1e6:g} MB: no list of feeds is")
    if _ENTITIES.search(data.replace(b"\0", b"")):  # without the NULs of UTF-16
        raise InputRefused("it defines XML entities, which may swell without end")
    try:
        root = ET.fromstring(data)  # noqa: S314 - what could swell was refused
    except (ET.ParseError, ValueError, LookupError) as fault:  # the latter two of its encoding
        raise InputRefused(f"not well-formed XML: {fault}") from None
    if root.tag.rpartition("}")[2].lower() != "opml":
        raise InputRefused("it is XML, and not OPML")
    found = [outline for one in root.iter() if (outline := _outline(one.attrib)).url]
    if len(found) > MOST_FEEDS:
        raise InputRefused(f"it lists {len(found)} feeds; {MOST_FEEDS} at a time are taken")
    return found


def write_opml(feeds: Iterable[Outline], title: str) -> bytes:
    """The list as a document that other readers take."""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = clean(title)
    body = ET.SubElement(root, "body")
    for one in feeds:
        name = clean(one.name)
        ET.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=clean(one.url))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _outline(attributes: dict[str, str]) -> Outline:
    """Readers differ in how they spell the names of attributes, and in which of them they fill."""
    given = {name.lower(): clean(text) for name, text in attributes.items()}
    url, page = given.get("xmlurl", ""), given.get("htmlurl", "")
    name = given.get("title") or given.get("text") or host_of(page) or host_of(url)
    return Outline(name[:200], url, page)
