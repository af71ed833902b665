"""What is usual of each office and stream: learned once a day, and kept in the ledger.

Crises, hours that belong to the diary and our own outages teach nothing. The hours of the last days
are kept beside it: at any look, those of yesterday and of a week ago are at least as old as that.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from monitor.alert.spikes.baseline import WEEKS, Baseline, learn
from monitor.alert.spikes.history import History
from monitor.alert.spikes.week import DAY, HOUR, floor_hour
from monitor.records import Office
from monitor.steps.watch import Watch
from monitor.steps.watches.expecting import explained
from monitor.store.crises import list_crises
from monitor.store.rates import Stream, Text, began_at, outages, texts_since
from monitor.store.watched import find_state, save_state
from monitor.times import as_iso, from_iso

STREAMS: Final[tuple[Stream, ...]] = ("news", "social")
GOOD_FOR: Final = timedelta(hours=22)  # so that yesterday, an hour on, was counted by then
COMPARED: Final = timedelta(days=9)
FEW: Final = 2  # items of the diary in an hour: so many, and half of the hour's, leave it out
Hourly = Mapping[datetime, Sequence[Text]]


@dataclass(frozen=True, slots=True)
class Usual:
    """What eight weeks have taught of an office and a stream, and the days to compare with."""

    baseline: Baseline
    history: History
    items: int
    negative: int


def usual_of(watch: Watch, office: Office, stream: Stream, now: datetime) -> Usual:
    """As learned within the last day; learned now, for every office, if that was not done."""
    kept = find_state(watch.ledger, _name(office, stream))
    if kept is None or not timedelta(0) <= now - kept[1] < GOOD_FOR:
        _learn(watch, now)
        kept = find_state(watch.ledger, _name(office, stream))
    assert kept
    return _from_json(kept[0])


def _learn(watch: Watch, now: datetime) -> None:
    since = floor_hour(now - timedelta(weeks=WEEKS) - 2 * DAY)
    texts = texts_since(watch.coverage, since, now)
    began = began_at(watch.coverage) or now
    dead = {*_outages(watch, since, now)}
    for office in watch.settings.offices:
        shared = dead | {*_crises(watch, office, since, now)}
        for stream in STREAMS:
            hours = _by_hour(text for text in texts if text.is_of(office.id, stream))
            left_out = frozenset({*shared, *_due(watch, office, hours)})
            counts = {hour: len(found) for hour, found in hours.items()}
            history = History(counts=counts, began=began, left_out=left_out)
            usual = _usual(history, hours, now)
            save_state(watch.ledger, _name(office, stream), _to_json(usual, now), now)


def _by_hour(texts: Iterator[Text]) -> Hourly:
    found: dict[datetime, list[Text]] = {}
    for text in texts:
        found.setdefault(floor_hour(text.seen_at), []).append(text)
    return found


def _usual(history: History, hours: Hourly, now: datetime) -> Usual:
    """The last day is what is judged: it does not tell what is usual."""
    ordinary = [
        text
        for hour, found in hours.items()
        if hour < now - DAY and hour not in history.left_out
        for text in found
    ]
    return Usual(
        learn(history, now), history, len(ordinary), sum(text.negative for text in ordinary)
    )


def _crises(watch: Watch, office: Office, since: datetime, now: datetime) -> Iterator[datetime]:
    """From a day before somebody declared it to a day after it ended."""
    for crisis in list_crises(watch.ledger):
        ended = crisis.ended_at or now
        if crisis.office_id == office.id and ended + DAY >= since:
            yield from _hours(max(since, crisis.started_at - DAY), min(now, ended + DAY))


def _outages(watch: Watch, since: datetime, now: datetime) -> Iterator[datetime]:
    """The hour in which all that was missed came at once is one of them."""
    for last, first in outages(watch.coverage, since):
        yield from _hours(last, min(first, now))


def _due(watch: Watch, office: Office, hours: Hourly) -> Iterator[datetime]:
    """Hours of which half belongs to the diary: an event with one report spoils none."""
    texts = [text for found in hours.values() for text in found]
    explaining = explained(watch, office.id, texts)
    due = Counter(floor_hour(text.seen_at) for text in texts if text.item_id in explaining)
    yield from (hour for hour, n in due.items() if n >= FEW and 2 * n >= len(hours[hour]))


def _hours(first: datetime, last: datetime) -> Iterator[datetime]:
    hour = floor_hour(first)
    while hour <= last:
        yield hour
        hour += HOUR


def _name(office: Office, stream: Stream) -> str:
    return f"usual {office.id} {stream}"


def _to_json(usual: Usual, now: datetime) -> dict[str, Any]:
    base, history, since = usual.baseline, usual.history, now - COMPARED
    return {
        "usual": [round(one, 5) for one in base.usual],
        "spread": {str(hours): spread for hours, spread in base.spread.items()},
        "weeks": base.weeks,
        "counts": {as_iso(hour): n for hour, n in history.counts.items() if hour >= since},
        "began": as_iso(history.began),
        "left_out": sorted(as_iso(hour) for hour in history.left_out if hour >= since),
        "items": usual.items,
        "negative": usual.negative,
    }


def _from_json(kept: dict[str, Any]) -> Usual:
    spread = {int(hours): one for hours, one in kept["spread"].items()}
    base = Baseline(usual=tuple(kept["usual"]), spread=spread, weeks=kept["weeks"])
    history = History(
        counts={from_iso(hour): n for hour, n in kept["counts"].items()},
        began=from_iso(kept["began"]),
        left_out=frozenset(map(from_iso, kept["left_out"])),
    )
    return Usual(base, history, kept["items"], kept["negative"])
