"""`monitor report`: what the office put out, what became of it, and bad questions."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.clock import now_utc
from monitor.store.lake import ask
from tests.cli.conftest import Monitor
from tests.reports.worlds import newsroom, publish_all

OCTOBER = ("--from", "2026-10-01", "--to", "2026-10-31")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reported")
    publish_all(newsroom(24, 2, seed=3), folder)
    return folder


REPORTS = ["pickup", "outputs", "enquiries", "messages", "alerts"]


def test_the_pick_up_report_is_read_in_a_minute(monitor: Monitor, data: Path) -> None:
    ended = monitor("--data", data, "report", "pickup", *OCTOBER)
    assert (ended.code, ended.told) == (0, "")
    assert "press releases were used by the press within 7 days." in ended.out
    assert "(Wilson 95 %: " in ended.out
    for part in ("By tier", "By owner group", "Used by nobody", "without clearance on record"):
        assert part in ended.out
    assert "None" not in ended.out


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_says_its_stage_and_period(monitor: Monitor, data: Path, name: str) -> None:
    out = monitor("--data", data, "report", name, *OCTOBER, "--office", "office-1").out
    first, second = out.splitlines()[:2]
    assert "of office-1, 1 Oct 2026 to 31 Oct 2026, as of" in first
    assert second.startswith("(Outputs")


@pytest.mark.parametrize("name", REPORTS)
def test_json_has_the_rows_of_each_query_that_the_report_shows_as_sql(
    monitor: Monitor, data: Path, name: str
) -> None:
    facts = json.loads(monitor("--data", data, "report", name, *OCTOBER, "--json").out)
    assert facts["report"] == name
    assert facts["asked"]["since"] == "2026-10-01"
    shown = monitor("--data", data, "report", name, *OCTOBER, "--sql").out
    for told in shown.split(";\n\n"):
        query = told.split("\n")[0].removeprefix("-- ")
        columns, rows = ask(data / "analyst", told)
        assert len(facts[query]) == len(rows)
        assert not rows or set(columns) <= facts[query][0].keys()


@pytest.mark.parametrize("name", REPORTS)
def test_csv_is_one_table_that_no_spreadsheet_takes_for_formulas(
    monitor: Monitor, data: Path, name: str
) -> None:
    ended = monitor("--data", data, "report", name, *OCTOBER, "--csv")
    columns, *rows = list(csv.reader(io.StringIO(ended.out)))
    assert rows
    assert all(len(row) == len(columns) for row in rows)
    assert not any(cell[:1] in "=+@-" for row in rows for cell in row if cell[:1])


def test_csv_of_nothing_still_names_its_columns(monitor: Monitor, data: Path) -> None:
    early = ("--from", "2020-01-01", "--to", "2020-01-31")
    ended = monitor("--data", data, "report", "outputs", *early, "--csv")
    assert ended.out.splitlines() == ["register,kind,month,entries,uncleared"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pickup", "No press releases were issued."),
        ("outputs", "Nothing is on record."),
        ("enquiries", "Nobody asked anything that is on record."),
        ("messages", "No item is of a campaign"),
        ("alerts", "No rule raised an alert, and nobody missed one."),
    ],
)
def test_a_period_without_anything_is_told_as_that(
    monitor: Monitor, data: Path, name: str, words: str
) -> None:
    ended = monitor("--data", data, "report", name, "--from", "2020-01-01", "--to", "2020-01-31")
    assert ended.code == 0
    assert words in ended.out


TOMORROW = f"{now_utc() + timedelta(days=2):%Y-%m-%d}"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--office", "nowhere"), "no office has the id 'nowhere'; there are office-0, office-1"),
        (
            ("--from", "2026-10-02", "--to", "2026-10-01"),
            "--from 2026-10-02 is after --to 2026-10-01",
        ),
        (("--to", TOMORROW), f"--to {TOMORROW} has not come yet"),
        (("--from", TOMORROW), f"--from {TOMORROW} has not come yet"),
        (("--days", "0"), "--days must be from 1 to 365, not 0"),
    ],
)
def test_a_question_that_cannot_be_meant_gets_one_sentence(
    monitor: Monitor, data: Path, words: tuple[str, ...], told: str
) -> None:
    ended = monitor("--data", data, "report", "pickup", *words)
    assert (ended.code, ended.out) == (1, "")
    assert ended.told.startswith(told)
    assert ended.told.count("\n") == 1


def test_a_date_that_is_none_is_wrong_usage(monitor: Monitor, data: Path) -> None:
    ended = monitor("--data", data, "report", "pickup", "--from", "October")
    assert ended.code == 2
    assert "a date such as 2026-10-01, not 'October'" in ended.told


def test_before_anything_is_published_it_says_so(monitor: Monitor, tmp_path: Path) -> None:
    ended = monitor("--data", tmp_path, "report", "pickup")
    assert ended.code == 1
    assert "nothing is published" in ended.told
