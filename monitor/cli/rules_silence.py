"""Silencing a rule for a while, with a reason and an end, and ending its silence."""

import argparse
from contextlib import closing
from datetime import UTC, datetime, timedelta

from monitor.cli.command import FINE, show, you
from monitor.cli.register_words import day
from monitor.cli.rules_list import whole_silences
from monitor.errors import InputRefused
from monitor.ids import content_id
from monitor.records import Rule, Silence
from monitor.registers.fields import moment_of
from monitor.store.ledger import open_ledger
from monitor.store.paths import ledger_of
from monitor.store.silences import add_silence, end_silence, standing_silences
from monitor.times import as_iso, in_london

LONGEST = timedelta(days=90)
OFF = "it is switched off in rules/alerts.toml (`enabled = false`)"


def disable(args: argparse.Namespace, rule: Rule) -> int:
    """Keeps the silence; InputRefused without a reason or with an end that cannot be."""
    if not rule.enabled:
        raise InputRefused(f"{rule.id} needs no silence: {OFF}")
    silence = _silence(args, rule)
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


def _silence(args: argparse.Namespace, rule: Rule) -> Silence:
    why, ends = " ".join(args.why.split()), _end(args.until, args.now)
    if not why:
        raise InputRefused("say with --why for what reason; somebody will wonder")
    if ends <= args.now:
        raise InputRefused(f"{day(ends)} is past")
    if ends > args.now + LONGEST:
        what = f"{day(ends)} is more than {LONGEST.days} days ahead"
        raise InputRefused(f"{what}; for good, write `enabled = false` in rules/alerts.toml")
    owner = args.by or you()
    return Silence(
        id=content_id("silence", rule.id, owner, as_iso(args.now), as_iso(ends)),
        rule_id=rule.id,
        why=why,
        owner=owner,
        begins_at=args.now,
        ends_at=ends,
    )


def _end(until: str, now: datetime) -> datetime:
    """The moment that is meant; a day counts to its last minute, by London's clock."""
    moment = moment_of(until, now)
    if ":" in until or until.strip().casefold() == "now":
        return moment
    return in_london(moment).replace(hour=23, minute=59).astimezone(UTC)
