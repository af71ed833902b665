"""How stories go on that had something new in the last week."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from monitor.alert.watching.firing import firings_on
from monitor.records import Rule, StoryState
from monitor.steps.situations import gather
from monitor.steps.watch import Watch
from monitor.steps.watches.seen import Seen, Watched
from monitor.store.watched import Chapter, items_by_id, story_courses
from monitor.times import in_london

WEEK: Final = timedelta(days=7)
HOUR: Final = timedelta(hours=1)


def watched(watch: Watch, rules: Sequence[Rule], now: datetime) -> Seen:
    """Those on which a rule fires, each shown by its newest item."""
    courses = story_courses(watch.coverage, now - WEEK, now)
    states = {of: course_of(of[1], chapters, now) for of, chapters in courses.items()}
    firing = {of: s for of, s in states.items() if any(firings_on(rule, s) for rule in rules)}
    newest = {courses[of][-1].item_id for of in firing}
    items = list(items_by_id(watch.coverage, sorted(newest)).values())
    found = [
        Watched(state=replace(firing[of], title=one.item.title), coverage=one)
        for one in gather(watch, items, now)
        if (of := (one.office_id, one.story_id)) in firing
    ]
    return Seen(watched=found, standing={one.coverage.story_id for one in found})


def course_of(story: str, chapters: Sequence[Chapter], now: datetime) -> StoryState:
    """Of the rests that ended within the last week, the longest counts."""
    first_day = in_london(now).date() - timedelta(days=6)
    days = {in_london(one.seen_at).date() for one in chapters if one.negative}
    rests = [
        (later.seen_at - earlier.seen_at, at)
        for at, (earlier, later) in enumerate(pairwise(chapters), start=1)
        if later.seen_at > now - WEEK
    ]
    rest, back = max(rests, default=(timedelta(), len(chapters)))
    return StoryState(
        story_id=story,
        negative_days=sum(day >= first_day for day in days),
        rested_hours=rest / HOUR,
        new_items=len(chapters) - back,
    )
