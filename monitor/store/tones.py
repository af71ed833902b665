"""People's words on tone, as `coverage.duckdb` shows them, and items that are scored anew."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from monitor.records import Correction
from monitor.store.coverage import SQL, Coverage, columns_of, transaction
from monitor.store.rescorings import Rescoring

Key = tuple[str, str]  # an item and an office
Word = tuple[str, str, datetime]  # a label, who gave it, and when


def words_on_tone(db: Coverage) -> dict[Key, Word]:
    """Whose word counts here, by item and office."""
    rows = db.execute(SQL["list_tone_labels"]).fetchall()
    return {(item, office): (label, by, at) for item, office, label, by, at in rows}


def set_words_on_tone(db: Coverage, said: Sequence[Correction], withdrawn: Iterable[Key]) -> None:
    """What people said counts from now on, what they took back no longer: all or nothing."""
    keys = [*withdrawn, *((one.item_id, one.office_id) for one in said)]
    with transaction(db):
        rows = columns_of({"item_id": item, "office_id": office} for item, office in keys)
        db.execute(SQL["forget_tone_labels"], rows)
        if said:
            db.execute(SQL["add_tone_labels"], columns_of(map(_row, said)))
        db.execute(SQL["mark_months_stale"], {"item_ids": rows["item_id"]})


def count_to_rescore(db: Coverage, asked: Rescoring) -> tuple[int, int]:
    """How many items can be scored anew, and how many besides whose text is gone."""
    row = db.execute(SQL["count_to_rescore"], _span(asked)).fetchall()[0]
    return int(row[0]), int(row[1])


def items_to_rescore(db: Coverage, asked: Rescoring, most: int) -> list[tuple[datetime, str]]:
    """The next of them after the one that was reached: when each was first seen, and its id."""
    values = {"reached_at": asked.reached_at, "reached_item": asked.reached_item, "most": most}
    rows = db.execute(SQL["items_to_rescore"], _span(asked) | values).fetchall()
    return [(at, item) for at, item in rows]


def _span(asked: Rescoring) -> dict[str, object]:
    """What came when it was asked has the new scorer already."""
    return {"since": asked.since, "until": asked.asked_at}


def _row(one: Correction) -> dict[str, object]:
    return {
        "item_id": one.item_id,
        "office_id": one.office_id,
        "label": one.label,
        "labelled_by": one.said_by,
        "labelled_at": one.said_at,
    }
