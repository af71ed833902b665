"""A sentence parted into clauses: each with its own words, who it hangs on, and who says it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from monitor.alert.grammar.line import Line, is_light
from monitor.alert.grammar.sayings import (
    ENDS_HERE,
    begins_at,
    credited,
    inverted,
    is_name,
    is_verb,
    speakers,
)
from monitor.alert.grammar.words import (
    BREAKS,
    COMMAS,
    COORDINATE,
    DETERMINER,
    LINKS,
    RELATIVE,
    SAYING,
    SUBORDINATE,
)
from monitor.records import Party

DEEPEST: Final = 8  # clauses within clauses: deeper ones hang on the eighth
REACH: Final = 60  # words back that are looked at: no clause of a person's is longer
FEW: Final = 4  # who tell of each other's words


@dataclass(slots=True)
class Clause:
    """`units`: its own words alone, not those of clauses within it."""

    begins: int
    opener: str = ""
    parent: "Clause | None" = None
    antecedent: Party | None = None  # of a relative clause: whom it tells of
    thrown_in: bool = False  # between commas: the next one ends it
    acts: bool = False  # a verb was seen
    depth: int = 0
    units: list[int] = field(default_factory=list)
    sayers: list[Party] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Parsed:
    line: Line
    clauses: tuple[Clause, ...]
    homes: tuple[int, ...]  # of each unit its clause

    def clause(self, at: int) -> Clause:
        return self.clauses[self.homes[at]]


class Parser:
    """Walks a line once, from clause to clause."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.clauses = [Clause(0)]
        self.now = self.clauses[0]
        self.stretch = 0  # the first clause since the last full stop
        self.homes: list[int] = []
        self.numbers = {id(self.now): 0}
        self.opens_at: dict[int, Clause] = {}  # whose words a clause that begins there tells

    def parse(self) -> Parsed:
        for at in range(len(self.line.units)):
            if teller := self.opens_at.pop(at, None):
                self._complement(at, teller)
            elif self.line.party(at) is None:
                self._word(at)
            self.now.units.append(at)
            self.now.acts = self.now.acts or self._is_act(at)
            self.homes.append(self.numbers[id(self.now)])
        return Parsed(self.line, tuple(self.clauses), tuple(self.homes))

    def _word(self, at: int) -> None:
        word = self.line.word(at)
        if word in BREAKS:
            self._open(Clause(at + 1, word))
            self.stretch = len(self.clauses) - 1
        elif word == ",":
            self._comma(at)
        elif word in RELATIVE and at:
            self._relative(at, word)
        elif word in SUBORDINATE:
            self._subordinate(at, word)
        elif word in COORDINATE:
            self._coordinate(at, word)
        elif word in SAYING:
            self._saying(at, word)
        elif word == "according" and (party := credited(self.line, at)):
            self._attribute([party])

    def _open(self, clause: Clause) -> None:
        parent = clause.parent
        clause.depth = parent.depth + 1 if parent else 0
        if clause.depth > DEEPEST:
            return
        self.numbers[id(clause)] = len(self.clauses)
        self.clauses.append(clause)
        self.now = clause

    def _comma(self, at: int) -> None:
        """Ends what stands between commas; after an opening clause the main one begins."""
        one = self.now
        if not one.thrown_in or at <= one.begins + 1:
            return
        if one.parent is not None and one.parent.units:
            self.now = one.parent
        else:
            self._open(Clause(at + 1, ",", None, sayers=list(one.sayers)))

    def _relative(self, at: int, word: str) -> None:
        near = map(self.line.party, range(at - 1, max(-1, at - 8), -1))
        before = next(filter(None, near), None)
        if before is None and word != "which":
            return
        comma = self.line.word(at - 1) == ","
        parent = self.now
        self._open(Clause(at, word, parent, before, thrown_in=comma, sayers=list(parent.sayers)))

    def _subordinate(self, at: int, word: str) -> None:
        first = not any(self.line.word(one) not in COMMAS for one in self.now.units[:FEW])
        comma = first or self.line.word(at - 1) == ","
        parent = self.now
        self._open(Clause(at, word, parent, thrown_in=comma, sayers=list(parent.sayers)))

    def _coordinate(self, at: int, word: str) -> None:
        """A clause of its own only where a verb came before and somebody or something follows."""
        if not self.now.acts:
            return
        follows = at + 1
        stranger = self.line.word(follows) in DETERMINER
        acts = self.line.party(follows) and is_verb(self.line, follows + 1)
        if not (stranger or acts) or (self.now.antecedent and word != "but"):
            return
        parent = self.now
        told = [] if word == "but" and self.line.word(at - 1) == "," else list(parent.sayers)
        self._open(Clause(at, word, parent, sayers=told))

    # ------------------------------------------------------------ who says it

    def _saying(self, at: int, word: str) -> None:
        """Whose words they are: of what stands before, or of the clause that begins here."""
        if is_name(self.line, at):
            return
        if party := inverted(self.line, at):
            self._attribute([party])
            return
        said_by = speakers(self.line, self.now.units[-REACH:], self.now.antecedent)
        comma = any(self.line.word(one) == "," for one in self.now.units[-REACH:-1])
        begins = begins_at(self.line, at, told=comma and self.now.acts)
        if begins == ENDS_HERE:
            self._attribute(said_by)
        elif begins:
            told = Clause(begins, word, None, sayers=[*self.now.sayers, *said_by][-FEW:])
            self.opens_at[begins] = told

    def _complement(self, at: int, clause: Clause) -> None:
        self._open(clause)
        if self.line.party(at) is None and self.line.word(at) not in LINKS:
            self._word(at)

    def _attribute(self, said_by: Sequence[Party]) -> None:
        """All since the last full stop is somebody's words."""
        for clause in self.clauses[max(self.stretch, len(self.clauses) - DEEPEST) :]:
            new = [one for one in said_by if one not in clause.sayers]
            clause.sayers += new[: max(0, FEW - len(clause.sayers))]

    def _is_act(self, at: int) -> bool:
        word = self.line.word(at)
        after_party = self.line.party(at - 1) is not None and is_verb(self.line, at)
        return bool(word) and (word in SAYING or is_light(word) or after_party)
