"""Corrections beside what scorers thought of the same items."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from monitor.records import Correction
from monitor.store.corrections import breath_of, list_corrections
from monitor.store.lake import machine_tones
from monitor.store.ledger import open_ledger
from monitor.understand.agreement import Judged

Key = tuple[str, str]


def judged_by_people(lake: Path, ledger: Path) -> tuple[list[Judged], list[Judged]]:
    """What people said beside each scorer's last word; and those of it that count today.

    A text counts once: the copies that got a person's word in the same breath are left out.
    """
    with closing(open_ledger(ledger)) as db:
        said = _once(list_corrections(db))
    words = {(one.item_id, one.office_id): one.label for one in said}
    tones = machine_tones(lake, sorted({item for item, _ in words})) if words else []
    known = [row for row in tones if (row["item_id"], row["office_id"]) in words]
    return [_judged(words, row) for row in known], [
        _judged(words, row) for row in known if row["counts"]
    ]


def _once(said: Iterable[Correction]) -> Sequence[Correction]:
    """The first of each breath: it is the item that the person had before them."""
    breaths: dict[tuple[Any, ...], Correction] = {}
    for one in said:
        breaths.setdefault(breath_of(one), one)
    return [*breaths.values()]


def _judged(words: Mapping[Key, str], row: dict[str, Any]) -> Judged:
    return Judged(
        said=words[row["item_id"], row["office_id"]],
        found=row["label"],
        score=row["score"],
        confidence=row["confidence"] or 0.0,
        scorer=row["scorer"],
    )
