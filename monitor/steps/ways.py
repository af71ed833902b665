"""The ways out, opened as the configuration and the secrets that are set allow."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from monitor.network.channels import Channel
from monitor.network.console import Console
from monitor.network.slack import SlackChannel
from monitor.records import OnCall, Settings
from monitor.settings import SLACK_BOT_TOKEN, Secrets, missing_secrets
from monitor.settings.secrets import NOTIFY_KEY, SMTP_PASSWORD, elsewhere_name

log = logging.getLogger(__name__)


def note_shut(settings: Settings, secrets: Secrets) -> None:
    """Says in the log which ways nobody can be told by."""
    for way, variable in missing_secrets(settings.oncall, secrets):
        log.warning("way=%s stays shut: %s is not set", way, variable)


def open_ways(
    settings: Settings, data: Path, secrets: Secrets, show: Callable[[str], None]
) -> dict[str, Channel]:
    """Every way whose secret is there; the terminal where there is none, or somebody wants it."""
    oncall = settings.oncall
    ways = {**_slack(oncall, secrets), **_email(oncall, secrets), **_sms(oncall, secrets)}
    ways |= _elsewhere(oncall, secrets)
    if not ways or _is_wanted("console", oncall):
        ways["console"] = Console(data / "alerts.log", show)
    return ways


def _slack(oncall: OnCall, secrets: Secrets) -> dict[str, Channel]:
    token = secrets.get(SLACK_BOT_TOKEN)
    if not (oncall.slack and token):
        return {}
    members = {person.id: person.slack for person in oncall.people if person.slack}
    slack = oncall.slack
    return {"slack": SlackChannel(slack.channel, token.reveal(), slack.api_url, members)}


# The libraries of these take half a second to import: only who uses them shall wait for it.


def _email(oncall: OnCall, secrets: Secrets) -> dict[str, Channel]:
    password = secrets.get(SMTP_PASSWORD)
    if oncall.email is None or (oncall.email.user and not password):
        return {}
    from monitor.network.email import EmailChannel

    addresses = {person.id: person.email for person in oncall.people if person.email}
    said = password.reveal() if password and oncall.email.user else ""
    return {"email": EmailChannel(oncall.email, said, addresses)}


def _sms(oncall: OnCall, secrets: Secrets) -> dict[str, Channel]:
    key = secrets.get(NOTIFY_KEY)
    if not (oncall.sms and key):
        return {}
    from monitor.network.text_messages import TextChannel

    phones = {person.id: person.phone for person in oncall.people if person.phone}
    return {"sms": TextChannel(oncall.sms, key.reveal(), phones)}


def _elsewhere(oncall: OnCall, secrets: Secrets) -> Mapping[str, Channel]:
    given = {
        one.id: (one.name or one.id, address)
        for one in oncall.elsewhere
        if (address := secrets.get(elsewhere_name(one.id)))
    }
    if not given:
        return {}
    from monitor.network.elsewhere import ElsewhereChannel

    return {way: ElsewhereChannel(name, address.reveal()) for way, (name, address) in given.items()}


def _is_wanted(way: str, oncall: OnCall) -> bool:
    return any(one.by == way for person in oncall.people for one in person.ways)
