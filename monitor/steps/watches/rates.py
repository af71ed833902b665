"""How much comes: spikes above what is usual, and surges above what came just before.

Where each stands is in the ledger with the counts that were last told, and a rule is held against
these at every look: a crash between the two neither loses an alert nor raises it again.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from monitor.alert.spikes.week import WINDOWS
from monitor.alert.watching.rates import window
from monitor.records import Rule
from monitor.steps.watch import Watch
from monitor.steps.watches.counting import LATE, Look
from monitor.steps.watches.seen import Seen, Watched
from monitor.steps.watches.spikes import spike
from monitor.steps.watches.surges import surge
from monitor.steps.watches.usual import STREAMS
from monitor.store.rates import texts_since


def watched(watch: Watch, rules: Sequence[Rule], now: datetime) -> Seen:
    """Every spike and surge that is open."""
    longest = max(*WINDOWS, *(window(rule) for rule in rules))
    texts = texts_since(watch.coverage, now - 2 * timedelta(hours=longest) - LATE, now)
    looks = (
        Look(watch, office, stream, [one for one in texts if one.is_of(office.id, stream)], now)
        for office in watch.settings.offices
        for stream in STREAMS
    )
    found = [one for look in looks for one in _of(look, rules)]
    return Seen(watched=found, standing={one.coverage.story_id for one in found})


def _of(look: Look, rules: Sequence[Rule]) -> Iterator[Watched]:
    ours = [rule for rule in rules if rule.stream in {"", look.stream}]
    plain = frozenset(rule.id for rule in ours if not rule.growth)
    if plain and (found := spike(look, plain)):
        yield found
    for rule in ours:
        if rule.growth and (found := surge(look, rule)):
            yield found
