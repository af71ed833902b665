"""`monitor enter`: coverage that no feed shows, such as a radio interview, put in by hand."""

import argparse
from contextlib import closing
from pathlib import Path

from monitor.cli.command import FINE, as_json, complain, name_of, read_input, show, you
from monitor.clock import now_utc
from monitor.errors import ConfigError
from monitor.records import HandEntry, Source, Tier
from monitor.settings.edit import sources_in
from monitor.steps.entering import Given, entry_of
from monitor.store.ledger import open_ledger
from monitor.store.paths import ledger_of
from monitor.store.sources import add_hand_entry
from monitor.times import for_people


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--outlet", required=True, metavar="NAME", help="who published it")
    parser.add_argument("--title", required=True, metavar="TEXT", help="its headline, or yours")
    parser.add_argument("--text", default="", help="what it says; - is standard input")
    parser.add_argument("--tier", default="", choices=[one.value for one in Tier])
    parser.add_argument("--owner", default="", metavar="NAME", help="who owns the outlet")
    parser.add_argument("--url", default="", help="where it can be heard or read")
    parser.add_argument(
        "--published", default="", metavar="TIME", help='in London: "2026-10-20 08:15" (now)'
    )
    parser.add_argument("--by", type=name_of, metavar="NAME", help="who enters it (you)")
    parser.add_argument("--json", action="store_true", help="facts as JSON")
    parser.epilog = "Tier and owner are those of the source of that name, if there is one."


def run(args: argparse.Namespace) -> int:
    entry = entry_of(_given(args), _configured(args.config), now_utc())
    path = ledger_of(args.data)
    if not path.exists():
        complain(f"nothing has run in {args.data} yet: the entry waits there for the first pass")
        args.data.mkdir(parents=True, exist_ok=True)
    with closing(open_ledger(path)) as ledger:
        is_new = add_hand_entry(ledger, entry)
    facts = {"entry": entry, "already_there": not is_new}
    show(as_json(facts) if args.json else _in_words(entry, is_new))
    return FINE


def _given(args: argparse.Namespace) -> Given:
    return Given(
        outlet=args.outlet,
        title=args.title,
        text=read_input("-") if args.text == "-" else args.text,
        tier=args.tier,
        owner=args.owner,
        url=args.url,
        published=args.published,
        by=args.by or you(),
    )


def _configured(config: Path) -> tuple[Source, ...]:
    """A mistake in the configuration must not keep coverage out."""
    try:
        return sources_in(config)
    except ConfigError:
        complain("no outlet is known, because the configuration has mistakes: see `monitor check`")
        return ()


def _in_words(entry: HandEntry, is_new: bool) -> str:
    where = f"{entry.outlet} ({entry.tier.value}, {entry.owner})"
    what = f"“{entry.title}”, {where}, {for_people(entry.published_at)}"
    if not is_new:
        return f"It was entered before, and is kept once: {what}."
    return f"Kept: {what}. The daemon's next pass takes it in, as `monitor once` does."
