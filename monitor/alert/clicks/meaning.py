"""What a click asks for: an act on an alert, or a mark."""

from datetime import datetime, time, timedelta
from typing import Final

from monitor.records import Act, ActKind, Alert, Click, Mark, MarkSays
from monitor.times import at_wall, in_london

ACTS: Final = {
    "acknowledge": ActKind.ACKNOWLEDGE,
    "take": ActKind.TAKE_IN_HAND,
    "escalate": ActKind.ESCALATE,
    "snooze": ActKind.SNOOZE,
    "close": ActKind.CLOSE,
}
MARKS: Final[dict[str, MarkSays]] = {
    "useful": "useful",
    "not-useful": "not useful",
    "not-us": "wrong",
}
MORNING: Final = time(8)


def act_of(click: Click, by: str) -> Act | None:
    """The act that the button stands for; None where it stands for none."""
    name, _, choice = click.action.partition(" ")
    kind = ACTS.get(name)
    until = _until(choice, click.at) if kind is ActKind.SNOOZE else None
    if kind is None or (kind is ActKind.SNOOZE and until is None):
        return None
    return Act(kind=kind, by=by, at=click.at, origin="slack", until=until, key=key_of(click))


def mark_of(click: Click, alert: Alert, by: str) -> Mark | None:
    """What the person says of the alert; None where the button says nothing."""
    says = MARKS.get(click.action)
    if says is None:
        return None
    return Mark(
        alert_id=alert.id,
        says=says,
        item_id=alert.item_id,
        why="pressed in Slack",
        said_by=by,
        said_at=click.at,
    )


def key_of(click: Click) -> str:
    """By which a press counts once, in however many envelopes it comes."""
    return f"slack {click.alert_id} {click.action} {click.user_id} {click.action_ts}"


def _until(choice: str, at: datetime) -> datetime | None:
    """The end of a snooze: after so many minutes, or at the next 08:00 in London."""
    if choice == "08:00":
        return next_morning(at)
    minutes = int(choice) if choice.isascii() and choice.isdigit() and len(choice) < 5 else 0
    return at + timedelta(minutes=minutes) if minutes else None


def next_morning(at: datetime) -> datetime:
    """The next 08:00 on a London wall."""
    today = in_london(at).date()
    morning = at_wall(today, MORNING)
    return morning if morning > at else at_wall(today + timedelta(days=1), MORNING)
