"""Tries one source as a poll would ask and read it, and stores nothing."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from monitor.collect import polling, robots
from monitor.collect.arrival import Page, Sorted, sort_entries
from monitor.collect.autodiscovery import NamedFeed, feeds_named
from monitor.collect.identity import keys_of
from monitor.collect.kinds.feed import WEB_PAGE
from monitor.collect.parser import Parser
from monitor.collect.sources import KINDS
from monitor.collect.wishes import fresh_for
from monitor.errors import InputRefused
from monitor.network.fetcher import Fetcher
from monitor.records import (
    Asking,
    Fetched,
    FetchRequest,
    Item,
    Kind,
    Outcome,
    ParsedEntry,
    ParsedFeed,
    Polling,
    Reading,
    Source,
    Tier,
)
from monitor.settings import key_name, needs_key
from monitor.settings.check import mistakes
from monitor.settings.keys import without_key
from monitor.steps.asking import OBEYS_ROBOTS, host_of, robots_request
from monitor.steps.spending import PAID

LONGEST_TURN = 10.0  # seconds: no platform wants a longer gap between two requests
MOST_HOSTS = 3  # of the pages behind the entries: whose robots.txt is asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What a host's robots.txt says of what we would fetch there."""

    host: str
    status: int  # of its answer; 0: there was none
    source: bool | None  # may the source itself be fetched; None: it stands elsewhere
    pages: int  # behind the entries
    pages_allowed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What trying a source found."""

    source: Source
    outcome: Outcome
    reason: str  # for people; as the addresses below without the source's key
    fetched: Fetched
    feed: ParsedFeed | None = None  # None: there was nothing to read
    items: tuple[Item, ...] = ()  # as they would be stored
    repeated: int = 0  # entries that stand twice on the page
    seconds: float = 0  # until the whole answer was here
    redirected_to: str = ""
    moved_to: str = ""  # as far as the redirects are for good
    unchanged: bool | None = None  # asked again, is nothing new; None: no validators came
    allowances: tuple[Allowance, ...] = ()
    is_page: bool = False  # a web page came, and no feed
    feeds_named: tuple[NamedFeed, ...] = ()  # by that page
    fresh_for: timedelta = timedelta()  # as its publisher says
    next_look: timedelta = timedelta()  # how long we would wait


@dataclass(frozen=True, slots=True)
class _Visit:
    source: Source
    fetcher: Fetcher
    parser: Parser
    patience: float  # seconds that an answer may take, its host's turn included
    now: datetime
    outlets: Mapping[str, Source]
    key: str = field(repr=False)


def source_at(url: str, kind: Kind) -> Source:
    """A source of the usual settings at this address; InputRefused if it can be none."""
    if "://" not in url:
        raise InputRefused(f"{url!r} is neither the id of a source nor a whole https:// address")
    found = Source(id="tried", name=_name_of(url), kind=kind, url=url, tier=Tier.LOCAL, group="")
    for mistake in mistakes({"sources": (found,)}):
        raise InputRefused(mistake.what)
    return found


def try_source(
    source: Source, others: Iterable[Source], manners: Polling, key: str, now: datetime
) -> Trial:
    """What a poll of this source would find now; what a search finds may belong to the others."""
    if source.kind in PAID:
        raise InputRefused("each look costs money, which only a pass of the monitor counts")
    patience = manners.deadline_seconds + manners.host_gap_seconds + LONGEST_TURN
    outlets = {one.name.casefold(): one for one in others}
    with Parser() as parser, Fetcher(manners) as fetcher:
        return _try(_Visit(source, fetcher, parser, patience, now, outlets, key))


def _name_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url  # which is told as a mistake


def _try(visit: _Visit) -> Trial:
    if needs_key(visit.source) and not visit.key:
        reason = f"{key_name(visit.source)} is not set"
        return _not_asked(visit, FetchRequest(source_id="", url=""), Outcome.TOKEN, reason)
    request = _worded(visit)
    if visit.source.robots or visit.source.kind in OBEYS_ROBOTS:
        _, rules = _rules(visit, request.url)
        if not robots.may_fetch(rules, request.url):
            reason = f"{host_of(request.url)}'s robots.txt forbids it"
            return _not_asked(visit, request, Outcome.ROBOTS, reason)
    trial = _look(visit, request)
    if trial.feed and trial.feed.session:
        trial = _look(visit, _worded(visit, trial.feed.session))
    return _with_more(visit, trial)


def _not_asked(visit: _Visit, request: FetchRequest, outcome: Outcome, reason: str) -> Trial:
    fetched = Fetched(request=request, outcome=outcome, reason=reason)
    return Trial(source=visit.source, outcome=outcome, reason=reason, fetched=fetched)


def _worded(visit: _Visit, session: str = "") -> FetchRequest:
    asking = Asking(source=visit.source, now=visit.now, secret=visit.key, session=session)
    return KINDS[visit.source.kind].ask(asking)


def _look(visit: _Visit, request: FetchRequest) -> Trial:
    started = time.monotonic()
    fetched = _ask(visit, request)
    seconds = time.monotonic() - started
    feed = _read(visit, fetched)
    found = _sorted(visit, feed.entries if feed else ())
    state = polling.next_state(visit.source, None, fetched, feed, found.tally, visit.now)
    return Trial(
        source=visit.source,
        outcome=state.outcome,
        reason=without_key(feed.reason if feed else fetched.reason, visit.key),
        fetched=fetched,
        feed=feed,
        items=found.new,
        repeated=found.tally.repeated,
        seconds=seconds,
        redirected_to=without_key(fetched.url if fetched.url != request.url else "", visit.key),
        moved_to=without_key(fetched.moved_to, visit.key),
        fresh_for=fresh_for(fetched, feed.ttl_minutes if feed else 0, visit.now),
        next_look=state.next_poll_at - visit.now,
    )


def _ask(visit: _Visit, request: FetchRequest) -> Fetched:
    visit.fetcher.start([request])
    for answers in visit.fetcher.answers(visit.patience):
        return answers[0]
    return Fetched(request=request, outcome=Outcome.TOO_SLOW, reason="no answer in time")


def _read(visit: _Visit, fetched: Fetched) -> ParsedFeed | None:
    """Platforms say in the body of a refusal what they mind."""
    if fetched.outcome is not Outcome.FRESH and not fetched.body:
        return None
    reading = Reading(
        kind=visit.source.kind,
        url=fetched.url,
        content_type=fetched.content_type,
        status=fetched.status,
        select=visit.source.select,
    )
    return visit.parser.read(reading, fetched.body)


def _sorted(visit: _Visit, entries: Sequence[ParsedEntry]) -> Sorted:
    """What a first poll would take in."""
    page = Page(visit.source, entries, keys_of(visit.source, entries), looked_at=None)
    return sort_entries(page, {}, {}, visit.outlets, visit.now)


def _with_more(visit: _Visit, trial: Trial) -> Trial:
    """What else is worth knowing of an answer that came."""
    if trial.fetched.status == 0:
        return trial
    html = "html" in trial.fetched.content_type.lower() or trial.reason == WEB_PAGE
    is_page = trial.outcome is Outcome.NOT_A_FEED and html
    return replace(
        trial,
        is_page=is_page,
        unchanged=_asked_again(visit, trial),
        allowances=tuple(_allowances(visit, trial)),
        feeds_named=feeds_named(trial.fetched.body, trial.fetched.url) if is_page else (),
    )


def _asked_again(visit: _Visit, trial: Trial) -> bool | None:
    """Whether the publisher answers with 304 when asked with the validators that it sent."""
    etag, modified = trial.fetched.etag, trial.fetched.last_modified
    if trial.outcome is not Outcome.FRESH or not (etag or modified):
        return None
    conditional = replace(trial.fetched.request, etag=etag, last_modified=modified)
    return _ask(visit, conditional).outcome is Outcome.UNCHANGED


# ---------------------------------------------------------------- robots.txt


def _rules(visit: _Visit, url: str) -> tuple[int, str]:
    """How the robots.txt of an address was answered, and what it lets us fetch."""
    answer = _ask(visit, robots_request(visit.source.id, url))
    return answer.status, robots.rules_from(answer.status, answer.body)


def _allowances(visit: _Visit, trial: Trial) -> Iterator[Allowance]:
    """Of the source's own host, and of those where most of its pages stand."""
    url = trial.fetched.request.url
    pages = [entry.url for entry in trial.feed.entries if entry.url] if trial.feed else []
    often = [host for host, _ in Counter(map(host_of, pages)).most_common(MOST_HOSTS)]
    for host in dict.fromkeys([host_of(url), *often]):
        status, rules = _rules(visit, f"{host}/")
        there = [page for page in pages if host_of(page) == host]
        yield Allowance(
            host=host,
            status=status,
            source=robots.may_fetch(rules, url) if host == host_of(url) else None,
            pages=len(there),
            pages_allowed=sum(robots.may_fetch(rules, page) for page in there),
        )
