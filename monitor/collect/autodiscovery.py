"""The feeds that a web page names in its head, as browsers and feed readers look for them."""

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.collect.markup import clean
from monitor.collect.reading import web_link

HEAD_BYTES = 1_000_000  # further down no page names its feeds
MOST_FEEDS = 20
TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json"}


@dataclass(frozen=True, slots=True)
class NamedFeed:
    """A feed as the page calls it."""

    url: str
    title: str


def feeds_named(page: bytes, address: str) -> tuple[NamedFeed, ...]:
    """The feeds that this page says it has, each once; none if it is no page."""
    tree = LexborHTMLParser(page[:HEAD_BYTES].decode("utf-8", "replace"))
    based = tree.css_first("base[href]")
    base = web_link(_attribute(based, "href"), address) if based else ""
    found: dict[str, NamedFeed] = {}
    for link in tree.css("link[href]"):
        url = web_link(_attribute(link, "href"), base or address)
        if url and _leads_to_feed(link):
            found.setdefault(url, NamedFeed(url, clean(_attribute(link, "title"))[:200]))
    return tuple(found.values())[:MOST_FEEDS]


def _leads_to_feed(link: LexborNode) -> bool:
    kind = _attribute(link, "type").partition(";")[0].strip().lower()
    return kind in TYPES and "alternate" in _attribute(link, "rel").lower().split()


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""
