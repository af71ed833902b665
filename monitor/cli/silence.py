"""`monitor silence`: what nobody shall be told of for a while, by a person's word."""

import argparse
from contextlib import closing
from datetime import datetime
from pathlib import Path

from monitor.alert.holding import stands
from monitor.alert.reminding import in_words
from monitor.cli.command import FINE, as_json, name_of, show, you
from monitor.cli.silence_words import silence_of
from monitor.clock import now_utc
from monitor.errors import InputRefused
from monitor.records import Silence
from monitor.settings import load_settings
from monitor.store.alerts import alerts_of_stories
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.paths import lake_of, ledger_of
from monitor.store.publish import VIEWS
from monitor.store.silences import add_silence, end_silence, find_silence, standing_silences
from monitor.store.stories import items_of_story
from monitor.times import for_people

EFFECT = "Its alerts are still written down, with this as the reason why nobody is told."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    adding = actions.add_parser(
        "add", help="silence a rule, a story, a source, or a rule in a story", allow_abbrev=False
    )
    for of, help_ in (("rule", "such as R13"), ("story", "its id"), ("source", "its id")):
        adding.add_argument(f"--{of}", default="", metavar="ID", help=help_)
    until = 'its last day, or "2026-12-01 18:00" in London'
    adding.add_argument("--until", required=True, metavar="TIME", help=until)
    adding.add_argument("--why", default="", metavar="TEXT", help="for whoever asks later")
    listing = actions.add_parser("list", help="what stands, the first to end first")
    listing.add_argument("--json", action="store_true", help="facts as JSON")
    ending = actions.add_parser("end", help="take one back", allow_abbrev=False)
    ending.add_argument("silence", metavar="ID", help="at the beginning of its line")
    for word in (adding, ending):
        word.add_argument("--by", type=name_of, metavar="NAME", help="who says so (you)")


def run(args: argparse.Namespace) -> int:
    now = now_utc()
    with closing(open_ledger(ledger_of(args.data))) as ledger:
        if args.action == "list":
            found = standing_silences(ledger, now)
            show(as_json(found) if args.json else _lines(found, now))
        elif args.action == "end":
            show(_end(ledger, args.silence, args.by or you(), now))
        else:
            silence = _silence(args, now)
            _must_be_known(args, ledger)
            add_silence(ledger, silence)
            show(f"{_line(silence, now)}\n{EFFECT}")
    return FINE


def _silence(args: argparse.Namespace, now: datetime) -> Silence:
    if not (args.rule or args.story or args.source):
        raise InputRefused("say what is to be silent: --rule, --story or --source")
    if args.source and (args.rule or args.story):
        raise InputRefused("a source is silenced by itself; only --rule and --story go together")
    return silence_of(
        rule_id=args.rule,
        story_id=args.story,
        source_id=args.source,
        until=args.until,
        why=args.why,
        owner=args.by or you(),
        now=now,
    )


def _must_be_known(args: argparse.Namespace, ledger: Ledger) -> None:
    settings = load_settings(args.config)
    rules = [rule.id for rule in settings.rules]
    sources = [source.id for source in settings.sources]
    if args.rule and args.rule not in rules:
        raise InputRefused(f"no rule is called {args.rule}; there are {', '.join(rules)}")
    if args.source and args.source not in sources:
        raise InputRefused(f"no source is called {args.source}; `monitor sources list` has them")
    if args.story and not _is_told(args.data, ledger, args.story):
        raise InputRefused(f"no story has the id {args.story}; `monitor story list` has them")


def _is_told(data: Path, ledger: Ledger, story: str) -> bool:
    if alerts_of_stories(ledger, [story]):
        return True
    lake = lake_of(data)
    return (lake / VIEWS).exists() and bool(items_of_story(lake, story))


def _end(ledger: Ledger, silence_id: str, by: str, now: datetime) -> str:
    if end_silence(ledger, silence_id, by, now):
        return f"{silence_id} is over, {by}: from now on people are told again."
    found = find_silence(ledger, silence_id)
    if found is None:
        raise InputRefused(f"no silence has the id {silence_id}; `monitor silence list` has them")
    over = f"{found.ended_by} took it back" if found.ended_by else "it ran out"
    raise InputRefused(f"{over} on {for_people(found.ended_at or found.ends_at)}")


def _lines(silences: list[Silence], now: datetime) -> str:
    return "\n".join(_line(one, now) for one in silences) or "Nothing is silenced."


def _line(silence: Silence, now: datetime) -> str:
    begins = "" if stands(silence, now) else f"from {for_people(silence.begins_at)} "
    until = for_people(silence.ends_at)
    what = in_words(silence)
    return f"{silence.id}  {what} {begins}until {until}, by {silence.owner}: {silence.why}"
