"""The Graph API, by which Facebook and Instagram show an office its own pages."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from monitor.collect.kinds.social import (
    address,
    bearer,
    complaint,
    moment_at,
    next_page,
    page_of,
    refused,
)
from monitor.collect.reading import (
    MOST_TEXT,
    list_at,
    nothing,
    read_json,
    text_at,
    web_link,
    within,
)
from monitor.records import Asking, FetchRequest, Outcome, ParsedEntry, ParsedFeed, Reading

API = "https://graph.facebook.com"
VERSION = "v25.0"  # each is answered for about two years

_EXPIRED = {102, 190}
_TOO_OFTEN = {4, 17, 32, 341, 613, *range(80_000, 80_015)}
_NOT_ALLOWED = {3, 10, *range(200, 300)}
_NOT_THERE = {100, 803}
_FAILED = {1, 2}


@dataclass(frozen=True, slots=True)
class Shelf:
    """How a platform calls what it keeps of a page: the list, and the fields of one post."""

    platform: str
    posts: str
    text: str
    time: str
    link: str


def ask(asking: Asking, shelf: Shelf) -> FetchRequest:
    """A page of what stands on the shelf of the page or account whose id is the query."""
    page = quote(asking.source.query.strip(), safe="")
    fields = ",".join(("id", shelf.text, shelf.time, shelf.link))
    wanted = {"fields": fields, "limit": "50", "after": asking.more}
    return FetchRequest(
        source_id=asking.source.id,
        url=address(asking.source.url or API, f"/{VERSION}/{page}/{shelf.posts}", wanted),
        headers=bearer(asking.secret),
        page=asking.page,
    )


def read(reading: Reading, body: bytes, shelf: Shelf) -> ParsedFeed:
    """A page of posts; those without words are left out."""
    if reading.status != 200:
        return _refusal(shelf.platform, reading.status, complaint(body))
    answer = read_json(body)
    if isinstance(within(answer, "error"), dict):
        return _refusal(shelf.platform, reading.status, answer)
    posts = list_at(answer, "data")
    # `paging.next` is a whole address with the token in it: it only tells that there is more.
    after = text_at(answer, "paging", "cursors", "after") if _goes_on(answer) else ""
    return page_of((_entry(post, shelf) for post in posts), more=next_page(reading, "after", after))


def _goes_on(answer: Any) -> bool:  # noqa: ANN401
    return bool(text_at(answer, "paging", "next"))


def _refusal(platform: str, status: int, said: Any) -> ParsedFeed:  # noqa: ANN401
    code = within(said, "error", "code")
    known = _known(platform, code) if isinstance(code, int) else None
    return known or refused(platform, status)


def _known(platform: str, code: int) -> ParsedFeed | None:
    """The codes that are documented, in words."""
    named = f"({platform}'s error {code})"
    if code in _EXPIRED:
        return nothing(Outcome.TOKEN, f"the token has ended: renew the page token {named}")
    if code in _NOT_ALLOWED:
        return nothing(Outcome.TOKEN, f"the page token lacks the right to read posts {named}")
    if code in _TOO_OFTEN:
        return nothing(Outcome.WAIT, f"{platform} asks us to wait {named}")
    if code in _NOT_THERE:
        return nothing(Outcome.ERROR, f"no such page, or none that our token may see {named}")
    if code in _FAILED:
        return nothing(Outcome.SERVER, f"{platform}'s server failed {named}")
    return None


def _entry(post: Any, shelf: Shelf) -> ParsedEntry | None:  # noqa: ANN401
    number, text = text_at(post, "id"), text_at(post, shelf.text)
    if not number or not text:
        return None
    return ParsedEntry(
        guid=number[:2000],
        url=web_link(text_at(post, shelf.link)),
        title="",
        text=text[:MOST_TEXT],
        published_at=moment_at(post, shelf.time),
    )
