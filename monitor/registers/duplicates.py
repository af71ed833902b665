"""A release entered by hand, and the same one as it then stands on the office's own feed."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from monitor.records import Output
from monitor.registers.diary import says
from monitor.registers.numbering import normal

WITHIN: Final = timedelta(days=14)
RUN: Final = 5  # words
FEWEST: Final = 10  # runs to compare: by fewer, any two texts with one stock phrase are alike
ENOUGH: Final = 0.8
SHORT: Final = {"post", "video"}  # a post may bear the title of a release, and is not that release


def same_output(found: Output, known: Sequence[Output]) -> Output | None:
    """The one among these that was found on the feed: linked to it before, or now known by its
    number, its title or its words.
    """
    linked = next((one for one in known if one.item_id and one.item_id == found.item_id), None)
    if linked:
        return linked
    near = [one for one in known if _may_be(found, one)]
    ways = (_same_number, _same_title, _same_words)
    return next((one for way in ways for one in near if way(found, one)), None)


def _may_be(found: Output, one: Output) -> bool:
    alike = one.kind == found.kind or not {one.kind, found.kind} & SHORT
    free = not one.item_id
    near = not (one.issued_at and found.issued_at) or abs(one.issued_at - found.issued_at) <= WITHIN
    other_number = found.number and one.number and normal(found.number) != normal(one.number)
    return one.office_id == found.office_id and alike and free and near and not other_number


def _same_number(found: Output, one: Output) -> bool:
    if found.number:
        return normal(found.number) == normal(one.number)
    return bool(one.number) and says(one.number, found.title)


def _same_title(found: Output, one: Output) -> bool:
    return bool(normal(one.title)) and normal(found.title) == normal(one.title)


def _same_words(found: Output, one: Output) -> bool:
    """Of the shorter text: a feed may carry no more than the beginning."""
    these, those = _runs(found.text), _runs(one.text)
    fewer = min(len(these), len(those))
    return fewer >= FEWEST and len(these & those) >= ENOUGH * fewer


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word for part in text.split() if (word := normal(part))]
    return set(zip(*(words[start:] for start in range(RUN)), strict=False))
