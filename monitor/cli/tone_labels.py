"""`monitor tone list|label|undo|calibrate`: a person's word on tone, which wins."""

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from monitor.cli import calibrate
from monitor.cli.command import FINE, as_json, name_of, show, you
from monitor.clock import now_utc
from monitor.errors import InputRefused
from monitor.records import Correction
from monitor.store.corrections import add_corrections, breath_of, standing_corrections
from monitor.store.lake import copies_of_item, tones_of_item, tones_to_label
from monitor.store.ledger import open_ledger
from monitor.store.paths import lake_of, ledger_of
from monitor.times import for_people

LABELS = ("negative", "neutral", "positive", "mixed")
MOST = 20  # rows of a list that nobody asked for in full


def add_actions(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds what `run` answers to."""
    listing = actions.add_parser(
        "list", help="what the machine is unsure of and nobody labelled", allow_abbrev=False
    )
    listing.add_argument("--all", action="store_true", help="everything that nobody labelled")
    listing.add_argument("--json", action="store_true", help="facts as JSON")
    label = actions.add_parser("label", help="say what the tone is: it wins", allow_abbrev=False)
    undo = actions.add_parser("undo", help="take back what was said", allow_abbrev=False)
    for action in (label, undo):
        action.add_argument("item", metavar="ITEM", help="the id at the beginning of its line")
        action.add_argument("--office", default="", metavar="ID", help="when several are meant")
        action.add_argument("--note", default="", metavar="TEXT", help="why, for the next reader")
        action.add_argument("--by", type=name_of, metavar="NAME", help="who says so (you)")
        action.add_argument("--copies", action="store_true", help="of its copies, too")
    label.add_argument("label", choices=LABELS, metavar="LABEL", help=", ".join(LABELS))
    calibrate.add_action(actions)


def run(args: argparse.Namespace) -> int:
    match args.action:
        case "list":
            return _list(args)
        case "calibrate":
            return calibrate.run(args)
        case "label":
            return _label(args)
        case _:
            return _undo(args)


def _list(args: argparse.Namespace) -> int:
    """The ledger knows before the lake does."""
    said = _standing(args.data)
    rows = [
        row
        for row in tones_to_label(lake_of(args.data), args.all)
        if (row["item_id"], row["office_id"]) not in said
    ]
    if args.json:
        show(as_json(rows))
        return FINE
    more = [f"{len(rows) - MOST} more; --json has them all"] if len(rows) > MOST else []
    show("\n".join([*map(_line, rows[:MOST]), *more]) or "Nothing waits.")
    return FINE


def _label(args: argparse.Namespace) -> int:
    title, tone = _item(lake_of(args.data), args.item, args.office)
    office = tone["office_id"]
    copies = copies_of_item(lake_of(args.data), args.item, office)
    before = _standing(args.data).get((args.item, office))
    taken = copies if args.copies else []
    who = _say(args, office, args.label, [args.item, *(one["item_id"] for one in taken)])
    machine = "the machine agreed" if tone["machine_label"] == args.label else _machine(tone)
    stood = f"; {before.said_by} had said {before.label}" if before else ""
    show(f"“{title}”: {args.label}, says {who} ({machine}{stood}).\nIt wins from the next pass on.")
    if copies:
        show(_of_copies(copies, "" if args.copies else "; --copies labels them, too"))
    return FINE


def _undo(args: argparse.Namespace) -> int:
    """With its copies: those that got the word in the same breath."""
    said = _standing(args.data)
    offices = [office for item, office in said if item == args.item]
    if not offices:
        raise InputRefused(f"nobody has labelled {args.item!r}")
    if args.office not in offices and (args.office or len(offices) > 1):
        raise InputRefused(f"say with --office which word is meant: {', '.join(offices)}")
    word = said[args.item, args.office or offices[0]]
    breath = [one.item_id for one in said.values() if breath_of(one) == breath_of(word)]
    others = [item for item in breath if item != args.item]
    _say(args, word.office_id, "", [args.item, *(others if args.copies else [])])
    show(f"Taken back: {word.label}, as {word.said_by} said; the machine's own opinion counts.")
    if others:
        also = "theirs, too" if args.copies else "theirs stands; --copies takes it back, too"
        show(f"{_number(len(others), 'copy', 'copies')} got the same word: {also}.")
    return FINE


def _say(args: argparse.Namespace, office: str, label: Any, items: Sequence[str]) -> str:  # noqa: ANN401
    """Keeps the word on these items, in one breath; gives back whose it is."""
    who, now = args.by or you(), now_utc()
    with closing(open_ledger(ledger_of(args.data))) as ledger:
        add_corrections(
            ledger,
            [
                Correction(
                    item_id=item,
                    office_id=office,
                    label=label,
                    note=args.note,
                    said_by=who,
                    said_at=now,
                )
                for item in items
            ],
        )
    return who


def _standing(data: Path) -> dict[tuple[str, str], Correction]:
    with closing(open_ledger(ledger_of(data))) as ledger:
        return standing_corrections(ledger)


def _item(lake: Path, item: str, office: str) -> tuple[str, dict[str, Any]]:
    """The item's headline and the tone towards the office that is spoken of."""
    rows = tones_of_item(lake, item)
    if not rows:
        raise InputRefused(f"nothing has the id {item!r}; `monitor tone list` shows ids")
    tones = {row["office_id"]: row for row in rows if row["office_id"]}
    if not tones:
        raise InputRefused(f"“{rows[0]['title']}” means none of the offices: it has no tone")
    if office not in tones and (office or len(tones) > 1):
        raise InputRefused(f"say with --office which one is meant: {', '.join(tones)}")
    return rows[0]["title"], tones[office or next(iter(tones))]


def _machine(tone: dict[str, Any]) -> str:
    return f"{tone['scorer']} thought {tone['machine_label']}"


def _of_copies(copies: list[dict[str, Any]], hint: str) -> str:
    outlets = ", ".join(dict.fromkeys(one["outlet"] for one in copies))
    return f"{_number(len(copies), 'copy carries', 'copies carry')} it, too ({outlets}){hint}."


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _line(row: dict[str, Any]) -> str:
    sure = "" if row["confidence"] is None else f", {row['confidence']:.2f} sure"
    evidence = (row["evidence"] or [{}])[0]
    words = f" [{', '.join(evidence['words'])}]" if evidence.get("words") else ""
    sentence = f"\n    “{evidence['sentence']}”{words}" if evidence.get("sentence") else ""
    return (
        f"{row['item_id']}  {row['office_id']}  {row['label']} ({row['score']:+.2f}{sure}, "
        f"{row['scorer']})  {row['outlet']}, {for_people(row['first_seen_at'])}: "
        f"{row['title']}{sentence}"
    )
