"""An entry of a register, and what became of it, in a line."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from monitor.records import Change, Enquiry, HandEntry
from monitor.registers.diary import Clash
from monitor.registers.entries import SHOWN, called, headline, number_of
from monitor.registers.fields import name_in_words, words_of
from monitor.registers.rules import state_of
from monitor.registers.table import Register
from monitor.steps.entering import Entered
from monitor.times import for_people, from_iso, in_london


def line_in_words(one: Any, register: Register, now: datetime) -> str:  # noqa: ANN401
    known_by = "  ".join(filter(None, (one.id[:SHOWN], number_of(one))))
    outlet = f"{one.outlet}, " if getattr(one, "outlet", "") else ""
    kind = f" ({one.kind})" if hasattr(one, "kind") else f" ({one.tier.value})"
    at = getattr(one, register.at)
    due = one.deadline_at if isinstance(one, Enquiry) and not one.answered_at else None
    words = (state_of(one, now), day(at) if at else "", f"due {day(due)}" if due else "")
    when = "  ".join(filter(None, words))
    return f"{known_by}  {when}: {outlet}“{headline(one)}”{kind}"


def kept_in_words(one: Entered, now: datetime) -> str:
    what = _described(one.entry, now)
    if one.changes is None:
        return f"Kept: {what}"
    if one.changes == ():
        return f"It was entered before, and is kept once: {what}"
    return "\n".join([f"Changed: {what}", *map(change_in_words, one.changes)])


def _described(entry: Any, now: datetime) -> str:  # noqa: ANN401
    if isinstance(entry, HandEntry):
        where = f"{entry.outlet} ({entry.tier.value}, {entry.owner})"
        return (
            f"“{entry.title}”, {where}, {for_people(entry.published_at)}. "
            "The daemon's next pass takes it in, as `monitor once` does."
        )
    return f"{called(entry)}, {state_of(entry, now)}; its id is {entry.id}."


def clash_in_words(one: Clash) -> str:
    return f"{called(one.first)} and {called(one.second)} clash: both {one.shared!r} within a day."


def missing_in_words(numbers: Sequence[str]) -> list[str]:
    if not numbers:
        return []
    if len(numbers) == 1:
        return [f"{numbers[0]} is missing: a release that nobody registered?"]
    listed = f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    return [f"{listed} are missing: releases that nobody registered?"]


def change_in_words(one: Change) -> str:
    said = " → ".join(_as_read(text) for text in (one.before, one.after))
    return f"    {day(one.changed_at)}  {one.changed_by}: {name_in_words(one.field)} {said}"


def _as_read(text: str) -> str:
    """A value as the ledger keeps it, shown as an entry shows it."""
    if text in ("", "[]"):
        return "nothing"
    try:
        if text.startswith("["):
            return words_of(tuple(json.loads(text)))
        return day(from_iso(text)) if text.endswith("Z") else f"“{text}”"
    except ValueError:  # words that only begin or end like it
        return f"“{text}”"


def shown_in_words(value: Any) -> str:  # noqa: ANN401
    return day(value) if isinstance(value, datetime) else words_of(value)


def day(moment: datetime) -> str:
    """`20 Oct 2026, 22:40`: registers span years."""
    return f"{in_london(moment):%-d %b %Y, %H:%M}"
