"""What the readers of all kinds of source share: JSON and XML without surprises, links, endings."""

import json
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element, ParseError, iterparse

from monitor.collect.markup import clean
from monitor.records import Outcome, ParsedFeed

MOST_ENTRIES = 500  # a page of 46,000 items froze the parser for 31 s; the newest stand first
MOST_TEXT = 100_000  # characters of one entry
LONGEST_LINK = 2000


class Unreadable(Exception):
    """What came is not what the platform documents; the message is for people."""


def nothing(outcome: Outcome, reason: str) -> ParsedFeed:
    """An answer without entries, and why."""
    return ParsedFeed(entries=(), outcome=outcome, reason=reason)


def web_link(link: str, base: str = "") -> str:
    """An absolute http(s) address, or nothing: `javascript:` and `data:` must not reach anybody."""
    try:
        absolute = urljoin(base, clean(link))
        parts = urlsplit(absolute)
    except ValueError:
        return ""
    whole = parts.scheme in {"http", "https"} and parts.netloc and len(absolute) <= LONGEST_LINK
    return absolute if link and whole else ""


def read_json(body: bytes) -> Any:  # noqa: ANN401
    """The JSON of an answer; Unreadable for all that is none, nesting without end included."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):  # a number of 5,000 digits is a ValueError too
        raise Unreadable("what came is not the JSON that this platform answers with") from None


def within(value: Any, *path: str | int) -> Any:  # noqa: ANN401
    """The part of a JSON answer at this path, or None where the answer has another shape."""
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def text_at(value: Any, *path: str | int) -> str:  # noqa: ANN401
    """The string at this path, cleaned of what cannot be seen; "" where there is none."""
    found = within(value, *path)
    return clean(found) if isinstance(found, str) else ""


def list_at(value: Any, *path: str | int) -> list[Any]:  # noqa: ANN401
    """The list at this path, at most as long as we read; Unreadable where there is none."""
    found = within(value, *path)
    if not isinstance(found, list):
        raise Unreadable("the answer holds no list where this platform puts its results")
    return found[:MOST_ENTRIES]


def xml_elements(body: bytes, *names: str) -> tuple[list[Element], str]:
    """The elements of these local names as they end in an XML answer, and what is wrong with it.

    Of a document that is cut off or not well-formed, what stands before the fault is found.
    """
    found: list[Element] = []
    try:
        steps = iterparse(BytesIO(body))  # noqa: S314 - who reads XML refuses entities first
        found.extend(one for _, one in steps if _is_named(one, names))
    except (ParseError, ValueError, LookupError) as fault:  # the latter two of its encoding
        return found, clean(f"not well-formed: {fault}")[:200]
    return found, ""


def xml_text(element: Element, *path: str) -> str:
    """The cleaned text of the child at this path of local names; "" where there is none."""
    for name in path:
        child = next((one for one in element if _is_named(one, (name,))), None)
        if child is None:
            return ""
        element = child
    return clean("".join(element.itertext()))


def _is_named(element: Element, names: tuple[str, ...]) -> bool:
    return element.tag.endswith(names) and element.tag.rpartition("}")[2] in names


def host_of(link: str) -> str:
    """The host of an address as people write it, `northmoor-echo.example`, or nothing."""
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def site_of(link: str) -> str:
    """The address of the site that an address belongs to: `https://northmoor-echo.example`."""
    parts = urlsplit(link)
    return f"{parts.scheme}://{parts.netloc}"


def declined(status: int) -> ParsedFeed:
    """An answer other than 200 of somebody who asked us for no key."""
    match status:
        case 401 | 403 | 451:
            return nothing(Outcome.BLOCKED, f"refuses us ({status})")
        case 410:
            return nothing(Outcome.GONE, "the publisher withdrew it (410)")
        case 429 | 503:
            return nothing(Outcome.WAIT, f"asked us to wait ({status})")
        case _ if status >= 500:
            return nothing(Outcome.SERVER, f"the publisher's server failed ({status})")
        case _:
            return nothing(Outcome.ERROR, f"HTTP {status}")
