"""Numbers that are missing in a series."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.registers.numbering import WIDEST, gaps, normal


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        (["PR-844", "PR-847"], ["PR-845", "PR-846"]),
        (["PR-847", "PR 845", "pr844"], ["PR 846"]),
        (["PR-844", "PR-845", "PR-845"], []),
        (["2026/031", "2026/033"], ["2026/032"]),
        (["2026/031", "2027/002"], []),  # a year begins anew
        (["2026/31", "2027/1", "2027/3"], ["2027/2"]),
        (["31/2026", "33/2026", "1/2027"], ["32/2026"]),
        (["OPCC_12", "OPCC_12a", "OPCC_12b", "OPCC_14"], ["OPCC_13"]),
        (["OPCC_12a", "OPCC_14a"], ["OPCC_13"]),
        (["PR-009", "PR-011"], ["PR-010"]),
        (["PR-99", "PR-101"], ["PR-100"]),
        (["PR-844", "S-846"], []),  # two series
        (["844", "846"], ["845"]),
        (["PR-2025", "PR-2027"], ["PR-2026"]),  # no year: there is nothing beside it
        (["PR-1", "PR-900"], []),  # a new series
        (["", "no number", "№"], []),
        (["PR-" + "9" * 400, "PR-1"], []),
        (["PR-٣", "PR-5"], ["PR-4"]),
    ],
)
def test_what_is_missing_is_named_as_its_neighbours_are(
    numbers: list[str], missing: list[str]
) -> None:
    assert list(gaps(numbers)) == missing


@pytest.mark.parametrize(("hole", "missing"), [(WIDEST, WIDEST), (WIDEST + 1, 0)])
def test_a_wide_hole_is_the_beginning_of_a_new_series(hole: int, missing: int) -> None:
    assert len(gaps(["PR-100", f"PR-{101 + hole}"])) == missing


@given(st.sets(st.integers(1, 60), min_size=1))
def test_what_is_there_and_what_is_missing_make_a_series_whole(there: set[int]) -> None:
    missing = {int(text.removeprefix("PR-")) for text in gaps(f"PR-{one}" for one in there)}
    wide = any(
        high - low - 1 > WIDEST for low, high in zip(sorted(there), sorted(there)[1:], strict=False)
    )
    assert wide or missing | there == set(range(min(there), max(there) + 1))
    assert not missing & there


@given(st.lists(st.text(max_size=20), max_size=5))
def test_no_number_is_too_odd(numbers: list[str]) -> None:
    assert not {normal(one) for one in gaps(numbers)} & {normal(one) for one in numbers}
