"""What an element of well-formed XML says when it cannot be taken in two ways; else it is Doubtful.

The other way is always feedparser's, which mends, guesses, decodes and joins: see kinds.fast_feed.
"""

import re
from functools import lru_cache
from typing import Final
from xml.etree.ElementTree import Element

from monitor.collect.reading import LONGEST_LINK, web_link

XML: Final = "{http://www.w3.org/XML/1998/namespace}"

_TYPES = frozenset({"text", "text/plain", "html", "text/html"})  # others nest, or are base 64
_STEERING = frozenset({"about", "base", "href", "lang", "lastmod"})  # attributes, for all within
# What no joining changes; to find that out by joining costs as much as the rest of an entry.
_PLAIN_LINK = re.compile(r"https?://[\w.-]+(?::\d+)?/[\w/.~%+,@!$'()*=&?:-]*(?<!\?)", re.ASCII)
_REFERENCE = re.compile(r"&\w+;")
_CP1252 = re.compile("[\x80-\x9f]")


class Doubtful(Exception):
    """Something here can be read in two ways."""


def text_of(element: Element, *may_say: str) -> str:
    """An element's text, if nothing is nested in it and it has none but these attributes."""
    if element.attrib and not (element.attrib.keys() <= {*may_say} and type_of(element) in _TYPES):
        raise Doubtful
    if len(element):
        raise Doubtful
    return well_encoded((element.text or "").strip())


def type_of(element: Element) -> str:
    """What an element's text is said to be."""
    return element.get("type", "text").lower()


def well_encoded(text: str) -> str:
    """The text, if feedparser would not take it for wrongly encoded, and repair it."""
    if text.isascii():
        return text
    try:
        text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        if not _CP1252.search(text):
            return text
    raise Doubtful


def whole_link(link: str) -> str:
    """The link, if it is absolute and nothing that joins addresses would change it."""
    if _PLAIN_LINK.fullmatch(link) and len(link) <= LONGEST_LINK:
        return link
    if web_link(link, link) != link or _REFERENCE.search(link):
        raise Doubtful
    return link


def check_steering(element: Element, *but: str) -> None:
    """Doubtful if an attribute of this changes how what stands within it is read."""
    for name in element.attrib:
        if name not in but and local_name(name) in _STEERING:
            raise Doubtful


@lru_cache(maxsize=4096)
def local_name(name: str) -> str:
    """The name of an element or attribute without its namespace, in lower case."""
    return name.rpartition("}")[2].lower()
