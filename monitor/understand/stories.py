"""Which items tell one story: copies of a text first, then reports of the same event."""

import math
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from monitor.ids import story_id
from monitor.records import StoryPlace
from monitor.understand.text import containment, words

WINDOW = timedelta(days=4)  # a story that nobody touched for so long is over
COPY = 0.36  # of five-word runs: nothing above it was seen that was not copied
COPIED_RUNS = 8  # a dozen words in a row, at least: two short posts may share a phrase by chance
SAME_EVENT = 0.12  # cosine of weighted words; on the invented weeks 95 % of pairs it joins belong
SURELY_SAME = 0.30  # the same while the shelf is too short to tell rare words from common ones
SHORT_SHELF = 12

Bag = dict[str, float]


@dataclass(frozen=True, slots=True)
class _Member:
    story_id: str
    shingles: frozenset[int]
    counts: Counter[str]


@dataclass(slots=True)
class Shelf:
    """Recent items about us, by story; new ones are put beside their like."""

    members: list[_Member] = field(default_factory=list)
    document_counts: Counter[str] = field(default_factory=Counter)


def shelve(shelf: Shelf, story: str, text: str, shingles: frozenset[int]) -> None:
    """Puts an item whose story is known on the shelf."""
    counts = _telling_words(text)
    shelf.members.append(_Member(story, shingles, counts))
    shelf.document_counts.update(counts.keys())


def choose_story(shelf: Shelf, item_id: str, text: str, shingles: frozenset[int]) -> StoryPlace:
    """The story this item belongs to and why; a new one if it is like nothing on the shelf."""
    likeness, story = _most_copied(shelf, shingles)
    if likeness >= COPY:
        return StoryPlace(story_id=story, reason="copy", likeness=round(likeness, 4))
    likeness, story = _most_alike(shelf, text)
    if likeness >= (SAME_EVENT if len(shelf.members) >= SHORT_SHELF else SURELY_SAME):
        return StoryPlace(story_id=story, reason="follow-up", likeness=round(likeness, 4))
    return StoryPlace(story_id=story_id(item_id), reason="first", likeness=1.0)


def _most_copied(shelf: Shelf, shingles: frozenset[int]) -> tuple[float, str]:
    shares = (
        (containment(shingles, member.shingles), member.story_id)
        for member in shelf.members
        if len(shingles & member.shingles) >= COPIED_RUNS
    )
    return max(shares, default=(0.0, ""))


def _most_alike(shelf: Shelf, text: str) -> tuple[float, str]:
    bag = _weighted(shelf, _telling_words(text))
    likenesses = (
        (_cosine(bag, _weighted(shelf, member.counts)), member.story_id) for member in shelf.members
    )
    return max(likenesses, default=(0.0, ""))


def _telling_words(text: str) -> Counter[str]:
    return Counter(word for word in words(text) if len(word) > 3)


def _weighted(shelf: Shelf, counts: Counter[str]) -> Bag:
    """Words weighed by rarity on the shelf, so that the commissioner's name binds nothing."""
    total = len(shelf.members) + 1
    return {
        word: (1 + math.log(count)) * math.log((total + 1) / (shelf.document_counts[word] + 0.5))
        for word, count in counts.items()
    }


def _cosine(one: Bag, other: Bag) -> float:
    shared = sum(weight * other[word] for word, weight in one.items() if word in other)
    size = math.sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    return shared / size if size else 0.0
