"""What a script wanted against what came: nothing may be left over on either side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from monitor.records import Delivery, Reason
from monitor.times import for_people
from tests.scenarios.nights.lines import Held, Told
from tests.scenarios.nights.reading import Read

Hold = tuple[datetime, str, Delivery]
Window = tuple[datetime, datetime]
# Held without a word in the script, where the alert itself stands there.
GOES_WITHOUT_SAYING = frozenset(
    {Reason.NO_NEWS, Reason.SAME_STORY, Reason.ACKNOWLEDGED, Reason.NOTE_ONLY}
)
SLACK = timedelta(seconds=30)  # after the end of a window: messages leave one a second

Want = TypeVar("Want")
Got = TypeVar("Got")


def unlike(
    told: Sequence[tuple[Window, Told]],
    held: Sequence[tuple[Window, Held]],
    posts: Sequence[Read],
    holds: Sequence[Hold],
    besides: Sequence[str] = (),
) -> list[str]:
    """Every difference in a sentence; none if the night was as the script says.

    Rules of `besides`, or all by a `*`, may leave notes of which the script says nothing.
    """
    named = {line.rule for _, line in told} | {line.rule for _, line in held} | set(besides)
    missing, unwanted = _match(told, posts, _is_told)
    unheld, others = _match(held, holds, _is_held)
    strange = [hold for hold in others if not _quiet(hold, named)]
    return [
        *(f"did not come: {line}" for _, line in missing),
        *(f"nobody wanted: {_at(post.at)} {post}" for post in unwanted),
        *(f"was not held: {line}" for _, line in unheld),
        *(f"held unexpectedly: {_at(at)} {rule}: {it.reason.value}" for at, rule, it in strange),
    ]


def _match(
    wants: Sequence[Want], came: Sequence[Got], fits: Callable[[Want, Got], bool]
) -> tuple[list[Want], list[Got]]:
    """Gives every want one thing of its own that fits, as many as can be (Kuhn's way)."""
    taken: dict[int, int] = {}

    def give(want: int, tried: set[int]) -> bool:
        for got, one in enumerate(came):
            if got in tried or not fits(wants[want], one):
                continue
            tried.add(got)
            if got not in taken or give(taken[got], tried):
                taken[got] = want
                return True
        return False

    missing = [wants[want] for want in range(len(wants)) if not give(want, set())]
    return missing, [one for got, one in enumerate(came) if got not in taken]


def _is_told(want: tuple[Window, Told], post: Read) -> bool:
    (start, end), line = want
    return (
        start <= post.at <= end + SLACK
        and line.severity in {None, post.severity}
        and line.rule in {"", post.rule}
        and line.person in {"", post.person}
        and all(word in post.words for word in line.says)
        and not any(word in post.words for word in line.never)
    )


def _is_held(want: tuple[Window, Held], hold: Hold) -> bool:
    (start, end), line = want
    at, rule, delivery = hold
    return start <= at <= end + SLACK and rule == line.rule and delivery.reason is line.reason


def _quiet(hold: Hold, named: set[str]) -> bool:
    _, rule, delivery = hold
    return bool({rule, "*"} & named) and delivery.reason in GOES_WITHOUT_SAYING


def _at(moment: datetime) -> str:
    return for_people(moment)
