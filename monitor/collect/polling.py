"""When a source is polled next: the one place that turns every way a poll can end into a time."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from monitor import ids
from monitor.collect.wishes import asked_wait, fresh_for
from monitor.records import (
    FINE,
    Fetched,
    FetchRequest,
    Outcome,
    ParsedFeed,
    PollState,
    Sighting,
    Source,
    Tally,
)

LONGEST_BACK_OFF = timedelta(hours=1)  # a failing source is never given up
WITHDRAWN_LOOK = timedelta(days=7)  # a withdrawn feed may come back
ROBOTS_LOOK = timedelta(hours=24)  # as often as robots.txt itself is read
MEANT = timedelta(hours=24)  # a redirect seen for so long is no captive portal's
TIMES = 3
MANY_SEEN, FEW_SEEN = 2 / 3, 1 / 3  # of a page: between them the rhythm is right
SLOWER, FASTER = 1.25, 0.6
TELLING = 5  # entries: of a shorter page, shares say nothing
START_IN = 60  # ticks over which all sources are taken up again after a long absence
AT_LEAST = 10  # sources a tick takes up whatever their number
CRISIS_MINUTES = 5.0  # from look to look at an outlet that carries a crisis
UNHEARD = timedelta(hours=1)  # without a good answer for so long, an outlet's silence says nothing
NO_SOURCES: frozenset[str] = frozenset()

# How much a failure counts: a missing page hardly comes back by itself, a slow one does.
HARD, SOFT, TEMPORARY = 1.0, 0.5, 0.25
WEIGHTS: Mapping[Outcome, float] = {
    Outcome.BROKEN: SOFT,
    Outcome.EMPTY: SOFT,
    Outcome.UNSAFE: SOFT,
    Outcome.TOO_LARGE: SOFT,
    Outcome.SERVER: TEMPORARY,
    Outcome.UNREACHABLE: TEMPORARY,
    Outcome.TOO_SLOW: TEMPORARY,
    Outcome.WAIT: TEMPORARY,
}


def due(
    sources: Iterable[Source],
    polls: Mapping[str, PollState],
    now: datetime,
    hurried: Set[str] = NO_SOURCES,
) -> list[Source]:
    """The enabled sources whose time has come, those that waited longest first; `hurried` are of
    outlets that carry a crisis."""
    waiting = [
        (_due_at(source, known_state(source, polls.get(source.id)), source.id in hurried), source)
        for source in sources
        if source.enabled
    ]
    late = [(at, source) for at, source in waiting if at <= now]
    return [source for _, source in sorted(late, key=lambda one: one[0])]


def most_at_once(sources: int) -> int:
    """How many due sources a tick takes up: after a night's absence not all in one moment."""
    return max(AT_LEAST, sources // START_IN)


def _due_at(source: Source, poll: PollState | None, hurried: bool) -> datetime:
    """A crisis brings a look forward only as far as no wish of the publisher can stand against it:
    what the last answer wished is not kept, but how long at most a wish holds us is."""
    if poll is None:
        return datetime.min.replace(tzinfo=UTC)
    if not hurried or poll.outcome not in FINE:
        return poll.next_poll_at
    allowed = max(crisis_minutes(source, poll.rhythm_minutes), source.cache_minutes)
    return min(poll.next_poll_at, poll.polled_at + timedelta(minutes=allowed))


def crisis_minutes(source: Source, rhythm_minutes: float) -> float:
    """From look to look while the outlet carries a crisis: as fast as a person allowed for it, or
    every five minutes, and never slower than it is looked at anyway."""
    return min(rhythm_minutes or source.poll_minutes, source.fastest_minutes or CRISIS_MINUTES)


def is_unheard(source: Source, poll: PollState | None, now: datetime) -> bool:
    """Whether the source gives no good answer, and has given none for an hour."""
    known = known_state(source, poll)
    if not source.enabled or known is None or known.outcome in FINE:
        return False
    return now - (known.ok_at or known.since_at) >= UNHEARD


def asked_to_wait(source: Source, poll: PollState | None, now: datetime) -> bool:
    """Whether the publisher's own wish, not our rhythm, forbids a poll now."""
    known = known_state(source, poll)
    return known is not None and known.outcome is Outcome.WAIT and known.next_poll_at > now


def address_of(source: Source) -> str:
    """What a poll's state belongs to: after a change in the configuration, all starts anew."""
    return f"{source.kind}:{source.query}@{source.url}" if source.query else source.url


def known_state(source: Source, poll: PollState | None) -> PollState | None:
    """The state, if it is of the source's present address."""
    return poll if poll and poll.url == address_of(source) else None


def conditional(request: FetchRequest, before: PollState | None) -> FetchRequest:
    """The request that a publisher answers with 304 when nothing is new; where it moved to."""
    if before is None or request.body is not None or request.page > 1:
        return request
    return replace(
        request,
        url=before.moved_url or request.url,
        etag=before.etag,
        last_modified=before.last_modified,
    )


def on_its_way(source: Source, before: PollState | None, now: datetime) -> PollState:
    """What to remember before a request goes out: if we die, it is not asked again too soon."""
    known = known_state(source, before) or PollState(
        source_id=source.id,
        url=address_of(source),
        next_poll_at=now,
        outcome=Outcome.ASKED,
        reason="no answer yet",
        polled_at=now,
        since_at=now,
    )
    return replace(known, next_poll_at=now + timedelta(minutes=source.poll_minutes))


def next_state(
    source: Source,
    before: PollState | None,
    fetched: Fetched,
    feed: ParsedFeed | None,
    tally: Tally,
    now: datetime,
) -> PollState:
    """What to remember of a poll that ended so; `feed` is None when there was nothing to parse."""
    before = known_state(source, before)
    outcome = feed.outcome if feed else fetched.outcome
    fine = outcome in FINE
    weight = WEIGHTS.get(outcome, HARD)
    failures = 0.0 if fine else (before.failures if before else 0) + weight
    state = PollState(
        source_id=source.id,
        url=address_of(source),
        next_poll_at=now,
        outcome=outcome,
        reason=(feed.flaw or feed.reason) if feed else fetched.reason,
        polled_at=now,
        since_at=before.since_at if before and (before.outcome in FINE) == fine else now,
        ok_at=now if fine else (before.ok_at if before else None),
        new_at=now if tally.new else (before.new_at if before else None),
        rhythm_minutes=_rhythm(source, before, outcome, tally),
        ttl_minutes=feed.ttl_minutes if feed and fine else (before.ttl_minutes if before else 0),
        failures=failures,
        body_hash=before.body_hash if before else "",
        cursor=(feed.cursor if feed else "") or (before.cursor if before else ""),
        sighting=_sighting(source, before, fetched, outcome, now),
        # Where it moved to and is not: back to the address that a person gave.
        moved_url=before.moved_url if before and failures < HARD else "",
    )
    if not (feed and feed.more and not feed.entries):  # an index must lead on at every poll
        state = _with_validators(state, before, fetched)
    state = _moved(state, now)
    return replace(state, next_poll_at=now + _wait(source, state, fetched, now))


def hurry(source: Source, state: PollState, fetched: Fetched, now: datetime) -> PollState:
    """The same of a source whose outlet carries a crisis: sooner, if it answered well, and never
    sooner than its publisher wishes.
    """
    if state.outcome not in FINE:
        return state
    rhythm = timedelta(minutes=crisis_minutes(source, state.rhythm_minutes))
    wish = min(fresh_for(fetched, state.ttl_minutes, now), timedelta(minutes=source.cache_minutes))
    return replace(state, next_poll_at=min(state.next_poll_at, now + max(rhythm, wish)))


def is_withdrawn(poll: PollState) -> bool:
    """Whether the publisher said often enough that the feed is gone for good."""
    seen = poll.sighting
    return seen is not None and seen.what == "gone" and seen.times >= TIMES


def _with_validators(state: PollState, before: PollState | None, fetched: Fetched) -> PollState:
    """New ones only with a page that was read: after a failure the whole page must come again."""
    if state.outcome is Outcome.FRESH or (state.outcome is Outcome.UNCHANGED and fetched.body):
        return replace(
            state,
            etag=fetched.etag,
            last_modified=fetched.last_modified,
            body_hash=ids.body_hash(fetched.body),
        )
    if before is None:
        return state
    etag, modified = before.etag, before.last_modified
    if state.outcome is Outcome.UNCHANGED:
        etag, modified = fetched.etag or etag, fetched.last_modified or modified
    return replace(state, etag=etag, last_modified=modified)


def _sighting(
    source: Source, before: PollState | None, fetched: Fetched, outcome: Outcome, now: datetime
) -> Sighting | None:
    """What this poll says once more, or for the first time: that the feed moved, or is gone."""
    seen = before.sighting if before else None
    if outcome is Outcome.GONE:
        return _again(seen, "gone", "", now)
    if outcome not in FINE:
        return seen
    if fetched.moved_to and fetched.request.url == source.url:
        return _again(seen, "moved", fetched.moved_to, now)
    return None


def _again(
    seen: Sighting | None, what: Literal["moved", "gone"], url: str, now: datetime
) -> Sighting:
    if seen and (seen.what, seen.url) == (what, url):
        return replace(seen, times=seen.times + 1)
    return Sighting(what=what, url=url, first_at=now, times=1)


def _moved(state: PollState, now: datetime) -> PollState:
    """From here on the new address is asked, once it was given long enough."""
    seen = state.sighting
    if seen is None or seen.what != "moved":
        return state
    if seen.times < TIMES or now - seen.first_at < MEANT:
        return state
    return replace(state, moved_url=seen.url, sighting=None)


# ---------------------------------------------------------------- rhythm


def _rhythm(source: Source, before: PollState | None, outcome: Outcome, tally: Tally) -> float:
    """Minutes from look to look: such that a third to two thirds of a page were seen before."""
    rhythm = before.rhythm_minutes if before and before.rhythm_minutes else source.poll_minutes
    fastest = source.fastest_minutes or max(source.poll_minutes / 4, min(1, source.poll_minutes))
    if before and before.ok_at and tally.entries >= TELLING:
        seen = 1 - tally.new / tally.entries
        rhythm *= SLOWER if seen > MANY_SEEN else FASTER if seen < FEW_SEEN else 1
    elif outcome in FINE:
        rhythm *= SLOWER
    return min(max(rhythm, fastest), source.poll_minutes)


def _wait(source: Source, state: PollState, fetched: Fetched, now: datetime) -> timedelta:
    rhythm = timedelta(minutes=state.rhythm_minutes)
    if state.outcome in FINE:
        ceiling = timedelta(minutes=source.cache_minutes)
        return max(rhythm, min(fresh_for(fetched, state.ttl_minutes, now), ceiling))
    if is_withdrawn(state):
        return WITHDRAWN_LOOK
    if state.outcome is Outcome.ROBOTS:
        return max(rhythm, ROBOTS_LOOK)
    back_off = max(rhythm, min(rhythm * (1 + state.failures), LONGEST_BACK_OFF))
    asked = asked_wait(fetched, now) if state.outcome is Outcome.WAIT else timedelta()
    return max(back_off + _scatter(source, back_off, now), asked)


def _scatter(source: Source, back_off: timedelta, now: datetime) -> timedelta:
    """Up to a tenth more, so that what failed together does not come back together."""
    return back_off * ids.fraction("scatter", source.id, now.isoformat()) / 10
