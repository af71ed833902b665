"""`monitor demo`: three weeks of an invented area in under a minute, on this machine alone."""

import argparse
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from monitor.cli.command import FINE, as_json, show
from monitor.demo.replay import replay
from monitor.demo.script import WEEKS
from monitor.demo.summary import summarise
from monitor.times import for_people

NEXT = """
Try next:
  {monitor} --data {data} queue list --days 3650
  {monitor} --config {config} --data {data} report pickup --from 2026-10-05 --to 2026-10-25
  {monitor} --data {data} story list --days 3650
  {monitor} --data {data} query "SELECT label, count(*) FROM tones GROUP BY label"
  {monitor} --data {data} query "SELECT outlet, title, url FROM items WHERE tier = 'national'"
  {monitor} --config {config} explain FILE      reads your own text against the demo's rules
Edit {config}/rules/alerts.toml and run `{monitor} --config {config} check`.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="only the summary, as JSON")
    parser.add_argument("--week", type=int, choices=WEEKS, help="only one week; 3 is the crisis")
    parser.add_argument(
        "--resume", action="store_true", help="go on where an interrupted demo was cut off"
    )


def run(args: argparse.Namespace) -> int:
    data = args.data / "demo"
    weeks = (args.week,) if args.week else WEEKS
    summary: dict[str, Any] = {}
    terminal = Console(highlight=False, soft_wrap=True, emoji=False)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        disable=args.json,
    ) as bar:
        task = bar.add_task("Ashvale wakes up")

        def show_alert(text: str) -> None:
            if not args.json:
                terminal.print(f"{text}\n", markup=False)

        for watch, progress in replay(data, show_alert, weeks, args.resume):
            where = for_people(progress.now)
            bar.update(task, completed=progress.done, total=progress.of, description=where)
            if progress.done == progress.of:
                summary = summarise(watch)
    show(as_json(summary) if args.json else _in_words(summary, data))
    return FINE


def _in_words(summary: dict[str, Any], data: Path) -> str:
    tones = ", ".join(f"{count} {label}" for label, count in summary["tone"].items())
    alerts = ", ".join(f"{count} × {level}" for level, count in summary["alerts"].items())
    told = ", ".join(f"{name} {count} ×" for name, count in summary["told"].items())
    held = "; ".join(f"{count} {why}" for why, count in summary["messages"]["held"].items())
    rows = [
        ("Items", f"{summary['items']} from {summary['sources']} sources"),
        ("Mentions", f"{summary['mentions']}, in {summary['items_about_us']} items of coverage"),
        ("Tone", tones),
        ("Stories", f"{summary['stories']}"),
        (
            "Pick-up",
            f"{summary['picked_up']} of {summary['press_releases']} press releases were used by "
            f"the press ({summary['pickup_rate']:.0%})",
        ),
        ("Alerts", alerts),
        ("Told", f"{told}; {summary['escalated']} because nobody answered in time"),
        ("Held", held),
    ]
    table = "\n".join(f"{name:<10}{text}" for name, text in rows)
    return f"\n{table}\n{NEXT.format(monitor=_as_called(), data=data, config=data / 'config')}"


def _as_called() -> str:
    """The words that started us, so that what we suggest can be typed as it stands."""
    called = Path(sys.argv[0])
    return str(called) if called.name == "monitor" else "python -m monitor"
