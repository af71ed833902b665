"""Reddit's feeds: a subreddit (`r/name`), a search in one (`r/name words`), or one everywhere.

The secret is `token:user`, from https://www.reddit.com/prefs/feeds of an account of our own: since
June 2026 a feed without one mostly answers 429.
"""

import re
from dataclasses import replace
from urllib.parse import quote, urlencode, urlsplit

from monitor.collect.kinds import feed
from monitor.collect.kinds.social import address, refused
from monitor.collect.reading import nothing
from monitor.records import Asking, FetchRequest, Outcome, ParsedEntry, ParsedFeed, Reading

SITE = "https://www.reddit.com"
NEWEST = {"sort": "new", "limit": "50"}
GAP_SECONDS = 6.0  # ten calls a minute, as for anybody who did not sign a contract

_SUBREDDIT = re.compile(r"/?r/(\w+)/?(?:\s+(.+))?", re.DOTALL)
_IN_SUBREDDIT = re.compile(r"/r/(\w+)/")
_SIGNATURE = "submitted by /u/"
_LONGEST_SIGNATURE = 200
_RENEW = "Reddit refuses our feed token ({}): take a new one from reddit.com/prefs/feeds"


def ask(asking: Asking) -> FetchRequest:
    """The newest posts of what is named, in the name of our account."""
    source = asking.source
    url = _address(source.url or SITE, source.query) if source.query else source.url
    token, _, user = asking.secret.partition(":")
    if token:
        url += ("&" if "?" in url else "?") + urlencode({"feed": token, "user": user})
    return FetchRequest(source_id=source.id, url=url, gap_seconds=GAP_SECONDS)


def read(reading: Reading, body: bytes) -> ParsedFeed:
    """Posts without the signature that Reddit puts under each; the outlet is the subreddit."""
    if reading.status in {401, 403}:
        return nothing(Outcome.TOKEN, _RENEW.format(reading.status))
    if reading.status != 200:
        return refused("Reddit", reading.status)
    # Its query holds our token, which must not become part of any link.
    found = feed.read(replace(reading, url=reading.url.partition("?")[0]), body)
    return replace(found, entries=tuple(_post(entry) for entry in found.entries))


def _address(base: str, query: str) -> str:
    named = _SUBREDDIT.fullmatch(query.strip())
    if not named:
        return address(base, "/search.rss", {"q": query, **NEWEST})
    place, words = f"/r/{quote(named[1])}", named[2]
    if not words:
        return address(base, f"{place}/new/.rss", {"limit": NEWEST["limit"]})
    return address(base, f"{place}/search.rss", {"q": words, "restrict_sr": "on", **NEWEST})


def _post(entry: ParsedEntry) -> ParsedEntry:
    named = _IN_SUBREDDIT.match(urlsplit(entry.url).path)
    outlet = f"r/{named[1]}" if named else ""
    site = f"{SITE}/{outlet}/" if outlet else ""
    return replace(entry, text=_unsigned(entry.text), outlet=outlet, outlet_url=site)


def _unsigned(text: str) -> str:
    """The text without `submitted by /u/name [link] [comments]` at its end."""
    words, mark, rest = text.rpartition(_SIGNATURE)
    signed = mark and rest.endswith("[comments]") and len(rest) < _LONGEST_SIGNATURE
    return words.strip() if signed else text
