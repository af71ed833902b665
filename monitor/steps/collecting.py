"""Due sources → feeds → new items in coverage → next polls in the ledger.

Items are stored before the poll is remembered: a crash between the two fetches a page again and
finds its items known.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from monitor.collect import polling
from monitor.collect.identity import Sorted, keys_of, sort_entries
from monitor.network.fetch import fetch_all
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

AT_ONCE = 50  # pages held in memory: at most 50 times the limit of one
log = logging.getLogger(__name__)


def collect_due(watch: Watch, now: datetime) -> list[PollReport]:
    """Polls every source whose time has come."""
    polls = list_polls(watch.ledger)
    return _collect(watch, polling.due(watch.settings.sources, polls, now), polls, now)


def collect_all(watch: Watch, now: datetime) -> list[PollReport]:
    """Polls every enabled source, due or not, except those that asked us to wait."""
    polls = list_polls(watch.ledger)
    sources = [source for source in watch.settings.sources if source.enabled]
    waiting = [source for source in sources if polling.asked_to_wait(polls.get(source.id), now)]
    reports = _collect(watch, [source for source in sources if source not in waiting], polls, now)
    return reports + [
        PollReport(source_id=source.id, outcome=Outcome.WAIT, reason="still asks us to wait")
        for source in waiting
    ]


def _collect(
    watch: Watch, sources: Sequence[Source], polls: dict[str, PollState], now: datetime
) -> list[PollReport]:
    reports = []
    for first in range(0, len(sources), AT_ONCE):
        some = sources[first : first + AT_ONCE]
        requests = [polling.request_for(source, polls.get(source.id)) for source in some]
        answers = fetch_all(requests, watch.settings.polling)
        states = []
        for source, fetched in zip(some, answers, strict=True):
            state, report = _take_in(watch, source, fetched, polls.get(source.id), now)
            states.append(state)
            reports.append(report)
        save_polls(watch.ledger, states)
    return reports


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
