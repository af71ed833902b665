"""`monitor oncall`: who is on call and who will be, swaps and leave; the daemon up or down."""

import argparse
import difflib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, time, timedelta
from pathlib import Path

from monitor import ids
from monitor.alert.rota.names import person_called
from monitor.alert.rota.sweep import Rota, faults
from monitor.cli.command import FINE, TO_FIX, as_json, complain, name_of, show, you
from monitor.cli.oncall_pages import (
    change_in_words,
    fault_lines,
    next_facts,
    next_lines,
    overlaps,
    taken_lines,
    who_facts,
    who_lines,
)
from monitor.clock import now_utc
from monitor.errors import InputRefused
from monitor.records import OnCall, RotaChange
from monitor.registers.fields import moment_of
from monitor.settings import load_settings
from monitor.steps.calendars import read_calendars
from monitor.steps.rota import standing_changes
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.paths import ledger_of
from monitor.store.rota import (
    add_change,
    end_change,
    list_appointments,
    list_calendars,
    list_changes,
)
from monitor.times import at_wall, for_people, in_london

LONGEST = timedelta(days=366)
MOST_DAYS = 366
NOWHERE = Path(":memory:")  # what is read where there is no ledger
WHEN = '"2026-12-24 18:00" in London, or a day'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    who = actions.add_parser("who", help="who has which role now", allow_abbrev=False)
    who.add_argument("--at", default="now", metavar="WHEN", help=f"or then: {WHEN}")
    coming = actions.add_parser("next", help="who has what, from when to when", allow_abbrev=False)
    coming.add_argument("--days", type=_days, default=14, metavar="N", help="how far ahead (14)")
    swap = actions.add_parser("swap", help="somebody stands in for somebody", allow_abbrev=False)
    swap.add_argument("who", metavar="WHO", help="a person, or a role: whoever has it")
    swap.add_argument("instead", metavar="WITH", help="who stands in")
    leave = actions.add_parser("leave", help="somebody is away", allow_abbrev=False)
    leave.add_argument("who", metavar="PERSON", help="an id, a name or a surname")
    leave.add_argument("--instead", default="", metavar="PERSON", help="who stands in, if you know")
    listing = actions.add_parser("changes", help="swaps and leave that are not over")
    cancel = actions.add_parser("cancel", help="take a swap or leave back", allow_abbrev=False)
    cancel.add_argument("change", metavar="ID", help="at the beginning of its line")
    check = actions.add_parser("check", help="what is wrong with the rota of the next 7 days")
    for word in (swap, leave):
        word.add_argument("--from", dest="begins", required=True, metavar="WHEN", help=WHEN)
        word.add_argument("--until", required=True, metavar="WHEN", help=f"{WHEN}, to its end")
        word.add_argument("--why", default="", metavar="TEXT", help="for whoever asks later")
    for word in (swap, leave, cancel):
        word.add_argument("--by", type=name_of, metavar="NAME", help="who says so (you)")
    for page in (who, coming, listing, check):
        page.add_argument("--json", action="store_true", help="facts as JSON")


def run(args: argparse.Namespace) -> int:
    oncall, now = load_settings(args.config).oncall, now_utc()
    with _ledger(args) as ledger:
        match args.action:
            case "who" | "next" | "check":
                read_calendars(ledger, oncall, now)
                return _page(args, _rota(ledger, oncall), now)
            case "changes":
                return _changes(args, list_changes(ledger, now), oncall)
            case "cancel":
                return _cancel(args, ledger, oncall, now)
            case _:
                return _say(args, ledger, oncall, now)


@contextmanager
def _ledger(args: argparse.Namespace) -> Iterator[Ledger]:
    """The ledger; to read where there is none, an empty one that leaves nothing behind."""
    path = ledger_of(args.data)
    if args.action in {"swap", "leave"}:
        args.data.mkdir(parents=True, exist_ok=True)
    elif not path.exists():
        complain(f"there is no ledger in {args.data} yet: swaps and leave are not known")
        path = NOWHERE
    with closing(open_ledger(path)) as ledger:
        yield ledger


def _rota(ledger: Ledger, oncall: OnCall) -> Rota:
    return Rota(
        oncall=oncall,
        changes=standing_changes(ledger, oncall),
        entries=list_appointments(ledger),
        copies=tuple(list_calendars(ledger).values()),
    )


# ---------------------------------------------------------------- pages


def _page(args: argparse.Namespace, rota: Rota, now: datetime) -> int:
    if args.action == "check":
        found = faults(rota, now)
        notes = list(overlaps(rota.oncall))
        lines = fault_lines(found, notes)
        show(as_json({"faults": found, "notes": notes}) if args.json else "\n".join(lines))
        return TO_FIX if found else FINE
    if args.action == "who":
        at = moment_of(args.at, now)
        show(as_json(who_facts(rota, at)) if args.json else "\n".join(who_lines(rota, at)))
        return FINE
    until = now + timedelta(days=args.days)
    lines = next_lines(rota, now, until)
    show(as_json(next_facts(rota, now, until)) if args.json else "\n".join(lines))
    return FINE


def _changes(args: argparse.Namespace, found: list[RotaChange], oncall: OnCall) -> int:
    standing = [one for one in found if one.ended_at is None]
    lines = [change_in_words(one, oncall) for one in standing]
    show(as_json(standing) if args.json else "\n".join(lines) or "No swap and no leave.")
    return FINE


# ---------------------------------------------------------------- a person's word


def _say(args: argparse.Namespace, ledger: Ledger, oncall: OnCall, now: datetime) -> int:
    change = _change(args, oncall, now)
    add_change(ledger, change)
    read_calendars(ledger, oncall, now)
    show(change_in_words(change, oncall))
    for line in taken_lines(_rota(ledger, oncall), change, now):
        show(line)
    return FINE


def _change(args: argparse.Namespace, oncall: OnCall, now: datetime) -> RotaChange:
    is_role = args.action == "swap" and args.who in oncall.roles
    role, person = (args.who, "") if is_role else ("", _person(oncall, args.who, args.action))
    instead = _person(oncall, args.instead, "leave") if args.instead else ""
    begins, ends = moment_of(args.begins, now), _end(args.until, now)
    if ends <= begins:
        raise InputRefused(f"{for_people(ends)} is not after {for_people(begins)}")
    if ends <= now:
        raise InputRefused(f"{for_people(ends)} is over already")
    if ends - begins > LONGEST:
        raise InputRefused(f"{LONGEST.days} days at most; for longer, write it in the rota")
    if instead == person:
        raise InputRefused("nobody stands in for themselves")
    return RotaChange(
        id=ids.content_id("rota", args.action, role, person, instead, f"{begins}{ends}{now}")[:8],
        kind=args.action,
        role=role,
        person_id=person,
        instead_id=instead,
        begins_at=begins,
        ends_at=ends,
        why=" ".join(args.why.split()),
        said_by=args.by or you(),
        said_at=now,
    )


def _end(until: str, now: datetime) -> datetime:
    """The moment that is meant; a day lasts to its end, by London's clock."""
    moment = moment_of(until, now)
    if ":" in until or until.strip().casefold() == "now":
        return moment
    return at_wall(in_london(moment).date() + timedelta(days=1), time())


def _person(oncall: OnCall, word: str, action: str) -> str:
    if found := person_called(oncall.people, word):
        return found
    roles = list(oncall.roles) if action == "swap" else []
    known = [person.id for person in oncall.people] + roles
    close = difflib.get_close_matches(word, known, n=1)
    hint = f", did you mean {close[0]}?" if close else f"; there are {', '.join(known)}"
    raise InputRefused(f"nobody on the rota is called {word!r}{hint}")


def _cancel(args: argparse.Namespace, ledger: Ledger, oncall: OnCall, now: datetime) -> int:
    called = [one for one in list_changes(ledger, now) if one.id.startswith(args.change)]
    if len(called) != 1 or not end_change(ledger, called[0].id, args.by or you(), now):
        many = f"{len(called)} begin with" if len(called) > 1 else "no swap or leave stands as"
        complain(f"{many} {args.change!r}; `monitor oncall changes` has them")
        return TO_FIX
    show(f"Taken back: {change_in_words(called[0], oncall)}")
    return FINE


def _days(text: str) -> int:
    if not (text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= MOST_DAYS):
        raise argparse.ArgumentTypeError(f"a number from 1 to {MOST_DAYS}, not {text!r}")
    return int(text)
