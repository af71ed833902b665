"""An item as it is compared with what the office put out."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monitor.understand.pickup.blocks import Ranked, ranked
from monitor.understand.pickup.facts import figures, rounds, years
from monitor.understand.pickup.index import Index
from monitor.understand.pickup.quotes import marked
from monitor.understand.pickup.reading import (
    Mask,
    Numbers,
    Places,
    Words,
    among,
    distinct,
    read,
    runs,
)
from monitor.understand.pickup.records import Days, Facts

BESIDE = 40  # words: two sentences or three
LEAD = 60  # letters before a quote, in which somebody says when it was said
PHRASE = 2  # words in quotation marks that are somebody's
LEAST = 2  # of a quote of five words two runs are found
RARE = 3  # rare words that make an output worth comparing
MOST = 8  # outputs compared with an item
_OFFICE = distinct(read("commissioner commissioner's pcc pcc's opcc").numbers)
# In 2015 he told the paper: “…”. After a comma somebody says it today: killed in 2015, said: “…”.
_IN_YEAR = re.compile(r"\b((?:19|20)\d\d)\b[^,\n]*$")


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """What a look at an item takes; most have nothing of the office's, and are not read further."""

    text: str
    words: Words
    runs: Numbers
    named: bool  # the office
    telling: Mask  # words beside the office's name, names and figures


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """An item with all that is compared."""

    text: str
    words: Words
    ranked: Ranked
    named: bool
    rare: Places  # telling words that few outputs have, and how many different ones
    rare_words: int
    quotes: Sequence[tuple[int, int]]
    quoted_from: Sequence[int]  # the year that the item gives for each quote; 0: none
    facts: Facts
    published: Days | None


def look(title: str, text: str) -> Looked:
    """The words of an item, title first."""
    whole = f"{title}\n{text}"
    words = read(whole)
    near = _near(words.numbers)
    named = bool(near.any())
    return Looked(whole, words, runs(words.numbers), named, near | words.capital | words.digit)


def candidates(index: Index, item: Looked) -> list[int]:
    """Where the outputs stand that share runs or rare words with the item, likeliest first."""
    size = len(index.known)
    telling = distinct(item.words.numbers[item.telling])
    score = index.runs.count(item.runs, size)
    score += np.maximum(index.words.count(telling, size) - RARE + LEAST, 0)
    likely = [(-int(score[place]), int(place)) for place in np.flatnonzero(score >= LEAST)]
    return [place for _, place in sorted(likely)[:MOST]]


def read_item(index: Index, item: Looked, published: Days | None) -> Item:
    """The item with its quotes and facts."""
    spans, words = _quotes(item), item.words
    telling = np.flatnonzero(item.telling)
    rare = telling[among(words.numbers[telling], index.words.numbers)]
    return Item(
        text=item.text,
        words=words,
        ranked=ranked(item.runs, len(words.numbers)),
        named=item.named,
        rare=rare,
        rare_words=len(distinct(words.numbers[rare])),
        quotes=[span for span, _ in spans],
        quoted_from=[year for _, year in spans],
        facts=Facts(
            figures=figures(item.text, words), years=years(item.text), rounds=rounds(item.text)
        ),
        published=published,
    )


def _near(words: Numbers) -> Mask:
    """Of each word whether it stands beside the office's name."""
    near = np.zeros(len(words), bool)
    for at in np.flatnonzero(among(words, _OFFICE)).tolist():
        near[max(0, at - BESIDE) : at + BESIDE + 1] = True
    return near


def _quotes(item: Looked) -> list[tuple[tuple[int, int], int]]:
    """The words of each quotation, and the year that is given for it."""
    starts = item.words.starts.tolist()
    found = []
    for start, end in marked(item.text):
        at, stop = bisect_left(starts, start), bisect_left(starts, end)
        if stop - at >= PHRASE:
            year = _IN_YEAR.search(item.text[max(0, start - LEAD) : start])
            found.append(((at, stop), int(year[1]) if year else 0))
    return found
