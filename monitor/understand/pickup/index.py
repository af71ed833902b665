"""Outputs by what can be found again in an item: runs of words, and rare words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from monitor.records import Output
from monitor.times import in_london
from monitor.understand.pickup.keys import Keys, keys_of
from monitor.understand.pickup.outputs import Text, read_output
from monitor.understand.pickup.reading import RUN, Mask, Numbers
from monitor.understand.pickup.records import Days, on

FEW = 3  # what stands in more texts than this is the office's letterhead, or what it always says
RARE = 5  # texts that a rare word stands in at most,
SHARE = 20  # and in one of so many: among ten no word is rare that two of them have
NO_DAYS: Mapping[str, Days] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """An output among the others; `telling` is 1 for each of its words that is its own."""

    id: str
    office_id: str
    issued: Days | None
    text: Text
    telling: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """What the office put out, and by what an item can be known to be of it."""

    known: tuple[Known, ...]
    runs: Keys
    words: Keys  # rare ones


def index_outputs(outputs: Sequence[Output], days: Mapping[str, Days] = NO_DAYS) -> Index:
    """What of these an item can be known to reuse; `days` by id, where only a span is known.

    A text is read once, however often it is indexed among others.
    """
    texts = [read_output(one.title, one.text) for one in outputs]
    families = [text.family for text in texts]
    runs, letterhead = keys_of([text.runs for text in texts], families, FEW)
    rare = min(RARE, 1 + len(texts) // SHARE)
    words, _ = keys_of([text.vocabulary for text in texts], families, rare)
    dates = [days.get(one.id) or _issued(one) for one in outputs]
    masks = _telling(texts, letterhead)
    known = map(_known, outputs, dates, texts, masks)
    return Index(tuple(known), runs, words)


def _known(output: Output, issued: Days | None, text: Text, telling: bytes) -> Known:
    return Known(output.id, output.office_id, issued, text, telling)


def _issued(output: Output) -> Days | None:
    return on(in_london(output.issued_at).date()) if output.issued_at else None


def _telling(texts: Sequence[Text], letterhead: Numbers) -> list[bytes]:
    """Of each text 1 for each word that no run of letterhead covers."""
    every = np.concatenate([np.empty(0, np.uint32), *(text.runs for text in texts)])
    edges = np.cumsum([len(text.runs) for text in texts])
    stock = np.split(np.isin(every, letterhead), edges[:-1])
    return [_uncovered(len(text.words), one) for text, one in zip(texts, stock, strict=False)]


def _uncovered(words: int, stock: Mask) -> bytes:
    mask = np.ones(words, bool)
    for at in range(RUN if stock.any() else 0):
        mask[at : at + len(stock)] &= ~stock
    return mask.tobytes()
