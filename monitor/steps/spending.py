"""What a paid platform may cost: counted before a request, corrected after its answer.

A crash between the two counts too much, never too little: the month's limit is a hard stop.
"""

from datetime import UTC, datetime

from monitor.collect.kinds.x import MOST_POSTS, PRICE_DOLLARS
from monitor.records import Fetched, Outcome, ParsedFeed, Source
from monitor.store.ledger import Ledger
from monitor.store.sources import add_posts_paid, posts_paid

PAID = {"x": (PRICE_DOLLARS, MOST_POSTS)}  # dollars a post, posts that one request may bring


def reserve(ledger: Ledger, source: Source, now: datetime) -> bool:
    """Counts what a request may cost at most; False, and nothing counted, if the month has less."""
    if source.kind not in PAID:
        return True
    dollars, most = PAID[source.kind]
    if (posts_paid(ledger, source.id, _month(now)) + most) * dollars > source.monthly_dollars:
        return False
    add_posts_paid(ledger, source.id, _month(now), most)
    return True


def settle(
    ledger: Ledger, source: Source, fetched: Fetched, feed: ParsedFeed | None, now: datetime
) -> None:
    """Gives back what was not billed; of an answer that came not, or not whole, nobody knows."""
    read = feed is not None and feed.outcome is Outcome.FRESH
    if source.kind in PAID and (read or fetched.status not in {0, 200}):
        _, most = PAID[source.kind]
        add_posts_paid(ledger, source.id, _month(now), (feed.billed if feed else 0) - most)


def _month(now: datetime) -> str:
    return f"{now.astimezone(UTC):%Y-%m}"
