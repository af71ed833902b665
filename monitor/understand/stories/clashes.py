"""What speaks against one event: another town, another surname, another sum."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from monitor.records import Fingerprint
from monitor.understand.stories.figures import FigureKind
from monitor.understand.stories.fingerprints import KINDS
from monitor.understand.stories.names import NameKind
from monitor.understand.stories.shelf import Numbers, Shelf


@dataclass(frozen=True, slots=True)
class Clashes:
    """Of what kinds a report and a story each name some, and none that the other names."""

    offices: bool
    places: bool
    persons: bool
    sums: bool
    ages: bool
    times: bool
    figures: float  # of the report's figures, the share that the story has not; 0 if it has none


def clashes(shelf: Shelf, said: Fingerprint, members: Sequence[int]) -> Clashes:
    """Held against these reports of a story together."""
    names = _differing(said.names, _all(shelf.names, members))
    told = _all(shelf.figures, members)
    figures = _differing(said.figures, told)
    return Clashes(
        offices=NameKind.OFFICE in names,
        places=NameKind.PLACE in names,
        persons=NameKind.PERSON in names,
        sums=FigureKind.SUM in figures,
        ages=FigureKind.AGE in figures,
        times=FigureKind.TIME in figures,
        figures=_missing(said.figures, told) if told else 0.0,
    )


def kinds_missing(ours: Iterable[int], theirs: Iterable[int]) -> set[int]:
    """The kinds of what is ours and not theirs, whatever kind it is there."""
    known = {number // KINDS for number in theirs}
    return {number % KINDS for number in ours if number // KINDS not in known}


def _all(numbers: Sequence[Numbers], members: Sequence[int]) -> set[int]:
    return {number for member in members for number in numbers[member].tolist()}


def _differing(ours: Collection[int], theirs: Collection[int]) -> set[int]:
    """The kinds of which both have some and neither has one of the other's."""
    known, told = ({number // KINDS for number in all_} for all_ in (theirs, ours))
    shared = {number % KINDS for number in ours if number // KINDS in known}
    shared.update(number % KINDS for number in theirs if number // KINDS in told)
    both = {number % KINDS for number in ours} & {number % KINDS for number in theirs}
    return both - shared


def _missing(ours: Collection[int], theirs: Collection[int]) -> float:
    known = {number // KINDS for number in theirs}
    return sum(number // KINDS not in known for number in ours) / max(1, len(ours))
