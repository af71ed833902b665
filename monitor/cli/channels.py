"""`monitor channels`: the ways out, and whether they lead to people."""

import argparse
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from threading import Event

from monitor.alert.messages import trial
from monitor.alert.rota.reach import leads_to
from monitor.alert.routing import reachable
from monitor.cli.command import FINE, TO_FIX, as_json, name_of, show, you
from monitor.clock import now_utc
from monitor.errors import InputRefused
from monitor.network.channels import Channel
from monitor.records import Message, OnCall, Person, Sending, SendResult, Settings, Way
from monitor.settings import load_settings, missing_secrets, ready_ways, secrets_of
from monitor.settings.found import unknown
from monitor.steps.ways import open_ways
from monitor.store.ledger import open_ledger
from monitor.store.paths import ledger_of
from monitor.store.ways import way_works

_NEEDS = {"email": "`email`", "sms": "`phone`"}  # of the person, for a way to lead there


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="which are open, and who is told by which")
    listing.add_argument("--json", action="store_true", help="facts as JSON")
    testing = actions.add_parser(
        "test", help="send one message that says that it is a test", allow_abbrev=False
    )
    testing.add_argument("name", metavar="NAME", help="slack, email, sms, console or your own")
    testing.add_argument("--to", metavar="PERSON", help="an id of rules/oncall.toml (the first)")
    testing.add_argument("--yes", action="store_true", help="do not ask before sending")
    testing.add_argument("--by", type=name_of, metavar="NAME", help="who tries it (you)")


def run(args: argparse.Namespace) -> int:
    settings = load_settings(args.config)
    if args.action == "list":
        facts = _facts(settings)
        show(as_json(facts) if args.json else "\n".join(_lines(facts)))
        return FINE
    channel = _open(args, settings)
    person = _person(settings.oncall, args.name, args.to)
    if not (args.yes or _agreed(f"Send a test message to {person.name} by {args.name}? [y/N] ")):
        show("Nothing was sent.")
        return TO_FIX
    now = now_utc()
    ended = _try(channel, trial(args.name, person, args.by or you(), now), now)
    if ended == FINE:
        _note_that_it_works(args.data, args.name, now)
    return ended


# ---------------------------------------------------------------- test


def _open(args: argparse.Namespace, settings: Settings) -> Channel:
    secrets = secrets_of(settings.oncall)
    if variable := dict(missing_secrets(settings.oncall, secrets)).get(args.name):
        raise InputRefused(f"{args.name} stays shut: {variable} is not set")
    args.data.mkdir(parents=True, exist_ok=True)  # where the terminal's log stands
    ways = open_ways(settings, args.data, secrets, show)
    if args.name not in ways:
        raise InputRefused(unknown("way", args.name, ways) + f"; open are {', '.join(ways)}")
    return ways[args.name]


def _person(oncall: OnCall, way: str, wanted: str | None) -> Person:
    people = {person.id: person for person in oncall.people}
    if wanted is None:
        found = next((one for one in oncall.people if leads_to(way, one)), None)
    elif wanted not in people:
        raise InputRefused(unknown("person", wanted, people))
    else:
        found = people[wanted] if leads_to(way, people[wanted]) else None
    if found is None:
        who = people[wanted].name if wanted else "nobody"
        has = "has no" if wanted else "has an"
        raise InputRefused(f"{way} does not lead there: {who} {has} {_NEEDS[way]}")
    return found


def _agreed(question: str) -> bool:
    try:
        return input(question).strip().lower() in {"y", "yes"}
    except EOFError:  # nobody is there to be asked
        show("")
        return False


def _note_that_it_works(data: Path, way: str, now: datetime) -> None:
    """What the daemon took for out of order is tried again at once."""
    path = ledger_of(data)
    if path.exists():
        with closing(open_ledger(path)) as ledger:
            way_works(ledger, way, now)


def _try(channel: Channel, message: Message, now: datetime) -> int:
    """Sends it once, looks for it where that can be done, and says what came of it."""
    sending = channel.send(message)
    if sending.result is SendResult.REFUSED:
        show(f"Not sent. {sending.note}")
        return TO_FIX
    taken = sending.result is SendResult.SENT
    show(f"Sent, as {sending.receipt}." if taken else f"Unclear. {sending.note}")
    looked = _look(channel, message, now)
    show(_found(looked))
    return FINE if taken or looked.result is SendResult.SENT else TO_FIX


def _look(channel: Channel, message: Message, now: datetime) -> Sending:
    """At once, and again when a message that arrived must show."""
    looked = channel.look(message, now)
    if looked.result is SendResult.REFUSED and channel.look_after:
        show(f"Not there yet; looking again in {channel.look_after.seconds} s.")
        Event().wait(channel.look_after.total_seconds())
        looked = channel.look(message, now)
    return looked


def _found(looked: Sending) -> str:
    match looked.result:
        case SendResult.SENT:
            state = f" ({looked.note})" if looked.note else ""
            return f"Read back: it is there{state}."
        case SendResult.REFUSED:
            return f"Read back: it is not there ({looked.note})."
        case SendResult.UNCLEAR:
            return f"Not read back ({looked.note}): ask whether it arrived."


# ---------------------------------------------------------------- list


def _facts(settings: Settings) -> dict[str, dict[str, str]]:
    oncall = settings.oncall
    secrets = secrets_of(oncall)
    shut = dict(missing_secrets(oncall, secrets))
    ready = ready_ways(oncall, secrets) or ["console"]
    ways = {way: f"open, leads to {_readers(way, oncall)}" for way in ready}
    ways |= {way: f"shut: {variable} is not set" for way, variable in shut.items()}
    return {"ways": ways, "people": {one.name: _order(one, ready) for one in oncall.people}}


def _readers(way: str, oncall: OnCall) -> str:
    if way not in _NEEDS:
        return "everybody who reads there"
    return ", ".join(one.name for one in oncall.people if leads_to(way, one)) or "nobody"


def _order(person: Person, ready: list[str]) -> str:
    if not person.ways:
        return ", ".join(reachable(person, ready)) or "by nothing"
    return "; ".join(map(_condition, person.ways))


def _condition(way: Way) -> str:
    after = f"after {way.after_minutes:g} min" if way.after_minutes else ""
    when = way.when if way.when != "always" else ""
    severities = " or ".join(one.value for one in way.severities)
    return " ".join(filter(None, [way.by, after, when, severities]))


def _lines(facts: dict[str, dict[str, str]]) -> Iterator[str]:
    for title, table in facts.items():
        yield title.capitalize()
        width = max(map(len, table))
        yield from (f"  {name:<{width}}  {said}" for name, said in table.items())
