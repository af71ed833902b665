"""Numbers by which texts are found again, and which texts have them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.understand.pickup.reading import Mask, Numbers, changes

SPARE = 3  # bits: a number that no text has passes for present once in twelve times
_HALF = np.uint64(32)  # bits: a number, and the text that has it, are sorted as one
_NONE = np.empty(0, np.uint64)


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """Numbers in order, and beside each the place of a text that has it.

    `present` tells by a number's first bits that none is like it: of most that are asked for.
    """

    numbers: Numbers
    texts: NDArray[np.int32]
    present: Mask
    shift: np.uint32

    def count(self, asked: Numbers, texts: int) -> NDArray[np.intp]:
        """How many of these numbers each of so many texts has."""
        asked = np.sort(asked[self.present[asked >> self.shift]])
        first = np.searchsorted(self.numbers, asked)
        sizes = np.searchsorted(self.numbers, asked, "right") - first
        nth = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return np.bincount(self.texts[np.repeat(first, sizes) + nth], minlength=texts)


def keys_of(found: Sequence[Numbers], families: Sequence[int], few: int) -> tuple[Keys, Numbers]:
    """The numbers that stand in few of these texts, and those that stand in more.

    Texts of one family are copies of each other, and count as one.
    """
    order = np.argsort(np.array(families, np.uint32), kind="stable").astype(np.int32)
    keys, rank = _ranked(found, np.argsort(order))
    texts, family = order[rank], np.array(families, np.uint32)[order[rank]]
    first = changes(keys)
    other = first | changes(family)
    group = np.cumsum(first) - 1
    many = np.bincount(group, other)[group] > few
    kept = ~many & (other | changes(texts))
    return _keys(keys[kept], texts[kept]), keys[many & first]


def _keys(numbers: Numbers, texts: NDArray[np.int32]) -> Keys:
    bits = len(numbers).bit_length() + SPARE
    present, shift = np.zeros(1 << bits, bool), np.uint32(32 - bits)
    present[numbers >> shift] = True
    return Keys(numbers, texts, present, shift)


def _ranked(found: Sequence[Numbers], ranks: NDArray[np.intp]) -> tuple[Numbers, Numbers]:
    """All numbers in order, each with the rank of its text: sorted as one number of 64 bits."""
    whole = [one.astype(np.uint64) << _HALF for one in found]
    both = np.concatenate([_NONE, *map(np.bitwise_or, whole, ranks.astype(np.uint64))])
    both.sort()
    return (both >> _HALF).astype(np.uint32), both.astype(np.uint32)
