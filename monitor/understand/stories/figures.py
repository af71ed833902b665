"""Figures in a text, however they are written: `£21m` is `£21 million`, `eighteen` is 18."""

import re
from collections.abc import Iterator
from enum import IntEnum

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: value for value, word in enumerate(_ONES.split(), 1)} | {
    word: value * 10 for value, word in enumerate(_TENS.split(), 2)
}
_SPELT = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS.split())})(?:[- ](?P<unit>{'|'.join(_ONES.split()[:9])}))?"
    rf"|(?P<small>{'|'.join(reversed(_ONES.split()))}))\b"
)
_SCALES = {
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "billion": 10**9,
}
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_FIGURE = re.compile(
    r"(?P<sum>£)?(?<![\w.])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(?P<scale>k|thousand|m|million|bn|billion)\b)?"
    r"(?:(?P<age>[- ]years?[- ]old)|(?P<clock>\s?[ap]\.?m\b)|(?P<share>\s?%|\s?per\s?cent)"
    rf"|(?:st|nd|rd|th)?\s(?P<month>{_MONTH})\b)?"
)
_MONTH_BEFORE = re.compile(rf"\b({_MONTH}) $")
_AGED = re.compile(r"(?:\baged |, )$")
_ENDS = re.compile(r"[,.;)]| and\b|$")
AGES = range(5, 100)
DAYS = range(1, 32)
YEARS = range(1900, 2100)
SMALL = 10  # under it a bare number stands in every other report
NEAR = 12  # characters before a figure, in which a month may stand


class FigureKind(IntEnum):
    COUNT = 0
    TIME = 1  # of day, a day of a month, a year
    AGE = 2
    SUM = 3  # of money, or a share


def figures_in(text: str) -> Iterator[tuple[str, FigureKind]]:
    """Each figure in one way of writing, and its kind; bare numbers under ten tell nothing."""
    low = _SPELT.sub(_in_digits, text.casefold())
    for found in _FIGURE.finditer(low):
        before = low[max(0, found.start() - NEAR) : found.start()]
        aged = bool(_AGED.search(before)) and bool(_ENDS.match(low, found.end()))
        figure = _marked(found) or _date(found, before) or _bare(found, aged)
        if figure:
            yield figure


def _in_digits(found: re.Match[str]) -> str:
    if found["small"]:
        return str(_NUMBERS[found["small"]])
    return str(_NUMBERS[found["tens"]] + _NUMBERS.get(found["unit"] or "", 0))


def _value(found: re.Match[str]) -> float:
    return float(found["number"].replace(",", "")) * _SCALES.get(found["scale"] or "", 1)


def _written(value: float) -> str:
    return f"{value:g}" if value < 10**6 else f"{value:.0f}"


def _marked(found: re.Match[str]) -> tuple[str, FigureKind] | None:
    said = _written(_value(found))
    if found["sum"]:
        return f"£{said}", FigureKind.SUM
    if found["share"]:
        return f"{said}%", FigureKind.SUM
    if found["clock"]:
        return f"{said}{found['clock'].strip()[0]}m", FigureKind.TIME
    return None


def _date(found: re.Match[str], before: str) -> tuple[str, FigureKind] | None:
    value, earlier = _value(found), _MONTH_BEFORE.search(before)
    month = found["month"] or (earlier[1] if earlier else "")
    if month and value in DAYS:
        return f"{_written(value)} {month[:3]}", FigureKind.TIME
    if value in YEARS and not found["scale"] and "," not in found["number"]:
        return _written(value), FigureKind.TIME
    return None


def _bare(found: re.Match[str], aged: bool) -> tuple[str, FigureKind] | None:
    value = _value(found)
    if found["age"] or (aged and value in AGES):
        return _written(value), FigureKind.AGE
    return (_written(value), FigureKind.COUNT) if value >= SMALL else None
