"""The Guardian's Open Platform: its articles with their whole text, for a key that is free.

https://open-platform.theguardian.com/documentation/search: 5,000 calls a day.
"""

from datetime import timedelta
from typing import Any

from monitor.collect.dates import read_date
from monitor.collect.kinds.social import address, refused
from monitor.collect.markup import plain_text, title_text
from monitor.collect.reading import (
    MOST_TEXT,
    Unreadable,
    list_at,
    nothing,
    read_json,
    text_at,
    web_link,
    within,
)
from monitor.records import Asking, FetchRequest, Outcome, ParsedEntry, ParsedFeed, Reading

SITE = "https://content.guardianapis.com"
SEARCH = "/search"
PAGE = "50"
LOOK_BACK = timedelta(days=7)  # so that a search for common words has an end
MOST_PAGES = 1000

_RENEW = "The Guardian refuses our key ({}): get a new one at open-platform.theguardian.com/access"


def ask(asking: Asking) -> FetchRequest:
    """The search for the last week's articles, newest first, or the next page of it."""
    words = {
        "q": asking.source.query,
        "from-date": f"{asking.now - LOOK_BACK:%Y-%m-%d}",
        "order-by": "newest",
        "show-fields": "trailText,bodyText,byline",
        "page-size": PAGE,
        "page": asking.more,
        "api-key": asking.secret,
    }
    url = address(asking.source.url or SITE, SEARCH, words)
    return FetchRequest(source_id=asking.source.id, url=url, page=asking.page)


def read(reading: Reading, body: bytes) -> ParsedFeed:
    """A page of articles, and the number of the next."""
    if reading.status in {401, 403}:
        return nothing(Outcome.TOKEN, _RENEW.format(reading.status))
    if reading.status != 200:
        return refused("The Guardian", reading.status)
    answer = within(read_json(body), "response")
    if text_at(answer, "status") != "ok":
        raise Unreadable("The Guardian's answer is not the one that it documents")
    entries = tuple(entry for one in list_at(answer, "results") if (entry := _entry(one)))
    return ParsedFeed(
        entries=entries,
        outcome=Outcome.FRESH,
        reason=f"{len(entries)} articles",
        more=_next_page(within(answer, "currentPage"), within(answer, "pages")),
    )


def _next_page(page: object, pages: object) -> str:
    if not isinstance(page, int) or not isinstance(pages, int):
        return ""
    return str(page + 1) if 0 < page < min(pages, MOST_PAGES) else ""


def _entry(article: Any) -> ParsedEntry | None:  # noqa: ANN401
    url, title = web_link(text_at(article, "webUrl")), title_text(text_at(article, "webTitle"))
    if not url or not title:
        return None
    at, doubtful = read_date(text_at(article, "webPublicationDate"))
    summary = plain_text(text_at(article, "fields", "trailText"))
    return ParsedEntry(
        guid=text_at(article, "id")[:2000],
        url=url,
        title=title[:1000],
        text=(text_at(article, "fields", "bodyText") or summary)[:MOST_TEXT],
        author=text_at(article, "fields", "byline")[:200],
        published_at=at,
        date_doubtful=doubtful,
        language="en",
        outlet="The Guardian",
        outlet_url="https://www.theguardian.com",
    )
