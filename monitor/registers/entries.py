"""Entries made and changed out of words, and found again by what people call them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Final

from monitor import ids
from monitor.errors import InputRefused
from monitor.registers.fields import meaning_of, minute_of, name_in_words, words_of
from monitor.registers.numbering import normal
from monitor.registers.rules import Fault, faults
from monitor.registers.table import Entry, Register, columns_of, needed_of

SHOWN: Final = 8  # digits of an id in a list
NEAR: Final = 3  # entries that a sentence offers instead


def new_entry(
    register: Register, words: Mapping[str, str], by: str, now: datetime
) -> tuple[Entry | None, tuple[Fault, ...]]:
    """The entry that these words make, or all that speaks against it; "" is nothing said."""
    said = {name: text for name, text in words.items() if text and name not in register.stamped}
    values, wrong = _values(register, said, now)
    if len(register.kinds) == 1:
        values.setdefault("kind", register.kinds[0])
    for name in needed_of(register.kind):
        if not values.get(name) and name not in {one.field for one in wrong}:
            wrong.append(Fault(name, _lacking(name)))
    if wrong:
        return None, tuple(wrong)
    known_by = (words_of(values.get(name)).casefold() for name in register.same)
    entry: Entry = register.kind(
        id=ids.content_id(register.shelf, *known_by), entered_by=by, entered_at=now, **values
    )
    return entry, faults(entry, now)


def changed(
    register: Register, entry: Entry, words: Mapping[str, str], now: datetime
) -> tuple[Entry, tuple[Fault, ...]]:
    """The entry with these fields otherwise, and what speaks against that; "" empties a field.

    Words that say what stands there change nothing: not even the seconds, which no page shows.
    """
    said = {name: text for name, text in words.items() if text != words_of(getattr(entry, name))}
    values, wrong = _values(register, said, now)
    values = {name: new for name, new in values.items() if not _is_as_it_was(entry, name, new)}
    for name in values:
        if name in register.stamped:
            wrong.append(Fault(name, f"“{name_in_words(name)}” is not changed by hand"))
        elif name in needed_of(register.kind) and not values[name]:
            wrong.append(Fault(name, _lacking(name)))
    if wrong:
        return entry, tuple(wrong)
    entry = replace(entry, **values)
    return entry, faults(entry, now) if values else ()


def find(register: Register, entries: Sequence[Entry], named: str) -> Entry:
    """The entry of that number, that id, or the only one whose id begins so; else InputRefused."""
    called = normal(named)
    numbered = [one for one in entries if called and normal(number_of(one)) == called]
    begun = [one for one in entries if called and one.id.startswith(called)]
    found = [one for one in entries if one.id == called] or numbered or begun
    if len(found) == 1:
        return found[0]
    if found:
        raise InputRefused(f"{named!r} may be {_either(found)}: say more of the id")
    near = _near(entries, called)
    hint = f"; did you mean {_either(near)}?" if near else f"; `monitor {register.name} list`"
    raise InputRefused(f"no {register.name} is called {named!r}{hint}")


def identity_of(register: Register, entry: Entry) -> tuple[str, ...]:
    """In what two entries of this register agree that are one."""
    return tuple(words_of(getattr(entry, name)).casefold() for name in register.same)


def sharing_numbers(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Another entry of the same office with the same number, by the id of each that has one."""
    bearers: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for one in entries:
        if number := normal(number_of(one)):
            bearers[getattr(one, "office_id", ""), number].append(one)
    shared = [ones for ones in bearers.values() if len(ones) > 1]
    return {one.id: ones[0] if one is not ones[0] else ones[1] for ones in shared for one in ones}


def called(entry: Entry) -> str:
    """What people call it: its number, or the beginning of its id, and its headline."""
    return f"{number_of(entry) or entry.id[:SHOWN]} “{headline(entry)}”"


def headline(entry: Entry) -> str:
    """What it is about, in its own words."""
    named = (getattr(entry, name, "") for name in ("title", "subject", "wrong"))
    return " ".join(next(filter(None, named), "").split())[:80]


def rowed(register: Register, entry: Entry) -> dict[str, str]:
    """The entry as a row of a sheet."""
    return {name: words_of(getattr(entry, name)) for name in columns_of(register.kind)}


def _values(
    register: Register, words: Mapping[str, str], now: datetime
) -> tuple[dict[str, Any], list[Fault]]:
    values: dict[str, Any] = {}
    wrong: list[Fault] = []
    for name, text in words.items():
        try:
            values[name] = meaning_of(register.kind, name, text, now)
        except InputRefused as refused:
            wrong.append(Fault(name, str(refused)))
    kind = values.get("kind")
    if register.kinds and kind and kind not in register.kinds:
        wrong.append(Fault("kind", f"{kind!r} is none of {', '.join(register.kinds)}"))
    return values, wrong


def _is_as_it_was(entry: Entry, name: str, new: object) -> bool:
    old = getattr(entry, name)
    return bool(new == (minute_of(old) if isinstance(old, datetime) else old))


def number_of(entry: Entry) -> str:
    return str(getattr(entry, "number", ""))


def _lacking(name: str) -> str:
    if name.endswith("_at"):
        return f"the time in “{name_in_words(name)}” is missing"
    return f"the {name_in_words(name)} is empty"


def _near(entries: Sequence[Entry], named: str) -> list[Entry]:
    by_name = {normal(number_of(one)) or one.id[:SHOWN]: one for one in entries}
    by_name |= {normal(headline(one)): one for one in entries}
    return [by_name[name] for name in get_close_matches(named, [*by_name], NEAR, 0.7)]


def _either(entries: Sequence[Entry]) -> str:
    names = [f"{number_of(one)} {one.id[:12]}".strip() for one in entries]
    names = names[:NEAR] + ([f"{len(names) - NEAR} others"] if len(names) > NEAR else [])
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
