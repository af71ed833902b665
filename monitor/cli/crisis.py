"""`monitor crisis`: a person declares a story a crisis, sees how it stands, and ends it."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, NamedTuple

from monitor import ids
from monitor.alert.crisis.dossier import Dossier
from monitor.alert.crisis.sitrep import crisis_alert
from monitor.cli.briefs import brief_in_words
from monitor.cli.command import FINE, TO_FIX, as_json, complain, name_of, show, you
from monitor.cli.crisis_pages import as_facts, line_of, page_of, report_of
from monitor.clock import now_utc
from monitor.errors import InputRefused
from monitor.records import Crisis
from monitor.steps.dossiers import published_dossier
from monitor.steps.naming import alert_called, crisis_called, told_with_of
from monitor.store.crises import end_crisis, list_crises, standing_crises, start_crisis
from monitor.store.dossiers import story_of
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.paths import lake_of, ledger_of
from monitor.times import as_iso, for_people

ACTIONS = {
    "show": "how it stands, from its first item on; of one that ended, the after-action record",
    "report": "the situation report as it would be now",
    "brief": "a paragraph on it, for you to check and send",
}


class Meant(NamedTuple):
    """The story that somebody names, and whose it is."""

    story: str
    title: str
    offices: tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    start = _add(actions, "start", "declare a story a crisis: hourly reports, faster polling")
    start.add_argument("story", metavar="STORY", help="its id, or that of an alert on it")
    start.add_argument("--office", default="", metavar="ID", help="whose crisis, if there are two")
    listing = _add(actions, "list", "every crisis, those that are on first")
    reading = [_add(actions, name, what) for name, what in ACTIONS.items()]
    end = _add(actions, "end", "end it; nobody else does")
    for one in (*reading, end):
        one.add_argument("crisis", metavar="ID", help="or as much of it as no other has")
    for one in (listing, reading[0]):
        one.add_argument("--json", action="store_true", help="facts as JSON")
    for one in (start, end):
        one.add_argument("--by", type=name_of, metavar="NAME", help="who says so (you)")
        one.add_argument("--note", default="", metavar="TEXT", help="why, for the record")


def run(args: argparse.Namespace) -> int:
    path = ledger_of(args.data)
    if not path.exists():
        complain(f"there is no ledger in {args.data} yet")
        return TO_FIX
    args.now = now_utc()  # one moment for all that is said in one breath
    with closing(open_ledger(path)) as ledger:
        show("\n".join(DOES[args.action](args, ledger)))
    return FINE


def _add(actions: Any, name: str, what: str) -> argparse.ArgumentParser:  # noqa: ANN401
    action: argparse.ArgumentParser = actions.add_parser(name, help=what, allow_abbrev=False)
    return action


def _start(args: argparse.Namespace, ledger: Ledger) -> Iterator[str]:
    meant = _meant(args, ledger)
    office = _office(args.office, meant)
    into = told_with_of(ledger)
    for one in standing_crises(ledger):
        if (one.office_id, into.get(one.story_id, one.story_id)) == (office, meant.story):
            raise _is_on(one)
    by = args.by or you()
    crisis = Crisis(
        id=ids.content_id("crisis", office, meant.story, as_iso(args.now)),
        office_id=office,
        story_id=meant.story,
        title=meant.title,
        started_by=by,
        started_at=args.now,
        note=args.note,
    )
    dossier = published_dossier(lake_of(args.data), ledger, office, meant.story, args.now)
    if before := start_crisis(ledger, crisis, crisis_alert(crisis, dossier), args.note):
        raise _is_on(before)
    yield f"Crisis {crisis.id} is on: “{crisis.title}”, declared by {by}."
    yield "Whoever is on call hears how it stands at the daemon's next pass, then every hour."
    yield f"Its outlets are looked at more often. It lasts until: monitor crisis end {crisis.id}"


def _meant(args: argparse.Namespace, ledger: Ledger) -> Meant:
    """A story, or the story of an alert; one that was merged is told with the other."""
    called = args.story
    if row := story_of(lake_of(args.data), called):
        return Meant(row["story_id"], row["title"], tuple(row["offices"]))
    try:
        alert = alert_called(ledger, called)
    except InputRefused as refused:
        told = f"no story has the id {called}, and {refused}; see `monitor story list`"
        raise InputRefused(told) from None
    story = told_with_of(ledger).get(alert.story_id, alert.story_id)
    if not alert.office_id or not alert.card.outlets:
        raise InputRefused(f"{alert.id} is not on coverage: {alert.card.headline}")
    return Meant(story, alert.card.headline, (alert.office_id,))


def _office(said: str, meant: Meant) -> str:
    if said and said not in meant.offices:
        raise InputRefused(f"the story means {', '.join(meant.offices)}, not {said!r}")
    if not said and len(meant.offices) > 1:
        raise InputRefused(f"say whose crisis it is: --office {' or '.join(meant.offices)}")
    return said or meant.offices[0]


def _is_on(crisis: Crisis) -> InputRefused:
    since = for_people(crisis.started_at)
    return InputRefused(f"it is crisis {crisis.id} since {since}, declared by {crisis.started_by}")


def _list(args: argparse.Namespace, ledger: Ledger) -> Iterator[str]:
    found = list_crises(ledger)
    if args.json:
        yield as_json(found)
    elif not found:
        yield "There has been no crisis."
    yield from () if args.json else (line_of(one, args.now) for one in found)


def _show(args: argparse.Namespace, ledger: Ledger) -> Iterator[str]:
    crisis = crisis_called(ledger, args.crisis)
    dossier = _dossier(args, ledger, crisis)
    yield as_json(as_facts(dossier, crisis)) if args.json else page_of(dossier, crisis, args.now)


def _report(args: argparse.Namespace, ledger: Ledger) -> Iterator[str]:
    crisis = crisis_called(ledger, args.crisis)
    if crisis.ended_at:
        raise InputRefused(
            f"{crisis.id} ended {for_people(crisis.ended_at)}: `monitor crisis show`"
        )
    yield report_of(_dossier(args, ledger, crisis), crisis, args.now)


def _brief(args: argparse.Namespace, ledger: Ledger) -> Iterator[str]:
    crisis = crisis_called(ledger, args.crisis)
    yield brief_in_words(_dossier(args, ledger, crisis), args.now)


def _end(args: argparse.Namespace, ledger: Ledger) -> Iterator[str]:
    crisis, by = crisis_called(ledger, args.crisis), args.by or you()
    if not end_crisis(ledger, crisis, by, args.note, args.now):
        ended = crisis_called(ledger, crisis.id)
        raise InputRefused(f"{ended.ended_by} ended {ended.id} before you")
    yield f"Crisis {crisis.id} is over, says {by}: nobody hears of it again."
    yield f"The after-action record: monitor crisis show {crisis.id}"


def _dossier(args: argparse.Namespace, ledger: Ledger, crisis: Crisis) -> Dossier:
    story = told_with_of(ledger).get(crisis.story_id, crisis.story_id)
    return published_dossier(lake_of(args.data), ledger, crisis.office_id, story, args.now)


DOES: dict[str, Callable[[argparse.Namespace, Ledger], Iterator[str]]] = {
    "start": _start,
    "list": _list,
    "show": _show,
    "report": _report,
    "brief": _brief,
    "end": _end,
}
