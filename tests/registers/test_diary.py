"""What the diary explains, and what clashes."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from monitor.records import DiaryEntry, Output
from monitor.registers.diary import clashes, expected, says
from tests.registers.samples import DAY, HOUR, LETTER, NOW, RELEASE

BUDGET = replace(
    LETTER, id="dd02", kind="event", title="The precept is set", words=("budget*", "precept")
)
STREETS = replace(RELEASE, themes=("streets",), issued_at=NOW)
OURS = replace(LETTER, id="dd03", whose="ours", kind="release", title="Hub opens", words=())


def shared(entries: list[DiaryEntry], outputs: list[Output]) -> list[tuple[str, str, str]]:
    return [(one.first.id, one.second.id, one.shared) for one in clashes(entries, outputs)]


@pytest.mark.parametrize(
    ("at", "explains"),
    [
        (NOW - 12 * HOUR, True),
        (NOW - 12 * HOUR - timedelta(minutes=1), False),
        (NOW + 36 * HOUR, True),
        (NOW + 36 * HOUR + timedelta(minutes=1), False),
    ],
)
def test_coverage_near_an_entry_is_expected(at: datetime, explains: bool) -> None:
    assert (expected([BUDGET], at, "Row over police budgets") == BUDGET) is explains


def test_an_entry_of_days_explains_coverage_until_after_its_end() -> None:
    longer = replace(BUDGET, ends_at=NOW + 5 * DAY)
    assert expected([longer], NOW + 6 * DAY, "the precept") == longer
    assert expected([longer], NOW + 7 * DAY, "the precept") is None


@pytest.mark.parametrize(
    ("text", "themes", "explains"),
    [
        ("Police BUDGETS are cut", (), True),
        ("A budgetary row", (), True),
        ("The precept rises", (), True),
        ("Preceptors meet", (), False),
        ("Nothing of the kind", (), False),
        ("Nothing of the kind", ("justice",), True),
        ("Nothing of the kind", ("streets",), False),
    ],
)
def test_a_word_or_a_theme_explains(text: str, themes: tuple[str, ...], explains: bool) -> None:
    assert bool(expected([BUDGET], NOW, text, themes)) is explains


def test_the_nearest_entry_explains() -> None:
    later = replace(BUDGET, id="dd04", starts_at=NOW + 10 * HOUR)
    assert expected([later, BUDGET], NOW + HOUR, "budget") == BUDGET
    assert expected([later, BUDGET], NOW + 9 * HOUR, "budget") == later


@pytest.mark.parametrize(
    ("word", "text", "is_said"),
    [
        ("safer  street*", "Safer\nStreets here", True),
        ("c++ (sic)", "of C++ (sic) only", True),
        ("*", "anything", False),
        ("", "anything", False),
        ("hub", "The hub.", True),
        ("hub", "The hubbub", False),
    ],
)
def test_words_are_looked_for_whole_and_as_they_are(word: str, text: str, is_said: bool) -> None:
    assert says(word, text) is is_said


# ---------------------------------------------------------------- clashes


@pytest.mark.parametrize(("apart", "is_close"), [(24 * HOUR, True), (25 * HOUR, False)])
def test_two_releases_on_one_theme_within_a_day_clash(apart: timedelta, is_close: bool) -> None:
    other = replace(STREETS, id="aa03", number="PR-845", title="Lights", issued_at=NOW + apart)
    assert shared([], [other, STREETS]) == ([("aa01", "aa03", "streets")] if is_close else [])


def test_an_embargo_is_when_the_press_has_it() -> None:
    draft = replace(STREETS, id="aa03", title="Lights", issued_at=None, embargo_until=NOW + HOUR)
    assert shared([], [STREETS, draft]) == [("aa01", "aa03", "streets")]
    assert shared([], [STREETS, replace(draft, embargo_until=None)]) == []


def test_a_word_of_the_diary_in_a_title_clashes() -> None:
    hub = replace(STREETS, themes=(), title="Custody hub opens")
    assert shared([LETTER], [hub]) == [("aa01", "dd01", "custody")]
    assert shared([LETTER], [replace(hub, title="Lights for Hallby")]) == []


def test_two_entries_clash_by_each_others_words() -> None:
    assert shared([LETTER, replace(OURS, words=("inspection",), themes=())], []) == [
        ("dd01", "dd03", "inspect*")
    ]


@pytest.mark.parametrize(
    "other",
    [
        replace(OURS, themes=("justice",), kind="event"),
        replace(OURS, themes=("streets",)),
        replace(OURS, themes=("justice",), office_id="elsewhere"),
    ],
)
def test_what_is_no_news_of_this_office_on_this_matter_does_not_clash(other: DiaryEntry) -> None:
    assert shared([LETTER, other], []) == []
    assert shared([LETTER, replace(OURS, themes=("justice",))], []) != []


@pytest.mark.parametrize("title", ["Safer streets for Northmoor", "Release PR-844, on streets"])
def test_what_stood_in_the_diary_does_not_clash_with_itself(title: str) -> None:
    assert shared([replace(OURS, title=title, themes=("streets",))], [STREETS]) == []
    assert shared([replace(OURS, title="Lights", themes=("streets",))], [STREETS]) != []


def test_posts_and_statements_do_not_clash() -> None:
    for kind in ("post", "statement"):
        other = replace(STREETS, id="aa03", title="Lights", kind=kind)
        assert shared([], [STREETS, other]) == []
