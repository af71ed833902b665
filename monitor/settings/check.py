"""What types cannot say: mistakes between the parts of a configuration that is well-formed."""

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from monitor.records import Settings, Source, Tier


@dataclass(frozen=True, slots=True)
class Found:
    """A mistake and the path of the key that holds it."""

    file: str
    path: tuple[str | int, ...]
    what: str


def mistakes(settings: Settings) -> Iterator[Found]:
    """Every mistake between records, in no order."""
    yield from _sources(settings)
    yield from _offices(settings)
    yield from _rules(settings)
    yield from _oncall(settings)


def _sources(settings: Settings) -> Iterator[Found]:
    file = "sources.toml"
    yield from _duplicates(file, "sources", [source.id for source in settings.sources])
    offices = [office.id for office in settings.offices]
    for index, source in enumerate(settings.sources):
        if what := _wrong_with_url(source.url):
            yield Found(file, ("sources", index, "url"), what)
        elif source.poll_minutes < 1 and not _is_loopback(source.url):
            what = "`poll_minutes` below 1 would burden the publisher"
            yield Found(file, ("sources", index, "poll_minutes"), what)
        yield from _own_source(index, source, offices)


def _own_source(index: int, source: Source, offices: list[str]) -> Iterator[Found]:
    if source.tier is Tier.OWN and source.office not in offices:
        what = f"an own source names its `office`; {_unknown('office', source.office, offices)}"
        yield Found("sources.toml", ("sources", index, "office"), what)
    if source.tier is not Tier.OWN and source.office:
        what = '`office` is only for sources of tier = "own"'
        yield Found("sources.toml", ("sources", index, "office"), what)


def _offices(settings: Settings) -> Iterator[Found]:
    file = "rules/watchlist.toml"
    yield from _duplicates(file, "offices", [office.id for office in settings.offices])
    for index, office in enumerate(settings.offices):
        for place, name in enumerate(office.names):
            if not name.strip():
                yield Found(file, ("offices", index, "names"), f"name {place + 1} is empty")
        for place, holder in enumerate(office.holders):
            if holder.to and holder.to < holder.from_:
                path = ("offices", index, "holders", place, "to")
                yield Found(file, path, f"{holder.name} leaves before taking office")


def _rules(settings: Settings) -> Iterator[Found]:
    file = "rules/alerts.toml"
    yield from _duplicates(file, "rules", [rule.id for rule in settings.rules])
    for index, rule in enumerate(settings.rules):
        if not (rule.words or rule.tones or rule.owners or rule.tiers):
            yield Found(file, ("rules", index), f"{rule.id} has no condition: it would always fire")


def _oncall(settings: Settings) -> Iterator[Found]:
    file = "rules/oncall.toml"
    oncall = settings.oncall
    people = [person.id for person in oncall.people]
    for role, person in oncall.roles.items():
        if person not in people:
            yield Found(file, ("oncall", "roles", role), _unknown("person", person, people))
    for severity, chain in oncall.chains.items():
        for place, step in enumerate(chain):
            if step.role not in oncall.roles:
                path = ("oncall", "chains", severity.value, place)
                yield Found(file, path, _unknown("role", step.role, oncall.roles))
    for key, value in (("quiet_from", oncall.quiet_from), ("quiet_until", oncall.quiet_until)):
        if not _is_wall_time(value):
            yield Found(file, ("oncall", key), f"`{key}` is {value!r}; write it as 20:00")


def _duplicates(file: str, table: str, ids: list[str]) -> Iterator[Found]:
    counts = Counter(ids)
    for index, one in enumerate(ids):
        if counts[one] > 1 and one in ids[:index]:
            yield Found(file, (table, index, "id"), f"the id `{one}` is used twice")


def _unknown(kind: str, given: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(given, list(known), n=1)
    hint = f", did you mean `{close[0]}`?" if close else ""
    return f"there is no {kind} `{given}`{hint}"


def _wrong_with_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return f"`url` is not an address: {error}"
    if parts.scheme not in {"http", "https"}:
        return f"`url` must begin with http:// or https://, not {url[:40]!r}"
    if not host or any(mark.isspace() for mark in url):
        return f"`url` names no host: {url[:60]!r}"
    if parts.username or parts.password:
        return "`url` holds a password; secrets come from the environment"
    return ""


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_wall_time(text: str) -> bool:
    hour, _, minute = text.partition(":")
    return hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60
