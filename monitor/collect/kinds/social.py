"""What the social platforms share: addresses, keys, pages of posts, and refusals in words.

No reason quotes what a platform says in its own words: some repeat there the key that they refuse.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from monitor.collect.markup import clean
from monitor.collect.reading import Unreadable, nothing, read_json, text_at
from monitor.records import Outcome, ParsedEntry, ParsedFeed, Reading
from monitor.times import from_iso

YEARS = range(2004, 2100)  # none of the platforms is older
LONGEST_MARK = 1000  # characters of a cursor: it has to fit into an address


def address(base: str, path: str, parameters: Mapping[str, str]) -> str:
    """An address on a platform; parameters that are empty are left out."""
    given = {name: text for name, text in parameters.items() if text}
    return f"{base.rstrip('/')}{path}{'?' if given else ''}{urlencode(given)}"


def parameter(url: str, name: str) -> str:
    """What an address asks for under this name, or nothing."""
    return dict(parse_qsl(urlsplit(url).query)).get(name, "")


def bearer(secret: str) -> tuple[tuple[str, str], ...]:
    """The header that carries a key, so that no address does."""
    key = clean(secret)  # a line break in it would be refused, and shown, by whoever sends it
    return (("Authorization", f"Bearer {key}"),) if key else ()


def page_of(
    posts: Iterable[ParsedEntry | None], cursor: str = "", more: str = "", billed: int = 0
) -> ParsedFeed:
    """A page that was read, without what could not be made a post of."""
    entries = tuple(post for post in posts if post)
    reason = f"{len(entries)} posts"
    return ParsedFeed(
        entries=entries,
        outcome=Outcome.FRESH,
        reason=reason,
        cursor=cursor,
        more=more,
        billed=billed,
    )


def next_page(reading: Reading, name: str, mark: str) -> str:
    """The mark of the next page, unless it leads back to the page that was just read."""
    again = mark == parameter(reading.url, name)
    return "" if again or len(mark) > LONGEST_MARK else mark


def newest(ids: Iterable[str]) -> str:
    """The latest of ids that grow, whether or not a machine can count that far."""
    fit = (one for one in ids if len(one) <= LONGEST_MARK)
    return max(fit, key=lambda one: (len(one), one), default="")


def signed(name: str, account: str) -> str:
    """An author as people know one: `Northmoor Echo (@echo.example)`."""
    at = f"@{account}" if account else ""
    return (f"{name} ({at})" if name and at else name or at)[:200]


def moment_at(value: Any, *path: str | int) -> datetime | None:  # noqa: ANN401
    """The time that stands at this path, or None where none does that can be meant."""
    try:
        at = from_iso(text_at(value, *path))
    except (ValueError, OverflowError):
        return None
    return at if at.year in YEARS else None


def complaint(body: bytes) -> Any:  # noqa: ANN401
    """What a refusal says, or None: of a long one only the beginning is kept."""
    try:
        return read_json(body)
    except Unreadable:
        return None


def refused(platform: str, status: int) -> ParsedFeed:
    """A refusal of which no more is known than its status."""
    match status:
        case 401 | 403:
            return nothing(Outcome.TOKEN, f"{platform} refuses our key: renew it ({status})")
        case 402:
            return nothing(Outcome.BUDGET, f"{platform} wants to be paid first (402)")
        case 404 | 410:
            return nothing(Outcome.ERROR, f"{platform} knows nothing of that name ({status})")
        case 429 | 503:
            return nothing(Outcome.WAIT, f"{platform} asks us to wait ({status})")
        case _ if status >= 500:
            return nothing(Outcome.SERVER, f"{platform}'s server failed ({status})")
        case _:
            return nothing(Outcome.ERROR, f"{platform} did not understand us ({status})")
