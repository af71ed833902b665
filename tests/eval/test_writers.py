"""Two areas written by people who had not seen the rules: paraphrases, and traps that look alike.

The rules were mended with every second page of each in view. The others nobody has read; they are
measured and are not to be read, or they tell nothing more: what they say is what an office's own
press will find.
"""

import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from monitor.alert.conditions import firings
from monitor.ids import rule_family
from monitor.records import Firing, Item, Severity, Tier
from monitor.settings import default_context, default_rules
from monitor.settings.load import WATCHLIST, read_tables
from monitor.steps.explaining import Reader, coverages, make_reader
from monitor.steps.understanding import understand
from monitor.understand.stories.shelf import Shelf

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["writers"]
NOTES = {"N01"}  # what no rule tells is noted for the digest: neither right nor wrong
AREAS = ("wexmoor", "whinshore")


@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_rules_hold_of_pages_that_others_wrote_no_worse_than_before(half: str) -> None:
    figures = _figures([one for area in AREAS for one in _judged(area, half)])
    floors = FLOORS[half]
    short = [
        f"{name} is {figures[name]:.3f}, the floor is {floor}"
        for name, floor in floors.items()
        if name != "at_most" and figures[name] < floor
    ]
    over = [
        f"{name} is {figures[name]:.3f}, the ceiling is {most}"
        for name, most in floors["at_most"].items()
        if figures[name] > most
    ]
    assert not short + over, figures


Page = tuple[dict[str, Any], Sequence[Firing]]


def _judged(area: str, half: str) -> Iterator[Page]:
    """The pages of a half with what fires on each."""
    text = (HERE / "writers" / f"{area}.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    reader = _reader(area)
    for row in rows[half == "unseen" :: 2]:
        yield row, _fired(reader, area, row)


def _reader(area: str) -> Reader:
    tables = read_tables(HERE / "writers" / f"{area}.toml", WATCHLIST)
    known = default_context()
    neighbours = (*known.neighbours, *tables["context"].neighbours)
    context = replace(known, neighbours=neighbours)
    return make_reader(tables["offices"], default_rules(), NOW, context=context)


def _fired(reader: Reader, area: str, row: dict[str, Any]) -> Sequence[Firing]:
    item = Item(
        id=row["id"],
        source_id="",
        outlet=row["outlet"],
        tier=Tier(row["tier"]),
        owner=row["owner"],
        url="",
        title=row["title"],
        text=row["text"],
        author="somebody" if row["tier"] == "social" else "",
        published_at=NOW,
        first_seen_at=NOW,
    )
    found = understand(replace(reader.library, shelf=cache(Shelf)), item, area)
    if not found.story:
        return ()
    seen = coverages(reader, item, found, area)
    return [firing for one in seen for firing in firings(reader.rules, one)]


def _figures(pages: Sequence[Page]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for row, fired in pages:
        counts.update(_counted(row, fired))
    return {
        "rules.precision": counts["right"] / (counts["right"] + counts["wrong"]),
        "rules.recall": counts["right"] / (counts["right"] + counts["missed"]),
        "severity.recall": counts["told"] / counts["to tell"],
        "severity.none_push_rate": counts["woken for nothing"] / counts["nothing"],
    }


def _counted(row: dict[str, Any], fired: Sequence[Firing]) -> Counter[str]:
    got = {rule_family(one.rule_id) for one in fired} - NOTES
    wanted = {rule_family(one) for one in row["rules"]}
    allowed = wanted | {rule_family(one) for one in row["also"]}
    severity = min((one.severity for one in fired), default=None)
    grave = row["severity"] in ("S1", "S2", "S3")
    return Counter(
        {
            "right": len(got & wanted),
            "missed": len(wanted - got),
            "wrong": len(got - allowed),
            "to tell": grave,
            "told": grave and severity is not None and severity <= Severity.S3,
            "nothing": row["severity"] == "none",
            "woken for nothing": row["severity"] == "none" and severity in ("S1", "S2"),
        }
    )
