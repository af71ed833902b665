"""The entries of a register while lines are entered into it."""

from collections.abc import Iterable

from monitor.registers.entries import find, identity_of
from monitor.registers.table import Entry, Register


class Book:
    """What stands on a shelf, found by id and by what it says."""

    def __init__(self, register: Register, standing: Iterable[Entry]) -> None:
        self.register = register
        self.entries: dict[str, Entry] = {}
        self._same: dict[tuple[str, ...], Entry] = {}
        for one in standing:
            self.put(one)

    def put(self, entry: Entry) -> None:
        self.entries[entry.id] = entry
        self._same[identity_of(self.register, entry)] = entry

    def same(self, entry: Entry) -> Entry | None:
        """What is the same entry, or was when it got its id."""
        return self._same.get(identity_of(self.register, entry)) or self.entries.get(entry.id)

    def find(self, named: str) -> Entry:
        return self.entries.get(named) or find(self.register, [*self.entries.values()], named)
