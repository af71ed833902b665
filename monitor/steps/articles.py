"""Pages behind links: read where a source's feed tells too little, within what robots.txt allows.

An item waits ten minutes for its page at most; then, or when the page is refused, the feed's own
summary must do.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from monitor.collect import robots
from monitor.records import (
    ArticlePage,
    Errand,
    Fetched,
    FetchRequest,
    Outcome,
    ParsedFeed,
    Reading,
)
from monitor.steps.asking import robots_of, robots_request
from monitor.steps.watch import Watch
from monitor.store.items import articles_due, drop_article_texts, settle_articles

READ = "read"
KEPT_FOR = timedelta(days=8)  # text that is not ours: a release may come to light that it used
log = logging.getLogger(__name__)


def ask_articles(watch: Watch, now: datetime) -> None:
    """Asks for the pages that items wait for, each host's robots.txt first."""
    if not any(source.text == "article" for source in watch.settings.sources):
        return
    asked = {one.item_id for one in watch.fetcher.in_flight if one.errand is Errand.ARTICLE}
    requests, forbidden = [], []
    for page in articles_due(watch.coverage, now):
        if page.item_id in asked:
            continue
        known = robots_of(watch, page.url, now)
        if known is None:
            requests.append(robots_request(page.source_id, page.url))
        elif robots.may_fetch(known.text, page.url):
            requests.append(_request(page, robots.crawl_delay(known.text)))
        else:
            forbidden.append((page.item_id, "robots.txt forbids it", "", ""))
    if forbidden:
        settle_articles(watch.coverage, forbidden, now)
    watch.fetcher.start(requests)


def take_articles(watch: Watch, answers: Iterable[Fetched], now: datetime) -> None:
    """Keeps what the pages say, or why the feed's summary has to do."""
    found = [_found(watch, answer) for answer in answers]
    if found:
        settle_articles(watch.coverage, found, now)
        drop_article_texts(watch.coverage, now - KEPT_FOR)


def _request(page: ArticlePage, gap_seconds: float) -> FetchRequest:
    return FetchRequest(
        source_id=page.source_id,
        url=page.url,
        errand=Errand.ARTICLE,
        item_id=page.item_id,
        gap_seconds=gap_seconds,
    )


def _found(watch: Watch, answer: Fetched) -> tuple[str, str, str, str]:
    item_id, page = answer.request.item_id, _read(watch, answer)
    if page is None or page.outcome is not Outcome.FRESH or not page.entries:
        reason = page.reason if page else answer.reason
        log.info("item=%s page=%r", item_id, reason)
        return item_id, reason, "", ""
    entry = page.entries[0]
    return item_id, READ, entry.text, entry.language


def _read(watch: Watch, answer: Fetched) -> ParsedFeed | None:
    if answer.outcome is not Outcome.FRESH:
        return None
    reading = Reading(kind="article", url=answer.url, content_type=answer.content_type)
    return watch.parser.read(reading, answer.body)
