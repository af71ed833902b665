"""Onsets of four times what is usual: found within the hour wherever chance does not do the same.

Six items in three hours where 1.5 are usual are four times as many, and come by chance alone three
times a month even in traffic as even as Poisson's. Where little is usual it takes more than four
times, and `in_reach` says where four times are enough to one who knew the truth of the traffic.
"""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from tests.alert.spikes.onsets import Onset, onsets
from tests.alert.spikes.replay import HOUR
from tests.alert.spikes.traffic import EVEN, LIVELY, Kind

BUSY = [(level, kind) for level in (25.0, 50.0, 80.0) for kind in (EVEN, LIVELY)]
NEWS = [(level, kind) for level in (3.0, 6.0, 12.0) for kind in (EVEN, LIVELY)]


def in_reach(per_day: float, kind: Kind, breaks: bool, number: int) -> list[Onset]:
    found = onsets("social", per_day, kind, times=4, breaks=breaks, seed=7)
    return list(islice((one for one in found if one.in_reach), number))


def summary(found: list[Onset]) -> str:
    late = [999.0 if one.found is None else one.found for one in found]
    ranks = "/".join(f"{np.percentile(late, rank):.0f}" for rank in (50, 90, 95))
    return (
        f"{len(found)} onsets, {share(found):.3f} within the hour of being there,"
        f" {soon(found):.2f} within that of the first item, after {ranks} minutes (50/90/95 %)"
    )


def share(found: list[Onset]) -> float:
    return sum(one.in_time for one in found) / len(found)


def soon(found: list[Onset]) -> float:
    """How many were found within the hour of their first item."""
    return sum(one.found is not None and one.found <= HOUR for one in found) / len(found)


def test_an_onset_is_found_within_the_hour() -> None:
    assert share(in_reach(80, LIVELY, breaks=True, number=8)) >= 0.9


def test_twelve_times_a_small_office_s_news_are_found() -> None:
    news = onsets("news", 6, LIVELY, times=12, breaks=True, seed=7)
    found = list(islice((one for one in news if one.in_reach), 8))
    assert share(found) >= 0.9


@pytest.mark.campaign
@pytest.mark.parametrize("breaks", [True, False], ids=["breaks", "builds"])
def test_of_four_hundred_onsets_ninety_five_of_a_hundred_are_found_in_time(breaks: bool) -> None:
    together: list[Onset] = []
    for per_day, kind in BUSY:
        found = in_reach(per_day, kind, breaks, number=67)
        print(f"{per_day:.0f} posts a day, {kind.name}: {summary(found)}")
        together += found
    print(summary(together))
    assert len(together) >= 400
    assert share(together) >= 0.95


@pytest.mark.campaign
@pytest.mark.parametrize(("per_day", "kind"), NEWS)
def test_the_more_news_than_usual_the_more_are_found(per_day: float, kind: Kind) -> None:
    few, more, most = (
        list(islice(onsets("news", per_day, kind, times, breaks=True, seed=7), 30))
        for times in (6, 9, 15)
    )
    told = [soon(found) for found in (few, more, most)]
    print(f"{per_day:.0f} items a day, {kind.name}, x6, x9, x15 within the hour: {told}")
    assert told[0] - 0.1 <= told[1] <= told[2] + 0.1
    assert told[2] >= 0.7
