"""`monitor report`: what the office put out and what became of it, by the analysts' lake."""

import argparse
import csv
import sys
from collections.abc import Callable, Iterable
from datetime import date

from monitor.cli.command import FINE, as_json, show
from monitor.clock import now_utc
from monitor.registers.sheet import harmless
from monitor.reports import alerts, others, pickup
from monitor.reports.asked import WINDOW_DAYS, asked_for, known_office
from monitor.reports.figures import Facts, queries, report, sheet
from monitor.store.lake import offices_of_lake
from monitor.store.paths import lake_of

WORDS: dict[str, tuple[str, Callable[[Facts], str]]] = {
    "pickup": ("which press releases the press used, how, and how fast", pickup.in_words),
    "outputs": ("how much the office put out, by kind", others.outputs_in_words),
    "enquiries": ("what newsrooms asked, and how it was answered", others.enquiries_in_words),
    "alerts": ("how useful each rule was, by what people said of its alerts", alerts.in_words),
    "messages": ("key messages, in the press items of their campaigns", others.messages_in_words),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    names = parser.add_subparsers(dest="report", metavar="REPORT", required=True)
    for name, (what, _) in WORDS.items():
        sub = names.add_parser(name, help=what, description=what, allow_abbrev=False)
        sub.add_argument(
            "--from", dest="since", type=_day, metavar="DATE", help="first day (90 days ago)"
        )
        sub.add_argument("--to", dest="until", type=_day, metavar="DATE", help="last day (today)")
        sub.add_argument("--office", default="", metavar="ID", help="of one office alone")
        sub.add_argument(
            "--days",
            type=int,
            default=WINDOW_DAYS,
            metavar="N",
            help=f"how long an output has to be picked up ({WINDOW_DAYS})",
        )
        form = sub.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="every figure, by its query's name")
        form.add_argument("--csv", action="store_true", help="the main table for a spreadsheet")
        form.add_argument(
            "--sql", action="store_true", help="the queries, as `monitor query` takes them"
        )


def run(args: argparse.Namespace) -> int:
    lake = lake_of(args.data)
    asked = asked_for(now_utc(), args.since, args.until, args.days, args.office)
    known_office(args.office, offices_of_lake(lake))
    if args.sql:
        show(queries(args.report, asked))
    elif args.csv:
        _write_sheet(*sheet(lake, args.report, asked))
    else:
        facts = report(lake, args.report, asked)
        show(as_json(facts) if args.json else WORDS[args.report][1](facts))
    return FINE


def _write_sheet(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Nothing of it is a formula to a spreadsheet."""
    writer = csv.writer(sys.stdout)
    writer.writerow(columns)
    writer.writerows(map(_cell, row) for row in rows)


def _cell(value: object) -> object:
    if isinstance(value, list):
        value = " | ".join(map(str, value))
    return harmless(value) if isinstance(value, str) else value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a date such as 2026-10-01, not {text!r}") from None
