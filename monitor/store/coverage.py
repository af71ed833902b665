"""`coverage.duckdb`: what the machine read and concluded. One process opens it, one thread writes.

Rows go in as lists through `unnest`: 14,000 rows/s, where `executemany` makes 600.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from monitor import ids
from monitor.errors import StoreUnusable
from monitor.records import (
    Evidence,
    Fingerprint,
    Mention,
    Pickup,
    Report,
    Reuse,
    Tone,
    ToneLabel,
    Understanding,
)
from monitor.store.facts import told
from monitor.store.queries import migrations, named

Coverage = duckdb.DuckDBPyConnection

SQL = named("coverage")
SIGNS: dict[ToneLabel, int] = {
    "negative": -1,
    "neutral": 0,
    "mixed": 0,
    "positive": 1,
}  # the score of a person's word
_MEASURES = tuple(one.name for one in fields(Reuse))  # the table has them in this order


def open_coverage(path: Path) -> Coverage:
    """The database at this path, with today's schema; ours alone until it is closed."""
    try:
        # With so much memory 400,000 items went in and were published.
        db = duckdb.connect(str(path), config={"memory_limit": "128MB", "threads": 1})
        db.execute("SET TimeZone = 'UTC'")
        _migrate(db)
    except duckdb.Error as error:
        raise StoreUnusable(f"{path}: {str(error).splitlines()[0]}") from error
    return db


@contextmanager
def transaction(db: Coverage) -> Iterator[None]:
    """All of the block or nothing. A database that has invalidated itself raises StoreUnusable."""
    try:
        db.execute("BEGIN")
        yield
        db.execute("COMMIT")
    except duckdb.FatalException as error:
        raise StoreUnusable(str(error).splitlines()[0]) from error
    except BaseException:
        db.execute("ROLLBACK")
        raise


def columns_of(rows: Iterable[dict[str, Any]]) -> dict[str, list[Any]]:
    """Rows turned on their side, as `unnest` takes them."""
    columns: dict[str, list[Any]] = {}
    for row in rows:
        for key, value in row.items():
            columns.setdefault(key, []).append(value)
    return columns


def add_understandings(db: Coverage, found: Sequence[Understanding], now: datetime) -> None:
    """Stores all conclusions of a batch and marks its items as understood, in one transaction."""
    item_ids = [one.item_id for one in found]
    with transaction(db):
        mentions = [_mention_row(one, mention) for one in found for mention in one.mentions]
        now_said = {"item_ids": item_ids, "mention_ids": [row["mention_id"] for row in mentions]}
        db.execute(SQL["forget_mentions"], now_said)  # an item that was edited is read again
        _add_all(db, "add_mentions", mentions)
        for table, rows in told(found).items():
            db.execute(SQL[f"forget_{table}"], {"item_ids": item_ids})
            _add_all(db, f"add_{table}", rows)
        _add_tones(db, found, now)
        _add_fingerprints(db, found)
        _add_pickups(db, found)
        of_none = [one.item_id for one in found if not one.mentions]
        db.execute(SQL["leave_stories"], {"item_ids": of_none})
        _add_all(db, "add_story_items", (_story_row(one) for one in found if one.story))
        db.execute(SQL["mark_understood"], {"now": now, "item_ids": item_ids})
        db.execute(SQL["mark_months_stale"], {"item_ids": item_ids})


def passages_of(db: Coverage, item_id: str, office_id: str) -> list[int]:
    """Fingerprints of the sentences in which an item means an office, or may mean it."""
    values = {"item_id": item_id, "office_id": office_id}
    return [row[0] for row in db.execute(SQL["passages_of"], values).fetchall()]


def read_again(db: Coverage, item_id: str, passages: Sequence[int]) -> None:
    """Lets an item, and every other with one of these sentences, be understood anew."""
    db.execute(SQL["read_again"], {"item_id": item_id, "passages": list(passages)})


def read_items_again(db: Coverage, item_ids: Sequence[str]) -> None:
    """Lets these items be understood anew."""
    with transaction(db):
        db.execute(SQL["read_items_again"], {"item_ids": list(item_ids)})


def reports_since(db: Coverage, since: datetime) -> list[tuple[str, Report]]:
    """Items of stories since then with the story of each, oldest first."""
    rows = db.execute(SQL["reports_since"], {"since": since}).fetchall()
    return [(row[0], _report(row[1:])) for row in rows]


def items_with_text(db: Coverage, since: datetime) -> Iterator[tuple[str, str, str, datetime]]:
    """Items about us since then: id, title, text, and when they came out."""
    yield from db.execute(SQL["items_with_text"], {"since": since}).fetchall()


def set_stories(db: Coverage, merges: Mapping[str, str], moves: Mapping[str, str]) -> None:
    """Shows stories as people grouped them, and no longer as they did before: story → the story
    that it is told with, item → the story that it was put into."""
    before = db.execute(SQL["merged_stories"]).fetchall(), db.execute(SQL["moved_items"]).fetchall()
    if before == (list(merges.items()), list(moves.items())):
        return
    with transaction(db):
        db.execute(SQL["forget_merged_stories"])
        db.execute(SQL["forget_moved_items"])
        rows = ({"story_id": story, "into_story": into} for story, into in merges.items())
        _add_all(db, "add_merged_stories", rows)
        rows = ({"item_id": item, "into_story": into} for item, into in moves.items())
        _add_all(db, "add_moved_items", rows)
        db.execute(SQL["mark_every_month_stale"])


def told_with(db: Coverage) -> dict[str, str]:
    """Stories that a person had told with another → that other."""
    return dict(db.execute(SQL["merged_stories"]).fetchall())


def every_reuse(db: Coverage) -> Iterator[tuple[str, Pickup]]:
    """Every match that was ever kept, with the item it is of."""
    for row in db.execute(SQL["every_reuse"]).fetchall():
        yield row[0], _pickup(row)


def set_degrees(db: Coverage, judged: Sequence[tuple[str, str, str]]) -> None:
    """Item, output and the degree of reuse that today's thresholds make of what was measured."""
    rows = ({"item_id": item, "output_id": one, "degree": degree} for item, one, degree in judged)
    if columns := columns_of(rows):
        with transaction(db):
            db.execute(SQL["set_degrees"], columns)
            db.execute(SQL["mark_months_stale"], {"item_ids": columns["item_id"]})


def mentions_of(db: Coverage, item_ids: Sequence[str]) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    for row in db.execute(SQL["mentions_of"], {"item_ids": list(item_ids)}).fetchall():
        found.setdefault(row[0], []).append(_mention(row))
    return found


def tones_of(db: Coverage, item_ids: Sequence[str]) -> dict[tuple[str, str], Tone]:
    """The tones that count, by item and office: a person's word wins over the machine's."""
    rows = db.execute(SQL["tones_of"], {"item_ids": list(item_ids)}).fetchall()
    return {(row[0], row[1]): _tone(row) for row in rows}


def as_said(tone: Tone, label: ToneLabel, by: str) -> Tone:
    """The tone as a person told it, with the sentence that the machine found."""
    return replace(
        tone, label=label, score=float(SIGNS[label]), scorer=f"says {by}", confidence=1.0
    )


def pickups_of(db: Coverage, item_ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Which outputs these items use, and to what degree."""
    found: dict[str, list[tuple[str, str]]] = {}
    for item, output, degree in db.execute(
        SQL["pickups_of"], {"item_ids": list(item_ids)}
    ).fetchall():
        found.setdefault(item, []).append((output, degree))
    return found


def stories_of(db: Coverage, item_ids: Sequence[str]) -> dict[str, str]:
    return dict(db.execute(SQL["stories_of"], {"item_ids": list(item_ids)}).fetchall())


class Carrier(NamedTuple):
    """An item of a story, by who carried it and when we first saw it."""

    at: datetime
    outlet: str
    owner: str
    author: str  # of a post


def carriers_of(
    db: Coverage, story_ids: Sequence[str], since: datetime, now: datetime
) -> dict[str, list[Carrier]]:
    """Who carried each of these stories, in the order in which we saw them."""
    found: dict[str, list[Carrier]] = {}
    values = {"story_ids": list(story_ids), "since": since, "now": now}
    for story, *carrier in db.execute(SQL["carriers_of"], values).fetchall():
        found.setdefault(story, []).append(Carrier(*carrier))
    return found


def count_coverage(db: Coverage) -> dict[str, Any]:
    """Items, items about us, mentions, stories, what is unread or set aside, tone and pick-up."""
    row = db.execute(SQL["count_coverage"])
    counts = dict(zip([column[0] for column in row.description], row.fetchall()[0], strict=True))
    counts["tones"] = dict(db.execute(SQL["count_tones"]).fetchall())
    counts["picked_up"] = {
        release: {"outlets": outlets, "owners": owners}
        for release, outlets, owners in db.execute(SQL["pickup_by_release"]).fetchall()
    }
    return counts


# ---------------------------------------------------------------- rows and records


def _migrate(db: Coverage) -> None:
    db.execute("CREATE TABLE IF NOT EXISTS schema_steps (step INTEGER PRIMARY KEY)")
    done = {row[0] for row in db.execute("SELECT step FROM schema_steps").fetchall()}
    for step, sql in migrations("coverage"):
        if step not in done:
            with transaction(db):
                db.execute(sql)
                db.execute("INSERT INTO schema_steps VALUES (?)", [step])
            db.execute("CHECKPOINT")  # a migration left in the log is what replay stumbles over


def _add_all(db: Coverage, name: str, rows: Iterable[dict[str, Any]]) -> None:
    if columns := columns_of(rows):
        db.execute(SQL[name], columns)


def _add_tones(db: Coverage, found: Sequence[Understanding], now: datetime) -> None:
    rows = [_tone_row(one.item_id, tone) for one in found for tone in one.tones]
    if told := columns_of(
        {key: row[key] for key in ("item_id", "office_id", "label", "scorer")} for row in rows
    ):
        db.execute(SQL["keep_old_tones"], {**told, "now": now})
    db.execute(SQL["forget_tones"], {"item_ids": [one.item_id for one in found]})
    for row in rows:
        db.execute(SQL["add_tone"], row)


def _add_fingerprints(db: Coverage, found: Sequence[Understanding]) -> None:
    for one in found:
        if one.fingerprint:
            db.execute(SQL["add_fingerprint"], {"item_id": one.item_id, **asdict(one.fingerprint)})


def _add_pickups(db: Coverage, found: Sequence[Understanding]) -> None:
    db.execute(SQL["forget_pickups"], {"item_ids": [one.item_id for one in found]})
    rows = (_pickup_row(one, pickup) for one in found for pickup in one.pickups)
    _add_all(db, "add_pickups", rows)


def _mention_row(one: Understanding, mention: Mention) -> dict[str, Any]:
    return {
        "mention_id": ids.mention_id(one.item_id, mention.office_id, mention.start, mention.where),
        "item_id": one.item_id,
        "office_id": mention.office_id,
        "holder_id": mention.holder_id,
        "role": mention.role,
        "surface": mention.surface,
        "start_char": mention.start,
        "end_char": mention.end,
        "place": mention.where,
        "confidence": mention.confidence,
        "evidence": list(mention.evidence),
        "prominence": mention.prominence,
        "subject": mention.subject,
        "passage": mention.passage,
    }


def _mention(row: Sequence[Any]) -> Mention:
    return Mention(
        office_id=row[1],
        holder_id=row[2],
        role=row[3],
        surface=row[4],
        start=row[5],
        end=row[6],
        where=row[7],
        confidence=row[8],
        evidence=tuple(row[9]),
        prominence=row[10],
        subject=row[11],
        passage=row[12],
    )


def _tone_row(item_id: str, tone: Tone) -> dict[str, Any]:
    evidence = [{"sentence": e.sentence, "words": list(e.words)} for e in tone.evidence]
    return {
        "item_id": item_id,
        "office_id": tone.office_id,
        "label": tone.label,
        "score": tone.score,
        "scorer": tone.scorer,
        "confidence": tone.confidence,
        "evidence": evidence,
    }


def _tone(row: Sequence[Any]) -> Tone:
    _, office, label, score, scorer, evidence, confidence, labelled_by = row
    tone = Tone(
        office_id=office,
        label=label,
        score=score,
        scorer=scorer,
        evidence=tuple(Evidence(sentence=e["sentence"], words=tuple(e["words"])) for e in evidence),
        confidence=confidence,
    )
    return tone if labelled_by is None else as_said(tone, label, labelled_by)


def _pickup_row(one: Understanding, pickup: Pickup) -> dict[str, Any]:
    return {
        "item_id": one.item_id,
        "output_id": pickup.output_id,
        "office_id": pickup.office_id,
        "kind": pickup.kind,
        "degree": pickup.degree,
        **asdict(pickup.reuse),
    }


def _pickup(row: Sequence[Any]) -> Pickup:
    measures: tuple[Any, ...] = tuple(
        tuple(value) if isinstance(value, list) else value for value in row[5:]
    )
    return Pickup(
        output_id=row[1],
        office_id=row[2],
        kind=row[3],
        degree=row[4],
        reuse=Reuse(**dict(zip(_MEASURES, measures, strict=True))),
    )


def _report(row: Sequence[Any]) -> Report:
    *who, runs, words, names, figures, article = row
    numbers = [tuple(one) for one in (runs, words, names, figures)]
    fields = dict(zip(("runs", "words", "names", "figures"), numbers, strict=True))
    print_ = Fingerprint(**fields, article=article)
    return Report(item_id=who[0], at=who[1], owner=who[2], outlet=who[3], fingerprint=print_)


def _story_row(one: Understanding) -> dict[str, Any]:
    assert one.story
    return {
        "item_id": one.item_id,
        "story_id": one.story.story_id,
        "reason": one.story.reason,
        "likeness": one.story.likeness,
    }
