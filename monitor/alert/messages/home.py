"""The app's home in Slack: what is mine, what waits, and who is on call."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.alert.messages.slack import escaped
from monitor.alert.messages.standing import state_line
from monitor.alert.messages.words import MEANING, cut
from monitor.records import Alert, ButtonState
from monitor.times import for_people

MOST = 10  # alerts of a kind: Slack takes 100 blocks, a person fewer
Block = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """What a person's home tells, before it is written as Slack wants it."""

    mine: tuple[Alert, ...] = ()
    waiting: tuple[Alert, ...] = ()
    holders: tuple[tuple[str, str], ...] = ()  # role and who has it
    ahead: tuple[str, ...] = ()
    buttons: ButtonState | None = None
    desk_url: str = ""


def home_view(page: HomePage) -> Block:
    """Block Kit of the home tab."""
    return {"type": "home", "blocks": [*_blocks(page)]}


def _blocks(page: HomePage) -> Iterator[Block]:
    if page.buttons and page.buttons.offline_since:
        yield _said(f"⚠️ {offline(page.buttons)}")
    yield _head("Mine")
    yield from _listed(page.mine, "You have nothing open.")
    yield _head("Waiting for somebody")
    yield from _listed(page.waiting, "Nothing waits for anybody.")
    yield _head("On call")
    rota = [f"{role}: {name or 'nobody'}" for role, name in page.holders]
    yield _said("\n".join([*rota, *page.ahead]) or "No rota is written down.")
    if page.desk_url:
        link = f"<{escaped(page.desk_url)}|Open the desk>"
        yield {"type": "context", "elements": [{"type": "mrkdwn", "text": link, "verbatim": True}]}


def offline(buttons: ButtonState) -> str:
    """Since when presses in Slack do not reach us, and what to do instead."""
    since = for_people(buttons.offline_since) if buttons.offline_since else "now"
    return (
        f"Slack's buttons are offline since {since} ({buttons.why}): "
        "use the office's page or `monitor queue ack`."
    )


def _listed(alerts: Sequence[Alert], nothing: str) -> Iterator[Block]:
    if not alerts:
        yield _said(nothing)
    for alert in alerts[:MOST]:
        title = f"{alert.severity} {MEANING[alert.severity]}: {alert.card.headline}"
        yield _said(f"{title}\n{state_line(alert)} · {alert.id}")
    if len(alerts) > MOST:
        yield _said(f"… and {len(alerts) - MOST} more")


def _head(text: str) -> Block:
    return {"type": "header", "text": {"type": "plain_text", "text": text}}


def _said(text: str) -> Block:
    return {"type": "section", "text": {"type": "plain_text", "text": cut(text, 2900)}}
