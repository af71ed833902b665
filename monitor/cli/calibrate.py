"""`monitor tone calibrate`: thresholds from corrections; a person accepts them or leaves them."""

import argparse
from collections import Counter
from collections.abc import Sequence

from monitor.cli.command import FINE, TO_FIX, as_json, complain, name_of, show
from monitor.clock import now_utc
from monitor.settings import load_settings
from monitor.settings.edit_tone import accept_thresholds, as_toml
from monitor.steps.comparing import judged_by_people
from monitor.store.paths import lake_of, ledger_of
from monitor.understand.agreement import Judged
from monitor.understand.calibration import FEWEST, Proposal, propose


def add_action(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds what `run` answers to."""
    parser = actions.add_parser(
        "calibrate",
        help="propose thresholds that agree with what people said",
        allow_abbrev=False,
        epilog="Nothing changes until somebody accepts it by name.",
    )
    parser.add_argument(
        "--accept", type=name_of, metavar="NAME", help="write them into rules/tone.toml"
    )
    parser.add_argument("--json", action="store_true", help="facts as JSON")


def run(args: argparse.Namespace) -> int:
    _, judged = judged_by_people(lake_of(args.data), ledger_of(args.data))
    if len(judged) < FEWEST:
        complain(f"{len(judged)} texts are labelled; it takes {FEWEST} to tell thresholds from")
        return TO_FIX
    now = load_settings(args.config).tone.thresholds
    found = propose(judged, now)
    show(as_json(found) if args.json else _in_words(found, judged))
    if found.thresholds == now:
        complain("nothing to accept: what stands agrees best")
    elif args.accept:
        why = f"agrees in {found.after} of {found.n} corrections, {found.before} before"
        path = accept_thresholds(args.config, found.thresholds, args.accept, why, now_utc())
        complain(f"{path} says so now; a daemon reads it when it starts")
    return FINE


def _in_words(found: Proposal, judged: Sequence[Judged]) -> str:
    scorers = Counter(one.scorer for one in judged)
    of = ", ".join(f"{name} {count}" for name, count in sorted(scorers.items()))
    lines = [
        as_toml(found.thresholds),
        f"# Agrees in {found.after} of {found.n} corrections, {found.before} before.",
        f"# On corrections that were held out: {found.held_out} of {found.n}.",
        f"# Scored by: {of}.",
    ]
    if found.held_out <= found.before:
        lines.append("# What was held out does not speak for a change: better leave what stands.")
    return "\n".join(lines)
