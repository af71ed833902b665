"""`monitor review`: a person's word on whether an item means the office, and what it does."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from typing import Any

import duckdb
import pytest

from monitor.store.ledger import open_ledger
from monitor.store.rulings import list_rulings
from tests.conftest import Desk
from tests.fakes.publisher import Publisher, rss

SENTENCE = "The PCC has bought twenty new chairs for the village hall."
CALL = "The PCC must resign over the chairs, said a woman in the second row."


@pytest.fixture
def desk(new_desk: Callable[[], Desk], publisher: Publisher) -> Desk:
    """Two outlets carry the same sentence; a third carries what surely means the office."""
    desk = new_desk()
    for outlet, title, text in (
        ("echo", "New chairs", SENTENCE),
        ("post", "Hall refitted", f"{SENTENCE} {CALL}"),
        ("star", "Northmoor PCC opens a fair", "It rained."),
    ):
        publisher.serve(
            f"/{outlet}", rss(outlet, [{"guid": title, "title": title, "description": text}])
        )
    desk.watch({outlet: publisher.url(f"/{outlet}") for outlet in ("echo", "post", "star")})
    desk.once()
    return desk


def waiting(desk: Desk) -> dict[str, Any]:
    """What is listed, by headline."""
    ended = desk.monitor("review", "list", "--json")
    assert ended.returncode == 0, ended.stderr
    return {row["title"]: row for row in json.loads(ended.stdout)}


def meant(desk: Desk) -> set[str]:
    """Headlines of items that mean the office."""
    with duckdb.connect(str(desk.data / "coverage.duckdb"), read_only=True) as db:
        found = db.execute("SELECT DISTINCT title FROM mentions JOIN items USING (item_id)")
        return {row[0] for row in found.fetchall()}


def rule(desk: Desk, says: str, title: str, *more: str) -> str:
    item = items(desk)[title]
    ended = desk.monitor("review", says, item, "--by", "Ruth", *more)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def items(desk: Desk) -> dict[str, str]:
    """Ids by headline."""
    with duckdb.connect(str(desk.data / "coverage.duckdb"), read_only=True) as db:
        return dict(db.execute("SELECT title, item_id FROM items").fetchall())


def test_what_may_mean_us_waits_with_its_sentence_and_raises_nothing(desk: Desk) -> None:
    listed = waiting(desk)
    assert listed.keys() == {"New chairs", "Hall refitted"}
    assert listed["New chairs"]["sentence"] == SENTENCE
    assert 0.3 <= listed["New chairs"]["confidence"] < 0.5
    assert meant(desk) == {"Northmoor PCC opens a fair"}
    in_words = desk.monitor("review", "list").stdout
    assert SENTENCE in in_words
    assert listed["New chairs"]["item_id"] in in_words


def test_not_ours_never_comes_back_nor_does_a_copy_of_the_sentence(desk: Desk) -> None:
    said = rule(desk, "not-ours", "New chairs", "--note", "the church's")
    assert said == (
        "“New chairs”: not ours, says Ruth; it never comes back, nor does a copy of the same "
        "sentence.\n"
    )
    assert waiting(desk).keys() == {"Hall refitted"}  # at once: the ledger knows
    desk.once()
    listed = waiting(desk)
    assert {title: row["sentence"] for title, row in listed.items()} == {"Hall refitted": CALL}
    desk.once()
    assert waiting(desk).keys() == {"Hall refitted"}
    with closing(open_ledger(desk.data / "ledger.sqlite")) as ledger:
        (ruling,) = list_rulings(ledger)
    assert (ruling.ruled_by, ruling.note, len(ruling.passages)) == ("Ruth", "the church's", 1)


def test_a_word_that_is_taken_back_lets_the_machine_judge_again(desk: Desk) -> None:
    rule(desk, "not-ours", "New chairs")
    desk.once()
    rule(desk, "undo", "New chairs")
    desk.once()
    listed = waiting(desk)
    assert listed.keys() == {"New chairs", "Hall refitted"}
    assert listed["New chairs"]["sentence"] == SENTENCE


def test_ours_counts_as_coverage_with_its_copies_and_the_rules_see_it(desk: Desk) -> None:
    rule(desk, "ours", "Hall refitted")
    totals = desk.once()["totals"]
    assert meant(desk) == {"Northmoor PCC opens a fair", "New chairs", "Hall refitted"}
    assert waiting(desk) == {}
    assert totals["alerts"] == 1


def test_an_item_that_a_person_takes_out_leaves_its_story(desk: Desk) -> None:
    rule(desk, "not-ours", "Northmoor PCC opens a fair")
    desk.once()
    assert meant(desk) == set()
    with duckdb.connect(str(desk.data / "coverage.duckdb"), read_only=True) as db:
        assert db.execute("SELECT count(*) FROM story_items").fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM tones").fetchone() == (0,)


def test_it_works_while_a_daemon_holds_the_folder(desk: Desk) -> None:
    with closing(open_ledger(desk.data / "ledger.sqlite")):
        assert waiting(desk)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["not-ours", "no-such-item"], "nothing has the id 'no-such-item'"),
        (["not-ours"], "the following arguments are required: ITEM"),
        (["perhaps", "x"], "invalid choice: 'perhaps'"),
    ],
)
def test_what_cannot_be_meant_is_refused(desk: Desk, words: list[str], told: str) -> None:
    ended = desk.monitor("review", *words)
    assert ended.returncode in (1, 2)
    assert told in ended.stderr
