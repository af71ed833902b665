"""Answers of sources → new items in coverage, new wordings of old ones, next polls in the ledger.

Items are stored before the poll is remembered: a crash between the two fetches a page again and
finds its items known. Answers are taken in together, because a statement of DuckDB costs
milliseconds however few rows it has.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.collect import polling
from monitor.collect.arrival import Page, Sorted, is_crowd, sort_entries
from monitor.collect.identity import keys_of, shapes_of
from monitor.errors import StoreUnusable
from monitor.records import (
    FINE,
    Arrival,
    ArticlePage,
    Fetched,
    Item,
    Outcome,
    PollReport,
    PollState,
    SourceEvent,
    Tally,
)
from monitor.settings.keys import without_key
from monitor.steps.answers import Answer, read_answer
from monitor.steps.going_on import MOST_PAGES, began_session, go_on
from monitor.steps.hurrying import sources_in_crisis
from monitor.steps.spending import settle
from monitor.steps.watch import Memory, Watch
from monitor.store.items import add_edits, add_items, find_known, find_titles
from monitor.store.sources import save_polls
from monitor.times import for_people

PAGE_WAIT = timedelta(minutes=10)  # how long an item waits for the page behind its link
NOTHING = Tally()
log = logging.getLogger(__name__)


def take_polls(
    watch: Watch, answers: Sequence[Fetched], polls: dict[str, PollState], now: datetime
) -> list[PollReport]:
    """Takes in what sources answered; one that breaks its step holds up no other.

    `polls` is what is known of all sources and is kept up to date.
    """
    read = [read_answer(watch, fetched, polls) for fetched in answers]
    for one in read:
        settle(watch.ledger, one.source, one.fetched, one.feed, now)
    whole = [one for one in read if not began_session(watch, one, now)]
    return _try(watch, whole, polls, now)


def _try(
    watch: Watch, answers: Sequence[Answer], polls: dict[str, PollState], now: datetime
) -> list[PollReport]:
    """The one broad `except`: all together, else each alone, else with its fault shown."""
    try:
        return _take_in(watch, answers, polls, now) if answers else []
    except StoreUnusable:
        raise
    except Exception:
        if len(answers) > 1:
            return [report for one in answers for report in _try(watch, [one], polls, now)]
        log.exception("source=%s cannot be taken in", answers[0].source.id)
        reason = "a fault of ours, which the log tells"
        broken = replace(answers[0].fetched, outcome=Outcome.BROKEN, reason=reason)
        return _take_in(watch, [replace(answers[0], fetched=broken, feed=None)], polls, now)


def _take_in(
    watch: Watch, answers: Sequence[Answer], polls: dict[str, PollState], now: datetime
) -> list[PollReport]:
    found = _store(watch, answers, now)
    events: list[SourceEvent] = []
    reports: list[PollReport] = []
    hurried = sources_in_crisis(watch.coverage, watch.ledger, watch.settings.sources)
    for one, page in zip(answers, found, strict=True):
        tally = page.tally if page else NOTHING
        state = polling.next_state(one.source, one.before, one.fetched, one.feed, tally, now)
        if one.source.id in hurried:
            state = polling.hurry(one.source, state, one.fetched, now)
        # A reason may hold an address, and that a key.
        reason = without_key(state.reason, watch.keys.get(one.source.id, ""))
        state = replace(state, reason=reason)
        if one.fetched.request.page == 1:
            polls[one.source.id] = state
        elif tally.new and one.source.id in polls:  # how the poll ended, its first page said
            polls[one.source.id] = replace(polls[one.source.id], new_at=now)
        events += _events(one, state, page, now)
        reports.append(_report(state, tally))
        go_on(watch, one, tally, now)
    asked = dict.fromkeys(one.source.id for one in answers)
    save_polls(watch.ledger, [polls[one] for one in asked if one in polls], events)
    return reports


def _store(watch: Watch, answers: Sequence[Answer], now: datetime) -> list[Sorted | None]:
    """Stores what these pages brought, all in one transaction."""
    pages = [_page(watch, one) for one in answers]
    keys = [key for page in pages if page for some in page.keys for key in some]
    known = find_known(watch.coverage, keys) if keys else {}
    found: list[Sorted | None] = []
    owners: dict[str, str] = {}
    for page in pages:
        if page and is_crowd(page, known):
            titles = [entry.title for entry in page.entries if entry.title]
            carried = find_titles(watch.coverage, page.source.id, titles)
            page = replace(page, titles=carried)
        one = sort_entries(page, known, owners, watch.outlets, now) if page else None
        owners |= one.keys if one else {}
        found.append(one)
    new = [item for one in found if one for item in one.new]
    edits = [edit for one in found if one for edit in one.edits]
    if owners:
        add_items(watch.coverage, new, owners, _pages_behind(watch, new, now))
    if edits:
        add_edits(watch.coverage, edits, now)
    for answer in answers:
        _remember(watch.memory, answer)
    return found


def _page(watch: Watch, one: Answer) -> Page | None:
    if one.feed is None or not (one.feed.entries or one.feed.skipped):
        return None
    marks = watch.memory.pages.get(one.source.id, {})
    return Page(
        source=one.source,
        entries=one.feed.entries,
        keys=keys_of(one.source, one.feed.entries, [marks[mark] for mark in one.feed.skipped]),
        looked_at=one.before.ok_at if one.before else None,
        only_new=bool(one.feed.cursor) or one.fetched.request.page > 1,
        skipped=len(one.feed.skipped),
    )


def _remember(memory: Memory, one: Answer) -> None:
    """Entries that are stored need not be read again while they stand there unchanged."""
    if one.feed is None or one.feed.outcome is not Outcome.FRESH or one.fetched.request.page > 1:
        return
    before = memory.pages.get(one.source.id, {})
    marks = {mark: before[mark] for mark in one.feed.skipped}
    shapes = zip(one.feed.entries, shapes_of(one.feed.entries), strict=True)
    marks |= {entry.mark: shape for entry, shape in shapes if entry.mark}
    memory.pages[one.source.id] = marks


def _pages_behind(watch: Watch, new: Iterable[Item], now: datetime) -> list[ArticlePage]:
    return [
        ArticlePage(
            item_id=item.id,
            source_id=item.source_id,
            url=item.url,
            until=now + PAGE_WAIT,
            keep=watch.sources[item.source_id].keep_text,
        )
        for item in new
        if watch.sources[item.source_id].text == "article"
        and item.url
        and item.arrival is Arrival.NEWS
    ]


def _report(state: PollState, tally: Tally) -> PollReport:
    if state.outcome not in FINE:
        log.warning(
            "source=%s outcome=%r reason=%r", state.source_id, str(state.outcome), state.reason
        )
    return PollReport(
        source_id=state.source_id, outcome=state.outcome, reason=state.reason, tally=tally
    )


def _events(
    one: Answer, state: PollState, page: Sorted | None, now: datetime
) -> Iterable[SourceEvent]:
    """What a person should know of this poll beyond how it ended."""
    before = one.before
    moved_from = before.moved_url if before else ""
    if state.moved_url and state.moved_url != moved_from:
        note = f"its publisher moved it from {one.source.url} to {state.moved_url}"
        yield SourceEvent(source_id=state.source_id, at=now, what="moved", note=note)
    if page and page.renumbered:
        note = f"it gave new names to everything: {page.renumbered} entries held"
        yield SourceEvent(source_id=state.source_id, at=now, what="renumbered", note=note)
    if before and before.ok_at and (_leaves_pages(one, state) or (page and page.rolled_off)):
        dates = [at for entry in one.feed.entries if (at := entry.published_at)] if one.feed else []
        until = max(before.ok_at, min([now, *dates]))
        span = f"{for_people(before.ok_at)} and {for_people(until)}"
        yield SourceEvent(
            source_id=state.source_id,
            at=now,
            what="gap",
            note=f"what it published between {span} may have come and gone unseen",
            from_at=before.ok_at,
            to_at=until,
        )


def _leaves_pages(one: Answer, state: PollState) -> bool:
    """Whether older pages of a search were not read: the next poll asks only for newer ones."""
    last = one.fetched.request.page == MOST_PAGES and one.feed is not None and bool(one.feed.more)
    return last or (one.fetched.request.page > 1 and state.outcome not in FINE)
