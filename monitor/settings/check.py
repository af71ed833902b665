"""What types cannot say: mistakes between the parts of a configuration that is well-formed."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from monitor.records import (
    Kind,
    Office,
    Polling,
    Source,
    Tier,
)
from monitor.settings.addresses import is_loopback, wrong_with_url
from monitor.settings.check_oncall import wrong_with_oncall
from monitor.settings.check_releases import wrong_with_releases
from monitor.settings.check_rules import wrong_with_manners, wrong_with_rules
from monitor.settings.check_tone import wrong_with_tone
from monitor.settings.check_watchlist import (
    wrong_with_context,
    wrong_with_offices,
    wrong_with_patches,
)
from monitor.settings.check_ways import wrong_with_ways
from monitor.settings.found import Found, ids, unknown

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
        yield from wrong_with_oncall(tables["oncall"])
        yield from wrong_with_ways(tables["oncall"])
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
    if source.url and (what := wrong_with_url("url", source.url)):
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
    if soonest < 1 and not is_loopback(urlsplit(source.url).hostname or ""):
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
