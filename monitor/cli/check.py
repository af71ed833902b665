"""`monitor check`: is the configuration right?"""

import argparse
from collections.abc import Mapping

from monitor.cli.command import FINE, TO_FIX, as_json, show
from monitor.errors import ConfigError
from monitor.settings import SLACK_BOT_TOKEN, load_settings, read_secret


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="facts as JSON")


def run(args: argparse.Namespace) -> int:
    try:
        settings = load_settings(args.config)
        read_secret(SLACK_BOT_TOKEN)
    except ConfigError as error:
        if not args.json:
            raise
        show(as_json({"ok": False, "problems": error.problems}))
        return TO_FIX
    on = sum(source.enabled for source in settings.sources)
    facts = {
        "ok": True,
        "sources": len(settings.sources),
        "enabled": on,
        "offices": len(settings.offices),
        "rules": len(settings.rules),
        "people": len(settings.oncall.people),
    }
    show(as_json(facts) if args.json else _sentence(facts))
    return FINE


def _sentence(facts: Mapping[str, object]) -> str:
    return (
        "The configuration is fine: {sources} sources ({enabled} enabled), {offices} watched "
        "offices, {rules} rules, {people} people on the rota."
    ).format(**facts)
