"""`monitor sources`: what is watched and how it is, trying an address, adding some."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import get_args

from monitor.cli.command import FINE, TO_FIX, as_json, complain, show
from monitor.cli.source_pages import (
    health_facts,
    health_lines,
    import_facts,
    import_lines,
    list_lines,
    source_facts,
    worst_first,
)
from monitor.cli.trial_page import trial_facts, trial_lines
from monitor.clock import now_utc
from monitor.errors import ConfigError, InputRefused
from monitor.records import FINE as FINE_OUTCOMES
from monitor.records import UNWELL, Kind, PollState, Source, SourceEvent, Tier
from monitor.settings import load_settings, read_keys
from monitor.settings.edit import ID, append_sources, id_from, in_the_way, sources_in
from monitor.settings.manners import read_polling
from monitor.steps.exchanging import MOST_BYTES, export_feeds, import_feeds
from monitor.steps.looking_after import REMEMBERED, healths
from monitor.steps.trying import source_at, try_source
from monitor.store.habits import published_gaps
from monitor.store.ledger import open_ledger
from monitor.store.paths import lake_of, ledger_of
from monitor.store.sources import list_polls, list_source_events

RECENT = timedelta(days=7)

Action = Callable[[argparse.Namespace], int]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    def action(name: str, act: Action, what: str) -> argparse.ArgumentParser:
        sub = actions.add_parser(name, help=what, description=what, allow_abbrev=False)
        sub.add_argument("--json", action="store_true", help="facts as JSON")
        sub.set_defaults(act=act)
        return sub

    action("list", _list, "every configured source")
    action("health", _health, "how each source is, worst first; works while the daemon runs")
    trying = action("test", _test, "fetch a source once, show what would be stored, store nothing")
    trying.add_argument("source", metavar="URL", help="an address, or the id of a source")
    trying.add_argument("--kind", choices=get_args(Kind), default="feed", help="of the URL (feed)")
    _describe(action("add", _add, "add a source to sources.toml"))
    taking = action("import-opml", _import, "add the feeds of another reader, switched off")
    taking.add_argument("file", metavar="FILE", help="- is standard input")
    giving = action("export-opml", _export, "write the feeds as a list for other readers")
    giving.add_argument("file", nargs="?", default="-", metavar="FILE", help="standard output")


def run(args: argparse.Namespace) -> int:
    act: Action = args.act
    return act(args)


def _describe(parser: argparse.ArgumentParser) -> None:
    """What is said of a new source; names as in sources.toml."""
    parser.add_argument("url", nargs="?", default="", metavar="URL", help="its address, if any")
    parser.add_argument("--id", type=_id, help="by which it is called here (from its name)")
    parser.add_argument("--name", required=True, help="the outlet, as people call it")
    parser.add_argument("--tier", required=True, choices=[one.value for one in Tier])
    parser.add_argument("--group", required=True, metavar="OWNER", help="who owns the outlet")
    parser.add_argument("--kind", choices=get_args(Kind), default="feed", help="(feed)")
    parser.add_argument("--query", default="", help="what a platform is asked for")
    parser.add_argument("--poll-minutes", type=float, default=15, metavar="N", help="(15)")
    parser.add_argument("--office", default="", metavar="ID", help="whose own releases it carries")


def _id(text: str) -> str:
    if not ID.fullmatch(text):
        raise argparse.ArgumentTypeError(f"small letters, figures and hyphens, not {text!r}")
    return text


def _show(args: argparse.Namespace, facts: object, lines: Iterable[str]) -> None:
    show(as_json(facts) if args.json else "\n".join(lines))


# ---------------------------------------------------------------- looking


def _list(args: argparse.Namespace) -> int:
    sources = load_settings(args.config).sources
    _show(args, map(source_facts, sources), list_lines(sources))
    return FINE


def _health(args: argparse.Namespace) -> int:
    now = now_utc()
    sources = load_settings(args.config).sources
    polls, events = _known(ledger_of(args.data), now - RECENT)
    gaps = published_gaps(lake_of(args.data), now - REMEMBERED)
    found = worst_first(healths(sources, polls, gaps, now).values())
    _show(args, health_facts(found, events), health_lines(found, events))
    return TO_FIX if any(one.state in UNWELL for one in found) else FINE


def _known(ledger: Path, since: datetime) -> tuple[dict[str, PollState], list[SourceEvent]]:
    if not ledger.exists():
        return {}, []
    with closing(open_ledger(ledger)) as db:
        return list_polls(db), list_source_events(db, since)


def _test(args: argparse.Namespace) -> int:
    now = now_utc()
    present = () if "://" in args.source else sources_in(args.config)
    known = next((one for one in present if one.id == args.source), None)
    source = known or source_at(args.source, args.kind)
    key = read_keys([replace(source, enabled=True)]).get(source.id, "")
    trial = try_source(source, present, read_polling(args.config), key, now)
    _show(args, trial_facts(trial), trial_lines(trial, now))
    return FINE if trial.outcome in FINE_OUTCOMES else TO_FIX


# ---------------------------------------------------------------- adding


def _add(args: argparse.Namespace) -> int:
    present = sources_in(args.config)
    source = Source(
        id=args.id or id_from(args.name, {one.id for one in present}),
        name=args.name,
        kind=args.kind,
        url=args.url,
        query=args.query,
        tier=Tier(args.tier),
        group=args.group,
        poll_minutes=args.poll_minutes,
        office=args.office,
    )
    if other := in_the_way(source, present):
        what = "has this id" if other.id == source.id else "reads this already"
        raise InputRefused(f"`{other.id}` ({other.name}) {what}: nothing was added")
    with _all_or_nothing():
        append_sources(args.config, [source])
    said = (
        f"Added `{source.id}`. `monitor sources test {source.id}` tries it; a daemon that runs "
        "takes it up when it is started again."
    )
    _show(args, {"added": source_facts(source)}, [said])
    return FINE


def _import(args: argparse.Namespace) -> int:
    data = _read(args.file)
    with _all_or_nothing():
        found = import_feeds(args.config, data)
    _show(args, import_facts(found), import_lines(found))
    return TO_FIX if found.refused else FINE


def _export(args: argparse.Namespace) -> int:
    opml, feeds = export_feeds(load_settings(args.config).sources, now_utc())
    if args.file == "-":
        show(opml.decode().rstrip())
        return FINE
    try:
        Path(args.file).write_bytes(opml)
    except OSError as error:
        raise InputRefused(f"{args.file}: {error.strerror}") from None
    _show(args, {"file": args.file, "feeds": feeds}, [f"{feeds} feeds written to {args.file}"])
    return FINE


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """Mistakes are told by file and line; these are lines that were not written."""
    try:
        yield
    except ConfigError:
        complain("nothing was added, because the configuration would then have mistakes:")
        raise


def _read(file: str) -> bytes:
    """One byte more than is taken, so that too much is noticed and no more of it read."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(file).open("rb") as data:
            return data.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputRefused(f"{file}: {error.strerror}") from None
