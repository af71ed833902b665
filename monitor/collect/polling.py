"""When a source is polled next: the one place that turns every way a poll can end into a time."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.records import (
    FINE,
    Fetched,
    FetchRequest,
    Outcome,
    ParsedFeed,
    PollState,
    Source,
)

LONGEST_WAIT = timedelta(hours=24)  # however long a publisher asks us to wait
LONGEST_BACK_OFF = timedelta(hours=1)  # a failing source is never given up


def due(sources: Iterable[Source], polls: Mapping[str, PollState], now: datetime) -> list[Source]:
    """The enabled sources whose time has come, those that waited longest first."""
    waiting = [(_due_at(polls.get(source.id)), source) for source in sources if source.enabled]
    late = [(at, source) for at, source in waiting if at <= now]
    return [source for _, source in sorted(late, key=lambda one: one[0])]


def _due_at(poll: PollState | None) -> datetime:
    return poll.next_poll_at if poll else datetime.min.replace(tzinfo=UTC)


def asked_to_wait(poll: PollState | None, now: datetime) -> bool:
    """Whether the publisher's own wish, not our rhythm, forbids a poll now."""
    return poll is not None and poll.outcome is Outcome.WAIT and poll.next_poll_at > now


def request_for(source: Source, poll: PollState | None) -> FetchRequest:
    """The request that a publisher answers with 304 when nothing is new.

    Validators belong to an address: after a change of address in the configuration none is sent.
    """
    known = poll if poll and poll.url == source.url else None
    return FetchRequest(
        source_id=source.id,
        url=source.url,
        etag=known.etag if known else None,
        last_modified=known.last_modified if known else None,
    )


def next_state(
    source: Source,
    before: PollState | None,
    fetched: Fetched,
    feed: ParsedFeed | None,
    now: datetime,
) -> PollState:
    """What to remember of a poll that ended so; `feed` is None when there was nothing to parse."""
    outcome = feed.outcome if feed else fetched.outcome
    reason = (feed.flaw or feed.reason) if feed else fetched.reason
    fine = outcome in FINE
    failures = 0 if fine else (before.failures if before else 0) + 1
    state = PollState(
        source_id=source.id,
        url=source.url,
        next_poll_at=now + _wait(source, outcome, failures, fetched.retry_after, now),
        outcome=outcome,
        reason=reason,
        polled_at=now,
        ok_at=now if fine else (before.ok_at if before else None),
        failures=failures,
    )
    return _with_validators(state, before, fetched)


def _with_validators(state: PollState, before: PollState | None, fetched: Fetched) -> PollState:
    """New ones only with a page that was read: after a failure the whole page must come again."""
    if state.outcome is Outcome.FRESH:
        return replace(state, etag=fetched.etag, last_modified=fetched.last_modified)
    if before and before.url == state.url:
        etag, modified = fetched.etag or before.etag, fetched.last_modified or before.last_modified
        if state.outcome is Outcome.UNCHANGED:
            return replace(state, etag=etag, last_modified=modified)
        return replace(state, etag=before.etag, last_modified=before.last_modified)
    return state


def _wait(
    source: Source, outcome: Outcome, failures: int, retry_after: str | None, now: datetime
) -> timedelta:
    rhythm = timedelta(minutes=source.poll_minutes)
    if outcome in FINE:
        return rhythm
    back_off = max(rhythm, min(rhythm * (1 + failures), LONGEST_BACK_OFF))
    asked = _asked(retry_after, now) if outcome is Outcome.WAIT else timedelta()
    return max(back_off, min(asked, LONGEST_WAIT))


def _asked(retry_after: str | None, now: datetime) -> timedelta:
    """`Retry-After` as seconds or a date; junk and dates gone by count as nothing."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), 86_400))
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return timedelta()
    return max(timedelta(), (at if at.tzinfo else at.replace(tzinfo=UTC)) - now)
