"""One fact, however it was written."""

import pytest

from monitor.understand.pickup.facts import facts
from monitor.understand.pickup.reading import read
from monitor.understand.pickup.records import Facts


def _facts(text: str) -> Facts:
    return facts(text, read(text))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("£622m", {"£622000000"}),
        ("£622 million", {"£622000000"}),
        ("£1.2 million", {"£1200000"}),
        ("£1,200,000", {"£1200000"}),
        ("29p a week", {"29p"}),
        ("29 pence", {"29p"}),
        ("4.5 per cent", {"4.5%"}),
        ("4.5%", {"4.5%"}),
        ("three pillars", {"3 pillars"}),
        ("116 applicants", {"116 applicants"}),
        ("94 new street lamps, 31 of them tall", {"94 lamps"}),
        ("Twenty-four call handlers", {"24 handlers"}),
        ("1,150 homes", {"1150 homes"}),
        ("£150 homes", {"£150"}),
        ("the 94 who came. Lamps shine", set()),
        ("two vans, in three months", set()),
    ],
)
def test_a_figure_is_known_however_it_is_written(text: str, figures: set[str]) -> None:
    assert _facts(text).figures == figures


@pytest.mark.parametrize("text", ["2025/26", "2025-26", "2025/2026", "2025 – 2026"])
def test_a_span_of_years_is_known_however_it_is_written(text: str) -> None:
    assert _facts(f"the budget for {text}").years == {"2025/26"}


@pytest.mark.parametrize("text", ["the second funding round", "Its 2nd round opens"])
def test_which_round_it_is(text: str) -> None:
    assert _facts(text).rounds == {"round": {2}}


def test_names_are_runs_of_capitals() -> None:
    assert "Wick Lifeboat Trust" in _facts("money for the Wick Lifeboat Trust").names
