"""`monitor query "SQL"`: a question to the analysts' lake."""

import argparse
import csv
import sys

from rich.console import Console
from rich.table import Column, Table

from monitor.cli.command import FINE, as_json, show
from monitor.store.lake import ask
from monitor.store.paths import lake_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sql", metavar="SQL", help='such as "SELECT * FROM items LIMIT 5"')
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--csv", action="store_true", help="comma-separated values")
    kind.add_argument("--json", action="store_true", help="a list of objects")


def run(args: argparse.Namespace) -> int:
    columns, rows = ask(lake_of(args.data), args.sql)
    if args.json:
        show(as_json([dict(zip(columns, row, strict=True)) for row in rows]))
    elif args.csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows(rows)
    else:
        _print_table(columns, rows)
    return FINE


def _print_table(columns: list[str], rows: list[tuple[object, ...]]) -> None:
    table = Table(*(Column(name, overflow="fold") for name in columns))
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row))
    Console(markup=False, emoji=False, highlight=False).print(table)
