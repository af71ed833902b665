"""GDELT's DOC API: the news sites of the world searched by their full text, of which titles come.

https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/. It answers what it minds as plain text, and
mostly with status 200.
"""

import re
from typing import Any

from monitor.collect.dates import read_date
from monitor.collect.kinds.social import address
from monitor.collect.markup import plain_text
from monitor.collect.reading import (
    declined,
    host_of,
    list_at,
    nothing,
    read_json,
    site_of,
    text_at,
    web_link,
)
from monitor.records import Asking, FetchRequest, Outcome, ParsedEntry, ParsedFeed, Reading

SITE = "https://api.gdeltproject.org"
SEARCH = "/api/v2/doc/doc"
GAP_SECONDS = 5.0  # its own rule, for all searches together
MOST_ARTICLES = 250  # of one answer; there is no next page
SPAN = "3d"  # looked back on, so that a weekend's outage loses nothing

_TOO_OFTEN = re.compile(r"limit requests|too many requests", re.IGNORECASE)
# Titles come with backslashes and control characters that JSON does not allow: one such title
# would cost us all the others.
_BACKSLASH = re.compile(r'(\\["\\/bfnrtu])|\\')
_CONTROL = re.compile(r"[\x00-\x1f]")
_PARTED = re.compile(r" (?=[,.;:!?%)\]]|['’]s\b)")  # it parts words from marks: `Police , Fire`
_LANGUAGES = {"English": "en", "Welsh": "cy", "Irish": "ga", "Polish": "pl", "French": "fr"}


def ask(asking: Asking) -> FetchRequest:
    """The search for the last days' articles, newest first."""
    words = {
        "query": asking.source.query,
        "mode": "artlist",
        "format": "json",
        "maxrecords": str(MOST_ARTICLES),
        "timespan": SPAN,
        "sort": "datedesc",
    }
    url = address(asking.source.url or SITE, SEARCH, words)
    return FetchRequest(source_id=asking.source.id, url=url, gap_seconds=GAP_SECONDS)


def read(reading: Reading, body: bytes) -> ParsedFeed:
    """The articles that were found, each with its site as outlet and without text."""
    if reading.status != 200:
        return declined(reading.status)
    text = body.decode("utf-8", "replace").strip()
    if not text.startswith("{"):
        return _complaint(text)
    answer = read_json(_mended(text))
    found = list_at(answer, "articles") if answer else []  # `{}`: nothing was found
    entries = tuple(entry for one in found if (entry := _entry(one)))
    return ParsedFeed(
        entries=entries,
        outcome=Outcome.FRESH,
        reason=f"{len(entries)} articles",
        flaw="GDELT found more than it gives at once" if len(found) >= MOST_ARTICLES else "",
    )


def _complaint(text: str) -> ParsedFeed:
    """What GDELT says instead of an answer."""
    if not text:
        return nothing(Outcome.EMPTY, "GDELT's answer was empty")
    if text.startswith("<"):
        return nothing(Outcome.NOT_A_FEED, "a web page came instead of GDELT's answer")
    if _TOO_OFTEN.search(text):
        return nothing(Outcome.WAIT, "GDELT asks us to wait: it answers once in five seconds")
    return nothing(Outcome.ERROR, f"GDELT says: {plain_text(text[:300])}")


def _mended(text: str) -> bytes:
    return _BACKSLASH.sub(r"\1", _CONTROL.sub(" ", text)).encode()


def _entry(article: Any) -> ParsedEntry | None:  # noqa: ANN401
    url = web_link(text_at(article, "url"))
    title = _PARTED.sub("", plain_text(text_at(article, "title")))
    if not url or not title:
        return None
    at, doubtful = read_date(text_at(article, "seendate"))
    language = text_at(article, "language")
    return ParsedEntry(
        guid="",
        url=url,
        title=title[:1000],
        text="",
        published_at=at,
        date_doubtful=doubtful,
        language=_LANGUAGES.get(language, language.lower())[:20],
        outlet=(text_at(article, "domain") or host_of(url))[:200],
        outlet_url=site_of(url),
    )
