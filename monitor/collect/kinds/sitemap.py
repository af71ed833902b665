"""A publisher's Google-news sitemap: the articles of its last two days, and when each came.

https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap. An address whose
article is older loses its `news:news` there; so a sitemap in which none has any may simply be
quiet, if it declares the vocabulary, and is none for news if it does not.
"""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from monitor.collect.channel import language_of, page_of
from monitor.collect.dates import read_date
from monitor.collect.markup import title_text
from monitor.collect.reading import (
    MOST_ENTRIES,
    declined,
    nothing,
    web_link,
    xml_elements,
    xml_text,
)
from monitor.records import Asking, FetchRequest, Outcome, ParsedEntry, ParsedFeed, Reading

MOST_BYTES = 20_000_000  # of a sitemap that is packed as a file
NEWS_VOCABULARY = b"sitemap-news"
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def ask(asking: Asking) -> FetchRequest:
    """The sitemap, or the one that an index led to."""
    url = asking.more or asking.source.url
    return FetchRequest(source_id=asking.source.id, url=url, page=asking.page)


def read(reading: Reading, body: bytes) -> ParsedFeed:
    """The articles of a sitemap; of an index, the newest sitemap as the next page."""
    if reading.status != 200:
        return declined(reading.status)
    xml = _unpacked(body)
    ascii_xml = xml.replace(b"\0", b"")  # without the NULs of UTF-16
    if not xml.strip():
        return nothing(Outcome.EMPTY, "the answer was empty")
    if b"<!entity" in ascii_xml.lower():
        reason = "the sitemap defines XML entities, which may swell without end"
        return nothing(Outcome.UNSAFE, reason)
    return _read_xml(reading, xml, for_news=NEWS_VOCABULARY in ascii_xml)


def _read_xml(reading: Reading, xml: bytes, *, for_news: bool) -> ParsedFeed:
    found, flaw = xml_elements(xml, "urlset", "url", "sitemapindex", "sitemap")
    sitemaps = [one for one in found if one.tag.endswith("sitemap")]
    urls = [one for one in found if one.tag.endswith("url")]
    if sitemaps:
        return _index(reading, sitemaps, flaw)
    if not found:
        return nothing(Outcome.NOT_A_FEED, f"what came is not a sitemap; {flaw}".removesuffix("; "))
    if urls and not for_news:
        reason = "the sitemap is not one for news: it names neither titles nor dates"
        return nothing(Outcome.NOT_A_FEED, reason)
    return _articles(reading, urls, flaw)


def _unpacked(body: bytes) -> bytes:
    """The XML of a sitemap, which may be a `.gz` file; of one that is damaged, the whole part."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(31).decompress(body, MOST_BYTES)
    except zlib.error:
        return b""


def _index(reading: Reading, sitemaps: Sequence[Element], flaw: str) -> ParsedFeed:
    newest = max(sitemaps, key=_age)
    more = web_link(xml_text(newest, "loc"), reading.url)
    if not more or more == reading.url:
        return nothing(Outcome.NOT_A_FEED, "the index of sitemaps leads nowhere")
    reason = f"an index of {len(sitemaps)} sitemaps, of which the newest follows"
    return ParsedFeed(entries=(), outcome=Outcome.FRESH, reason=reason, flaw=flaw, more=more)


def _age(sitemap: Element) -> tuple[datetime, bool]:
    """By when it changed; of those that do not say, one for news counts as the newest."""
    at, _ = read_date(xml_text(sitemap, "lastmod"))
    return at or LONG_AGO, "news" in xml_text(sitemap, "loc").lower()


def _articles(reading: Reading, urls: Sequence[Element], flaw: str) -> ParsedFeed:
    entries = [_entry(url, reading.url) for url in urls]
    told = [entry for entry in entries if entry.title and entry.url]
    if len({entry.outlet for entry in told}) <= 1:  # then it is the source, under any name
        told = [replace(entry, outlet="") for entry in told]
    return page_of(_newest(told), len(told), flaw)


def _newest(entries: Sequence[ParsedEntry]) -> Sequence[ParsedEntry]:
    """As many as we take: a sitemap need not begin with the newest."""
    if len(entries) <= MOST_ENTRIES:
        return entries
    ranked = sorted(entries, key=lambda entry: entry.published_at or LONG_AGO, reverse=True)
    return ranked[:MOST_ENTRIES]


def _entry(url: Element, base: str) -> ParsedEntry:
    at, doubtful = read_date(xml_text(url, "news", "publication_date"))
    return ParsedEntry(
        guid="",
        url=web_link(xml_text(url, "loc"), base),
        title=title_text(xml_text(url, "news", "title"))[:1000],
        text="",
        published_at=at,
        date_doubtful=doubtful,
        language=language_of(xml_text(url, "news", "publication", "language")),
        outlet=xml_text(url, "news", "publication", "name")[:200],
    )
