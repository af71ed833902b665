"""`monitor tone list|label|undo`: a person's word on tone, and what it does."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from monitor.store.corrections import list_corrections
from monitor.store.ledger import open_ledger
from tests.cli.conftest import Desk, Monitor
from tests.conftest import Desk as Folder
from tests.fakes.publisher import Publisher, rss

STORY = (
    "The Northmoor PCC was at the market hall on Saturday to see the new clock, which was made by "
    "three brothers from the lower town and which strikes every quarter of an hour."
)
OTHER = "The Northmoor PCC has written to every parish about the price of salt for its roads."
ITEMS = {
    "echo": ("Clock strikes", STORY),
    "post": ("A clock for the hall", f"{STORY} It rained."),
    "star": ("Salt for roads", OTHER),
}


@pytest.fixture
def desk(new_desk: Callable[[], Folder], publisher: Publisher, monitor: Monitor) -> Desk:
    """Two outlets carry the same text about the office, a third another one."""
    desk = Desk(new_desk(), monitor)
    for outlet, (title, text) in ITEMS.items():
        publisher.serve(
            f"/{outlet}", rss(outlet, [{"guid": title, "title": title, "description": text}])
        )
    desk.folder.watch({outlet: publisher.url(f"/{outlet}") for outlet in ITEMS})
    desk.once()
    for title in items(desk):
        think(desk, title, "neutral")  # whatever today's model thinks of clocks
    desk.once()
    return desk


def items(desk: Desk) -> dict[str, str]:
    """Ids by headline."""
    return dict(asked(desk, "SELECT title, item_id FROM items"))


def tones(desk: Desk) -> dict[str, Any]:
    """The labels that count, by headline."""
    return dict(asked(desk, "SELECT title, label FROM tones_that_count JOIN items USING (item_id)"))


def asked(desk: Desk, question: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(desk.data / "coverage.duckdb"), read_only=True) as db:
        return db.execute(question).fetchall()


def waiting(desk: Desk, *options: str) -> set[str]:
    ended = desk.monitor("tone", "list", "--json", *options)
    assert (ended.code, ended.told) == (0, "")
    return {row["title"] for row in json.loads(ended.out)}


def label(desk: Desk, title: str, *words: str) -> str:
    ended = desk.monitor("tone", "label", items(desk)[title], *words, "--by", "Ruth")
    assert (ended.code, ended.told) == (0, "")
    return ended.out


def undo(desk: Desk, title: str, *words: str) -> str:
    ended = desk.monitor("tone", "undo", items(desk)[title], *words, "--by", "Sam")
    assert (ended.code, ended.told) == (0, "")
    return ended.out


def think(desk: Desk, title: str, tone: str) -> None:
    """As a scorer would that is of this opinion."""
    item = items(desk)[title]
    with duckdb.connect(str(desk.data / "coverage.duckdb")) as db:
        db.execute("UPDATE tones SET label = ? WHERE item_id = ?", [tone, item])
        months = "SELECT DISTINCT strftime(first_seen_at, '%Y-%m') FROM items"
        db.execute(f"INSERT INTO stale_months {months} ON CONFLICT DO NOTHING")


def test_a_word_wins_over_the_machine_from_the_next_pass_until_it_is_taken_back(desk: Desk) -> None:
    before = tones(desk)
    said = label(desk, "Salt for roads", "mixed", "--note", "salt divides")
    assert said.startswith("“Salt for roads”: mixed, says Ruth (")
    assert f"thought {before['Salt for roads']}" in said
    assert tones(desk) == before
    desk.once()
    assert tones(desk) == before | {"Salt for roads": "mixed"}
    with closing(open_ledger(desk.data / "ledger.sqlite")) as ledger:
        (word,) = list_corrections(ledger)
    assert (word.said_by, word.note, word.label) == ("Ruth", "salt divides", "mixed")
    assert "Taken back: mixed, as Ruth said" in undo(desk, "Salt for roads")
    desk.once()
    assert tones(desk) == before


def test_it_tells_of_copies_and_labels_them_only_when_told_to(desk: Desk) -> None:
    before = tones(desk)
    said = label(desk, "Clock strikes", "positive")
    assert "1 copy carries it, too (The post); --copies labels them, too.\n" in said
    desk.once()
    assert tones(desk) == before | {"Clock strikes": "positive"}
    said = label(desk, "A clock for the hall", "negative", "--copies")
    assert "1 copy carries it, too (The echo).\n" in said
    desk.once()
    both = dict.fromkeys(["Clock strikes", "A clock for the hall"], "negative")
    assert tones(desk) == before | both


def test_it_is_taken_back_alone_or_with_its_copies(desk: Desk) -> None:
    before = tones(desk)
    label(desk, "Clock strikes", "positive", "--copies")
    told = undo(desk, "A clock for the hall")
    assert "1 copy got the same word: theirs stands; --copies takes it back, too." in told
    desk.once()
    assert tones(desk) == before | {"Clock strikes": "positive"}
    label(desk, "Clock strikes", "mixed", "--copies")
    assert "1 copy got the same word: theirs, too." in undo(desk, "Clock strikes", "--copies")
    desk.once()
    assert tones(desk) == before


def test_what_the_machine_is_unsure_of_waits_until_somebody_says(desk: Desk) -> None:
    think(desk, "Salt for roads", "unsure")
    desk.once()
    assert waiting(desk) == {"Salt for roads"}
    assert waiting(desk, "--all") == {title for title, _ in ITEMS.values()}
    in_words = desk.monitor("tone", "list").out
    assert in_words.startswith(items(desk)["Salt for roads"])
    assert "The star" in in_words
    label(desk, "Salt for roads", "neutral")
    assert waiting(desk) == set()  # at once: the ledger knows
    assert desk.monitor("tone", "list").out == "Nothing waits.\n"
    desk.once()
    assert waiting(desk) == set()
    undo(desk, "Salt for roads")
    desk.once()
    assert waiting(desk) == {"Salt for roads"}


def test_whoever_speaks_last_is_told_who_spoke_before(desk: Desk) -> None:
    label(desk, "Salt for roads", "mixed")
    assert "; Ruth had said mixed)" in label(desk, "Salt for roads", "neutral")


def test_explain_hears_what_a_person_said_of_an_item_that_we_have(
    desk: Desk, tmp_path: Path
) -> None:
    title, text = ITEMS["star"]
    values = {"id": items(desk)[title], "title": title, "text": text}
    (tmp_path / "item.json").write_text(json.dumps(values))
    label(desk, title, "negative")
    tone = json.loads(desk.monitor("explain", str(tmp_path / "item.json")).out)["tone"]
    assert (tone["label"], tone["score"], tone["scorer"]) == ("negative", -1.0, "says Ruth")
    (tmp_path / "item.json").write_text(json.dumps(values | {"id": "another"}))
    tone = json.loads(desk.monitor("explain", str(tmp_path / "item.json")).out)["tone"]
    assert tone["scorer"] != "says Ruth"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["label", "no-such-item", "mixed"], 1, "nothing has the id 'no-such-item'"),
        (["label", "{}", "unsure"], 2, "invalid choice: 'unsure'"),
        (["label", "{}"], 2, "the following arguments are required: LABEL"),
        (["label", "{}", "mixed", "--office", "westmark"], 1, "say with --office which one is mea"),
        (["undo", "{}"], 1, "nobody has labelled"),
        (["calibrate"], 1, "0 texts are labelled; it takes 30 to tell thresholds from"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    desk: Desk, words: list[str], code: int, told: str
) -> None:
    item = items(desk)["Salt for roads"]
    ended = desk.monitor("tone", *(word.format(item) for word in words))
    assert (ended.code, ended.out) == (code, "")
    assert told in ended.told
