"""`monitor rescore`: done here, or taken over by the daemon; `monitor status` shows how far."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from monitor.store.ledger import open_ledger
from monitor.store.lock import sole_owner
from monitor.store.rescorings import open_rescorings
from tests.cli.conftest import Desk, Monitor
from tests.conftest import Desk as Folder
from tests.fakes.publisher import Publisher, rss


@pytest.fixture
def desk(new_desk: Callable[[], Folder], publisher: Publisher, monitor: Monitor) -> Desk:
    """Three items about the office, scored by a scorer of old."""
    desk = Desk(new_desk(), monitor)
    titles = [f"Northmoor PCC opens fair {number}" for number in range(3)]
    publisher.serve("/echo", rss("echo", [{"guid": one, "title": one} for one in titles]))
    desk.folder.watch({"echo": publisher.url("/echo")})
    desk.once()
    with duckdb.connect(str(desk.data / "coverage.duckdb")) as db:
        db.execute("UPDATE tones SET scorer = 'an-old-one'")
    return desk


def old_scores(desk: Desk) -> tuple[int, int]:
    """How many scores of old count, and how many are kept."""
    with duckdb.connect(str(desk.data / "analyst" / "analyst.duckdb"), read_only=True) as db:
        counted = "SELECT count(*) FROM {} WHERE scorer = 'an-old-one'"
        (one,), (other,) = (
            db.execute(counted.format(table)).fetchall()[0] for table in ("tones", "tone_versions")
        )
        return one, other


def test_without_a_daemon_it_is_done_here_and_published(desk: Desk) -> None:
    ended = desk.monitor("rescore", "--since", "2012-11-22")
    assert (ended.code, ended.told) == (0, "")
    assert ended.out.splitlines()[-1] == "Rescored  3 of 3 items since 22 Nov 2012"
    assert old_scores(desk) == (0, 3)
    assert "Rescored" not in desk.monitor("status").out


def test_a_daemon_takes_it_over_and_status_tells_how_far_it_is(desk: Desk) -> None:
    with sole_owner(desk.data):
        ended = desk.monitor("rescore", "--since", "2012-11-22")
        assert (ended.code, ended.out) == (0, "")
        assert ended.told.startswith("a daemon watches this folder and takes it over")
        assert "Rescored  0 of 0 items since 22 Nov 2012" in desk.monitor("status").out
    assert desk.once()["totals"]["alerts"] == 0
    with closing(open_ledger(desk.data / "ledger.sqlite")) as ledger:
        assert open_rescorings(ledger) == []
    assert old_scores(desk) == (0, 3)


def test_the_facts_as_json(desk: Desk) -> None:
    ended = desk.monitor("rescore", "--since", "2012-11-22", "--json")
    facts = json.loads(ended.out)
    assert (facts["done"], facts["total"], facts["kept"]) == (3, 3, 0)
    assert facts["ended_at"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "the following arguments are required: --since"),
        (["--since", "yesterday"], "a date such as 2026-10-01, not 'yesterday'"),
        (["--since", "2026-02-30"], "a date such as 2026-10-01, not '2026-02-30'"),
    ],
)
def test_wrong_use_is_told(monitor: Monitor, words: list[str], told: str) -> None:
    ended = monitor("rescore", *words)
    assert ended.code == 2
    assert told in ended.told


def test_an_empty_folder_is_told_what_to_do(monitor: Monitor, tmp_path: Path) -> None:
    ended = monitor("--data", tmp_path, "rescore", "--since", "2026-10-01")
    assert (ended.code, ended.out) == (1, "")
    assert "`monitor once` or `monitor run` fills it" in ended.told
