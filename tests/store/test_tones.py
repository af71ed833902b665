"""The tone that counts: a person's word over the machine's, and what machines thought before."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from monitor.records import Correction, Tone
from monitor.store.corrections import add_corrections, list_corrections
from monitor.store.coverage import (
    Coverage,
    add_understandings,
    count_coverage,
    open_coverage,
    tones_of,
)
from monitor.store.items import add_edits, add_items
from monitor.store.lake import ask
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.publish import prepare_lake, publish
from monitor.store.queries import migrations
from monitor.store.tones import set_words_on_tone, words_on_tone
from tests.store.samples import NOW, an_edit, an_item, told

HERS = ("item-1", "ashvale")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Coverage]:
    connection = open_coverage(tmp_path / "coverage.duckdb")
    add_items(connection, [an_item(1), an_item(2)], {})
    yield connection
    connection.close()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    connection = open_ledger(tmp_path / "ledger.sqlite")
    yield connection
    connection.close()


def a_tone(**changes: Any) -> Tone:
    tone = Tone(
        office_id="ashvale",
        label="neutral",
        score=0.1,
        scorer="model-1",
        evidence=(),
        confidence=0.7,
    )
    return replace(tone, **changes)


def a_word(number: int = 1, **changes: Any) -> Correction:
    word = Correction(
        item_id=f"item-{number}",
        office_id="ashvale",
        label="negative",
        note="",
        said_by="Ruth",
        said_at=NOW,
    )
    return replace(word, **changes)


def understand(db: Coverage, *tones: Tone, number: int = 1, at: Any = NOW) -> None:
    add_understandings(db, [replace(told(number), tones=tones)], at)


def versions(db: Coverage) -> list[tuple[Any, ...]]:
    rows = "SELECT item_id, label, score, confidence, scorer, replaced_at FROM tone_versions"
    return db.execute(f"{rows} ORDER BY replaced_at").fetchall()


# ---------------------------------------------------------------- a person's word


def test_a_tone_comes_back_as_it_was_told(db: Coverage) -> None:
    understand(db, a_tone())
    assert tones_of(db, ["item-1"]) == {HERS: a_tone()}


@pytest.mark.parametrize(
    ("label", "score"), [("negative", -1.0), ("neutral", 0.0), ("mixed", 0.0), ("positive", 1.0)]
)
def test_a_persons_word_wins_and_says_whose_it_is(db: Coverage, label: Any, score: float) -> None:
    understand(db, a_tone(label="unsure"))
    set_words_on_tone(db, [a_word(label=label)], [])
    tone = tones_of(db, ["item-1"])[HERS]
    assert (tone.label, tone.score, tone.scorer) == (label, score, "says Ruth")
    assert tone.confidence == 1.0
    assert count_coverage(db)["tones"] == {label: 1}


def test_it_counts_for_that_item_and_that_office_alone(db: Coverage) -> None:
    understand(db, a_tone(), a_tone(office_id="westmark"))
    understand(db, a_tone(), number=2)
    set_words_on_tone(db, [a_word()], [])
    told = {key: tone.label for key, tone in tones_of(db, ["item-1", "item-2"]).items()}
    others = {("item-1", "westmark"): "neutral", ("item-2", "ashvale"): "neutral"}
    assert told == {HERS: "negative"} | others


def test_it_holds_through_an_edit_and_another_scorer(db: Coverage) -> None:
    understand(db, a_tone())
    set_words_on_tone(db, [a_word()], [])
    add_edits(db, [an_edit()], NOW)
    understand(db, a_tone(label="positive", scorer="model-2"))
    assert tones_of(db, ["item-1"])[HERS].label == "negative"


def test_what_is_taken_back_leaves_the_machines_tone(db: Coverage) -> None:
    understand(db, a_tone())
    set_words_on_tone(db, [a_word()], [])
    set_words_on_tone(db, [], [HERS])
    assert tones_of(db, ["item-1"]) == {HERS: a_tone()}
    assert words_on_tone(db) == {}


def test_what_is_said_anew_replaces_what_was_said(db: Coverage) -> None:
    understand(db, a_tone())
    set_words_on_tone(db, [a_word()], [])
    set_words_on_tone(db, [a_word(label="positive", said_by="Sam")], [])
    assert words_on_tone(db) == {HERS: ("positive", "Sam", NOW)}


def test_the_newest_word_stands_and_every_word_stays_on_record(ledger: Ledger) -> None:
    later = NOW + timedelta(minutes=1)
    add_corrections(ledger, [a_word(1), a_word(2), a_word(3)])
    add_corrections(ledger, [a_word(1, label="mixed", said_at=later)])
    add_corrections(ledger, [a_word(2, label="", said_at=later)])
    assert list_corrections(ledger) == [a_word(3), a_word(1, label="mixed", said_at=later)]
    assert ledger.execute("SELECT count(*) FROM corrections").fetchone()[0] == 5


# ---------------------------------------------------------------- what machines thought before


@pytest.mark.parametrize("changes", [{"scorer": "model-2"}, {"label": "positive"}])
def test_a_score_that_another_replaces_is_kept_with_its_scorer(
    db: Coverage, changes: dict[str, Any]
) -> None:
    later = NOW + timedelta(days=1)
    understand(db, a_tone())
    understand(db, a_tone(**changes), at=later)
    assert versions(db) == [("item-1", "neutral", 0.1, 0.7, "model-1", later)]
    assert tones_of(db, ["item-1"]) == {HERS: a_tone(**changes)}


def test_the_same_verdict_of_the_same_scorer_is_no_version(db: Coverage) -> None:
    understand(db, a_tone())
    understand(db, a_tone(score=0.12))
    assert versions(db) == []


# ---------------------------------------------------------------- for analysts


def test_analysts_see_both_whose_word_and_what_was_thought_before(
    db: Coverage, ledger: Ledger, tmp_path: Path
) -> None:
    lake = tmp_path / "analyst"
    prepare_lake(db, ledger, lake)
    understand(db, a_tone(scorer="vader-2"))
    understand(db, a_tone())
    understand(db, a_tone(label="unsure"), number=2)
    set_words_on_tone(db, [a_word()], [])
    add_corrections(ledger, [a_word(note="a row in council")])
    publish(db, ledger, lake)
    shown = "SELECT label, machine_label, labelled_by, confidence FROM tones ORDER BY item_id"
    assert ask(lake, shown)[1] == [
        ("negative", "neutral", "Ruth", 0.7),
        ("unsure", "unsure", None, 0.7),
    ]
    assert ask(lake, "SELECT scorer, label FROM tone_versions")[1] == [("vader-2", "neutral")]
    assert ask(lake, "SELECT note, said_at FROM corrections")[1] == [("a row in council", NOW)]


def test_a_word_publishes_its_month_anew(db: Coverage, ledger: Ledger, tmp_path: Path) -> None:
    lake = tmp_path / "analyst"
    prepare_lake(db, ledger, lake)
    understand(db, a_tone())
    publish(db, ledger, lake)
    for said, withdrawn, label in (([a_word()], [], "negative"), ([], [HERS], "neutral")):
        set_words_on_tone(db, said, withdrawn)
        publish(db, ledger, lake)
        assert ask(lake, "SELECT label FROM tones")[1] == [(label,)]


def test_a_lake_of_before_is_published_anew_with_the_new_columns(
    ledger: Ledger, tmp_path: Path
) -> None:
    path, lake = tmp_path / "old.duckdb", tmp_path / "analyst"
    with duckdb.connect(str(path)) as old:
        old.execute("CREATE TABLE schema_steps (step INTEGER PRIMARY KEY)")
        for step, sql in migrations("coverage")[:3]:
            old.execute(sql)
            old.execute("INSERT INTO schema_steps VALUES (?)", [step])
        old.execute(
            "INSERT INTO items (item_id, source_id, outlet, tier, owner, url, title, text, author, "
            "first_seen_at) VALUES ('item-1', 's', 'o', 'local', 'w', 'u', 't', 'x', '', ?)",
            [NOW],
        )
        old.execute("INSERT INTO tones VALUES ('item-1', 'ashvale', 'neutral', 0, 'vader-1', [])")
        (lake / "tones").mkdir(parents=True)
        old.execute(f"COPY tones TO '{lake / 'tones' / '2026-10.parquet'}' (FORMAT parquet)")
    with open_coverage(path) as db:
        prepare_lake(db, ledger, lake)
        publish(db, ledger, lake)
        rows = ask(lake, "SELECT label, machine_label, confidence, scorer FROM tones")[1]
        assert rows == [("neutral", "neutral", None, "vader-1")]
        assert tones_of(db, ["item-1"])[HERS].confidence == 0.0
