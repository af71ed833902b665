"""The project's own collecting step, as the daemon runs it: `python ours.py FOLDER URLS`."""

import sys
from datetime import timedelta
from pathlib import Path

from feeds import NEWEST
from measuring import answer_passes

from monitor.records import OnCall, Polling, Settings, Source, Tier
from monitor.steps.collecting import collect_due
from monitor.steps.watch import Watch, open_watch

APART = timedelta(hours=3)  # so that every source is due again, whatever its rhythm
FIRST = NEWEST - 1.5 * APART  # the entry that comes last does so between the last two passes


def collect(watch: Watch, number: int) -> int:
    collect_due(watch, FIRST + number * APART)
    row = watch.coverage.execute("SELECT count(*) FROM items").fetchone()
    return int(row[0]) if row else 0


def settings_for(urls: list[str]) -> Settings:
    return Settings(
        polling=Polling(contact="mailto:desk@example.org", allow_private=True, at_once=50),
        sources=tuple(_source(f"outlet-{number:04}", url) for number, url in enumerate(urls)),
        offices=(),
        rules=(),
        oncall=OnCall(people=(), roles={}, chains={}),
    )


def _source(name: str, url: str) -> Source:
    return Source(id=name, name=name, kind="feed", url=url, tier=Tier.LOCAL, group=name)


def main(folder: Path, urls: list[str]) -> None:
    with open_watch(settings_for(urls), folder, None, print) as watch:
        answer_passes(lambda number: collect(watch, number))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]).read_text().split())
