"""Items in `coverage.duckdb`: by what they are known again, their versions, the pages behind them,
and which of them wait to be read or judged.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Any

from monitor.records import Arrival, ArticlePage, Edit, Item, Known, Tier
from monitor.store.coverage import SQL, Coverage, columns_of, transaction

BATCH = 500  # items a step takes at once: small enough for a steady memory, large enough for DuckDB

_FIELDS = tuple(one.name for one in fields(Item))
_values_of = attrgetter(*_FIELDS)
_SET = ("item_id", "outlet", "tier", "owner", "url", "title", "text", "published_at", "wording")


def add_items(
    db: Coverage,
    items: Sequence[Item],
    keys: Mapping[str, str],
    pages: Sequence[ArticlePage] = (),
) -> None:
    """Stores new items, the keys (key → item id) by which they are known again, and which pages
    behind them are to be read: all or nothing.
    """
    with transaction(db):
        if items:
            db.execute(SQL["add_items"], _columns(items))
            seen = {item.first_seen_at for item in items}  # few: one for each pass
            months = sorted({f"{at.astimezone(UTC):%Y-%m}" for at in seen})
            db.execute(SQL["add_stale_months"], {"months": months})
        if keys:
            db.execute(SQL["add_item_keys"], {"key": [*keys], "item_id": [*keys.values()]})
        if pages:
            db.execute(SQL["add_articles"], columns_of(map(_plain, pages)))


def add_edits(db: Coverage, edits: Sequence[Edit], now: datetime) -> None:
    """Keeps what these items said before, and has them read again."""
    with transaction(db):
        rows = columns_of(map(_plain, edits))
        db.execute(SQL["add_item_versions"], {"item_id": rows["item_id"], "now": now})
        db.execute(SQL["edit_items"], rows)
        db.execute(SQL["mark_months_stale"], {"item_ids": rows["item_id"]})


def set_items(db: Coverage, items: Sequence[Item], now: datetime) -> None:
    """Puts these in the place of what stands there, as `add_edits` does; what they say of outlet
    and time counts, too.
    """
    columns = _columns(items)
    values = {name: columns[name] for name in _SET}
    words = {name: columns[name] for name in ("item_id", "title", "text")}
    with transaction(db):
        reworded = [row[0] for row in db.execute(SQL["reworded_items"], words).fetchall()]
        db.execute(SQL["add_item_versions"], {"item_id": reworded, "now": now})
        db.execute(SQL["set_items"], values)
        db.execute(SQL["mark_months_stale"], {"item_ids": columns["item_id"]})


def find_known(db: Coverage, keys: Sequence[str]) -> dict[str, Known]:
    """Which of these keys are known, and whose they are."""
    rows = db.execute(SQL["find_known"], {"keys": list(keys)}).fetchall()
    return {
        key: Known(item_id=item_id, source_id=source_id, wording=wording)
        for key, item_id, source_id, wording in rows
    }


def find_titles(db: Coverage, source_id: str, titles: Sequence[str]) -> dict[str, str]:
    """Which of these titles the source has carried: title → item id."""
    values = {"source_id": source_id, "titles": list(titles)}
    return dict(db.execute(SQL["find_titles"], values).fetchall())


def items_to_understand(
    db: Coverage, now: datetime, first: Sequence[str] = (), most: int = BATCH
) -> list[Item]:
    """A batch of what nobody has read, these before all others."""
    values = {"now": now, "first": list(first), "most": most}
    return [as_item(row) for row in db.execute(SQL["items_to_understand"], values).fetchall()]


def openings_to_understand(db: Coverage, now: datetime) -> list[tuple[str, str, str]]:
    """Id, title and first words of what nobody has read."""
    return db.execute(SQL["openings_to_understand"], {"now": now}).fetchall()


def items_to_judge(db: Coverage, now: datetime) -> list[Item]:
    rows = db.execute(SQL["items_to_judge"], {"now": now, "most": BATCH}).fetchall()
    return [as_item(row) for row in rows]


def mark_judged(db: Coverage, item_ids: Sequence[str], now: datetime) -> None:
    with transaction(db):
        db.execute(SQL["mark_judged"], {"now": now, "item_ids": list(item_ids)})


def set_aside(db: Coverage, item_id: str, failure: str, retry_at: datetime) -> None:
    """The item waits until then, with its failure shown."""
    with transaction(db):
        row = {"item_id": item_id, "failure": failure[:500], "retry_at": retry_at}
        db.execute(SQL["set_aside"], row)


def gaps_of(db: Coverage, since: datetime) -> dict[tuple[str, int], timedelta]:
    """How long sources go without news: the 95th percentile by source and day of the week, Monday
    1; under day 0 that of all days. Only where it can be told.
    """
    rows = db.execute(SQL["gaps_of"], {"since": since}).fetchall()
    return {(source, day): timedelta(minutes=minutes) for source, day, minutes in rows}


# ---------------------------------------------------------------- pages behind links


def articles_due(db: Coverage, now: datetime) -> list[ArticlePage]:
    """Pages that are still to be read."""
    rows = db.execute(SQL["articles_due"], {"now": now}).fetchall()
    return [
        ArticlePage(item_id=item, source_id=source, url=url, until=until, keep=keep)
        for item, source, url, until, keep in rows
    ]


def settle_articles(
    db: Coverage, found: Iterable[tuple[str, str, str, str]], now: datetime
) -> None:
    """Keeps how the reading of pages ended: item, state in words, text, language."""
    with transaction(db):
        for item_id, state, text, language in found:
            values = {"item_id": item_id, "state": state, "text": text, "now": now}
            db.execute(SQL["settle_article"], values)
            if language:
                db.execute(SQL["set_language"], {"item_id": item_id, "language": language})


def drop_article_texts(db: Coverage, before: datetime) -> None:
    """Forgets the text of pages read before then that we have no licence to keep."""
    with transaction(db):
        db.execute(SQL["drop_article_texts"], {"before": before})


def _columns(items: Sequence[Item]) -> dict[str, list[Any]]:
    """The items turned on their side: a dictionary for each would cost as much as storing it."""
    columns = dict(zip(_FIELDS, map(list, zip(*map(_values_of, items), strict=True)), strict=True))
    columns["item_id"] = columns.pop("id")
    for name in ("tier", "arrival"):
        columns[name] = [word.value for word in columns[name]]
    return columns


def _plain(record: Edit | ArticlePage) -> dict[str, Any]:
    return {one.name: getattr(record, one.name) for one in fields(record)}


def as_item(row: Sequence[Any]) -> Item:
    """An item as the queries here give its columns."""
    values = dict(zip(_FIELDS, row, strict=True))
    values |= {"tier": Tier(values["tier"]), "arrival": Arrival(values["arrival"])}
    return Item(**values)
