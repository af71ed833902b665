"""Silencing a rule for a while, with a reason and an end, and ending its silence."""

import argparse
from contextlib import closing

from monitor.cli.command import FINE, show, you
from monitor.cli.register_words import day
from monitor.cli.rules_list import whole_silences
from monitor.cli.silence_words import silence_of
from monitor.errors import InputRefused
from monitor.records import Rule
from monitor.store.ledger import open_ledger
from monitor.store.paths import ledger_of
from monitor.store.silences import add_silence, end_silence, standing_silences

OFF = "it is switched off in rules/alerts.toml (`enabled = false`)"


def disable(args: argparse.Namespace, rule: Rule) -> int:
    """Keeps the silence; InputRefused without a reason or with an end that cannot be."""
    if not rule.enabled:
        raise InputRefused(f"{rule.id} needs no silence: {OFF}")
    silence = silence_of(
        rule_id=rule.id, until=args.until, why=args.why, owner=args.by or you(), now=args.now
    )
    with closing(open_ledger(ledger_of(args.data))) as ledger:
        add_silence(ledger, silence)
    show(
        f"{rule.id} “{rule.name}” is silenced until {day(silence.ends_at)}, says {silence.owner}: "
        f"{silence.why}\nWhat it finds is still kept. To end it: monitor rules enable {rule.id}"
    )
    return FINE


def enable(args: argparse.Namespace, rule: Rule) -> int:
    """Ends every silence of the whole rule that stands."""
    by = args.by or you()
    with closing(open_ledger(ledger_of(args.data))) as ledger:
        standing = whole_silences(rule.id, standing_silences(ledger, args.now), args.now)
        for one in standing:
            end_silence(ledger, one.id, by, args.now)
    if not standing:
        state = f"; {OFF}" if not rule.enabled else ""
        raise InputRefused(f"nobody silenced {rule.id}{state}")
    show(f"{rule.id} “{rule.name}” speaks again, says {by}.")
    return FINE
