"""`monitor check`: is the configuration right?"""

import argparse
from collections.abc import Mapping

from monitor.cli.command import FINE, TO_FIX, as_json, show
from monitor.errors import ConfigError
from monitor.settings import load_settings, missing_secrets, secrets_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="facts as JSON")


def run(args: argparse.Namespace) -> int:
    try:
        settings = load_settings(args.config)
        secrets = secrets_of(settings.oncall)
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
    shut = dict(missing_secrets(settings.oncall, secrets))
    show(
        as_json({**facts, "shut": shut})
        if args.json
        else "\n".join([_sentence(facts), *_shut(shut)])
    )
    return FINE


def _shut(ways: Mapping[str, str]) -> list[str]:
    """No mistake: a configuration is checked on machines that hold no secret."""
    return [f"Here {way} stays shut: {variable} is not set." for way, variable in ways.items()]


def _sentence(facts: Mapping[str, object]) -> str:
    return (
        "The configuration is fine: {sources} sources ({enabled} enabled), {offices} watched "
        "offices, {rules} rules, {people} people on the rota."
    ).format(**facts)
