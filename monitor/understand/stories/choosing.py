"""The story that a report belongs to: one it copies, one it follows up, or its own."""

import math

from monitor.ids import story_id
from monitor.records import Report, StoryPlace
from monitor.understand.stories.clashes import Clashes
from monitor.understand.stories.copies import most_copied
from monitor.understand.stories.likeness import Likeness, likenesses
from monitor.understand.stories.shelf import Shelf

OVER = 21.0  # days of silence: waiting longer brought no follow-up
SAME_EVENT = 0.5
SURELY_SAME = 0.9  # the same while the shelf is too short to tell rare words from common ones
SHORT_SHELF = 30  # reports

# A logistic model of whether a report tells of a story's event, learned from invented coverage;
# how, and what it reaches: benchmarks/README.md.
NONE = -1.79
TOLD, SPECIFIC = 1.05, 0.23  # of the logarithm of a sum
ALIKE, LEAD = 17.8, 1.73
DAYS, SILENT = -1.74, -0.55  # of the logarithm of days
PLACES, PERSONS, SUMS, FIGURES = -2.2, -0.67, -1.11, -1.18  # clash

# Look-alikes a week later or in the next town share most words and few figures.
OTHER_FIGURES = 0.5
SOON, WEEK = 3.0, 7.0  # days
ENOUGH = 5.0  # in common, to outweigh another town: breaches in five towns share less


def choose_story(shelf: Shelf, report: Report) -> StoryPlace:
    """The story this report belongs to and why; a new one if it is like nothing on the shelf."""
    share, copied = most_copied(shelf, report)
    if copied >= 0:
        story = shelf.stories[shelf.story[copied]].id
        return StoryPlace(story_id=story, reason="copy", likeness=round(share, 4))
    chances = [
        (chance_of_one_event(one), one)
        for one in likenesses(shelf, report)
        if one.silent <= OVER and not is_look_alike(one)
    ]
    if chances:
        chance, best = max(chances, key=lambda one: one[0])
        if chance >= (SAME_EVENT if len(shelf.story) >= SHORT_SHELF else SURELY_SAME):
            story = shelf.stories[best.story].id
            return StoryPlace(story_id=story, reason="follow-up", likeness=round(chance, 4))
    return StoryPlace(story_id=story_id(report.item_id), reason="first", likeness=1.0)


def is_look_alike(one: Likeness) -> bool:
    """Whether so much speaks against one event that no likeness makes up for it."""
    against = one.clashes
    if against.offices or (one.days > WEEK and against.figures > OTHER_FIGURES):
        return True
    if against.places and not one.specific and one.told < ENOUGH:
        return True
    if against.figures < OTHER_FIGURES:
        return False
    told_of = (against.places, against.persons, against.sums, against.ages, against.times)
    return sum(told_of) > 1 or (one.days > SOON and _another_occasion(against))


def _another_occasion(against: Clashes) -> bool:
    return against.places or against.sums or against.ages


def chance_of_one_event(one: Likeness) -> float:
    """How likely the report tells of the story's event, 0 to 1."""
    against = one.clashes
    weighed = (
        NONE
        + TOLD * math.log1p(one.told)
        + SPECIFIC * math.log1p(one.specific)
        + ALIKE * one.alike
        + LEAD * one.lead
        + DAYS * math.log1p(one.days)
        + SILENT * math.log1p(one.silent)
        + PLACES * against.places
        + PERSONS * against.persons
        + SUMS * against.sums
        + FIGURES * against.figures
    )
    return 1 / (1 + math.exp(-weighed))
