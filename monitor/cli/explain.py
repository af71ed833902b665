"""`monitor explain`: what the system thinks of an item, and why, without storing it."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from monitor.cli.command import FINE, TO_FIX, as_json, open_lines, read_input, show
from monitor.cli.explained import in_words
from monitor.cli.side_by_side import passages, side_by_side
from monitor.clock import now_utc
from monitor.errors import InputRefused
from monitor.records import Correction, Item, Output
from monitor.settings import default_context, default_rules, load_settings, read_profile
from monitor.steps.explaining import (
    Reader,
    as_facts,
    explain,
    item_from,
    make_reader,
    output_from,
    with_messages,
    with_outputs,
)
from monitor.steps.outputs import Beside, besides_of, quoted
from monitor.store.corrections import standing_corrections
from monitor.store.ledger import open_ledger
from monitor.store.paths import ledger_of
from monitor.store.registers import list_outputs
from monitor.times import in_london


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="- is standard input")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--jsonl", action="store_true", help="an object a line in, one a line out")
    form.add_argument("--json", action="store_true", help="JSON even on a terminal")
    parser.add_argument(
        "--releases", type=Path, metavar="FILE", help="JSONL: hold the items against these releases"
    )
    add_areas(parser)


def add_areas(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--areas", metavar="A,B", help="ready-made profiles instead of --config's watchlist"
    )


def reader_for(args: argparse.Namespace) -> Reader:
    """The reader of the configuration, or of the ready-made areas."""
    if args.areas:
        areas = dict.fromkeys(area.strip() for area in args.areas.split(","))
        offices = [office for area in areas for office in read_profile(area)]
        return make_reader(offices, default_rules(), now_utc(), context=default_context())
    settings = load_settings(args.config)
    reader = make_reader(
        settings.offices,
        settings.rules,
        now_utc(),
        settings.sources,
        settings.context,
        settings.tone,
    )
    return with_messages(with_outputs(reader, (), settings.pickup), settings.messages)


def run(args: argparse.Namespace) -> int:
    reader = replace(reader_for(args), said={} if args.areas else _said(args.data))
    reader = with_outputs(reader, _outputs(args))
    if args.jsonl:
        with open_lines(args.file) as lines:
            return _stream(reader, lines, bool(args.releases))
    for values in _items_in(read_input(args.file)):
        found = explain(reader, item_from(reader, values), values.get("area") or "")
        for_people = sys.stdout.isatty() and not args.json
        beside = _beside(reader, found.item) if args.releases else ()
        if for_people:
            show("\n".join((in_words(found), *side_by_side(beside))))
        else:
            show(as_json(as_facts(found) | (passages(beside) if args.releases else {})))
    return FINE


def _outputs(args: argparse.Namespace) -> list[Output]:
    """The releases that were given, or those of the register."""
    if args.releases:
        return [output_from(values) for values in _items_in(read_input(str(args.releases)))]
    if args.areas or not ledger_of(args.data).exists():
        return []
    with closing(open_ledger(ledger_of(args.data))) as ledger:
        return quoted(list_outputs(ledger))


def _beside(reader: Reader, item: Item) -> tuple[Beside, ...]:
    on = in_london(item.published_at or item.first_seen_at).date()
    return besides_of(reader.library.archive, item.title, item.text, on)


def _said(data: Path) -> dict[tuple[str, str], Correction]:
    """What people said of the tone of items that we have."""
    if not ledger_of(data).exists():
        return {}
    with closing(open_ledger(ledger_of(data))) as ledger:
        return standing_corrections(ledger)


def _stream(reader: Reader, lines: Iterable[str | bytes], beside_them: bool) -> int:
    """A line that cannot be read gets a line that says so; the others go on."""
    worst = FINE
    for line in lines:
        if not line.strip():
            continue
        values: object = None
        try:
            values = json.loads(line)
            item = item_from(reader, _one(values))
            facts = as_facts(explain(reader, item, _one(values).get("area") or ""))
            if beside_them:
                facts |= passages(_beside(reader, item))
        except (ValueError, InputRefused, RecursionError) as error:
            given = values.get("id") if isinstance(values, dict) else None
            facts, worst = {"id": given, "error": str(error)}, TO_FIX
        show(as_json(facts, indent=None))
    return worst


def _items_in(text: str) -> Iterator[dict[str, Any]]:
    """One object, a list of them, or an object a line."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        try:
            values = [json.loads(line) for line in text.split("\n") if line.strip()]
        except (ValueError, RecursionError):
            raise InputRefused(f"not JSON: {error}") from None
    yield from map(_one, values if isinstance(values, list) else [values])


def _one(values: object) -> dict[str, Any]:
    if not isinstance(values, dict):
        raise InputRefused('an item is an object such as {"id": …, "text": …}')
    return values
