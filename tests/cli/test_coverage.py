"""`monitor coverage`: what a person heard or read becomes coverage like any other."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from monitor.clock import now_utc
from monitor.records import HandEntry, Tier
from monitor.store.alerts import list_alerts
from monitor.store.ledger import open_ledger
from monitor.store.lock import sole_owner
from monitor.store.sources import hand_entries_to_take
from tests.cli.conftest import Monitor, in_a_process
from tests.conftest import Desk
from tests.fakes.publisher import Publisher, rss
from tests.settings import GOOD, SOURCES, write

RADIO = ["coverage", "add", "--outlet", "Radio Northmoor", "--title", "A caller on policing"]
MORNING = ["--published-at", "2026-10-20 08:15"]


def kept(data: Path) -> list[HandEntry]:
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        return hand_entries_to_take(ledger)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder in which something has run."""
    open_ledger(tmp_path / "ledger.sqlite").close()
    return tmp_path


def test_an_entry_is_kept(monitor: Monitor, config: Path, data: Path) -> None:
    more = ["--text", "He spoke\nof  patrols.", "--url", "https://radio.example/1", "--by", "Ruth"]
    ended = monitor("--config", config, "--data", data, *RADIO, *MORNING, *more)
    assert (ended.code, ended.told) == (0, "")
    assert ended.out == (
        "Kept: “A caller on policing”, Radio Northmoor (regional, Radio Northmoor), "
        "Tue 20 Oct, 08:15. The daemon's next pass takes it in, as `monitor once` does.\n"
    )
    (entry,) = kept(data)
    assert (entry.outlet, entry.title, entry.text, entry.url, entry.entered_by) == (
        "Radio Northmoor",
        "A caller on policing",
        "He spoke\nof patrols.",
        "https://radio.example/1",
        "Ruth",
    )
    assert entry.published_at == datetime(2026, 10, 20, 7, 15, tzinfo=UTC)


def test_the_same_entry_is_kept_once(monitor: Monitor, config: Path, data: Path) -> None:
    for said in ("Kept: ", "It was entered before, and is kept once: "):
        ended = monitor("--config", config, "--data", data, *RADIO, *MORNING)
        assert (ended.code, ended.told) == (0, "")
        assert ended.out.startswith(said)
    ended = monitor("--config", config, "--data", data, *RADIO, *MORNING, "--json")
    assert json.loads(ended.out)[0]["already_there"] is True
    assert len(kept(data)) == 1


def test_other_words_are_not_lost_under_the_same_entry(
    monitor: Monitor, config: Path, data: Path
) -> None:
    monitor("--config", config, "--data", data, *RADIO, *MORNING)
    ended = monitor("--config", config, "--data", data, *RADIO, *MORNING, "--text", "More")
    assert (ended.code, ended.out) == (1, "")
    (entry,) = kept(data)
    assert f"stands there already, with other words: edit {entry.id}" in ended.told


def test_without_a_time_it_was_published_now(monitor: Monitor, config: Path, data: Path) -> None:
    before = now_utc()
    (facts,) = json.loads(monitor("--config", config, "--data", data, *RADIO, "--json").out)
    (entry,) = kept(data)
    assert before - timedelta(minutes=1) < entry.published_at <= now_utc()
    assert (facts["entry"]["id"], facts["already_there"]) == (entry.id, False)
    assert facts["entry"]["tier"] == "regional"


@pytest.mark.parametrize(
    ("words", "tier", "owner"),
    [
        ([], Tier.LOCAL, "Mereside Media"),
        (["--tier", "national"], Tier.NATIONAL, "Mereside Media"),
        (["--owner", "Somebody"], Tier.LOCAL, "Somebody"),
    ],
)
def test_the_source_of_an_outlet_tells_tier_and_owner(
    monitor: Monitor, config: Path, data: Path, words: list[str], tier: Tier, owner: str
) -> None:
    named = ["coverage", "add", "--outlet", "ashvale  gazette", "--title", "In print only"]
    monitor("--config", config, "--data", data, *named, *words)
    (entry,) = kept(data)
    assert (entry.outlet, entry.tier, entry.owner) == ("Ashvale Gazette", tier, owner)


def test_text_comes_from_standard_input_too(config: Path, data: Path) -> None:
    given = "The café’s\nowner spoke.\n".encode()
    ended = in_a_process("--config", config, "--data", data, *RADIO, "--text", "-", given=given)
    assert (ended.code, ended.told) == (0, "")
    assert [entry.text for entry in kept(data)] == ["The café’s\nowner spoke."]


def test_a_configuration_with_mistakes_keeps_no_coverage_out(
    monitor: Monitor, data: Path, tmp_path: Path
) -> None:
    config = write(tmp_path / "config", GOOD | {"sources.toml": SOURCES.replace("tier", "teir")})
    ended = monitor("--config", config, "--data", data, *RADIO)
    assert ended.code == 0
    assert ended.told.startswith("the configuration has mistakes, see `monitor check`")
    assert len(kept(data)) == 1


def test_a_data_folder_in_which_nothing_ran_is_made_and_told(
    monitor: Monitor, config: Path, tmp_path: Path
) -> None:
    data = tmp_path / "new" / "data"
    ended = monitor("--config", config, "--data", data, *RADIO)
    told = f"nothing has run in {data} yet: the entry waits there for the first pass\n"
    assert (ended.code, ended.told) == (0, told)
    assert len(kept(data)) == 1


def test_it_works_while_a_daemon_holds_the_folder(
    monitor: Monitor, config: Path, data: Path
) -> None:
    with sole_owner(data):
        assert monitor("--config", config, "--data", data, *RADIO).code == 0
    assert len(kept(data)) == 1


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--outlet", " ", "--title", "A"], "the outlet is empty"),
        (["--title", "A"], "the outlet is empty"),
        (["--outlet", "A", "--title", "\u200b\n"], "the title is empty"),
        ([*RADIO[2:], "--published-at", "yesterday"], "'yesterday' is no time; write it as"),
        ([*RADIO[2:], "--published-at", "2099-12-31 08:15"], "nobody has published it yet"),
        ([*RADIO[2:], "--published-at", "0226-10-20 08:15"], "is the year right?"),
        ([*RADIO[2:], "--url", "radio.example"], "is no http:// or https:// address"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    monitor: Monitor, config: Path, data: Path, words: list[str], told: str
) -> None:
    ended = monitor("--config", config, "--data", data, "coverage", "add", *words)
    assert (ended.code, ended.out) == (1, "")
    assert told in ended.told
    assert kept(data) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([*RADIO, "--tier", "loud"], "invalid choice: 'loud'"),
        ([*RADIO, "--by", ""], "an empty name answers for nothing"),
        (["coverage"], "required: ACTION"),
    ],
)
def test_wrong_use_is_told(monitor: Monitor, words: list[str], told: str) -> None:
    ended = monitor(*words)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.told


# ---------------------------------------------------------------- from the desk to the alert


def test_an_entry_becomes_coverage_beside_the_feeds_and_an_edit_of_it_reaches_the_item(
    new_desk: Callable[[], Desk], publisher: Publisher
) -> None:
    desk = new_desk()
    publisher.serve("/feed", rss("Echo", [{"guid": "1", "title": "Library opens"}]))
    desk.watch({"echo": publisher.url("/feed")})
    text = "The Northmoor PCC must resign, a councillor told the station."
    said = ["--outlet", "Radio Northmoor", "--title", "Council on policing", "--text", text]
    assert desk.monitor("coverage", "add", *said).returncode == 0
    totals = desk.once()["totals"]
    assert (totals["new"], totals["alerts"], totals["delivered"]) == (1, 1, 1)
    found = "SELECT source_id, outlet, arrival, tier, title FROM items ORDER BY source_id"
    with duckdb.connect(str(desk.data / "coverage.duckdb"), read_only=True) as db:
        assert db.execute(found).fetchall() == [
            ("by-hand", "Radio Northmoor", "by hand", "regional", "Council on policing"),
            ("echo", "The echo", "backfill", "local", "Library opens"),
        ]
    with closing(open_ledger(desk.data / "ledger.sqlite")) as ledger:
        (alert,) = list_alerts(ledger)
        (entry,) = ledger.execute("SELECT entry_id FROM hand_entries").fetchone()
    assert (alert.card.outlet, alert.card.headline) == ("Radio Northmoor", "Council on policing")
    assert kept(desk.data) == []  # taken, once

    edit = ["--outlet", "Moor Radio", "--tier", "local", "--title", "A councillor on policing"]
    assert desk.monitor("coverage", "edit", str(entry), *edit).returncode == 0
    totals = desk.once()["totals"]
    assert (totals["new"], totals["alerts"]) == (0, 0)  # a new wording is no new alert
    with duckdb.connect(str(desk.data / "coverage.duckdb"), read_only=True) as db:
        assert db.execute(found).fetchall()[0] == (
            ("by-hand", "Moor Radio", "by hand", "local", "A councillor on policing")
        )
        assert db.execute("SELECT title FROM item_versions").fetchall() == [
            ("Council on policing",)
        ]
        read = "SELECT count(*) FROM items WHERE understood_at IS NULL"
        assert db.execute(read).fetchone() == (0,)
    assert kept(desk.data) == []
