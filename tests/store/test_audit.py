"""The audit trail, and what shows when somebody has edited the file around its triggers."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.store.audit import count_lines, first_broken, trail_of
from monitor.store.ledger import Ledger, Turn, audit, open_ledger, transaction
from tests.alert.samples import NOON


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with closing(open_ledger(path)) as db:
        yield db


def written(db: Ledger, many: int, at: datetime = NOON) -> None:
    for number in range(many):
        with transaction(db):
            audit(db, at + timedelta(seconds=number), "Sam Okafor", f"act {number}", "a1")


def edited(path: Path, change: str) -> None:
    """As somebody does who has the file and removes what guards it."""
    with closing(sqlite3.connect(path)) as db:
        for trigger in ("changed", "deleted", "replaced"):
            db.execute(f"DROP TRIGGER audit_is_never_{trigger}")
        db.execute(change)
        db.commit()


def test_a_line_says_who_when_by_both_clocks_from_where_and_what_it_was_before(
    ledger: Ledger,
) -> None:
    with transaction(ledger):
        summer = datetime.fromisoformat("2026-07-20T02:12:00+00:00")
        audit(
            ledger, summer, "A. Jones", "acknowledged", "a1", Turn("slack", "new", "acknowledged")
        )
    (line,) = trail_of(ledger, ["a1"])
    assert (line.actor, line.origin, line.action) == ("A. Jones", "slack", "acknowledged")
    assert (line.from_state, line.to_state) == ("new", "acknowledged")
    assert (line.at, line.london) == (summer, "Mon 20 Jul 2026, 03:12:00 BST")


def test_a_trail_that_nobody_touched_is_whole(ledger: Ledger) -> None:
    assert first_broken(ledger) is None
    written(ledger, 20)
    assert (first_broken(ledger), count_lines(ledger)) == (None, (20, 20))


def test_what_is_undone_leaves_no_line_and_no_gap(ledger: Ledger) -> None:
    written(ledger, 2)
    with pytest.raises(KeyboardInterrupt):
        _broken_off(ledger)
    written(ledger, 2)
    assert (first_broken(ledger), count_lines(ledger)) == (None, (4, 4))


def _broken_off(ledger: Ledger) -> None:
    with transaction(ledger):
        audit(ledger, NOON, "Sam Okafor", "never done", "a1")
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("change", "entry"),
    [
        ("UPDATE audit SET actor = 'nobody' WHERE entry = 4", 4),
        ("UPDATE audit SET london = 'Tue 20 Oct 2026, 09:00:00 BST' WHERE entry = 2", 2),
        ("UPDATE audit SET from_state = 'closed' WHERE entry = 6", 6),
        ("UPDATE audit SET hash = '' WHERE entry = 5", 5),
        ("UPDATE audit SET alert_id = 'a2', hash = 'abc' WHERE entry = 1", 1),
        ("DELETE FROM audit WHERE entry = 3", 3),
        ("DELETE FROM audit WHERE entry = 1", 2),
        ("DELETE FROM audit WHERE entry = 6", 6),
        ("DELETE FROM audit WHERE entry > 3", 4),
        ("DELETE FROM audit", 1),
        (
            "INSERT INTO audit (entry, at, actor, action, alert_id) VALUES (7, '', 'x', 'y', 'a1')",
            7,
        ),
    ],
)
def test_the_check_names_the_first_line_that_is_not_as_it_was_written(
    path: Path, ledger: Ledger, change: str, entry: int
) -> None:
    written(ledger, 6)
    edited(path, change)
    broken = first_broken(ledger)
    assert broken
    assert broken.entry == entry
    assert broken.why


def test_lines_from_before_the_hashes_are_passed_over_and_those_behind_them_are_not(
    path: Path, ledger: Ledger
) -> None:
    ledger.execute(
        "INSERT INTO audit (entry, at, actor, action, alert_id) VALUES (1, '', 'Sam', 'old', 'a1')"
    )
    written(ledger, 3)
    assert (first_broken(ledger), count_lines(ledger)) == (None, (4, 3))
    edited(path, "UPDATE audit SET action = 'nothing' WHERE entry = 3")
    broken = first_broken(ledger)
    assert broken
    assert broken.entry == 3
