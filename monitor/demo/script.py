"""The invented coverage, as it is written in `ashvale/`."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files

from monitor.times import LONDON

FOLDER = files("monitor.demo").joinpath("ashvale")
STEP = timedelta(minutes=15)  # how finely the replay looks


@dataclass(frozen=True, slots=True)
class Published:
    """An invented item and what its author meant it to be."""

    id: str
    source: str
    at: datetime
    title: str
    text: str
    event: str
    about: bool
    tone: str | None
    severity: str
    release: str | None
    degree: str | None

    @property
    def url(self) -> str:
        return f"https://{self.source}.example/{self.id}"


WEEKS = (1, 2, 3)


@cache
def ashvale(weeks: tuple[int, ...] = WEEKS) -> tuple[Published, ...]:
    """The items of these weeks in the order of their publication."""
    texts = (FOLDER.joinpath(f"week-{week}.jsonl").read_text(encoding="utf-8") for week in weeks)
    items = [_published(line) for text in texts for line in text.splitlines()]
    return tuple(sorted(items, key=lambda item: (item.at, item.id)))


def moments(items: tuple[Published, ...]) -> list[datetime]:
    """When the replay looks: after each publication, on the quarter hour, and once at the end,
    when even the source that is polled least is due again."""
    looks = sorted({_next_step(item.at) for item in items})
    return [*looks, looks[-1] + timedelta(hours=1)]


def _published(line: str) -> Published:
    values = json.loads(line)
    at = datetime.fromisoformat(values["at"]).replace(tzinfo=LONDON).astimezone(UTC)
    return Published(**values | {"at": at})


def _next_step(at: datetime) -> datetime:
    whole = at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0)
    return whole + STEP
