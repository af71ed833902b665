"""What a publisher's robots.txt lets us fetch, by RFC 9309.

The text that is kept says everything: that of a publisher who has none is empty, and that of one
whose server fails forbids all.
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from protego import Protego

AGENT = "pressroom-monitor"  # the name in our User-Agent, without version and contact
MOST_BYTES = 500 * 1024  # as much as RFC 9309 asks every reader to read
LONGEST_DELAY = 300.0  # seconds; one of a day would mean never

EVERYTHING = ""
NOTHING = "User-agent: *\nDisallow: /\n"

_GROUP = re.compile(r"^user[- ]?agent(?:[ \t]*:|[ \t])[ \t]*(.*)", re.IGNORECASE | re.MULTILINE)
_TOKEN = re.compile(r"\*|[a-z_-]+", re.IGNORECASE)


def rules_from(status: int, body: bytes) -> str:
    """The rules to keep after an answer; status 0 stands for none.

    Nothing may be fetched for now where the server fails or asks us to wait; a publisher without a
    robots.txt, or with a web page in its place, minds nothing.
    """
    if status == 429 or not 200 <= status < 500:
        return NOTHING
    if status >= 300 or body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return EVERYTHING
    whole = body[:MOST_BYTES]
    if len(body) > MOST_BYTES:
        whole = whole[: whole.rfind(b"\n") + 1]  # half of `/private/` might be `/`
    return whole.decode("utf-8-sig", "replace").replace("\0", "")


def may_fetch(text: str, url: str, agent: str = AGENT) -> bool:
    """Whether these rules let this agent fetch an address; not, if that cannot be read."""
    try:
        return _parsed(text, agent).can_fetch(url, agent)
    except ValueError:
        return False


def crawl_delay(text: str, agent: str = AGENT) -> float:
    """The seconds that the publisher wants between two requests, 0 if it names none."""
    return min(_parsed(text, agent).crawl_delay(agent) or 0.0, LONGEST_DELAY)


def robots_address(url: str) -> str:
    """Where the rules for an http(s) address stand, or nothing for another."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2]
    is_web = parts.scheme in {"http", "https"} and host
    return f"{parts.scheme}://{host}/robots.txt" if is_web else ""


@lru_cache(maxsize=32)
def _parsed(text: str, agent: str) -> Protego:
    """Groups for other agents lose their names.

    Protego takes a name that is the beginning of ours for ours, and does not know ours with a
    version behind it. And it keeps every rule once for every name: 2,000 of each, a file of
    60 KB, took it 21 s and 361 MB.
    """

    def ours(line: re.Match[str]) -> str:
        token = _TOKEN.match(line[1])
        name = token[0].lower() if token else ""
        return f"User-agent: {name if name in {'*', agent.lower()} else 'nobody'}"

    lines = "\n".join(line.strip() for line in text.splitlines())
    return Protego.parse(_GROUP.sub(ours, lines))
