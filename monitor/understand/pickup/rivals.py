"""Of several outputs that have the same words, the one with the best claim to an item."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from monitor.understand.pickup.records import Block, Match

SAME = 0.8  # of the words that one output explains, explained by another as well
HALF = 0.5  # of the rare words, where none are copied


def with_rivals(matches: Sequence[Match]) -> tuple[Match, ...]:
    """The most shared first, each with the output that has a better claim, if any does."""
    ordered = sorted(matches, key=_order)
    rivals = [_rival(match, ordered) for match in ordered]
    return tuple(
        replace(match, reuse=replace(match.reuse, rival=rival)) if rival else match
        for match, rival in zip(ordered, rivals, strict=True)
    )


def _order(match: Match) -> tuple[float, int, str]:
    return -match.reuse.item_share, -len(match.reuse.figures), match.output_id


def _rival(match: Match, others: Iterable[Match]) -> str:
    for other in others:
        if other is not match and _claim(other) > _claim(match) and _explains(other, match):
            return other.output_id
    return ""


def _claim(match: Match) -> tuple[bool, bool, int, float, int]:
    """Right edition, not before the output, most facts, most words, then the nearest in time."""
    reuse = match.reuse
    early = reuse.days is not None and reuse.days < 0
    near = -abs(reuse.days) if reuse.days is not None else -(10**6)
    return not reuse.other_edition, not early, len(reuse.figures), reuse.item_share, near


def _explains(other: Match, match: Match) -> bool:
    """Whether the other has the same words of the item; where none are copied, the rare ones."""
    mine, theirs = _stands(match.blocks), _stands(other.blocks)
    if mine:
        return len(mine & theirs) >= SAME * len(mine)
    rare = set(match.reuse.rare)
    return len(rare.intersection(other.reuse.rare)) >= HALF * len(rare)


def _stands(blocks: Iterable[Block]) -> set[int]:
    return {at for one in blocks for at in range(one.item_at, one.item_at + one.words)}
