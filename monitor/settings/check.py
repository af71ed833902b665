"""What types cannot say: mistakes between the parts of a configuration that is well-formed."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from monitor.records import (
    Kind,
    Office,
    OnCall,
    Polling,
    Source,
    Tier,
)
from monitor.settings.check_releases import wrong_with_releases
from monitor.settings.check_rules import wrong_with_manners, wrong_with_rules
from monitor.settings.check_tone import wrong_with_tone
from monitor.settings.check_watchlist import (
    wrong_with_context,
    wrong_with_offices,
    wrong_with_patches,
)
from monitor.settings.found import Found, ids, unknown, wall_time

# Of these keys a source of the kind must have one.
KIND_NEEDS: Mapping[Kind, tuple[str, ...]] = {
    "feed": ("url",),
    "sitemap": ("url",),
    "page": ("url",),
    "google-news": ("query", "url"),
    "google-alerts": ("url",),
    "gdelt": ("query",),
    "guardian": ("query",),
    "bluesky": ("query",),
    "mastodon": ("query",),
    "reddit": ("query", "url"),
    "youtube": ("query", "url"),
    "x": ("query",),
    "facebook": ("query",),
    "instagram": ("query",),
}
X_REQUEST_DOLLARS = 1.5  # 100 posts and their authors, at the prices of 2026
WEEK = 7 * 24 * 60  # in minutes: nothing here waits longer

_CHANNEL_ID = re.compile(r"[CGD][A-Z0-9]{7,}")  # history is read back by id alone


def mistakes(tables: Mapping[str, Any]) -> Iterator[Found]:
    """Every mistake in and between these tables, in no order; one that is not given waits."""
    if "polling" in tables:
        yield from _polling(tables["polling"])
    if "sources" in tables:
        yield from _sources(tables["sources"])
    if "offices" in tables:
        yield from wrong_with_offices(tables["offices"])
    if "context" in tables:
        yield from wrong_with_context(tables["context"])
    if "sources" in tables and "offices" in tables:
        yield from _own_sources(tables["sources"], tables["offices"])
        known = [source.id for source in tables["sources"]]
        yield from wrong_with_patches(tables["offices"], known)
    if "rules" in tables:
        yield from wrong_with_rules(tables)
    if "alerting" in tables:
        yield from wrong_with_manners(tables["alerting"])
    if "oncall" in tables:
        yield from _oncall(tables["oncall"])
    if "tone" in tables:
        yield from wrong_with_tone(tables["tone"])
    yield from wrong_with_releases(tables)


# ---------------------------------------------------------------- sources.toml


def _polling(polling: Polling) -> Iterator[Found]:
    file = "sources.toml"
    if not polling.contact.strip() or not polling.contact.isprintable():
        what = "`contact` must be an address at which publishers reach you"
        yield Found(file, ("polling", "contact"), what)
    for key in ("deadline_seconds", "max_megabytes", "at_once", "host_at_once"):
        value = getattr(polling, key)
        if not 0 < value < math.inf:
            yield Found(file, ("polling", key), f"`{key}` must be above 0, not {value}")
    if not 0 <= polling.host_gap_seconds <= 60:
        what = f"`host_gap_seconds` must be between 0 and 60, not {polling.host_gap_seconds}"
        yield Found(file, ("polling", "host_gap_seconds"), what)


def _sources(sources: Sequence[Source]) -> Iterator[Found]:
    file = "sources.toml"
    yield from ids(file, ("sources",), [source.id for source in sources])
    for index, source in enumerate(sources):
        for key, what in _wrong_with_source(source):
            yield Found(file, ("sources", index, key), what)


def _wrong_with_source(source: Source) -> Iterator[tuple[str, str]]:
    """The key that holds a mistake, and the mistake."""
    wanted = KIND_NEEDS[source.kind]
    if not any(getattr(source, key) for key in wanted):
        either = " or ".join(f"`{key}`" for key in wanted)
        yield wanted[0], f"a source of kind {source.kind} needs {either}"
    if source.url and (what := _wrong_with_url("url", source.url)):
        yield "url", what
    elif what := _wrong_with_rhythm(source):
        yield "poll_minutes", what
    if source.kind == "page" and source.select is None:
        yield "select", "a page needs `select`: where its entries stand, as CSS selectors"
    if source.select and source.kind != "page":
        yield "select", '`select` is only for sources of kind = "page"'
    if source.kind == "x" and source.enabled and source.monthly_dollars < X_REQUEST_DOLLARS:
        what = f"one request may cost {X_REQUEST_DOLLARS} dollars: set a limit above that"
        yield "monthly_dollars", what
    for key in ("fastest_minutes", "cache_minutes", "silent_hours", "monthly_dollars"):
        if not 0 <= getattr(source, key) < math.inf:
            yield key, f"`{key}` must not be below 0"
    if source.fastest_minutes > source.poll_minutes:
        yield "fastest_minutes", "`fastest_minutes` is slower than `poll_minutes`"


def _wrong_with_rhythm(source: Source) -> str:
    soonest = min(source.poll_minutes, source.fastest_minutes or source.poll_minutes)
    if soonest < 1 and not _is_loopback(source.url):
        return "less than a minute from poll to poll would burden the publisher"
    if not 0 <= source.poll_minutes <= WEEK:
        return f"`poll_minutes` must be between 1 and {WEEK} (a week), not {source.poll_minutes}"
    return ""


def _own_sources(sources: Sequence[Source], offices: Sequence[Office]) -> Iterator[Found]:
    known = [office.id for office in offices]
    for index, source in enumerate(sources):
        path = ("sources", index, "office")
        if source.tier is Tier.OWN and not source.office:
            yield Found("sources.toml", path, "an own source must name its `office`")
        elif source.tier is Tier.OWN and source.office not in known:
            what = f"an own source names its `office`; {unknown('office', source.office, known)}"
            yield Found("sources.toml", path, what)
        elif source.tier is not Tier.OWN and source.office:
            yield Found("sources.toml", path, '`office` is only for sources of tier = "own"')


def _wrong_with_url(key: str, url: str) -> str:
    """What is wrong, in words that never repeat an address which may hold a password."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return f"`{key}` is not an address" + (f": {error}" if "@" not in url else "")
    if parts.username or parts.password:
        return f"`{key}` holds a password; secrets come from the environment"
    shown = repr(url[:60]) if "@" not in url else "what stands there"
    if parts.scheme not in {"http", "https"}:
        return f"`{key}` must begin with http:// or https://, not {shown}"
    if not host or " " in url or not url.isprintable():
        return f"`{key}` names no host: {shown}"
    return ""


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


# ---------------------------------------------------------------- rules/oncall.toml


def _oncall(oncall: OnCall) -> Iterator[Found]:
    file = "rules/oncall.toml"
    people = [person.id for person in oncall.people]
    yield from ids(file, ("oncall", "people"), people)
    if not oncall.roles:
        yield Found(file, ("oncall", "roles"), "`roles` is empty: nobody could be told")
    for role, person in oncall.roles.items():
        if person not in people:
            yield Found(file, ("oncall", "roles", role), unknown("person", person, people))
    yield from _chains(file, oncall)
    for key, value in (("quiet_from", oncall.quiet_from), ("quiet_until", oncall.quiet_until)):
        yield from wall_time(file, ("oncall", key), key, value)
    if oncall.slack and (what := _wrong_with_url("api_url", oncall.slack.api_url)):
        yield Found(file, ("oncall", "slack", "api_url"), what)
    if oncall.slack and not _CHANNEL_ID.fullmatch(oncall.slack.channel):
        what = f"`channel` is {oncall.slack.channel!r}; write the channel's id, such as C0123456789"
        yield Found(file, ("oncall", "slack", "channel"), what)


def _chains(file: str, oncall: OnCall) -> Iterator[Found]:
    for severity, chain in oncall.chains.items():
        for place, step in enumerate(chain):
            path = ("oncall", "chains", severity.value, place)
            if step.role not in oncall.roles:
                yield Found(file, path, unknown("role", step.role, oncall.roles))
            if not 0 <= step.after_minutes <= WEEK:
                allowed = f"between 0 and {WEEK} (a week)"
                what = f"`after_minutes` must be {allowed}, not {step.after_minutes}"
                yield Found(file, path, what)
