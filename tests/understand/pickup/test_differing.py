"""A figure that an item gives otherwise than the office did."""

import pytest

from monitor.understand.pickup.differing import differing

RELEASE = (
    "Commissioner Helen Marsh has decided to raise the policing precept by £15 a year for an"
    " average household. The money pays for 40 officers in neighbourhood teams. Burglary fell by"
    " 12 per cent in Norbury Cross."
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The policing precept will rise by £51 a year for the average household.", "£51"),
        ("An average household pays £150 more a year as the policing precept rises.", "£150"),
        ("The money pays for 14 officers in neighbourhood teams.", "14 officers"),
        ("Burglary fell by 21 per cent in Norbury Cross.", "21 per cent"),
        ("Burglary fell by 2% in Norbury Cross.", "2%"),
    ],
)
def test_another_figure_for_the_same_thing_is_told_with_both(text: str, told: str) -> None:
    said = differing("Precept", text, RELEASE)
    assert said.startswith(f"it says {told} where we said ")


@pytest.mark.parametrize(
    "text",
    [
        "The policing precept will rise by £15 a year for an average household.",
        "The policing precept rises by about 15 pounds a year for an average household.",
        "The policing precept will rise by £14.96 a year for an average household.",
        "The precept was raised by £10 last year.",
        "From £236 the policing precept for an average household rises by £15 a year.",
        "The county council spends £51 a year on each household's bins.",
        "The policing precept rises by £15, not £51, a year for an average household.",
        "Burglary rose by 12 officers.",
        "",
    ],
)
def test_what_is_rounded_of_another_time_or_thing_is_no_difference(text: str) -> None:
    assert differing("", text, RELEASE) == ""


def test_a_figure_without_a_unit_says_nothing() -> None:
    assert differing("", "In 2027 the policing precept for a household is 51.", RELEASE) == ""
