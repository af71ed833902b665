"""More than is usual of an office in one stream, from where it opens to where it closes."""

from collections.abc import Mapping
from dataclasses import replace

from monitor.alert.spikes.judging import Verdict, judge
from monitor.alert.spikes.watching import Event, Turn, step
from monitor.alert.spikes.week import WINDOWS
from monitor.alert.spikes.words import told
from monitor.records import RateState
from monitor.steps.watches.counting import Look, as_watched, explaining, rate_of, within
from monitor.steps.watches.keeping import keep, kept_spike
from monitor.steps.watches.seen import Watched
from monitor.steps.watches.usual import Usual, usual_of
from monitor.store.rates import Text


def spike(look: Look, only: frozenset[str]) -> Watched | None:
    """The spike that is open, with the counts that were last told of it, for these rules."""
    name = f"spike {look.office.id} {look.stream}"
    before, rate = kept_spike(look, name)
    usual, present = usual_of(look.watch, look.office, look.stream, look.now), _present(look)
    state, event = step(before, usual.baseline, usual.history, present, look.now)
    rate = _rate(look, event) if event and event.turn is not Turn.CLOSED else rate
    if state != before:
        keep(look, name, state, rate)
    if state.opened_at is None or rate is None:
        return None
    rate = replace(rate, expected=_expected(look, usual))
    return as_watched(look, "spike", state.opened_at, sum(state.told.values()), rate, only)


def _present(look: Look, texts: list[Text] | None = None) -> Mapping[int, int]:
    counted = look.texts if texts is None else texts
    return {hours: len(within(counted, hours, look.now)) for hours in WINDOWS}


def _rate(look: Look, event: Event) -> RateState:
    return replace(
        rate_of(look, float(event.reading.hours)),
        usual=round(event.reading.usual, 2),
        unusual=True,
        words=told(event, look.stream),
    )


def _expected(look: Look, usual: Usual) -> str:
    """What explains it, unless the rest would be unusual by itself."""
    title, rest = explaining(look, max(WINDOWS))
    if not title:
        return ""
    counts, known = _present(look, rest), (usual.baseline, usual.history)
    verdicts = (judge(*known, counts, look.now, hours).verdict for hours in WINDOWS)
    return "" if Verdict.UNUSUAL in verdicts else title
