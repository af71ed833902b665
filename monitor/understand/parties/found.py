"""Somebody who was found in a sentence, and what the article has told of them before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from monitor.records import PartyKind
from monitor.understand.parties.entries import Form, Sex


class Found(NamedTuple):
    """Somebody in a sentence. `ours`: a mention says so."""

    start: int
    end: int
    kind: PartyKind
    form: Form
    sex: Sex = ""
    ours: bool = False
    called: str = ""  # the last word of a name, by which alone the text may go on
    oblique: bool = False  # behind a preposition
    of: bool = False  # a post with its owner behind it
    stands_for: bool = False  # a pronoun


@dataclass(slots=True)
class Memory:
    """What the article has told up to here, for names and pronouns to stand for."""

    surnames: dict[str, Found] = field(default_factory=dict)
    before: Sequence[Found] = ()  # the sentence before


def remember(memory: Memory, found: Sequence[Found]) -> None:
    """The names of a sentence, for those after it."""
    for one in found:
        if one.called and one.form == "name":
            memory.surnames.setdefault(one.called, one)
