"""By what an item's story is found when its text is gone: numbers made of its words."""

import re
import zlib
from collections.abc import Iterable

import numpy as np

from monitor.records import Fingerprint
from monitor.understand.stories.commonplace import EVERYWHERE
from monitor.understand.stories.figures import figures_in
from monitor.understand.stories.names import NameKind, names_in
from monitor.understand.stories.words import stem
from monitor.understand.text import sentences, words

RUN = 5  # words
KEPT_OF = 4  # of so many runs in a row one is kept: eight words in common are always seen
LONGEST = 20_000  # characters: what comes later in a text tells no other story
SHORTEST = 3  # letters of a word that tells something
KINDS = 8  # a name's or a figure's kind stands in the lowest bits of its number
LEAD = 1  # marks a word of the headline or the first sentence
LEAD_LENGTH = 400
_HANDLE = re.compile(r"@\w+|\b\w*_\w*\b")
_ARTICLE = re.compile(r"/(\d{7,9})\.[\w-]+/?(?:[?#]|$)")
_TELLS_NOTHING = frozenset(stem(word) for word in EVERYWHERE.split())
Names = set[tuple[str, NameKind]]
_MIX = np.uint64(0x9E3779B97F4A7C15)


def fingerprint_of(title: str, text: str, url: str = "") -> Fingerprint:
    """The numbers, of 32 bits and the same on every machine, by which an item's like is found."""
    title, text = _HANDLE.sub(" ", title[:LONGEST]), _HANDLE.sub(" ", text[:LONGEST])
    told = f"{title}\n{text}"
    article = _ARTICLE.search(url)
    names = names_in(told)
    return Fingerprint(
        runs=_sorted([*_runs(words(title)), *_runs(words(text))]),
        words=_sorted([*_plain_words(told, names), *_lead_words(told, names)]),
        names=_sorted(_marked(f"name {name}", kind) for name, kind in names),
        figures=_sorted(_marked(f"figure {said}", kind) for said, kind in figures_in(told)),
        article=article[1] if article else "",
    )


def word_number(word: str) -> int:
    """Of a word without its ending, wherever it stands."""
    return _marked(f"word {word}", 0)


def _plain_words(told: str, names: Names) -> list[int]:
    named = {stem(part) for name, _ in names for part in words(name)}
    return [word_number(word) for word in telling(told) - named]


def _lead_words(told: str, names: Names) -> list[int]:
    """Of the headline and the first sentence: here stands what an item is about."""
    headline, _, text = told.partition("\n")
    start, end = next(sentences(text[:LEAD_LENGTH]), (0, 0))
    office = {stem(name) for name, kind in names if kind is NameKind.OFFICE}
    lead = telling(f"{headline}\n{text[start:end]}") - office
    return [_marked(f"lead {word}", LEAD) for word in lead]


def telling(text: str) -> set[str]:
    """The words, without endings and without those of every report, that may tell an event."""
    found = (stem(word) for word in words(text) if len(word) >= SHORTEST and not word.isdigit())
    return {word for word in found if word not in _TELLS_NOTHING}


def _sorted(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(numbers)))


def _marked(said: str, kind: int) -> int:
    return _number(said) // KINDS * KINDS + kind


def _number(said: str) -> int:
    return zlib.crc32(said.encode("utf-8", "surrogatepass"))


def _runs(found: list[str]) -> list[int]:
    """Of the numbers of all runs of five words the least of each four in a row: copies of a text
    keep the same ones, wherever they were cut."""
    if len(found) < RUN:
        return [_number(" ".join(found))] if found else []
    each = np.array([_number(word) for word in found], dtype=np.uint64)
    runs = np.zeros(len(found) - RUN + 1, dtype=np.uint64)
    for place in range(RUN):
        runs = (runs + each[place : place + len(runs)]) * _MIX
    runs >>= np.uint64(32)
    window = min(KEPT_OF, len(runs))
    least = np.lib.stride_tricks.sliding_window_view(runs, window).min(axis=1)
    kept: list[int] = np.unique(least).tolist()
    return kept
