"""`monitor rescore --since DATE`: the tone of old items by today's scorer."""

import argparse
from collections.abc import Iterator
from contextlib import closing

from monitor.cli.command import FINE, TO_FIX, as_json, complain, midnight, show, you
from monitor.clock import now_utc
from monitor.errors import AlreadyRunning
from monitor.pipeline import hand_over
from monitor.records import CycleReport
from monitor.settings import load_settings
from monitor.steps.rescoring import rescore_some
from monitor.steps.watch import open_watch
from monitor.store.ledger import open_ledger
from monitor.store.paths import ledger_of
from monitor.store.rescorings import Rescoring, ask_for_rescoring
from monitor.times import in_london


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--since", type=midnight, required=True, metavar="DATE", help="first seen from here on"
    )
    parser.add_argument("--json", action="store_true", help="facts as JSON")
    parser.epilog = (
        "A running daemon takes it over, some items with each pass; without one it is done here. "
        "What is interrupted goes on where it was."
    )


def run(args: argparse.Namespace) -> int:
    path = ledger_of(args.data)
    if not path.exists():
        complain(f"nothing is in {args.data} yet; `monitor once` or `monitor run` fills it")
        return TO_FIX
    now = now_utc()
    with closing(open_ledger(path)) as ledger:
        asked = ask_for_rescoring(
            ledger,
            Rescoring(asked_at=now, asked_by=you(), since=args.since, reached_at=args.since),
        )
    try:
        for step in _done_here(args, asked):
            if step.asked_at == asked.asked_at:
                asked = step
            if not args.json:
                show(in_words(step))
    except AlreadyRunning:
        complain("a daemon watches this folder and takes it over; `monitor status` shows how far")
    if args.json:
        show(as_json(asked))
    return FINE


def in_words(asked: Rescoring) -> str:
    """How far a request has come."""
    kept = f"; {asked.kept} keep their score, their text is gone" if asked.kept else ""
    since = in_london(asked.since)
    return f"Rescored  {asked.done} of {asked.total} items since {since:%-d %b %Y}{kept}"


def _done_here(args: argparse.Namespace, asked: Rescoring) -> Iterator[Rescoring]:
    """Goes on until this request, and those before it, are done."""
    with open_watch(load_settings(args.config), args.data, None, show) as watch:
        try:
            while asked.ended_at is None:
                step = rescore_some(watch, now_utc(), CycleReport())
                if step is None:
                    return
                yield step
                asked = step if step.asked_at == asked.asked_at else asked
        finally:
            hand_over(watch)
