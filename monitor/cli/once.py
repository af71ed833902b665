"""`monitor once`: one full pass, told line by line."""

import argparse

from monitor.cli.command import FINE, TO_FIX, as_json, show
from monitor.clock import now_utc
from monitor.pipeline import collect_all, run_cycle
from monitor.records import FINE as FINE_OUTCOMES
from monitor.records import CycleReport, PollReport
from monitor.settings import load_settings, secrets_of
from monitor.steps.watch import open_watch


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="facts as JSON")


def run(args: argparse.Namespace) -> int:
    settings = load_settings(args.config)
    quiet = args.json

    def tell(text: str) -> None:
        if not quiet:
            show(text)

    with open_watch(settings, args.data, secrets_of(settings.oncall), tell) as watch:
        report = run_cycle(watch, now_utc(), collect_all)
    show(as_json(_facts(report)) if args.json else "\n".join(_lines(report)))
    return TO_FIX if any(map(_failed, report.polls)) else FINE


def _lines(report: CycleReport) -> list[str]:
    width = max((len(poll.source_id) for poll in report.polls), default=0)
    lines = [_line(poll, width) for poll in report.polls]
    failed = sum(map(_failed, report.polls))
    new = sum(poll.tally.new for poll in report.polls)
    return [
        *lines,
        f"{len(report.polls)} sources ({failed} to look at), "
        f"{sum(poll.tally.entries for poll in report.polls)} entries, {new} new items, "
        f"{report.mentions} mentions, {report.alerts} alerts, {report.delivered} messages sent",
    ]


def _line(poll: PollReport, width: int) -> str:
    if _failed(poll):
        return f"{poll.source_id:<{width}}  {poll.outcome.value.upper()}: {poll.reason}"
    if poll.tally.entries == 0:
        return f"{poll.source_id:<{width}}  {poll.outcome.value}"
    twice = f", {poll.tally.repeated} twice on the page" if poll.tally.repeated else ""
    note = "" if poll.reason.endswith("entries") else f" ({poll.reason})"
    seen = poll.tally.known
    return f"{poll.source_id:<{width}}  read: {poll.tally.new} new, {seen} known{twice}{note}"


def _facts(report: CycleReport) -> dict[str, object]:
    return {
        "sources": [
            {
                "id": poll.source_id,
                "state": poll.outcome.value,
                "reason": poll.reason,
                "entries": poll.tally.entries,
                "new": poll.tally.new,
                "known": poll.tally.known,
                "repeated": poll.tally.repeated,
                "error": poll.reason if _failed(poll) else None,
            }
            for poll in report.polls
        ],
        "totals": {
            "sources": len(report.polls),
            "failed": sum(map(_failed, report.polls)),
            "entries": sum(poll.tally.entries for poll in report.polls),
            "new": sum(poll.tally.new for poll in report.polls),
            "mentions": report.mentions,
            "alerts": report.alerts,
            "delivered": report.delivered,
            "set_aside": report.stepped_aside,
        },
    }


def _failed(poll: PollReport) -> bool:
    return poll.outcome not in FINE_OUTCOMES
