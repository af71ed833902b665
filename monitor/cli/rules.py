"""`monitor rules`: the rulebook tried on its examples, listed, explained; a rule silenced."""

import argparse
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from monitor.alert.feedback import by_rule as figures_of
from monitor.cli import rules_silence
from monitor.cli.command import FINE, TO_FIX, as_json, name_of, show
from monitor.cli.rules_list import Standing, as_listed, lines
from monitor.cli.rules_pages import SOME, alerts_in_words, examples_in_words, rule_in_words
from monitor.cli.rules_words import ALL
from monitor.clock import now_utc
from monitor.errors import ConfigError, InputRefused
from monitor.records import Rule, Settings
from monitor.settings import load_settings
from monitor.settings.examples import EXAMPLES, exemplified
from monitor.settings.found import unknown
from monitor.settings.load_examples import examples_of
from monitor.store.alerts import list_alerts
from monitor.store.ledger import open_ledger
from monitor.store.marks import list_marks
from monitor.store.paths import ledger_of
from monitor.store.silences import standing_silences

RECENT = timedelta(days=30)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    testing = actions.add_parser("test", help="try rules on their examples", allow_abbrev=False)
    testing.add_argument("rules", nargs="*", metavar="RULE", help="only these (all)")
    listing = actions.add_parser("list", help="every rule in a line", allow_abbrev=False)
    explaining = actions.add_parser("explain", help="a rule in plain English", allow_abbrev=False)
    silencing = actions.add_parser("disable", help="silence a rule a while", allow_abbrev=False)
    ending = actions.add_parser("enable", help="end its silence", allow_abbrev=False)
    for action in (explaining, silencing, ending):
        action.add_argument("rule", metavar="RULE", help="its id, such as R01")
    explaining.add_argument("--all", action="store_true", help="every word of its lists")
    for action in (testing, explaining):
        action.add_argument("--examples", type=Path, metavar="DIR", help=f"not {EXAMPLES}")
    for action in (testing, listing, explaining):
        action.add_argument("--json", action="store_true", help="facts as JSON")
    until = 'a day, which counts, or a London time: "2026-11-03", "2026-11-03 09:00"'
    silencing.add_argument("--until", required=True, metavar="DATE", help=until)
    silencing.add_argument("--why", required=True, metavar="TEXT", help="for whoever wonders")
    for action in (silencing, ending):
        action.add_argument("--by", type=name_of, metavar="NAME", help="who says so (you)")
    for action in (testing, listing, explaining, silencing, ending):
        action.add_argument("--config", type=Path, metavar="DIR", default=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    args.now = now_utc()
    try:
        settings = load_settings(args.config)
        match args.action:
            case "test":
                chosen = [known(settings.rules, one).id for one in args.rules]
                return _try(args, settings, chosen or [one.id for one in settings.rules])
            case "list":
                return _list(args, settings)
            case "explain":
                return _explain(args, settings)
            case "disable":
                return rules_silence.disable(args, known(settings.rules, args.rule))
            case _:
                return rules_silence.enable(args, known(settings.rules, args.rule))
    except ConfigError as error:
        if not getattr(args, "json", False):
            raise
        show(as_json({"ok": False, "problems": error.problems}))
        return TO_FIX


def _try(args: argparse.Namespace, settings: Settings, chosen: Sequence[str]) -> int:
    """Imported when it is asked for: reading takes spaCy, and `disable` is typed at 3 am."""
    from monitor.cli.rules_trial import run_examples

    return run_examples(args, settings, chosen)


def known(rules: Sequence[Rule], rule_id: str) -> Rule:
    """The rule of this id, in any case; InputRefused names the nearest."""
    by_id = {rule.id.casefold(): rule for rule in rules}
    if rule_id.casefold() not in by_id:
        raise InputRefused(unknown("rule", rule_id, [rule.id for rule in rules]))
    return by_id[rule_id.casefold()]


# ---------------------------------------------------------------- list and explain


def _list(args: argparse.Namespace, settings: Settings) -> int:
    found = as_listed(settings.rules, _standing(args.data, args.now), args.now)
    show(as_json(found) if args.json else "\n".join(lines(found)))
    return FINE


def _explain(args: argparse.Namespace, settings: Settings) -> int:
    rule = known(settings.rules, args.rule)
    standing = _standing(args.data, args.now)
    (listed,) = as_listed([rule], standing, args.now)
    all_examples = examples_of(settings, args.config, args.examples)
    (of,) = exemplified([rule.id], all_examples)
    examples = [one for one in all_examples if one.rule_id == of]
    alerts = [one for one in standing.alerts if one.rule_id == rule.id]
    most = ALL if args.all else SOME
    page = list(rule_in_words(rule, settings.oncall, settings.context.leads, most))
    if args.json:
        facts = {"rule": rule, "listed": listed, "in_words": page}
        show(as_json(facts | {"examples": examples, "alerts": alerts}))
        return FINE
    head = f"{rule.id}  {rule.name}  ({rule.severity}, {listed.state})\n"
    told = (*examples_in_words(examples), "", *alerts_in_words(alerts))
    show("\n".join((head, *page, "", *told)))
    return FINE


def _standing(data: Path, now: datetime) -> Standing:
    """What the ledger knows of rules; nothing where there is none yet."""
    if not ledger_of(data).exists():
        return Standing()
    with closing(open_ledger(ledger_of(data))) as ledger:
        alerts, marks = list_alerts(ledger, now - RECENT), list_marks(ledger)
        silences = standing_silences(ledger, now)
    figures = {one.rule_id: one for one in figures_of(alerts, marks, now - RECENT)}
    return Standing(alerts=tuple(alerts), figures=figures, silences=tuple(silences))
