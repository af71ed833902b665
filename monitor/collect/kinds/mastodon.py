"""Mastodon and what speaks like it: a hashtag (`#tag`) or an account (`@name`) on one instance.

An instance knows an account by a number of its own, so that is asked for first; it takes the place
of a session. The secret is a token, for instances that show their posts to members only.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from monitor.collect.channel import language_of
from monitor.collect.kinds.social import (
    LONGEST_MARK,
    address,
    bearer,
    moment_at,
    newest,
    next_page,
    page_of,
    parameter,
    refused,
    signed,
)
from monitor.collect.markup import plain_text
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

INSTANCE = "https://mastodon.social"  # the largest, run by the makers
LOOKUP = "/api/v1/accounts/lookup"
FULL = 20  # posts that an instance gives to those who name no limit; fewer, and it has no more
LATE = 10 * 60 * 1000 << 16  # ids count milliseconds so; posts of other instances come minutes late


def ask(asking: Asking) -> FetchRequest:
    """The account's number while it is not known; then a page of its posts, or of the hashtag's."""
    query = asking.source.query.strip()
    wanted = {"limit": "40", "since_id": asking.cursor, "max_id": asking.more}
    if not query.startswith("@"):
        tag = quote(query.removeprefix("#"), safe="")
        return _request(asking, f"/api/v1/timelines/tag/{tag}", wanted)
    if not asking.session:
        return _request(asking, LOOKUP, {"acct": query[1:]})
    path = f"/api/v1/accounts/{quote(asking.session, safe='')}/statuses"
    return _request(asking, path, {**wanted, "exclude_reblogs": "true"})


def read(reading: Reading, body: bytes) -> ParsedFeed:
    """The account's number, or a page of posts; what an account passed on is left out."""
    if reading.status in {401, 403, 422}:
        return nothing(Outcome.TOKEN, "the instance shows this only to those with a valid token")
    if reading.status != 200:
        return refused("the instance", reading.status)
    answer = read_json(body)
    if urlsplit(reading.url).path.endswith(LOOKUP):
        return _account(answer)
    posts = list_at(answer)
    return page_of(map(_entry, posts), _cursor(reading, posts), _more(reading, posts))


def _request(asking: Asking, path: str, parameters: dict[str, str]) -> FetchRequest:
    return FetchRequest(
        source_id=asking.source.id,
        url=address(asking.source.url or INSTANCE, path, parameters),
        headers=bearer(asking.secret),
        page=asking.page,
    )


def _account(answer: Any) -> ParsedFeed:  # noqa: ANN401
    number = text_at(answer, "id")
    if not number or len(number) > LONGEST_MARK:
        raise Unreadable("the instance named no account")
    return ParsedFeed(entries=(), outcome=Outcome.FRESH, reason="account found", session=number)


def _cursor(reading: Reading, posts: Sequence[Any]) -> str:
    """The newest id on a poll's first page, less what may come late."""
    if parameter(reading.url, "max_id"):
        return ""
    last = newest(_ids(posts)) or parameter(reading.url, "since_id")
    fresh = last != parameter(reading.url, "since_id")
    counts = len(last) == 18 and last.isascii() and last.isdecimal()
    return str(int(last) - LATE) if fresh and counts else last


def _more(reading: Reading, posts: Sequence[Any]) -> str:
    ids = _ids(posts)
    oldest = min(ids, key=lambda one: (len(one), one), default="")
    return next_page(reading, "max_id", oldest) if len(posts) >= FULL else ""


def _ids(posts: Sequence[Any]) -> list[str]:
    return [number for post in posts if (number := text_at(post, "id"))]


def _entry(post: Any) -> ParsedEntry | None:  # noqa: ANN401
    uri, text = text_at(post, "uri"), _text(post)
    closed = text_at(post, "visibility") in {"private", "direct"}  # shown to our token, not to all
    if closed or within(post, "reblog") or not uri or not text:
        return None
    return ParsedEntry(
        guid=uri[:2000],
        url=web_link(text_at(post, "url")) or web_link(uri),
        title="",
        text=text,
        author=signed(text_at(post, "account", "display_name"), text_at(post, "account", "acct")),
        published_at=moment_at(post, "created_at"),
        language=language_of(text_at(post, "language")),
    )


def _text(post: Any) -> str:  # noqa: ANN401
    """What the post says, its content warning in front."""
    words = plain_text(text_at(post, "content")[:MOST_TEXT])
    return ": ".join(part for part in (text_at(post, "spoiler_text")[:MOST_TEXT], words) if part)
