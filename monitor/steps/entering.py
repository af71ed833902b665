"""What people write into the registers → the ledger, all of it or nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.errors import InputRefused
from monitor.records import Change, Source, Tier
from monitor.registers.book import Book
from monitor.registers.entries import called, changed, find, new_entry, number_of, sharing_numbers
from monitor.registers.fields import tidy
from monitor.registers.rules import Fault
from monitor.registers.sheet import Line
from monitor.registers.table import REGISTERS, Entry, Register, belongs, needed_of
from monitor.store.ledger import Ledger, transaction
from monitor.store.registers import entries, save

ENQUIRIES = REGISTERS["enquiry"]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the configuration knows: whose registers these are, and which outlets there are."""

    offices: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry as it now stands; `changes` is None if it is new, () if it stood there already."""

    entry: Entry
    changes: tuple[Change, ...] | None


class Refused(InputRefused):
    """Everything that keeps these lines out, by the number of the line and the field."""

    def __init__(self, mistakes: Sequence[tuple[int, Fault]]) -> None:
        super().__init__("; ".join(fault.what for _, fault in mistakes))
        self.mistakes = tuple(mistakes)


def enter(
    ledger: Ledger,
    register: Register,
    lines: Sequence[Line],
    setting: Setting,
    by: str,
    now: datetime,
) -> list[Entered]:
    """Keeps new entries, and those that are changed, in one transaction; Refused if any is wrong.

    Nobody else writes meanwhile, so that nobody's change is lost under another.
    """
    with transaction(ledger):
        book = Book(register, entries(ledger, register.shelf))
        asked = entries(ledger, ENQUIRIES.shelf) if register.shelf == "outputs" else []
        wrong: list[tuple[int, Fault]] = []
        stand: dict[str, tuple[int, Entry]] = {}
        for line in lines:
            words, unknown = _completed(register, line, setting, asked)
            entry, faults = _entry(book, line, words, by, now)
            wrong += [(line.number, fault) for fault in (*unknown, *faults)]
            if entry is not None:
                stand[entry.id] = (line.number, entry)
                book.put(entry)
        wrong += _numbers_taken([*stand.values()], book)
        if wrong:
            raise Refused(sorted(wrong, key=lambda one: one[0]))
        return [
            Entered(entry, save(ledger, register.shelf, entry, by, now))
            for _, entry in stand.values()
        ]


def from_its_source(words: Mapping[str, str], sources: Iterable[Source]) -> dict[str, str]:
    """Coverage filled up from the source of that outlet: its name as we write it, tier, owner."""
    outlet = tidy(words.get("outlet", ""), "outlet")
    same = (one for one in sources if one.name.casefold() == outlet.casefold())
    known = next(same, None)
    usual = {"tier": known.tier if known else Tier.REGIONAL} | {
        "owner": known.group if known else outlet
    }
    said = {name: text for name, text in words.items() if text.strip()}
    return {**usual, **said, "outlet": known.name if known else outlet}


def _entry(
    book: Book, line: Line, words: Mapping[str, str], by: str, now: datetime
) -> tuple[Entry | None, tuple[Fault, ...]]:
    if not line.id:
        return _new(book, words, by, now)
    try:
        entry = book.find(line.id)
    except InputRefused as refused:
        return None, (Fault("id", str(refused)),)
    if not belongs(book.register, entry):
        home = next(one.name for one in REGISTERS.values() if one.kinds and belongs(one, entry))
        return None, (Fault("id", f"{called(entry)} stands in another register: `monitor {home}`"),)
    return changed(book.register, entry, words, now)


def _new(
    book: Book, words: Mapping[str, str], by: str, now: datetime
) -> tuple[Entry | None, tuple[Fault, ...]]:
    """The entry, or the one that stands there and says the same."""
    entry, faults = new_entry(book.register, words, by, now)
    if entry is None or faults:
        return None, faults
    stands = book.same(entry)
    if stands is None:
        return entry, ()
    stamped = book.register.stamped
    said = {name: text for name, text in words.items() if text and name not in stamped}
    if changed(book.register, stands, said, now)[0] != stands:
        what = f"{called(stands)} stands there already, with other words: edit {stands.id}"
        return None, (Fault("id", what),)
    return stands, ()


def _completed(
    register: Register, line: Line, setting: Setting, asked: Sequence[Entry]
) -> tuple[Mapping[str, str], tuple[Fault, ...]]:
    """The words, with what goes without saying, and what they name that is not there."""
    words = dict(line.words)
    if register.shelf == "coverage" and not line.id:
        words = from_its_source(words, setting.sources)
    wrong = []
    if "office_id" in needed_of(register.kind) and not (line.id or words.get("office_id")):
        words["office_id"] = setting.offices[0] if setting.offices else ""
        if len(setting.offices) > 1:
            what = f"say which office is meant: {', '.join(setting.offices)}"
            wrong.append(Fault("office_id", what))
    ways: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("office_id", lambda text: _office(text, setting)),
        ("enquiry_id", lambda text: find(ENQUIRIES, asked, text).id if text else ""),
    )
    for name, meant in ways:
        if name in words:
            try:
                words[name] = meant(words[name].strip())
            except InputRefused as refused:
                wrong.append(Fault(name, str(refused)))
    return words, tuple(wrong)


def _office(text: str, setting: Setting) -> str:
    if text and setting.offices and text not in setting.offices:
        raise InputRefused(f"no office is called {text!r}; there are {', '.join(setting.offices)}")
    return text


def _numbers_taken(stand: Sequence[tuple[int, Entry]], book: Book) -> Iterator[tuple[int, Fault]]:
    shared = sharing_numbers(book.entries.values())
    for line, entry in stand:
        if other := shared.get(entry.id):
            yield line, Fault("number", f"{number_of(entry)} is the number of {called(other)}")
