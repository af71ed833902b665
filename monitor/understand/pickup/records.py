"""What a match says; no threshold stands in any of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from monitor.records import Reuse


@dataclass(frozen=True, slots=True)
class Days:
    """When something came out: on one of these days, the first and the last included."""

    first: date
    last: date


def on(day: date) -> Days:
    """Just that day."""
    return Days(day, day)


@dataclass(frozen=True, slots=True)
class Block:
    """So many words that stand alike in both, and the word at which they begin in each."""

    item_at: int
    output_at: int
    words: int
    own: int  # of them, those that are not letterhead


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text can be known by: its figures and names, and what tells yearly editions apart."""

    figures: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()  # who is quoted
    years: frozenset[str] = frozenset()
    rounds: Mapping[str, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What an item and an output share; words are counted through the title and then the text."""

    output_id: str
    office_id: str
    reuse: Reuse
    blocks: tuple[Block, ...]
