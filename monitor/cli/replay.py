"""`monitor replay --from DATE --to DATE`: history held against a rulebook, and nothing changed."""

import argparse
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from monitor.cli.command import FINE, TO_FIX, as_json, complain, midnight, show
from monitor.cli.replay_pages import Outcome, as_facts, changes, compare, in_words
from monitor.clock import now_utc
from monitor.records import Rule, Settings
from monitor.settings import load_rulebook, load_settings
from monitor.steps.replaying import as_it_was, missed, past_of, replay
from monitor.store.history import count_history
from monitor.store.ledger import open_ledger
from monitor.store.paths import coverage_of, ledger_of
from monitor.store.snapshot import read_copy


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from", dest="since", type=midnight, required=True, metavar="DATE", help="its first day"
    )
    parser.add_argument(
        "--to", dest="until", type=midnight, metavar="DATE", help="the day after the last (now)"
    )
    parser.add_argument(
        "--rules", type=Path, metavar="DIR", help="a changed rulebook (the one that is in use)"
    )
    parser.add_argument("--diff", action="store_true", help="only what changes, alert by alert")
    parser.add_argument("--json", action="store_true", help="facts as JSON")
    parser.epilog = (
        "It works while the daemon runs, on a copy, and writes nothing. Rules that watch sources, "
        "rates, stories, releases or the rota are left out: they look at no item."
    )


def run(args: argparse.Namespace) -> int:
    if not ledger_of(args.data).exists():
        complain(f"nothing is in {args.data} yet; `monitor once` or `monitor run` fills it")
        return TO_FIX
    until = args.until or now_utc()
    if until <= args.since:
        complain("`--to` must be after `--from`")
        return TO_FIX
    settings = load_settings(args.config)
    rules: Sequence[Rule] = settings.rules
    if args.rules:
        rules, manners = load_rulebook(args.rules, settings)
        settings = replace(settings, manners=manners)
    outcome = _replay(args.data, settings, rules, args.since, until)
    if args.json:
        show(as_json(as_facts(outcome)))
    else:
        show("\n".join(changes(outcome) if args.diff else in_words(outcome)))
    return FINE


def _replay(
    data: Path, settings: Settings, rules: Sequence[Rule], since: datetime, until: datetime
) -> Outcome:
    began = time.monotonic()
    with (
        read_copy(coverage_of(data)) as coverage,
        closing(open_ledger(ledger_of(data))) as ledger,
    ):
        past = past_of(settings, rules, coverage, ledger)
        made = replay(past, since, until)
        items, concerned = count_history(coverage, since, until)
        return compare(
            since=since,
            until=until,
            items=items,
            concerned=concerned,
            rules=rules,
            would_be=made.told,
            was=as_it_was(ledger, since, until),
            missed=missed(ledger, since, until),
            seconds=time.monotonic() - began,
        )
