"""So many times what came just before, by a rule that asks for it."""

from dataclasses import replace

from monitor.alert.watching.firing import firings_on
from monitor.alert.watching.rates import window
from monitor.alert.watching.surges import surging
from monitor.records import RateState, Rule
from monitor.steps.watches.counting import Look, as_watched, explaining, rate_of
from monitor.steps.watches.keeping import keep, kept_surge
from monitor.steps.watches.seen import Watched


def surge(look: Look, rule: Rule) -> Watched | None:
    """The surge that is open by this rule, with the counts that were last told of it."""
    name = f"surge {rule.id} {look.office.id} {look.stream}"
    before, told = kept_surge(look, name)
    rate = _rate(look, rule)
    state = surging(
        before,
        fires=firings_on(rule, rate) is not None,
        count=rate.count,
        at_least=rule.at_least,
        hours=window(rule),
        now=look.now,
    )
    told = rate if state.told != before.told else told
    if state != before:
        keep(look, name, state, told)
    if state.opened_at is None or told is None:
        return None
    return as_watched(look, name, state.opened_at, state.told, told, frozenset({rule.id}))


def _rate(look: Look, rule: Rule) -> RateState:
    """The counts, and what explains them unless the rule would fire on the rest alone."""
    rate = rate_of(look, window(rule))
    if firings_on(rule, rate) is None:
        return rate
    title, rest = explaining(look, window(rule))
    alone = rate_of(replace(look, texts=rest), window(rule))
    return rate if firings_on(rule, alone) else replace(rate, expected=title)
