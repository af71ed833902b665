"""Which release an item used, passage beside passage: in `explain` and in `evaluate`."""

import json
from pathlib import Path
from typing import Any

import pytest

from monitor.cli.side_by_side import side_by_side
from monitor.records import Output, PickupThresholds
from monitor.steps.outputs import besides_of, make_archive
from tests.alert.samples import NOON
from tests.cli.conftest import Monitor

RELEASE = (
    "Helen Marsh, Ashvale's commissioner, has today announced eight new officers for the villages "
    "of the upper vale. “Nobody in the vale should have to wait an hour for a constable to come,” "
    "she said. The first of them begin in May, after eleven weeks at the training centre in "
    "Kestley. They will work from a room above the library, where the parish council meets."
)
ITEM = (
    "Eight are to walk the lanes. “Nobody in the vale should have to wait an hour for a constable "
    "to come,” said the Ashvale commissioner, Helen Marsh. The parish council called it a start."
)
QUOTE = "Nobody in the vale should have to wait an hour for a constable to come"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    release = {"id": "r1", "number": "PR-7", "title": "Eight officers", "text": RELEASE}
    releases, items = tmp_path / "releases.jsonl", tmp_path / "items.jsonl"
    releases.write_text(json.dumps(release | {"issued_at": "2026-10-19T09:00:00"}) + "\n")
    item = {"id": "i1", "title": "Patrols", "text": ITEM, "published": "2026-10-20T09:00:00"}
    items.write_text(json.dumps(item) + "\n")
    return releases, items


@pytest.mark.parametrize("form", ["--json", "--jsonl"])
def test_explain_tells_which_release_an_item_used_and_shows_the_passages(
    monitor: Monitor, config: Path, files: tuple[Path, Path], form: str
) -> None:
    releases, items = files
    ended = monitor("--config", config, "explain", items, "--releases", releases, form)
    assert (ended.code, ended.told) == (0, "")
    facts: dict[str, Any] = json.loads(ended.out)
    (beside,) = facts["beside"]
    assert (beside["output"], beside["number"], beside["degree"]) == ("r1", "PR-7", "quote-only")
    assert {"item": QUOTE, "output": QUOTE} in beside["passages"]
    assert [one["output_id"] for one in facts["pickups"]] == ["r1"]


def test_the_two_stand_beside_each_other_on_a_terminal() -> None:
    output = Output(
        id="r1",
        office_id="ashvale",
        number="PR-7",
        title="Eight officers",
        text=RELEASE,
        issued_at=NOON,
        entered_by="Ruth",
        entered_at=NOON,
    )
    archive = make_archive([output], PickupThresholds())
    shown = list(side_by_side(besides_of(archive, "Patrols", ITEM, NOON.date())))
    assert shown[0].startswith("  quote-only of release PR-7: Eight officers, issued Tue 17 Nov")
    assert "1 of 1 quotes kept" in shown[1]
    left, right = (column.strip() for column in shown[2].split("|"))
    assert (left, right) == ("in the item", "in the release")
    columns = [line.split("|") for line in shown[3:]]
    assert QUOTE in " ".join(column[0].strip() for column in columns)
    assert QUOTE in " ".join(column[1].strip() for column in columns)
    assert max(map(len, shown)) <= 100


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"id": "r1"}, "a release needs a `text`"),
        ({"text": RELEASE, "kind": "leaflet"}, "`kind` is 'leaflet'; it must be one of release"),
        ({"text": 7}, "`text` must be text"),
        ({"text": RELEASE, "issued": "soon"}, "is not a date"),
    ],
)
def test_a_release_that_is_none_is_refused_in_a_sentence(
    monitor: Monitor, config: Path, files: tuple[Path, Path], row: dict[str, Any], told: str
) -> None:
    releases, items = files
    releases.write_text(json.dumps(row))
    ended = monitor("--config", config, "explain", items, "--releases", releases)
    assert (ended.code, told in ended.told) == (1, True)


def test_evaluate_shows_the_pairs_that_a_person_sees_otherwise(
    monitor: Monitor, config: Path, tmp_path: Path
) -> None:
    texts = {"r1": RELEASE, "a1": ITEM, "a2": "Rain."}
    docs = [{"id": one, "text": text} for one, text in texts.items()]
    pairs = [
        {"release_id": "r1", "article_id": "a1", "degree": "quote-only"},
        {"release_id": "r1", "article_id": "a2", "degree": "mention"},
    ]
    given: list[str | Path] = []
    for name, rows in (("docs", docs), ("labels", []), ("pickups", pairs)):
        (tmp_path / name).write_text("".join(f"{json.dumps(row)}\n" for row in rows))
        given += [f"--{name}", tmp_path / name]
    wrong = monitor("--config", config, "evaluate", *given).out
    assert "a2 of r1: none; labelled mention" in wrong
    assert "a1 of r1" not in wrong
    every = monitor("--config", config, "evaluate", *given, "--all").out
    assert "a1 of r1: quote-only; labelled quote-only" in every
    assert "in the item" in every
    facts = json.loads(monitor("--config", config, "evaluate", *given, "--json").out)
    assert [pair["found"] for pair in facts["pairs"]] == ["quote-only", "none"]
    assert facts["pairs"][0]["beside"][0]["passages"]
