"""Where a redirect leads, whether we go there, and what of the request may go along."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit

REDIRECTS: Final = 5
REDIRECTING: Final = frozenset({301, 302, 303, 307, 308})
FOR_GOOD: Final = frozenset({301, 308})
_PORTS: Final = {"http": 80, "https": 443}


class Astray(Exception):
    """A redirect that is not followed; says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """Where a request stands on its way."""

    url: str
    passed: tuple[str, ...] = ()
    for_good: bool = True  # every redirect so far was a permanent one
    moved_to: str = ""  # where those at the start of the way led, as far as they were permanent
    at_home: bool = True  # nobody has been asked but the server that the request was made for


def onward(hop: Hop, status: int, locations: Sequence[str]) -> Hop:
    """The next address on the way; raises Astray where we do not follow."""
    target = _target(hop.url, status, locations)
    passed = (*hop.passed, hop.url)
    if target in passed:
        raise Astray("redirected in a circle")
    if len(passed) > REDIRECTS:
        raise Astray(f"more than {REDIRECTS} redirects")
    for_good = hop.for_good and status in FOR_GOOD
    return Hop(
        url=target,
        passed=passed,
        for_good=for_good,
        moved_to=target if for_good else hop.moved_to,
        at_home=hop.at_home and _server(target) == _server(hop.url),
    )


def _target(url: str, status: int, locations: Sequence[str]) -> str:
    if not locations:
        raise Astray(f"redirected without a word where to ({status})")
    if not locations[0].strip():
        raise Astray(f"redirected to an empty address ({status})")
    try:
        target = urldefrag(urljoin(url, locations[0])).url
        parts = urlsplit(target)
        _ = parts.port  # ValueError beyond 65535
    except ValueError:
        raise Astray(f"redirected to {_shown(locations[0])}, which is no address") from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise Astray(f"redirected to {_shown(target)}, which is no web address")
    if "@" in parts.netloc and parts.netloc != urlsplit(url).netloc:
        raise Astray(f"redirected to {parts.hostname} under a name that is not ours")
    return target


def _shown(address: str) -> str:
    return repr(address.partition("?")[0][:80])  # a query may hold our key


def _server(url: str) -> tuple[str, str | None, int]:
    """Who is asked: what may hold a secret goes to another scheme or port no more than host."""
    parts: SplitResult = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme]
