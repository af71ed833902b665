"""Where an item that uses a release gives another figure for the same thing.

A figure is the same thing by the words around it: "the precept will rise by £51 a year" against a
release that says "will raise the precept by £15 a year". Rounding is no difference.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

AROUND: Final = 60  # characters on either side in which the words stand that say what is counted
SAME: Final = 3  # of such words that two figures of one thing share
ROUNDING: Final = 0.1  # "about 15 pounds" for 14.96 is no mistake
MOST: Final = 60  # figures of a text that are looked at
_SCALES: Final = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9}
_FIGURE = re.compile(
    r"(?P<pound>£)?\s?(?P<number>\d[\d,]*(?:\.\d+)?)\s?"
    r"(?P<scale>(?:k|m|mn|bn|thousand|million|billion)\b)?\s?"
    r"(?P<unit>%|per\s?cent\b|pounds?\b|pence\b|p\b|officers?\b|jobs?\b|people\b|homes?\b|cameras?\b)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z][a-z'’-]{3,}")
_EARLIER = re.compile(
    r"\b(?:last|previous|earlier|from|before|since|until|than|up to|more than|at least|ago)\W+"
    r"(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
_EMPTIES = (
    "with that this from have been will would their there which about after said says year years"
    " month week million thousand pounds than more less into over they were what when also each"
    " every some could should these those commissioner police crime"
)
_EMPTY = frozenset(_EMPTIES.split())


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, of what, and the words around it that say of what thing."""

    surface: str
    unit: str
    value: float
    near: frozenset[str]


def differing(title: str, text: str, ours: str) -> str:
    """The first figure of an item that the office's words contradict, told with both; "" if none.

    A figure that stands in our words anywhere, or whose right value the item gives as well,
    contradicts nothing.
    """
    known = list(_figures(ours))
    told = list(_figures(f"{title}. {text}"))
    for one in told:
        rivals = [mine for mine in known if _of_one_thing(one, mine)]
        if not rivals or any(_alike(one, mine) for mine in known):
            continue
        if not any(_alike(other, mine) for other in told for mine in rivals):
            nearest = max(rivals, key=lambda mine: len(one.near & mine.near))
            shared = ", ".join(sorted(one.near & nearest.near)[:4])
            return f"it says {one.surface} where we said {nearest.surface} ({shared})"
    return ""


def _of_one_thing(one: Figure, other: Figure) -> bool:
    return one.unit == other.unit and len(one.near & other.near) >= SAME


def _alike(one: Figure, other: Figure) -> bool:
    if one.unit != other.unit:
        return False
    return abs(one.value - other.value) <= ROUNDING * max(one.value, other.value)


def _figures(text: str) -> Iterator[Figure]:
    for match in islice(_FIGURE.finditer(text), MOST):
        unit = _unit(match)
        before = text[max(0, match.start() - AROUND) : match.start()]
        if not unit or _EARLIER.search(before):
            continue
        after = text[match.end() : match.end() + AROUND]
        words = (word.lower() for word in _WORD.findall(f"{before} {after}"))
        near = frozenset(_stem(word) for word in words if word not in _EMPTY)
        yield Figure(match[0].strip(), unit, _value(match), near)


def _unit(match: re.Match[str]) -> str:
    unit = (match["unit"] or "").lower().rstrip("s")
    if match["pound"] or unit == "pound":
        return "£"
    return {"per cent": "%", "percent": "%"}.get(unit, unit)


def _value(match: re.Match[str]) -> float:
    number = float(match["number"].replace(",", ""))
    return number * _SCALES.get((match["scale"] or "").lower(), 1.0)


def _stem(word: str) -> str:
    """`raises`, `raise`, `rise` and `rising` are one here: a sub-editor changes them freely."""
    stem = re.sub(r"(?:ing|ed|es|s|e)$", "", word)
    return {"rais": "ris", "increas": "ris", "hik": "ris"}.get(stem, stem)
