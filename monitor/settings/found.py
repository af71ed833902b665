"""A mistake and where it stands, and the mistakes that any list of names or ids may have."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_WALL_TIME = re.compile(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]")
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A mistake and the path of the key that holds it."""

    file: str
    path: Path
    what: str


def ids(file: str, path: Path, ids: Sequence[str]) -> Iterator[Found]:
    """An id that is empty or used before."""
    seen: Counter[str] = Counter()
    for index, one in enumerate(ids):
        seen[one] += 1
        if not one.strip():
            yield Found(file, (*path, index, "id"), "`id` is empty")
        elif seen[one] > 1:
            yield Found(file, (*path, index, "id"), f"the id `{one}` is used twice")


def empty(file: str, path: Path, kind: str, texts: Iterable[str]) -> Iterator[Found]:
    """An empty name or word would be found everywhere."""
    for place, text in enumerate(texts, start=1):
        if not text.strip(" \t\n*"):
            yield Found(file, path, f"{kind} {place} is empty")


def wall_time(file: str, path: Path, key: str, text: str) -> Iterator[Found]:
    """A time of day that no clock shows."""
    if not _WALL_TIME.fullmatch(text):
        yield Found(file, path, f"`{key}` is {text!r}; write it as 20:00")


def unknown(kind: str, given: str, known: Iterable[str]) -> str:
    """What to say of a name that nothing bears, with the nearest that something does."""
    close = difflib.get_close_matches(given, list(known), n=1)
    hint = f", did you mean `{close[0]}`?" if close else ""
    return f"there is no {kind} `{given}`{hint}"
