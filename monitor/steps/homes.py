"""Alerts and the rota → the app's home of everybody who has opened it."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.alert.desk import Desk
from monitor.alert.messages.home import HomePage, home_view
from monitor.ids import content_id
from monitor.network.slack.people import SlackPeople
from monitor.records import Alert, AlertState, ButtonState, Home, SendResult
from monitor.steps.acting import desk_of
from monitor.steps.clicks import handovers, holders
from monitor.store.alerts import list_alerts
from monitor.store.clicks import find_buttons
from monitor.store.ledger import Ledger
from monitor.store.threads import list_homes, save_home

RECENT = timedelta(days=30)
SPACING = timedelta(minutes=1)  # between two changes of one person's home
OVER = frozenset({AlertState.CLOSED, AlertState.NOTED})


def show_homes(ledger: Ledger, people: SlackPeople, now: datetime) -> int:
    """Brings every home up to date that may be; how many were."""
    homes = [one for one in list_homes(ledger) if _is_time(one, now)]
    if not homes:
        return 0
    desk = desk_of(ledger)
    alerts = [one for one in list_alerts(ledger, now - RECENT) if one.state not in OVER]
    buttons = find_buttons(ledger)
    return sum(
        _show(ledger, people, one, _page(desk, alerts, buttons, one, now), now) for one in homes
    )


def _show(ledger: Ledger, people: SlackPeople, home: Home, page: HomePage, now: datetime) -> bool:
    view = home_view(page)
    shown = content_id("home", json.dumps(view, sort_keys=True))
    if shown == home.shown:
        return False
    ended = people.publish_home(home.user_id, view)
    arrived = ended.result is SendResult.SENT
    save_home(ledger, replace(home, shown=shown if arrived else home.shown, shown_at=now))
    return arrived


def _is_time(home: Home, now: datetime) -> bool:
    return home.shown_at is None or now - home.shown_at >= SPACING


def _page(
    desk: Desk, alerts: list[Alert], buttons: ButtonState | None, home: Home, now: datetime
) -> HomePage:
    name = next((one.name for one in desk.oncall.people if one.slack == home.user_id), "")
    urgent = sorted(alerts, key=lambda one: (one.severity, one.created_at))
    return HomePage(
        mine=tuple(one for one in urgent if name and one.owner == name),
        waiting=tuple(one for one in urgent if one.state is AlertState.NEW),
        holders=tuple(holders(desk, now)),
        ahead=tuple(handovers(desk, now)),
        buttons=buttons,
        desk_url=desk.oncall.desk_url,
    )
