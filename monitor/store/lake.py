"""Questions to the analysts' lake: read-only, in any process, while the daemon works."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import duckdb

from monitor.errors import QueryRefused
from monitor.store.publish import VIEWS
from monitor.store.queries import named

SQL = named("lake")
Answer = tuple[list[str], list[tuple[Any, ...]]]
Figures = Literal[
    "pickup_rate",
    "pickup_outputs",
    "pickup_totals",
    "pickup_counts",
    "pickup_by",
    "pickup_items",
    "pickup_unused",
    "outputs_counted",
    "output_numbers",
    "enquiries_counted",
    "answers_used",
    "campaigns_counted",
    "messages_counted",
    "alerts_by_rule",
    "alerts_missed",
]
_VALUE = re.compile(r"\$([a-z]+)\b")


def ask(lake: Path, sql: str, values: Mapping[str, str] | None = None) -> Answer:
    """Column names and rows of one question; QueryRefused says why there are none.

    A file that is replaced in mid-query makes DuckDB fail loudly, never mix old and new: asked
    once more, it answers (2 such failures in 5,834 scans at a publish every second).
    """
    if not (lake / VIEWS).exists():
        raise QueryRefused(f"nothing is published in {lake} yet; `monitor once` does it")
    try:
        _only_questions(sql)
        try:
            return _ask(lake, sql, values)
        except (duckdb.IOException, duckdb.InvalidInputException):
            return _ask(lake, sql, values)
    except duckdb.Error as error:
        raise QueryRefused(str(error)) from None


def _only_questions(sql: str) -> None:
    """Not EXPLAIN either: EXPLAIN ANALYZE runs what it explains, such as a COPY into the lake."""
    kinds = [statement.type for statement in duckdb.extract_statements(sql)]
    if kinds != [duckdb.StatementType.SELECT]:
        raise QueryRefused("one SELECT at a time; the lake is only read")


def _ask(lake: Path, sql: str, values: Mapping[str, str] | None) -> Answer:
    with duckdb.connect(str(lake / VIEWS), read_only=True) as db:
        db.execute("SET TimeZone = 'Europe/London'")
        folder = str(lake.resolve()).replace("'", "''")
        db.execute(f"SET allowed_directories = ['{folder}']")
        db.execute("SET enable_external_access = false")
        answer = db.execute(sql, values)
        return [column[0] for column in answer.description or ()], answer.fetchall()


def count_published(lake: Path) -> dict[str, Any]:
    """Items, mentions, stories and the newest item of what is published; empty before that."""
    if not (lake / VIEWS).exists():
        return {}
    return rows(lake, "count_published")[0]


def possible_mentions(lake: Path) -> list[dict[str, Any]]:
    """Items that may mean an office and surely mean it nowhere, the likeliest first."""
    return rows(lake, "possible_mentions")


def offices_of_item(lake: Path, item_id: str) -> tuple[str, list[str]] | None:
    """An item's headline and the offices that it means or may mean; None if nothing has the id."""
    found = rows(lake, "offices_of_item", {"item_id": item_id})
    return (found[0]["title"], found[0]["offices"] or []) if found else None


def tones_to_label(lake: Path, every: bool = False) -> list[dict[str, Any]]:
    """Tones without a person's word, newest first: those that are unsure, or every one."""
    return rows(lake, "tones_to_label", {"all": "all" if every else ""})


def tones_of_item(lake: Path, item_id: str) -> list[dict[str, Any]]:
    """The machine's tone towards each office that an item means; no row if nothing has the id."""
    return rows(lake, "tones_of_item", {"item_id": item_id})


def copies_of_item(lake: Path, item_id: str, office_id: str) -> list[dict[str, Any]]:
    """Items of its story that say the same of the office, in the same words."""
    return rows(lake, "copies_of_item", {"item_id": item_id, "office_id": office_id})


def machine_tones(lake: Path, item_ids: Sequence[str]) -> list[dict[str, Any]]:
    """What each scorer last thought of these items; `counts`: it is the one that counts today."""
    return rows(lake, "machine_tones", {"item_ids": json.dumps(list(item_ids))})


def offices_of_lake(lake: Path) -> dict[str, str]:
    """The offices that the lake knows: id and name."""
    return {row["office_id"]: row["name"] for row in rows(lake, "offices_published")}


def figures(lake: Path, name: Figures, values: Mapping[str, str]) -> Answer:
    """The answer to one query of a report; it takes of the values those that it names."""
    return ask(lake, SQL[name], {key: values[key] for key in _VALUE.findall(SQL[name])})


def spelt_out(name: Figures, values: Mapping[str, str]) -> str:
    """The query of a report with its values in it, as `monitor query` takes it."""
    return _VALUE.sub(lambda one: "'" + values[one[1]].replace("'", "''") + "'", SQL[name])


def rows(lake: Path, name: str, values: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """The rows of a named query, each by its columns' names."""
    return as_rows(ask(lake, SQL[name], values))


def as_rows(answer: Answer) -> list[dict[str, Any]]:
    """An answer's rows, each by its columns' names."""
    columns, found = answer
    return [dict(zip(columns, row, strict=True)) for row in found]
