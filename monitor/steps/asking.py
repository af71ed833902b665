"""Which requests go out to due sources, and which sources are not asked at all, and why."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from monitor.collect import polling, robots
from monitor.collect.sources import KINDS
from monitor.records import (
    Asking,
    Errand,
    Fetched,
    FetchRequest,
    Outcome,
    PollState,
    Robots,
    Source,
)
from monitor.settings.keys import key_name, needs_key
from monitor.steps.spending import reserve
from monitor.steps.watch import Watch
from monitor.store.sources import find_robots, save_polls, save_robots

ROBOTS_KEPT = timedelta(hours=24)  # RFC 9309: no longer than a day
ONE_LOGIN = {"bluesky"}
OBEYS_ROBOTS = {"page"}  # the others are feeds and interfaces, made for programs
log = logging.getLogger(__name__)


def ask(
    watch: Watch, sources: Iterable[Source], polls: Mapping[str, PollState], now: datetime
) -> list[Fetched]:
    """Sends these sources' requests on their way; returns the endings that needed none.

    A source whose host's robots.txt is not known yet stays due: that is asked for first.
    """
    asked = {one.source_id for one in watch.fetcher.in_flight if one.errand is Errand.POLL}
    requests, refused, on_their_way = [], [], []
    for source in sources:
        if source.id in asked:
            continue
        match word(watch, source, polls.get(source.id), now):
            case Fetched() as ending:
                refused.append(ending)
            case FetchRequest(errand=Errand.POLL) as request:
                on_their_way.append(polling.on_its_way(source, polls.get(source.id), now))
                requests.append(request)
            case FetchRequest() as first:
                requests.append(first)
    if on_their_way:
        save_polls(watch.ledger, on_their_way)
    watch.fetcher.start(requests)
    return refused


def word(
    watch: Watch,
    source: Source,
    poll: PollState | None,
    now: datetime,
    more: str = "",
    page: int = 1,
) -> FetchRequest | Fetched:
    """The source's next request, the one that must come before it, or why there is none."""
    before = polling.known_state(source, poll)
    bare = FetchRequest(source_id=source.id, url=source.url)
    if needs_key(source) and not watch.keys.get(source.id):
        return _not_asked(bare, Outcome.TOKEN, f"{key_name(source)} is not set")
    request = KINDS[source.kind].ask(
        Asking(
            source=source,
            now=now,
            secret=watch.keys.get(source.id, ""),
            session=watch.memory.sessions.get(session_of(source), ""),
            cursor=before.cursor if before else "",
            more=more,
            page=page,
        )
    )
    if source.robots or source.kind in OBEYS_ROBOTS:
        known = robots_of(watch, request.url, now)
        if known is None:
            return robots_request(source.id, request.url)
        if not robots.may_fetch(known.text, request.url):
            return _not_asked(bare, Outcome.ROBOTS, f"{known.host}'s robots.txt forbids it")
    if not reserve(watch.ledger, source, now):
        spent = f"the month's {source.monthly_dollars:g} dollars are spent"
        return _not_asked(bare, Outcome.BUDGET, spent)
    return polling.conditional(request, before)


def session_of(source: Source) -> str:
    """By what a login is kept: accounts may log in a few hundred times a day, so one serves all
    searches; what stands for a login elsewhere, such as an account's number, is a source's own.
    """
    shared = source.kind in ONE_LOGIN
    return f"{source.kind}:{source.url}:{key_name(source)}" if shared else source.id


def _not_asked(request: FetchRequest, outcome: Outcome, reason: str) -> Fetched:
    return Fetched(request=request, outcome=outcome, reason=reason, url=request.url)


# ---------------------------------------------------------------- robots.txt


def robots_of(watch: Watch, url: str, now: datetime) -> Robots | None:
    """What the host of an address wants of robots; None if it was not asked today."""
    known = find_robots(watch.ledger, host_of(url))
    return known if known and now - known.fetched_at < ROBOTS_KEPT else None


def robots_request(source_id: str, url: str) -> FetchRequest:
    return FetchRequest(source_id=source_id, url=robots.robots_address(url), errand=Errand.ROBOTS)


def take_robots(watch: Watch, answers: Iterable[Fetched], now: datetime) -> None:
    """Remembers what hosts want of robots."""
    for answer in answers:
        text = robots.rules_from(answer.status, answer.body)
        known = Robots(host=host_of(answer.request.url), text=text, fetched_at=now)
        save_robots(watch.ledger, known)


def host_of(url: str) -> str:
    """Scheme, host and port: each combination has a robots.txt of its own."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"
