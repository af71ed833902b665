"""Every figure of the reports, against an independent count over two hundred invented worlds."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from monitor.reports.asked import Asked, values_of
from monitor.reports.figures import REPORTS, report
from monitor.store.lake import Figures, ask, spelt_out
from tests.reports.oracle import Oracle
from tests.reports.worlds import NOW, SINCE, UNTIL, Newsroom, newsroom, publish_all

GUIDE = Path(__file__).parents[2] / "docs" / "analysts.md"
WORLDS, OFFICES = 220, 40
ASKED = Asked(since=SINCE, until=UNTIL, now=NOW)
Facts = dict[str, Any]


@pytest.fixture(scope="module")
def room() -> Newsroom:
    return newsroom(WORLDS, OFFICES, seed=7)


@pytest.fixture(scope="module")
def lake(room: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_all(room, tmp_path_factory.mktemp("worlds"))


def same(found: object, wanted: object) -> bool:
    """Equal, or as near as rounding leaves it."""
    if isinstance(found, float) and isinstance(wanted, int | float):
        return abs(found - wanted) <= 0.0501 if abs(wanted) > 1 else abs(found - wanted) <= 0.000501
    return found == wanted


def check(found: Mapping[Any, Facts], wanted: Mapping[Any, Facts]) -> None:
    assert found.keys() == wanted.keys()
    for name, row in wanted.items():
        for field, value in row.items():
            assert same(found[name][field], value), (name, field, found[name], row)


def by(rows: list[Facts], *fields: str) -> dict[Any, Facts]:
    named = {tuple(row[field] for field in fields): row for row in rows}
    assert len(named) == len(rows)
    return {key[0] if len(fields) == 1 else key: row for key, row in named.items()}


def compare(facts: dict[str, Facts], oracle: Oracle) -> None:
    pickup, outputs, enquiries, messages, alerts = (facts[name] for name in REPORTS)
    check(by(pickup["pickup_rate"], "kind", "hours"), by(oracle.pickup_rate(), "kind", "hours"))
    check(by(pickup["pickup_outputs"], "output_id"), oracle.pickup_outputs())
    check(by(pickup["pickup_totals"], "kind"), by(oracle.pickup_totals(), "kind"))
    assert {tuple(row.values()) for row in pickup["pickup_counts"]} == oracle.pickup_counts()
    check(by(pickup["pickup_by"], "part", "value"), oracle.pickup_by())
    check(by(pickup["pickup_unused"], "output_id"), oracle.pickup_unused())
    assert {tuple(row.values()) for row in outputs["outputs_counted"]} == oracle.outputs_counted()
    check(by(enquiries["enquiries_counted"], "part", "value"), oracle.enquiries_counted())
    check({"": enquiries["answers_used"][0]}, {"": oracle.answers_used()})
    check(by(messages["campaigns_counted"], "campaign"), oracle.campaigns_counted())
    check(by(messages["messages_counted"], "message_id"), oracle.messages_counted())
    check(by(alerts["alerts_by_rule"], "rule_id"), oracle.alerts_by_rule())
    assert [row["item_id"] for row in alerts["alerts_missed"]] == oracle.alerts_missed()


def test_two_hundred_worlds_together_are_counted_as_by_hand(lake: Path, room: Newsroom) -> None:
    for days in (2, 7):
        facts = {name: report(lake, name, replace(ASKED, days=days)) for name in REPORTS}
        compare(facts, Oracle(room, room.worlds, days))


def test_those_of_each_office_are_counted_as_by_hand(lake: Path, room: Newsroom) -> None:
    for office in room.offices[::10]:
        facts = {name: report(lake, name, replace(ASKED, office=office)) for name in REPORTS}
        compare(facts, Oracle(room, [one for one in room.worlds if one.office == office]))


def test_the_worlds_hold_all_that_there_is_to_count(lake: Path) -> None:
    facts = report(lake, "pickup", ASKED)
    assert {row["value"] for row in facts["pickup_counts"]} >= {
        *("verbatim", "edited", "quote-only", "negative", "not told"),
        *("probable", "before issue", "after the window", "undated", "partner", "social"),
    }
    assert {row["part"] for row in facts["pickup_by"]} == {
        *("tier", "owner", "theme", "list", "lists", "sent to"),
    }
    assert any(row["unseen"] and row["beside"] for row in facts["pickup_unused"])
    assert all(row["open"] for row in facts["pickup_rate"] if row["hours"] == 168)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (7, 10, 0.397, 0.892),
        (0, 10, 0.0, 0.278),
        (10, 10, 0.722, 1.0),
        (1, 1, 0.207, 1.0),
        (50, 100, 0.404, 0.596),
        (0, 0, None, None),
    ],
)
def test_the_interval_is_wilsons(
    lake: Path, k: int, n: int, low: float | None, high: float | None
) -> None:
    assert ask(lake, f"SELECT wilson_low({k}, {n}), wilson_high({k}, {n})")[1] == [(low, high)]


# ---------------------------------------------------------------- the guide


def _documented() -> dict[str, str]:
    text = GUIDE.read_text(encoding="utf-8")
    return dict(re.findall(r"^```sql (\w+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL))


EXAMPLE = Asked(since=date(2026, 10, 1), until=date(2026, 10, 31), now=NOW)


def test_the_guide_shows_every_query_as_the_reports_ask_it() -> None:
    wanted = {name: spelt_out(name, values_of(EXAMPLE)) for name in get_args(Figures)}
    assert {name: sql.strip() for name, sql in _documented().items()} == wanted


def test_the_queries_of_the_guide_give_the_figures_of_the_reports(lake: Path) -> None:
    told = {name: rows for one in REPORTS for name, rows in report(lake, one, EXAMPLE).items()}
    for name, sql in _documented().items():
        columns, rows = ask(lake, sql)
        assert rows, name
        wanted = [{key: row[key] for key in columns} for row in told[name]]
        assert [dict(zip(columns, row, strict=True)) for row in rows] == wanted


def test_the_worked_questions_of_the_guide_are_answered(lake: Path) -> None:
    questions = re.findall(r"```sql\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(questions) >= 9
    for question in questions:
        assert ask(lake, question)[0], question
