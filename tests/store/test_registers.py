"""The registers in the ledger: what is kept, and the history that is only ever added to."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from threading import Barrier, Thread

import pytest

from monitor.records import Change
from monitor.registers.table import REGISTERS
from monitor.store.ledger import Ledger, open_ledger, transaction
from monitor.store.registers import (
    add_found_outputs,
    changes_of,
    entries,
    find_entry,
    list_outputs,
    save,
)
from tests.registers.samples import DAY, HOUR, NOW, RELEASE, SAMPLES

LATER = NOW + HOUR
FULL = replace(
    RELEASE,
    lists=("Locals", "“Agencies” | all"),
    quotes=("Ada Finch: £5m – at last",),
    issued_at=NOW,
    cleared_by="Ruth Amory",
    cleared_at=NOW - HOUR,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def db(path: Path) -> Iterator[Ledger]:
    with closing(open_ledger(path)) as ledger:
        yield ledger


@pytest.mark.parametrize("name", SAMPLES)
def test_every_entry_comes_back_as_it_was_saved(db: Ledger, name: str) -> None:
    shelf = REGISTERS[name].shelf
    assert save(db, shelf, SAMPLES[name], "Ruth Amory", NOW) is None
    assert entries(db, shelf) == [SAMPLES[name]]
    assert find_entry(db, shelf, SAMPLES[name].id) == SAMPLES[name]


def test_lists_and_times_come_back(db: Ledger) -> None:
    save(db, "outputs", FULL, "Ruth Amory", NOW)
    assert entries(db, "outputs") == [FULL]


def test_every_change_of_a_field_is_kept_with_who_and_when(db: Ledger) -> None:
    save(db, "outputs", RELEASE, "Ruth Amory", NOW)
    changed = replace(RELEASE, title="Lamps", issued_at=NOW, lists=("Locals",))
    changes = save(db, "outputs", changed, "Sam Okafor", LATER)
    save(db, "outputs", replace(changed, number=""), "Ruth Amory", LATER + HOUR)
    assert changes_of(db, "aa01")[:3] == list(changes or ())
    told = [(one.field, one.before, one.after, one.changed_by) for one in changes_of(db, "aa01")]
    assert told == [
        ("title", "Safer streets for Northmoor", "Lamps", "Sam Okafor"),
        ("issued_at", "", "2026-10-20T12:00:00.000000Z", "Sam Okafor"),
        ("lists", "[]", '["Locals"]', "Sam Okafor"),
        ("number", "PR-844", "", "Ruth Amory"),
    ]
    assert changes_of(db, "aa02") == []


def test_what_stands_there_already_is_not_written_again(db: Ledger) -> None:
    save(db, "coverage", SAMPLES["coverage"], "Ruth Amory", NOW)
    written = db.total_changes
    assert save(db, "coverage", SAMPLES["coverage"], "Sam Okafor", LATER) == ()
    assert db.total_changes == written


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE register_changes SET after = 'x'",
        "DELETE FROM register_changes",
        "REPLACE INTO register_changes SELECT * FROM register_changes",
    ],
)
def test_history_is_never_rewritten(db: Ledger, statement: str) -> None:
    save(db, "outputs", RELEASE, "Ruth Amory", NOW)
    save(db, "outputs", FULL, "Ruth Amory", NOW)
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        db.execute(statement)


def test_an_entry_and_its_history_are_kept_together_or_not_at_all(db: Ledger) -> None:
    save(db, "outputs", RELEASE, "Ruth Amory", NOW)
    with pytest.raises(sqlite3.IntegrityError):
        save(db, "outputs", FULL, None, NOW)  # type: ignore[arg-type]
    assert (entries(db, "outputs"), changes_of(db, "aa01")) == ([RELEASE], [])


def test_several_are_kept_in_the_transaction_that_is_open(db: Ledger) -> None:
    def fail_after_two() -> None:
        with transaction(db):
            save(db, "outputs", RELEASE, "Ruth Amory", NOW)
            save(db, "outputs", replace(RELEASE, id="aa02"), "Ruth Amory", NOW)
            raise ValueError("a third is wrong")

    with pytest.raises(ValueError, match="third"):
        fail_after_two()
    assert entries(db, "outputs") == []


def test_what_the_own_feed_carries_is_registered_once(db: Ledger) -> None:
    add_found_outputs(db, [FULL])
    add_found_outputs(db, [replace(FULL, title="Told again"), replace(FULL, id="aa02")])
    assert [(one.id, one.title) for one in list_outputs(db)] == [
        ("aa01", RELEASE.title),
        ("aa02", RELEASE.title),
    ]


def test_outputs_are_listed_by_when_they_were_issued_and_drafts_last(db: Ledger) -> None:
    issued = [replace(FULL, id=f"aa{day}", issued_at=NOW + day * DAY) for day in (2, 0, 1)]
    add_found_outputs(db, [RELEASE, *issued])
    assert [one.id for one in list_outputs(db)] == ["aa0", "aa1", "aa2", "aa01"]
    assert [one.id for one in list_outputs(db, NOW + DAY)] == ["aa1", "aa2"]
    assert [one.id for one in list_outputs(db, until=NOW + DAY)] == ["aa0", "aa1"]
    assert [one.id for one in list_outputs(db, NOW + DAY, NOW + DAY)] == ["aa1"]


def test_two_that_write_at_once_both_have_their_say(db: Ledger, path: Path) -> None:
    save(db, "outputs", RELEASE, "Ruth Amory", NOW)
    barrier = Barrier(2)

    def write(name: str) -> None:
        with closing(open_ledger(path)) as own:
            barrier.wait()
            for turn in range(20):
                save(own, "outputs", replace(RELEASE, note=f"{name} {turn}"), name, NOW)

    writers = [Thread(target=write, args=(name,)) for name in ("Ruth", "Sam")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    history: list[Change] = changes_of(db, "aa01")
    assert len(history) == 40
    assert all(one.after == other.before for one, other in pairwise(history))
    assert entries(db, "outputs")[0].note == history[-1].after
