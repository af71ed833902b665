"""How figures are said."""

from datetime import UTC, datetime
from typing import Any

import pytest

from monitor.reports.figures import why_unused
from monitor.reports.wording import count, lasting, share, table

ROW: dict[str, Any] = {
    "before_issue": 0,
    "probable": 0,
    "late": 0,
    "partner": 0,
    "unseen": None,
    "beside": None,
    "in_hours": True,
    "has_list": True,
    "has_quote": True,
    "issued_at": datetime(2026, 10, 1, tzinfo=UTC),
}


def test_a_share_is_told_with_its_counts_and_interval() -> None:
    row = {"used": 7, "closed": 10, "low": 0.397, "high": 0.892}
    assert share(row) == "7 of 10 (Wilson 95 %: 40–89 %)"
    assert share(row | {"used": 0, "closed": 0, "low": None, "high": None}) == "none of none"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 min"),
        (59.4, "59 min"),
        (60, "1 h"),
        (130, "2 h 10 min"),
        (47 * 60, "47 h"),
        (3 * 1440 + 120, "3 days 2 h"),
        (2 * 1440, "2 days"),
    ],
)
def test_a_time_is_told_in_the_unit_that_fits(minutes: float, words: str) -> None:
    assert lasting(minutes) == words


def test_one_is_one_and_more_are_many() -> None:
    assert [count(1, "outlet"), count(2, "outlet")] == ["1 outlet", "2 outlets"]
    assert count(3, "story", "stories") == "3 stories"


def test_cells_stand_in_columns() -> None:
    assert table([("a", "1"), ("bcd", "2")]) == ["  a    1", "  bcd  2"]
    assert table([]) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, []),
        ({"late": 2}, ["2 used it after the window"]),
        ({"in_hours": False}, ["issued out of office hours"]),
        ({"in_hours": None}, []),
        ({"has_list": False}, ["no distribution list on record"]),
        ({"has_quote": False}, ["no quote on record"]),
        ({"beside": "PR-7"}, ["PR-7, within a day of it, was used"]),
        ({"unseen": ["A", "B"]}, ["we saw nothing, or not all, of A, B"]),
        ({"unseen": ["A", "B", "C", "D"]}, ["we saw nothing, or not all, of A, B, C and 1 more"]),
        ({"probable": 1, "partner": 1}, None),
    ],
)
def test_what_may_explain_that_nobody_used_a_release(
    changes: dict[str, Any], words: list[str] | None
) -> None:
    told = why_unused(ROW | changes)
    assert len(told) == 2 if words is None else told == words
