"""How useful each rule was, by what people said of its alerts."""

from datetime import timedelta
from typing import Any

import pytest

from monitor.alert.feedback import RuleFigures, by_rule, is_rule, rule_of, with_rule
from monitor.records import Alert, AlertState, Mark, MarkSays
from tests.alert.samples import NOON, an_alert

EARLY = NOON - timedelta(days=30)


def alerts_of(rule: str, number: int, **changes: Any) -> list[Alert]:
    return [an_alert(rule, id=f"{rule}-{one}", **changes) for one in range(number)]


def a_mark(alert: str, says: MarkSays = "useful", by: str = "Ruth", **changes: Any) -> Mark:
    return Mark(alert_id=alert, says=says, said_by=by, said_at=NOON, **changes)


def a_miss(item: str, why: str = "nobody heard of it", by: str = "Ruth") -> Mark:
    return Mark(alert_id="", says="missed", item_id=item, why=why, said_by=by, said_at=NOON)


def figures(alerts: list[Alert], marks: list[Mark]) -> RuleFigures:
    (one,) = by_rule(alerts, marks, EARLY)
    return one


def test_a_rule_that_nobody_marked_has_no_precision() -> None:
    one = figures(alerts_of("R13", 3), [])
    assert (one.told, one.marked, one.precision, one.proposed) == (3, 0, None, False)


def test_precision_is_the_useful_among_the_marked() -> None:
    marks = [a_mark("R13-0"), a_mark("R13-1", "wrong"), a_mark("R13-2", "not useful")]
    one = figures(alerts_of("R13", 9), marks)
    assert (one.raised, one.marked, one.useful, one.not_useful, one.wrong) == (9, 3, 1, 1, 1)
    assert one.precision == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("useful", "marked", "proposed"),
    [(4, 22, True), (5, 20, True), (6, 20, False), (5, 19, False), (0, 19, False), (0, 20, True)],
)
def test_a_rule_under_thirty_percent_of_twenty_is_proposed_for_change(
    useful: int, marked: int, proposed: bool
) -> None:
    marks = [a_mark(f"R13-{n}", "useful" if n < useful else "not useful") for n in range(marked)]
    assert figures(alerts_of("R13", 30), marks).proposed is proposed


def test_the_newest_word_of_each_person_counts() -> None:
    marks = [a_mark("R13-0", "wrong"), a_mark("R13-0", "useful")]
    one = figures(alerts_of("R13", 1), marks)
    assert (one.marked, one.useful, one.wrong) == (1, 1, 0)


def test_where_people_are_divided_most_of_them_decide_and_else_the_newest() -> None:
    alone = [a_mark("R13-0", "wrong", "Sam"), a_mark("R13-0", "useful", "Ruth")]
    assert figures(alerts_of("R13", 1), alone).useful == 1
    outvoted = [*alone, a_mark("R13-0", "wrong", "Gwen"), a_mark("R13-0", "useful", "Ruth")]
    assert figures(alerts_of("R13", 1), outvoted).wrong == 1


def test_notes_are_raised_and_not_told() -> None:
    one = figures(alerts_of("R37", 2, state=AlertState.NOTED), [])
    assert (one.raised, one.told) == (2, 0)


def test_alerts_of_an_earlier_time_are_left_out_with_their_marks() -> None:
    old = alerts_of("R13", 2, created_at=EARLY - timedelta(seconds=1))
    assert by_rule(old, [a_mark("R13-0")], EARLY) == ()


def test_what_no_rule_raised_is_no_rules() -> None:
    pseudo = [an_alert(name, id=name) for name in ("CRISIS", "SUMMARY", "MORNING")]
    assert by_rule(pseudo, [], EARLY) == ()


def test_a_miss_counts_for_the_rule_that_is_named_once_whoever_names_it() -> None:
    url = "https://herald.example/1"
    marks = [
        a_miss(url, with_rule("three councillors", "R01")),
        a_miss(url, with_rule("so it was", "R01"), by="Sam"),
        a_miss("another", "no idea which rule"),
    ]
    rules = {one.rule_id: one.missed for one in by_rule(alerts_of("R01", 1), marks, EARLY)}
    assert rules == {"": 1, "R01": 1}


def test_a_miss_without_a_rule_is_not_taken_for_one() -> None:
    assert rule_of(a_miss("x", "Note: it was late")) == ""
    assert rule_of(a_miss("x", "R01 was quiet")) == ""
    assert rule_of(a_miss("x", "R01: it was late")) == "R01"
    assert [is_rule(text) for text in ("R01", "OWN-3", "", "rule", "R01: x")] == [
        *(True, True, False, False, False)
    ]


def test_a_mark_on_an_alert_of_another_rule_says_nothing_of_this_one() -> None:
    found = by_rule([*alerts_of("R01", 1), *alerts_of("R02", 1)], [a_mark("R02-0")], EARLY)
    assert [(one.rule_id, one.marked) for one in found] == [("R01", 0), ("R02", 1)]
    assert found[0].rule == an_alert("R01").card.rule
