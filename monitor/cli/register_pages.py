"""What the commands of the registers show."""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from monitor.cli.command import as_json
from monitor.cli.register_words import (
    change_in_words,
    clash_in_words,
    kept_in_words,
    line_in_words,
    missing_in_words,
    shown_in_words,
)
from monitor.records import DiaryEntry, Enquiry, Output
from monitor.registers.diary import Clash, clashes, out_at
from monitor.registers.entries import called, find, number_of
from monitor.registers.fields import moment_of, name_in_words
from monitor.registers.numbering import gaps
from monitor.registers.rules import broke_embargo, is_open, is_overdue, state_of
from monitor.registers.table import Register, belongs, columns_of
from monitor.steps.entering import Entered
from monitor.store.ledger import Ledger
from monitor.store.registers import changes_of, entries
from monitor.times import LONDON, in_london

DAY: Final = timedelta(days=1)
NEWS: Final = {"outputs", "diary"}  # shelves on which news may clash


def list_page(ledger: Ledger, register: Register, args: argparse.Namespace, now: datetime) -> str:
    shelf = entries(ledger, register.shelf)
    listed = [
        one for one in shelf if belongs(register, one) and _is_asked(one, register, args, now)
    ]
    listed.sort(key=lambda one: _at(one, register))
    in_span = [one for one in shelf if _in_span(one, register, args, now)]
    missing = gaps(number_of(one) for one in in_span) if register.shelf == "outputs" else ()
    close = _clashes(ledger, register, listed, now)
    if args.json:
        rows = [asdict(one) | {"state": state_of(one, now)} for one in listed]
        return as_json({"entries": rows, "missing": missing, "clashes": close})
    if not shelf:
        return "Nothing is registered."
    lines = [line_in_words(one, register, now) for one in listed] or ["Nothing of the kind."]
    kinds = Counter(getattr(one, "kind", "") for one in listed)
    parts = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()) if kind)
    lines.append(f"{len(listed)} in all{f': {parts}' if parts else ''}.")
    return "\n".join([*lines, *missing_in_words(missing), *map(clash_in_words, close)])


def show_page(ledger: Ledger, register: Register, args: argparse.Namespace, now: datetime) -> str:
    shelf = [one for one in entries(ledger, register.shelf) if belongs(register, one)]
    entry = find(register, shelf, args.entry)
    history, links = changes_of(ledger, entry.id), _links(ledger, entry)
    if args.json:
        return as_json({"entry": entry, "state": state_of(entry, now), "history": history})
    shown = [
        f"{name_in_words(name)}: {shown_in_words(getattr(entry, name))}"
        for name in columns_of(register.kind)
        if getattr(entry, name)
    ]
    state = [f"state: {text}"] if (text := state_of(entry, now)) else []
    told = [f"history: {len(history)}"] if history else []
    return "\n".join([*shown, *state, *links, *told, *map(change_in_words, history)])


def entered_page(
    ledger: Ledger,
    register: Register,
    entered: Sequence[Entered],
    args: argparse.Namespace,
    now: datetime,
) -> str:
    if args.json:
        rows = [
            {"entry": one.entry, "already_there": one.changes == (), "changes": one.changes or ()}
            for one in entered
        ]
        return as_json(rows)
    touched = [one.entry for one in entered if one.changes != ()]
    clash = [clash_in_words(one) for one in _clashes(ledger, register, touched, now)]
    if args.action == "import":
        new = sum(one.changes is None for one in entered)
        same = len(entered) - len(touched)
        count = f"{new} added, {len(touched) - new} changed, {same} as they were."
        return "\n".join([count, *clash])
    notes = [note for one in touched for note in _notes(ledger, one, now)]
    return "\n".join([*(kept_in_words(one, now) for one in entered), *notes, *clash])


def _is_asked(one: Any, register: Register, args: argparse.Namespace, now: datetime) -> bool:  # noqa: ANN401
    kind, office = getattr(args, "kind", None), getattr(args, "office", None)
    return (
        (not kind or one.kind == kind)
        and (not office or one.office_id == office)
        and (not getattr(args, "open", False) or is_open(one, now))
        and _in_span(one, register, args, now)
    )


def _in_span(one: Any, register: Register, args: argparse.Namespace, now: datetime) -> bool:  # noqa: ANN401
    at = _at(one, register)
    return (not args.since or at >= moment_of(args.since, now)) and (
        not args.until or at < _end(args.until, now)
    )


def _end(words: str, now: datetime) -> datetime:
    """The end of the day that is meant, which may have 25 hours; a time of day means itself."""
    moment = moment_of(words, now)
    if ":" in words or words.strip().casefold() == "now":
        return moment
    next_day = in_london(moment).date() + DAY
    return datetime.combine(next_day, time(), LONDON).astimezone(UTC)


def _at(one: Any, register: Register) -> datetime:  # noqa: ANN401
    at: datetime = getattr(one, register.at) or one.entered_at
    return at


def _notes(ledger: Ledger, entry: Any, now: datetime) -> Iterator[str]:  # noqa: ANN401
    """What somebody should think of now."""
    match entry:
        case Output() if broke_embargo(entry):
            yield f"{called(entry)} stood on our own feed before its embargo ended."
        case Output() if entry.enquiry_id and entry.issued_at:
            asked = _enquiry(ledger, entry.enquiry_id)
            if asked and not asked.answered_at:
                yield f"The enquiry {called(asked)} is not marked as answered yet."
        case Enquiry() if is_overdue(entry, now):
            yield f"{called(entry)} is overdue."
        case DiaryEntry() if not (entry.words or entry.themes):
            yield f"{called(entry)} has neither words nor themes: it will explain no coverage."


def _enquiry(ledger: Ledger, enquiry_id: str) -> Enquiry | None:
    asked: list[Enquiry] = entries(ledger, "enquiries")
    return next((one for one in asked if one.id == enquiry_id), None)


def _links(ledger: Ledger, entry: Any) -> list[str]:  # noqa: ANN401
    """An enquiry and what answered it, each with the other."""
    if isinstance(entry, Enquiry):
        outputs: list[Output] = entries(ledger, "outputs")
        return [f"answered by: {called(one)}" for one in outputs if one.enquiry_id == entry.id]
    asked = _enquiry(ledger, getattr(entry, "enquiry_id", "") or "")
    return [f"answers: {asked.outlet}, {called(asked)}"] if asked else []


def _clashes(
    ledger: Ledger, register: Register, concerned: Sequence[Any], now: datetime
) -> list[Clash]:
    """Those of these entries that somebody can still do something about."""
    if register.shelf not in NEWS:
        return []
    ids = {one.id for one in concerned}
    outputs: list[Output] = entries(ledger, "outputs")
    ahead = [one for one in outputs if (at := out_at(one)) and at >= now - 2 * DAY]
    diary = [one for one in entries(ledger, "diary") if one.starts_at >= now - 2 * DAY]
    return [one for one in clashes(diary, ahead) if {one.first.id, one.second.id} & ids]
