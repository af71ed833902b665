"""The numbers that a press office gives its releases, and those that are missing among them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

WIDEST: Final = 50  # numbers missing at once; a wider hole is the beginning of a new series

_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")


class _Number(NamedTuple):
    """What a number counts within which series, and how it is written."""

    series: str
    place: int
    before: str
    width: int
    after: str


def gaps(numbers: Iterable[str]) -> tuple[str, ...]:
    """The numbers between those of a series that nobody has given; a year begins a series anew."""
    by_series: dict[str, dict[int, _Number]] = defaultdict(dict)
    for text in numbers:
        if found := _number(text):
            by_series[found.series].setdefault(found.place, found)
    return tuple(missing for one in sorted(by_series) for missing in _missing(by_series[one]))


def normal(number: str) -> str:
    """By which "PR-844" and "pr 844" are the same."""
    return re.sub(r"[\W_]+", "", number.casefold())


def _missing(counts: dict[int, _Number]) -> Iterator[str]:
    for low, high in pairwise(sorted(counts)):
        if high - low - 1 <= WIDEST:
            like = counts[low]
            for count in range(low + 1, high):
                yield f"{like.before}{count:0{like.width}}{like.after}"


def _number(text: str) -> _Number | None:
    """Of several runs of digits the last one counts, unless it is a year: `31/2026`."""
    text = text.strip()
    runs = list(_DIGITS.finditer(text))
    if not runs or len(runs[-1][0]) > 9:
        return None
    run = runs[-1]
    if len(runs) > 1 and _YEAR.fullmatch(run[0]) and not _YEAR.fullmatch(runs[-2][0]):
        run = runs[-2]
    before, after = text[: run.start()], text[run.end() :]
    width = len(run[0]) if run[0].startswith("0") else 0
    if re.fullmatch(r"[a-z]", after, re.IGNORECASE):
        after = ""  # 12a adds to 12
    return _Number(normal(before) + "#" + normal(after), int(run[0]), before, width, after)
