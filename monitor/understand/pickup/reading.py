"""A text as numbers, one for each word: what is compared is never a string."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

RUN = 4  # words: short enough to find a quote of five again by two of them

Numbers = NDArray[np.uint32]
Places = NDArray[np.intp]
Mask = NDArray[np.bool_]

_PLANE = 1 << 16  # no language that a press office writes has a letter beyond it
_BASE = 0x9E3779B97F4A7C15  # odd: each of its powers has an inverse in 64 bits
_MIX = np.uint32(0x85EBCA6B)
_SMALL, _CAPITAL, _DIGIT, _APOSTROPHE = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Words:
    """A number for each word, the same on every machine, and where in the text the word stands."""

    numbers: Numbers
    starts: Places
    ends: Places
    capital: Mask  # as its first letter
    digit: Mask


def read(text: str) -> Words:
    """The words of a text; capitals and the kind of apostrophe make no difference.

    All at once in numpy: a regular expression and a look-up for each word take five times as long.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    places = np.minimum(codes, _PLANE - 1).astype(np.intp)
    values, kinds = _values()[places], _kinds()[places]
    up, down = _powers(len(codes).bit_length())
    inside = _inside(kinds)
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(values * up[: len(codes)], out=sums[1:])
    hashed = (sums[ends] - sums[starts]) * down[starts]
    numbers = (hashed >> np.uint64(32)).astype(np.uint32)
    first = kinds[starts]
    return Words(numbers, starts, ends, first == _CAPITAL, first == _DIGIT)


def runs(words: Numbers, length: int = RUN) -> Numbers:
    """A number for every run of so many words, in order."""
    size = max(0, len(words) - length + 1)
    mixed = np.zeros(size, np.uint32)
    for at in range(length):
        mixed *= _MIX
        mixed += words[at : at + size]
    return mixed


def distinct(numbers: Numbers) -> Numbers:
    """In order, each once."""
    ordered = np.sort(numbers)
    return ordered[changes(ordered)]


def changes(ordered: NDArray[np.generic]) -> Mask:
    """Of each whether it differs from the one before it."""
    mask = np.ones(len(ordered), bool)
    mask[1:] = ordered[1:] != ordered[:-1]
    return mask


def among(asked: Numbers, ordered: Numbers) -> Mask:
    """Of each whether it stands among those that are in order."""
    if not len(ordered):
        return np.zeros(len(asked), bool)
    at = np.minimum(np.searchsorted(ordered, asked), len(ordered) - 1)
    return np.equal(ordered[at], asked)


def _inside(kinds: NDArray[np.uint8]) -> Mask:
    """Letters and digits, and an apostrophe between two of them; with an edge on either side."""
    inside = np.zeros(len(kinds) + 2, bool)
    inside[1:-1] = (kinds > 0) & (kinds < _APOSTROPHE)
    marks = np.flatnonzero(kinds == _APOSTROPHE) + 1
    inside[marks] = inside[marks - 1] & inside[marks + 1]
    return inside


@cache
def _values() -> NDArray[np.uint64]:
    """What each letter and digit is worth in a word's number; 0 for all that stands in no word."""
    codes = (_letter(chr(code)) for code in range(_PLANE))
    mixed = np.fromiter(codes, np.uint64, _PLANE) * np.uint64(_BASE)
    return mixed ^ (mixed >> np.uint64(29))


@cache
def _kinds() -> NDArray[np.uint8]:
    """Of what kind each letter is; 0 for all that stands in no word."""
    return np.fromiter(map(_kind, map(chr, range(_PLANE))), np.uint8, _PLANE)


def _kind(one: str) -> int:
    if one in "'’":
        return _APOSTROPHE
    if not one.isalnum():
        return 0
    return _DIGIT if one.isdecimal() else _CAPITAL if one.isupper() else _SMALL


def _letter(one: str) -> int:
    return ord(one.lower()[0]) if one.isalnum() else 0


@cache
def _powers(bits: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Powers of the base and of its inverse: a word's number is the same wherever it stands."""
    size, inverse = 1 << bits, pow(_BASE, -1, 1 << 64)
    up = np.multiply.accumulate(np.full(size, _BASE, np.uint64))
    return up, np.multiply.accumulate(np.full(size, inverse, np.uint64))
