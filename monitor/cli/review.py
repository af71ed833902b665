"""`monitor review`: mentions that may mean us, and a person's word on whether they do."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any, Literal

from monitor.cli.command import FINE, as_json, name_of, show, you
from monitor.clock import now_utc
from monitor.errors import InputRefused
from monitor.records import Ruling
from monitor.store.lake import offices_of_item, possible_mentions
from monitor.store.ledger import open_ledger
from monitor.store.paths import lake_of, ledger_of
from monitor.store.rulings import add_ruling, list_rulings
from monitor.times import for_people

SAYS: dict[str, Literal["ours", "not ours", "withdrawn"]] = {
    "ours": "ours",
    "not-ours": "not ours",
    "undo": "withdrawn",
}
STANDS = {"ours", "not ours"}
EFFECT = {
    "ours": "it counts as coverage from the daemon's next pass",
    "not ours": "it never comes back, nor does a copy of the same sentence",
    "withdrawn": "the machine's own opinion counts again",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="what waits for a word", allow_abbrev=False)
    listing.add_argument("--json", action="store_true", help="facts as JSON")
    for action, help_ in (
        ("ours", "it means the office"),
        ("not-ours", "it means somebody else"),
        ("undo", "take back what was said of it"),
    ):
        ruling = actions.add_parser(action, help=help_, allow_abbrev=False)
        ruling.add_argument("item", metavar="ITEM", help="the id at the beginning of its line")
        ruling.add_argument("--office", default="", metavar="ID", help="when several are watched")
        ruling.add_argument("--note", default="", metavar="TEXT", help="why, for the next reader")
        ruling.add_argument("--by", type=name_of, metavar="NAME", help="who says so (you)")


def run(args: argparse.Namespace) -> int:
    if args.action == "list":
        waiting = _waiting(args.data)
        show(as_json(waiting) if args.json else "\n".join(map(_line, waiting)) or "Nothing waits.")
        return FINE
    title, office = _item(lake_of(args.data), args.item, args.office)
    ruling = Ruling(
        item_id=args.item,
        office_id=office,
        says=SAYS[args.action],
        note=args.note,
        ruled_by=args.by or you(),
        ruled_at=now_utc(),
    )
    with closing(open_ledger(ledger_of(args.data))) as ledger:
        add_ruling(ledger, ruling)
    show(f"“{title}”: {ruling.says}, says {ruling.ruled_by}; {EFFECT[ruling.says]}.")
    return FINE


def _waiting(data: Path) -> list[dict[str, Any]]:
    """What nobody has ruled on: the ledger knows before the lake does."""
    possible = possible_mentions(lake_of(data))
    with closing(open_ledger(ledger_of(data))) as ledger:
        ruled = {(one.item_id, one.office_id) for one in list_rulings(ledger) if one.says in STANDS}
    return [row for row in possible if (row["item_id"], row["office_id"]) not in ruled]


def _item(lake: Path, item: str, office: str) -> tuple[str, str]:
    """The item's headline and the office that is spoken of."""
    found = offices_of_item(lake, item)
    if not found:
        raise InputRefused(f"nothing has the id {item!r}; `monitor review list` shows ids")
    title, offices = found
    if not office and len(offices) != 1:
        raise InputRefused(f"say with --office which one is meant: {', '.join(offices) or 'none'}")
    return title, office or offices[0]


def _line(row: dict[str, Any]) -> str:
    return (
        f"{row['item_id']}  {row['office_id']}  {row['confidence']:.2f}  "
        f"{row['outlet']}, {for_people(row['first_seen_at'])}: {row['title']}\n"
        f"    “{row['surface']}” in: {row['sentence']}\n    {'; '.join(row['evidence'])}"
    )
