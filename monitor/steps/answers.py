"""What answers of sources say: each is read in the parsing process, with what we knew before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from monitor import ids
from monitor.collect import polling
from monitor.records import FINE, Fetched, Outcome, ParsedFeed, PollState, Reading, Source
from monitor.steps.watch import Watch


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, read."""

    source: Source
    before: PollState | None
    fetched: Fetched
    feed: ParsedFeed | None  # None: there was nothing to read


def read_answer(watch: Watch, fetched: Fetched, polls: Mapping[str, PollState]) -> Answer:
    """What an answer says. Platforms say in the body of a refusal what they mind."""
    source = watch.sources[fetched.request.source_id]
    first = fetched.request.page == 1
    poll = polls.get(source.id) if first else watch.memory.paging.get(source.id)
    before = polling.known_state(source, poll)
    feed = None
    if fetched.outcome is Outcome.FRESH and _is_same(fetched, before):
        fetched = replace(fetched, outcome=Outcome.UNCHANGED, reason="the same page again")
    elif fetched.outcome is Outcome.FRESH or fetched.body:
        feed = watch.parser.read(
            Reading(
                kind=source.kind,
                url=fetched.url,
                content_type=fetched.content_type,
                status=fetched.status or 200,
                select=source.select,
                seen=tuple(watch.memory.pages.get(source.id, ())) if first else (),
            ),
            fetched.body,
        )
    return Answer(source, before, fetched, feed)


def _is_same(fetched: Fetched, before: PollState | None) -> bool:
    """Whether a server without validators sent what we have read already."""
    known = before is not None and before.outcome in FINE and before.body_hash
    return bool(known) and fetched.request.page == 1 and known == ids.body_hash(fetched.body)
