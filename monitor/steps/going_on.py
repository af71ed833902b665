"""Answers that call for another request: a login's, a page's that is followed by another."""

from dataclasses import replace
from datetime import datetime

from monitor.records import Fetched, Outcome, Tally
from monitor.steps.answers import Answer
from monitor.steps.asking import ONE_LOGIN, session_of, word
from monitor.steps.watch import Watch

MOST_PAGES = 5  # of one poll: a platform whose pages never end must not keep us


def began_session(watch: Watch, one: Answer, now: datetime) -> bool:
    """After a login the poll itself begins; an old session that is refused is replaced once."""
    source, memory = one.source, watch.memory
    if one.feed and one.feed.session:
        memory.sessions[session_of(source)] = one.feed.session
    elif one.feed and one.feed.outcome is Outcome.TOKEN and _used_session(watch, one):
        memory.renewed.add(source.id)
    else:
        memory.renewed.discard(source.id)
        return False
    match word(watch, source, one.before, now):
        case Fetched():
            return False
        case request:
            watch.fetcher.start([request])
            return True


def _used_session(watch: Watch, one: Answer) -> bool:
    """Whether a session was refused that is worth renewing: not one that was just renewed."""
    session = watch.memory.sessions.pop(session_of(one.source), "")
    shared = one.source.kind in ONE_LOGIN and one.fetched.request.body is None
    return bool(session or shared) and one.source.id not in watch.memory.renewed


def go_on(watch: Watch, one: Answer, tally: Tally, now: datetime) -> None:
    """Asks for the next page while pages bring something new; of a new source none but the first.

    A page that has no entries and names another, such as a sitemap's index, always leads there.
    """
    request, feed, before = one.fetched.request, one.feed, one.before
    known_before = before is not None and before.ok_at is not None
    if feed is None or not feed.more or request.page >= MOST_PAGES:
        return
    if feed.entries and not (tally.new and known_before):
        return
    if request.page == 1:
        watch.memory.paging.pop(one.source.id, None)
        if before:
            watch.memory.paging[one.source.id] = before
    match word(watch, one.source, before, now, feed.more, request.page + 1):
        case Fetched():
            return
        case following:
            watch.fetcher.start([replace(following, page=request.page + 1)])
