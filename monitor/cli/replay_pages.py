"""What a replay found, beside what was: in weeks, by the hour of the day, and alert by alert."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from monitor.records import HELD, Mark, Rule, Severity
from monitor.steps.replaying import Told
from monitor.times import for_people, in_london

BARS: Final = " ▁▂▃▄▅▆▇█"
NIGHT: Final = frozenset({22, 23, 0, 1, 2, 3, 4, 5, 6})  # hours of London in which people sleep
LOUD: Final = (Severity.S1, Severity.S2)
LONGEST = 72  # characters of a headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a rulebook would have made of a span of time, and what was made of it."""

    since: datetime
    until: datetime
    items: int
    concerned: int
    rules: tuple[str, ...]
    left_out: tuple[str, ...]  # rules that look at no item
    would_be: Mapping[str, Told]
    was: Mapping[str, Told]
    missed: tuple[Mark, ...]
    seconds: float


def compare(
    *,
    rules: Sequence[Rule],
    would_be: Mapping[str, Told],
    was: Mapping[str, Told],
    missed: Iterable[Mark],
    **rest: Any,  # noqa: ANN401
) -> Outcome:
    """Both sides, without alerts that look at no item: those of watching rules, and summaries."""
    left_out = tuple(rule.id for rule in rules if rule.watches)
    on_items = {rule.id for rule in rules} - set(left_out)
    gone = {one.alert.rule_id for one in was.values() if one.alert.office_id} - set(left_out)
    kept = {key: one for key, one in was.items() if one.alert.rule_id in on_items | _rules_of(gone)}
    return Outcome(
        rules=tuple(rule.id for rule in rules if rule.id in on_items and rule.enabled),
        left_out=left_out,
        would_be=would_be,
        was=kept,
        missed=tuple(missed),
        **rest,
    )


def _rules_of(names: Iterable[str]) -> set[str]:
    """Rules that the new rulebook has no more; what the monitor tells on its own is no rule."""
    return {name for name in names if name[:1] in "RN" and name[1:3].isdigit()}


# ---------------------------------------------------------------- pages


def in_words(outcome: Outcome) -> Iterator[str]:
    """The whole page."""
    yield (
        f"{outcome.items} items from {for_people(outcome.since)} to {for_people(outcome.until)}, "
        f"{outcome.concerned} concern an office; {len(outcome.rules)} rules; "
        f"{outcome.seconds:.0f} s"
    )
    if outcome.left_out:
        yield f"left out, because they look at no item: {', '.join(outcome.left_out)}"
    yield ""
    yield from _weeks(outcome)
    yield ""
    yield from _hours(outcome)
    yield ""
    yield from _held(outcome)
    yield from _marked(outcome)


def _weeks(outcome: Outcome) -> Iterator[str]:
    yield f"{'':<18}{'would be sent':<30}as it was"
    yield f"{'week of':<18}{_heads():<30}{_heads()}"
    would, was = _by_week(outcome.would_be.values()), _by_week(outcome.was.values())
    for week in sorted(would.keys() | was.keys()):
        mine, theirs = would.get(week, Counter()), was.get(week, Counter())
        yield f"{f'{week:%a %d %b %Y}':<18}{_counts(mine):<30}{_counts(theirs)}"
    total = [sum(counts.values(), Counter()) for counts in (would, was)]
    yield f"{'in all':<18}{_counts(total[0]):<30}{_counts(total[1])}"


def _heads() -> str:
    return "  S1   S2   S3 night"


def _counts(counts: Mapping[str, int]) -> str:
    return "".join(f"{counts.get(key, 0):>4} " for key in ("S1", "S2", "S3")) + (
        f"{counts.get('night', 0):>5}"
    )


def _by_week(told: Iterable[Told]) -> dict[datetime, Counter[str]]:
    weeks: dict[datetime, Counter[str]] = {}
    for one in told:
        for delivery in one.sent:
            local = in_london(delivery.not_before)
            monday = (local - timedelta(days=local.weekday())).replace(
                hour=0, minute=0, second=0, microsecond=0
            )
            counts = weeks.setdefault(monday, Counter())
            counts[delivery.card.severity.value] += 1
            counts["night"] += local.hour in NIGHT
    return weeks


def _hours(outcome: Outcome) -> Iterator[str]:
    """S1 and S2 by the hour of the London day."""
    yield f"{'hour of the day':<18}{''.join(f'{hour:<6}' for hour in (0, 6, 12, 18))}"
    for name, told in (("would be sent", outcome.would_be), ("as it was", outcome.was)):
        counts = Counter(
            in_london(delivery.not_before).hour
            for one in told.values()
            for delivery in one.sent
            if delivery.card.severity in LOUD
        )
        most = max(counts.values(), default=0)
        bars = "".join(_bar(counts[hour], most) for hour in range(24))
        yield f"{name:<18}{bars}  S1 and S2, {most} at most"


def _bar(count: int, most: int) -> str:
    return BARS[-(-count * (len(BARS) - 1) // most)] if most else BARS[0]


def _held(outcome: Outcome) -> Iterator[str]:
    reasons = Counter(
        delivery.reason.value
        for one in outcome.would_be.values()
        for delivery in one.messages
        if delivery.reason in HELD
    )
    for reason, count in reasons.most_common():
        yield f"{count:>6} held: {reason}"


def _marked(outcome: Outcome) -> Iterator[str]:
    """What people said of the alerts that there were, beside what would become of them."""
    for says, good in (("useful", True), ("not useful", False), ("wrong", False)):
        marked = [key for key, one in outcome.was.items() if _said(one) == says]
        if marked:
            still = sum(
                bool(key in outcome.would_be and outcome.would_be[key].sent) for key in marked
            )
            verdict = "still sent" if good else "no longer sent"
            count = still if good else len(marked) - still
            yield f"{count:>6} of {len(marked)} that were marked {says}: {verdict}"
    if outcome.missed:
        found = sum(_finds(outcome, mark) for mark in outcome.missed)
        yield f"{found:>6} of {len(outcome.missed)} that people missed: now sent"


def _is_sent(told: Told | None) -> bool:
    return bool(told and told.sent)


def _said(told: Told) -> str:
    return told.marks[-1].says if told.marks else ""


def _finds(outcome: Outcome, mark: Mark) -> bool:
    return any(
        mark.item_id in (one.alert.item_id, one.alert.card.url)
        for one in outcome.would_be.values()
        if one.sent
    )


# ---------------------------------------------------------------- what changes


def changes(outcome: Outcome) -> Iterator[str]:
    """Alerts that would be told and were not, the reverse, and those of another severity."""
    lines = [
        line
        for key in sorted(outcome.would_be.keys() | outcome.was.keys())
        if (line := _change(outcome.would_be.get(key), outcome.was.get(key)))
    ]
    yield from sorted(lines, key=lambda line: (line[2:12], line))
    yield f"{len(lines)} alerts change" if lines else "nothing changes"


def _change(new: Told | None, old: Told | None) -> str:
    now, before = _worst(new), _worst(old)
    if now == before:
        return ""
    told = new if new and now else old
    assert told
    sign = "+" if not before else "-" if not now else "~"
    day = f"{in_london(told.alert.created_at):%Y-%m-%d %H:%M}"
    severity = f"{before or 'not sent'} → {now or 'not sent'}"
    mark = f"  [{_said(old)}]" if old and _said(old) else ""
    headline = told.alert.card.headline[:LONGEST]
    return f"{sign} {day}  {told.alert.rule_id:<5} {severity:<16} “{headline}”{mark}"


def _worst(told: Told | None) -> str:
    """The most urgent severity of which somebody was told."""
    return min((one.card.severity.value for one in told.sent), default="") if told else ""


def as_facts(outcome: Outcome) -> dict[str, Any]:
    """The same as facts."""
    return {
        "from": outcome.since,
        "to": outcome.until,
        "items": outcome.items,
        "concerned": outcome.concerned,
        "rules": list(outcome.rules),
        "left_out": list(outcome.left_out),
        "seconds": round(outcome.seconds, 1),
        "would_be": _facts(outcome.would_be),
        "was": _facts(outcome.was),
        "changes": list(changes(outcome))[:-1],
    }


def _facts(told: Mapping[str, Told]) -> dict[str, Any]:
    sent = [delivery for one in told.values() for delivery in one.sent]
    held = [
        delivery for one in told.values() for delivery in one.messages if delivery.reason in HELD
    ]
    return {
        "sent": dict(Counter(one.card.severity.value for one in sent)),
        "held": dict(Counter(one.reason.value for one in held)),
        "hours": dict(Counter(str(in_london(one.not_before).hour) for one in sent)),
    }
