"""What people said of stories: in the ledger, because it is their work."""

from collections.abc import Iterable

from monitor.records import StoryRuling
from monitor.store.ledger import SQL, Ledger, transaction
from monitor.store.rows import from_row, to_row


def add_story_rulings(db: Ledger, rulings: Iterable[StoryRuling]) -> None:
    """Keeps what a person said in one breath, all or nothing."""
    with transaction(db):
        for ruling in rulings:
            row = to_row(ruling)
            db.execute(SQL["add_story_ruling"], row | {"into_": row.pop("into")})


def list_story_rulings(db: Ledger) -> list[StoryRuling]:
    """What stands, in the order in which it was said."""
    rows = db.execute(SQL["list_story_rulings"])
    return [from_row(StoryRuling, {**row, "into": row["into_"]}) for row in rows]


def count_story_rulings(db: Ledger) -> int:
    """How many words there are: they are only ever added to."""
    return int(db.execute(SQL["count_story_rulings"]).fetchone()["words"])
