"""Three invented areas, read by nobody who set a limit until each had been measured once.

Northmoor: 45 releases, 140 articles; Hallamdale: 38 and 170. When first seen: precision 0.88 and
0.88, recall 0.76 and 0.80, of what is not only a mention 0.91 and 0.94. What they taught is in the
rules now, so their floors hold what was reached and promise nothing of another area.

Wendlemere (28 releases, 130 articles) is the honest one: nothing was mended after it. Of what was
used 79 of 80 were found, and of 38 that had used nothing 4: other areas' copies of the same
national words, and next year's edition of a yearly release. Mentions are a coin toss: 4 of 12
found, 5 false.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from monitor.records import Output, PickupThresholds
from monitor.times import from_iso, in_london
from monitor.understand.pickup.degrees import degree_of
from monitor.understand.pickup.index import Index, index_outputs
from monitor.understand.pickup.matching import match_item

HERE = Path(__file__).parent
AREAS = {"northmoor": 0.60, "hallamdale": 0.35}  # of the mentions, so many are found
USED = ("verbatim", "edited", "quote-only")


def _rows(area: str, name: str) -> list[dict[str, Any]]:
    text = (HERE / f"{area}-{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.strip().split("\n")]


def _index(*areas: str) -> Index:
    return index_outputs([_output(area, row) for area in areas for row in _rows(area, "releases")])


def _output(area: str, row: dict[str, Any]) -> Output:
    issued = from_iso(row["issued_at"])
    return Output(
        id=row["id"],
        office_id=area,
        title=row["title"],
        text=row["text"],
        issued_at=issued,
        entered_by="vic",
        entered_at=issued,
    )


def _told(index: Index, row: dict[str, Any]) -> dict[str, str]:
    day = in_london(from_iso(row["published_at"])).date()
    found = match_item(index, row["title"], row["text"], day)
    degrees = {one.output_id: degree_of(one.reuse, PickupThresholds()) for one in found}
    return {output: degree for output, degree in degrees.items() if degree}


def _counts(index: Index, rows: list[dict[str, Any]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in rows:
        told = _told(index, row)
        wanted = row["degree"]
        kind = "used" if wanted in USED else wanted
        counts[kind] += 1
        counts[f"{kind} found"] += row["release_id"] in told
        counts["degree"] += told.get(row["release_id"]) == wanted
        counts["false"] += len(told.keys() - {row["release_id"]})
    return counts


@pytest.mark.parametrize("area", AREAS)
def test_what_became_of_the_releases_of_an_area(area: str) -> None:
    counts = _counts(_index(area), _rows(area, "coverage"))
    found = counts["used found"] + counts["mention found"]
    assert counts["used found"] >= 0.97 * counts["used"]
    assert counts["mention found"] >= AREAS[area] * counts["mention"]
    assert found >= 0.97 * (found + counts["false"])
    assert counts["degree"] >= 0.95 * found


def test_an_area_that_nobody_looked_at() -> None:
    counts = _counts(_index("wendlemere"), _rows("wendlemere", "coverage"))
    assert counts["used found"] >= 0.98 * counts["used"]
    assert counts["false"] <= 9
    assert counts["degree"] >= 0.95 * (counts["used found"] + counts["mention found"])


def test_releases_of_one_office_are_not_found_in_coverage_of_another() -> None:
    every = [row for area in AREAS for row in _rows(area, "coverage")]
    counts = _counts(_index(*AREAS), every)
    assert counts["used found"] >= 0.97 * counts["used"]
    assert counts["false"] <= 2
