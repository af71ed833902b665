"""Whom "she", "their" and "it" stand for: the nearest that fits, here or in the sentence before."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from monitor.understand.parties.found import Found
from monitor.understand.parties.spoken import Spoken
from monitor.understand.parties.tokens import (
    DETERMINERS,
    LONGEST_BEFORE,
    PREPOSITIONS,
    Token,
)
from monitor.understand.speech.newsroom import words

MOST: Final = 40  # parties back that are looked at


def with_pronouns(
    tokens: Sequence[Token], found: Sequence[Found], before: Sequence[Found], said: Sequence[Spoken]
) -> list[Found]:
    """The parties with the pronouns that stand for one, in reading order."""
    told: list[Found] = []
    coming = list(reversed(found))
    for at, token in enumerate(tokens):
        while coming and coming[-1].start <= token.start:
            told.append(coming[-1]._replace(oblique=_is_oblique(tokens, at)))
            coming.pop()
        inside = bool(told) and token.start < told[-1].end
        if token.word in _PRONOUNS and not inside:
            told += _meant(tokens, at, told, before, said)
    return told


def _meant(
    tokens: Sequence[Token],
    at: int,
    told: Sequence[Found],
    before: Sequence[Found],
    said: Sequence[Spoken],
) -> Iterator[Found]:
    token = tokens[at]
    if token.word in _FIRST_PERSON:
        kinds = [kind for start, end, kind in said if start <= token.start < end]
        if kinds:
            yield Found(token.start, token.end, kinds[0], "name", stands_for=True)
        return
    if token.word in _IT and _is_nobody(tokens, at):
        return
    if token.word in _IT and any(start <= token.start < end for start, end, _ in said):
        before = ()  # of what they speak, the reporter's sentence before need not have told
    here = told
    if _is_acted_on(tokens, at, told):
        here = () if token.word == "it" else told[:-1]
    meant = _antecedent(token.word, here, before)
    if meant:
        oblique = _is_oblique(tokens, at)
        stands = meant._replace(stands_for=True, oblique=oblique, called="")
        yield stands._replace(start=token.start, end=token.end)


def _antecedent(word: str, told: Sequence[Found], before: Sequence[Found]) -> Found | None:
    """Subjects before others for a pronoun that is one; in the sentence before the first."""
    here, there = list(reversed(told[-MOST:])), before[:MOST]
    if word in _SUBJECTS:
        order = chain(
            (one for one in here if not one.oblique),
            (one for one in there if not one.oblique),
            here,
            there,
        )
    else:
        order = chain(here, there)
    ranked = list(order)
    if word in _THEY:
        several = (one for one in ranked if one.form in ("people", "body"))
        return next(several, None) or next(iter(ranked), None)
    if word in _IT:
        return next((one for one in ranked if one.form == "body"), None)
    sex = "m" if word in _HE else "f"
    return next((one for one in ranked if _is_person(one) and one.sex in ("", sex)), None)


def _is_acted_on(tokens: Sequence[Token], at: int, told: Sequence[Found]) -> bool:
    """Whether somebody right before does it to another: in "she has ignored her" they are two."""
    if tokens[at].word not in _OBJECTS or not told or told[-1].oblique:
        return False
    after = tokens[at + 1].word if at + 1 < len(tokens) else "."
    if tokens[at].word in ("her", "it") and after.isalpha() and after not in _NO_THINGS:
        return False
    between = [token for token in tokens[max(0, at - 6) : at] if token.start >= told[-1].end]
    return 0 < len(between) < 6 and all(token.word.isalpha() for token in between)


def _is_person(one: Found) -> bool:
    return one.form in ("name", "role")


def _is_nobody(tokens: Sequence[Token], at: int) -> bool:
    """Whether an "it" stands for nobody: `it emerged`, `it is time`."""
    return any(token.word in _IMPERSONAL for token in tokens[at + 1 : at + 4])


def _is_oblique(tokens: Sequence[Token], at: int) -> bool:
    for token in reversed(tokens[max(0, at - LONGEST_BEFORE) : at]):
        if token.word in PREPOSITIONS:
            return True
        if token.word not in DETERMINERS and token.word not in _MODIFIERS:
            return False
    return False


_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_IT = frozenset({"it", "its", "itself"})
_FIRST_PERSON = words("i me my mine myself we us our ours ourselves")
_OBJECTS = frozenset({"him", "her", "them", "it"})
_NO_THINGS = (
    PREPOSITIONS
    | DETERMINERS
    | words(
        "and or but since when while if as after before because until today yesterday that who to"
        " should would could will must again last twice so not"
    )
)
_SUBJECTS = frozenset({"he", "she", "they", "it"})
_PRONOUNS = _HE | _SHE | _THEY | _IT | _FIRST_PERSON
_IMPERSONAL = words(
    "emerged emerges time understood thought claimed alleged reported believed feared clear"
    " unclear right wrong hard easy important possible likely unlikely seems seemed appears"
    " appeared comes came follows followed means meant vital essential rained raining transpired"
    " turns announced revealed"
)
_MODIFIERS = words("new former own current local two three several many most other")
