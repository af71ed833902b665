"""The report on alerts in words."""

from datetime import UTC, date, datetime
from typing import Any

from monitor.reports.alerts import in_words
from monitor.reports.asked import Asked

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)
ASKED = Asked(since=date(2026, 10, 1), until=date(2026, 10, 31), now=NOW)


NOBODY = {"told": 0, "marked": 0, "useful": 0, "wrong": 0, "proposed": False}


def a_row(rule: str = "R13", **changes: Any) -> dict[str, Any]:
    row = {
        "rule_id": rule,
        "rule": f"{rule} Words that press on the holder",
        "raised": 30,
        "told": 25,
        "marked": 22,
        "useful": 4,
        "not_useful": 15,
        "wrong": 3,
        "missed": 0,
        "precision": 0.182,
        "low": 0.073,
        "high": 0.385,
        "proposed": True,
    }
    return row | changes


def told(*rows: dict[str, Any], missed: tuple[dict[str, Any], ...] = ()) -> list[str]:
    facts = {"asked": ASKED, "alerts_by_rule": list(rows), "alerts_missed": list(missed)}
    return in_words(facts).splitlines()


def test_a_rule_that_is_of_little_use_is_proposed_for_change_with_the_words_to_look_at_it() -> None:
    assert told(a_row())[-2:] == [
        "Proposed for change",
        "  R13 was useful in 4 of 22: change or disable it: monitor rules explain R13",
    ]


def test_each_rule_has_its_line() -> None:
    lines = told(a_row(), a_row("R32", **NOBODY | {"missed": 2}))
    assert lines[2:] == [
        "25 alerts were told, 22 marked, 4 useful.",
        "",
        "Rule by rule",
        "  R13 Words that press on the holder  25 told  useful in 4 of 22 (7–38 %), 3 wrong",
        "  R32 Words that press on the holder  0 told   nobody marked it, 2 missed",
        "",
        "Proposed for change",
        "  R13 was useful in 4 of 22: change or disable it: monitor rules explain R13",
    ]


def test_what_was_missed_is_named_with_why_and_by_whom() -> None:
    item = {"said_at": NOW, "said_by": "Ruth", "item_id": "i1", "why": "R01: an MP asked"}
    known = item | {"title": "Lamps", "outlet": "Norbury Post"}
    unknown = item | {"title": "", "outlet": "", "item_id": "https://a.example/1"}
    lines = told(a_row(proposed=False), missed=(known, unknown))
    assert lines[-3:] == [
        "Missed",
        "  Tue 3 Nov  Norbury Post “Lamps”: R01: an MP asked (Ruth)",
        "  Tue 3 Nov  https://a.example/1: R01: an MP asked (Ruth)",
    ]
    many = told(a_row(), missed=(known,) * 15)
    assert "  and 3 more" in many


def test_what_no_rule_is_named_for_is_told_as_that() -> None:
    row = a_row("") | NOBODY | {"rule": "", "missed": 1}
    assert any(line.startswith("  no rule named  0 told") for line in told(row))
