"""Due sources → feeds → new items in coverage → next polls in the ledger.

Items are stored before the poll is remembered: a crash between the two fetches a page again and
finds its items known.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.collect import polling
from monitor.collect.identity import Sorted, keys_of, sort_entries
from monitor.errors import StoreUnusable
from monitor.records import (
    FINE,
    Fetched,
    Outcome,
    ParsedEntry,
    ParsedFeed,
    PollReport,
    PollState,
    Source,
)
from monitor.steps.watch import Watch
from monitor.store.coverage import add_items, find_item_keys
from monitor.store.ledger import list_polls, save_polls

GLANCE = 2.0  # seconds that a tick of the daemon waits for answers; late ones come with the next
log = logging.getLogger(__name__)


def collect_arriving(watch: Watch, now: datetime) -> list[PollReport]:
    """Asks the sources whose time has come and takes in what has arrived, theirs or earlier ones'.

    For the daemon: a publisher that hangs until its deadline holds up nobody else's news.
    """
    polls = list_polls(watch.ledger)
    _ask(watch, polling.due(watch.settings.sources, polls, now), polls)
    return _take_in_answers(watch, polls, now, GLANCE)


def collect_due(watch: Watch, now: datetime) -> list[PollReport]:
    """Polls every source whose time has come, and waits for all of them."""
    polls = list_polls(watch.ledger)
    _ask(watch, polling.due(watch.settings.sources, polls, now), polls)
    return _take_in_answers(watch, polls, now, _longest(watch))


def collect_all(watch: Watch, now: datetime) -> list[PollReport]:
    """Polls every enabled source, due or not, except those that asked us to wait."""
    polls = list_polls(watch.ledger)
    sources = [source for source in watch.settings.sources if source.enabled]
    waiting = [source for source in sources if polling.asked_to_wait(polls.get(source.id), now)]
    _ask(watch, [source for source in sources if source not in waiting], polls)
    reports = _take_in_answers(watch, polls, now, _longest(watch))
    reports += [
        PollReport(source_id=source.id, outcome=Outcome.WAIT, reason="still asks us to wait")
        for source in waiting
    ]
    order = [source.id for source in sources]
    return sorted(reports, key=lambda report: order.index(report.source_id))


def _longest(watch: Watch) -> float:
    """When every answer must have come: each place is taken by several sources in turn."""
    limits = watch.settings.polling
    turns = 1 + len(watch.settings.sources) // limits.at_once
    return turns * (limits.deadline_seconds + 5)


def _ask(watch: Watch, sources: Iterable[Source], polls: Mapping[str, PollState]) -> None:
    watch.fetcher.start(
        polling.request_for(source, polls.get(source.id))
        for source in sources
        if source.id not in watch.fetcher.in_flight
    )


def _take_in_answers(
    watch: Watch, polls: Mapping[str, PollState], now: datetime, seconds: float
) -> list[PollReport]:
    sources = {source.id: source for source in watch.settings.sources}
    reports = []
    for answers in watch.fetcher.answers(seconds):
        taken = [
            _try(watch, sources[one.source_id], one, polls.get(one.source_id), now)
            for one in answers
        ]
        save_polls(watch.ledger, [state for state, _ in taken])
        reports += [report for _, report in taken]
    return reports


def _try(
    watch: Watch, source: Source, fetched: Fetched, before: PollState | None, now: datetime
) -> tuple[PollState, PollReport]:
    """The one broad `except`: an answer that breaks its step is shown and holds up no other."""
    try:
        return _take_in(watch, source, fetched, before, now)
    except StoreUnusable:
        raise
    except Exception:
        log.exception("source=%s cannot be taken in", source.id)
        reason = "a fault of ours, which the log tells"
        broken = replace(fetched, outcome=Outcome.BROKEN, reason=reason)
        return _take_in(watch, source, broken, before, now)


def _take_in(
    watch: Watch, source: Source, fetched: Fetched, before: PollState | None, now: datetime
) -> tuple[PollState, PollReport]:
    """Stores what one answer brings."""
    feed = _parse(watch, fetched) if fetched.outcome is Outcome.FRESH else None
    found = _store(watch, source, feed.entries, now) if feed and feed.entries else None
    state = polling.next_state(source, before, fetched, feed, now)
    if state.outcome not in FINE:
        log.warning("source=%s outcome=%r reason=%r", source.id, state.outcome.value, state.reason)
    return state, PollReport(
        source_id=source.id,
        outcome=state.outcome,
        reason=state.reason,
        entries=len(feed.entries) if feed else 0,
        new=len(found.new) if found else 0,
        repeated=found.repeated if found else 0,
    )


def _parse(watch: Watch, fetched: Fetched) -> ParsedFeed:
    return watch.parser.parse(fetched.body, fetched.url, fetched.content_type)


def _store(watch: Watch, source: Source, entries: Sequence[ParsedEntry], now: datetime) -> Sorted:
    keys = keys_of(source, entries)
    known = find_item_keys(watch.coverage, [key for some in keys for key in some])
    found = sort_entries(source, entries, keys, known, now)
    add_items(watch.coverage, found.new, found.keys)
    return found
