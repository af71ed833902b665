"""What an item kept of what an output has people say, and of its headline."""

from collections.abc import Sequence

import numpy as np

from monitor.understand.pickup.items import Item
from monitor.understand.pickup.quotes import SHORTEST
from monitor.understand.pickup.reading import Numbers, runs
from monitor.understand.pickup.records import Block, Days

KEPT = 0.6  # of a quote's words: a lead-in written anew leaves the rest
TOP = 60  # words: a headline that was kept stands in the title or at the very beginning

Marks = bytes | bytearray
Spans = Sequence[tuple[int, int]]


def kept(mask: Marks, at: int, end: int) -> bool:
    """Whether most of these words are shared."""
    return mask.count(1, at, end) >= KEPT * (end - at)


def quoted_words(blocks: Sequence[Block], quotes: Spans, size: int) -> bytearray:
    """1 for each of the item's words that the output has somebody say."""
    mask = bytearray(size)
    for one in blocks:
        for at, end in quotes:
            first, last = max(at, one.output_at), min(end, one.output_at + one.words)
            if first < last:
                there = one.item_at + first - one.output_at
                mask[there : there + last - first] = b"\1" * (last - first)
    return mask


def said(quoted: Marks, item: Item, issued: Days | None) -> int:
    """How many of the item's quotations are the output's; an old one is of neither."""
    year = issued.first.year if issued else 0
    return sum(
        end - at >= SHORTEST and kept(quoted, at, end) and not 0 < of < year
        for (at, end), of in zip(item.quotes, item.quoted_from, strict=True)
    )


def strange(quoted: Marks, item: Item, output: Numbers) -> int:
    """How many of the item's quotations the output does not have."""
    return sum(not _known(quoted, item.words.numbers, output, span) for span in item.quotes)


def headline_kept(title: int, blocks: Sequence[Block]) -> bool:
    """Whether most of the output's title, of so many words, stands at the top of the item."""
    top = [one for one in blocks if one.item_at < TOP and one.output_at < title]
    words = sum(min(title - one.output_at, one.words) for one in top)
    return title > 3 and words >= KEPT * title


def _known(quoted: Marks, words: Numbers, output: Numbers, span: tuple[int, int]) -> bool:
    at, end = span
    size = end - at
    if size >= SHORTEST:
        return kept(quoted, at, end)
    return bool(np.isin(runs(words[at:end], size), runs(output, size)).all())
