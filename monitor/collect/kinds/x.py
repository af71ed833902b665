"""X: the search of the last seven days. Everything that it returns costs money.

Prices as X named them in 2026: $0.005 for a post and $0.010 for an author, each once a day at most.
Authors count as two posts here, so that what we reckon is never less than the bill.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from monitor.collect.channel import language_of
from monitor.collect.kinds.social import (
    address,
    bearer,
    complaint,
    moment_at,
    newest,
    next_page,
    page_of,
    parameter,
    refused,
    signed,
)
from monitor.collect.markup import title_text
from monitor.collect.reading import MOST_TEXT, list_at, nothing, read_json, text_at, within
from monitor.records import Asking, FetchRequest, Outcome, ParsedEntry, ParsedFeed, Reading

API = "https://api.x.com"
SEARCH = "/2/tweets/search/recent"
SITE = "https://x.com"

PRICE_DOLLARS = 0.005
AUTHOR = 2  # times the price of a post
ON_A_PAGE = 100
MOST_POSTS = ON_A_PAGE * (1 + AUTHOR)  # that a page may bill: every post by another author

REACH = timedelta(days=7) - timedelta(hours=1)  # an older since_id is refused, and would stay so
CLOCKS_DIFFER = timedelta(hours=1)
_EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657_000, tzinfo=UTC)  # from which ids count milliseconds
_UNPAID = ("UsageCapExceeded", "SpendCapReached", "CreditsDepleted")


def ask(asking: Asking) -> FetchRequest:
    """A page of the search, without the retweets that would be paid for and thrown away."""
    query = asking.source.query
    parameters = {
        "query": query if "is:retweet" in query else f"({query}) -is:retweet",
        "max_results": str(ON_A_PAGE),
        "since_id": _since(asking.cursor, asking.now),
        "next_token": asking.more,
        "tweet.fields": "created_at,lang,author_id,referenced_tweets,note_tweet",
        "expansions": "author_id",
        "user.fields": "username,name",
    }
    return FetchRequest(
        source_id=asking.source.id,
        url=address(asking.source.url or API, SEARCH, parameters),
        headers=bearer(asking.secret),
        page=asking.page,
    )


def read(reading: Reading, body: bytes) -> ParsedFeed:
    """A page of posts and what it costs, retweets included in the cost alone."""
    if reading.status != 200:
        return _refusal(reading.status, complaint(body))
    answer = read_json(body)
    posts = [] if within(answer, "meta", "result_count") == 0 else list_at(answer, "data")
    users = list_at(answer, "includes", "users") if within(answer, "includes", "users") else []
    authors = {text_at(user, "id"): user for user in users}
    return page_of(
        (_entry(post, authors.get(text_at(post, "author_id"))) for post in posts),
        _cursor(reading, posts),
        next_page(reading, "next_token", text_at(answer, "meta", "next_token")),
        len(posts) + AUTHOR * len(users),
    )


def _since(cursor: str, now: datetime) -> str:
    """The cursor while X still takes it: it refuses ids from before its seven days for good."""
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 20):
        return ""
    written = _EPOCH + timedelta(milliseconds=int(cursor) >> 22)
    return cursor if now - REACH < written < now + CLOCKS_DIFFER else ""


def _refusal(status: int, said: Any) -> ParsedFeed:  # noqa: ANN401
    if status == 402 or text_at(said, "title") in _UNPAID:  # the monthly cap comes as a 429
        return nothing(Outcome.BUDGET, f"X has no more posts for us until we pay ({status})")
    if status == 401:
        return nothing(Outcome.TOKEN, "X refuses the bearer token: renew it (401)")
    if status == 403:
        return nothing(Outcome.TOKEN, "our key has no access to the search of X (403)")
    return refused("X", status)


def _cursor(reading: Reading, posts: list[Any]) -> str:
    """The newest id on a poll's first page."""
    if parameter(reading.url, "next_token"):
        return ""
    return newest(text_at(post, "id") for post in posts) or parameter(reading.url, "since_id")


def _entry(post: Any, author: Any) -> ParsedEntry | None:  # noqa: ANN401
    number = text_at(post, "id")
    text = text_at(post, "note_tweet", "text") or text_at(post, "text")  # the long one is whole
    if not number or not text or _is_retweet(post):
        return None
    username = text_at(author, "username")
    return ParsedEntry(
        guid=number[:2000],
        url=f"{SITE}/{quote(username[:300], safe='') or 'i'}/status/{quote(number[:300], safe='')}",
        title="",
        text=title_text(text[:MOST_TEXT]),
        author=signed(text_at(author, "name"), username),
        published_at=moment_at(post, "created_at"),
        language=_language(text_at(post, "lang")),
    )


def _language(tag: str) -> str:
    """What X tells apart; `und` and its own `qme`, `qht` … say that it could not."""
    unknown = tag == "und" or (len(tag) == 3 and tag.startswith("q"))
    return "" if unknown else language_of(tag)


def _is_retweet(post: Any) -> bool:  # noqa: ANN401
    known = within(post, "referenced_tweets")
    rows = known if isinstance(known, list) else []
    return any(text_at(row, "type") == "retweeted" for row in rows)
