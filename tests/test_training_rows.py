"""What the tone model learns from: rows that are whole, and ours."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from monitor.understand.text import words

TRAINING = Path(__file__).parents[1] / "training"
LABELLED = (
    Path(os.environ.get("MONITOR_SHARED", Path(__file__).parents[2] / "shared")) / "eval/docs.jsonl"
)
FILES = ("sentences", "articles", "posts")
RUN = 10  # words in a row; titles of bodies and of people are shorter


@pytest.mark.parametrize("name", FILES)
def test_every_row_marks_its_target_and_says_the_tone(name: str) -> None:
    for row in _rows(name):
        assert row["sentence"][row["from"] : row["to"]] == row["mention"] != ""
        assert row["polarity"] in (-1, 0, 1)


@pytest.mark.parametrize(
    ("name", "enough"), [("sentences", 1500), ("articles", 1500), ("posts", 300)]
)
def test_no_tone_is_rare_and_no_row_stands_twice(name: str, enough: int) -> None:
    rows = list(_rows(name))
    tones = Counter(row["polarity"] for row in rows)
    assert len(rows) >= enough
    assert min(tones.values()) / len(rows) >= 0.18
    twice = Counter((row["sentence"], row["from"]) for row in rows)
    assert max(twice.values()) == 1


def test_no_row_was_copied_from_a_labelled_page() -> None:
    if not LABELLED.exists():
        pytest.skip(f"the labelled pages are not in {LABELLED}")
    pages = [json.loads(line)["text"] for line in LABELLED.read_text("utf-8").splitlines()]
    theirs = {run for page in pages for run in _runs(page)}
    copied = {run for name in FILES for row in _rows(name) for run in _runs(row["sentence"])}
    assert copied & theirs == set()


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with (TRAINING / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _runs(text: str) -> Iterator[str]:
    found = words(text)
    for at in range(len(found) - RUN + 1):
        yield " ".join(found[at : at + RUN])
