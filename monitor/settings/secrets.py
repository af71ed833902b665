"""Secrets come from the environment or from a file that it names, never from TOML."""

import os
from collections.abc import Mapping
from pathlib import Path

from monitor.errors import ConfigError, Problem
from monitor.records import OnCall

# The names of variables, not their values.
SLACK_BOT_TOKEN = "MONITOR_SLACK_BOT_TOKEN"  # noqa: S105
SLACK_APP_TOKEN = "MONITOR_SLACK_APP_TOKEN"  # noqa: S105
SMTP_PASSWORD = "MONITOR_SMTP_PASSWORD"  # noqa: S105
NOTIFY_KEY = "MONITOR_NOTIFY_KEY"
ELSEWHERE = "MONITOR_ELSEWHERE_"
HEARTBEAT_URL = "MONITOR_HEARTBEAT_URL"
HEARTBEAT_FAIL_URL = "MONITOR_HEARTBEAT_FAIL_URL"


class Secret:
    """Text that does not show itself in a log, a traceback or a debugger.

    Not a `str`: JSON, `join` and `+` would read its characters past every method of ours.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def __repr__(self) -> str:
        return "Secret('***')"

    def __format__(self, spec: str) -> str:
        return "***"

    def reveal(self) -> str:
        """The value itself, for the one library call that needs it."""
        return self._value


Secrets = Mapping[str, Secret]  # by the names of their variables


def secret_names(oncall: OnCall) -> dict[str, str]:
    """The ways that are written down, each with the variable that its secret stands in; "" where
    it needs none."""
    email = oncall.email
    return {
        **({"slack": SLACK_BOT_TOKEN} if oncall.slack else {}),
        **({"email": SMTP_PASSWORD if email.user else ""} if email else {}),
        **({"sms": NOTIFY_KEY} if oncall.sms else {}),
        **{one.id: elsewhere_name(one.id) for one in oncall.elsewhere},
    }


def elsewhere_name(way: str) -> str:
    """`MONITOR_ELSEWHERE_PRESS_ROOM` of `press-room`."""
    return ELSEWHERE + way.upper().replace("-", "_")


def secrets_of(oncall: OnCall) -> Secrets:
    """The secrets of its ways that are set; ConfigError if a file of one cannot be read."""
    found = {name: read_secret(name) for name in secret_names(oncall).values() if name}
    return {name: secret for name, secret in found.items() if secret}


def missing_secrets(oncall: OnCall, secrets: Secrets) -> list[tuple[str, str]]:
    """The ways that stay shut because their secret is not set, each with its variable."""
    wanted = secret_names(oncall).items()
    return [(way, name) for way, name in wanted if name and name not in secrets]


def ready_ways(oncall: OnCall, secrets: Secrets) -> list[str]:
    """The ways that are written down and have the secret that they need."""
    return [way for way, name in secret_names(oncall).items() if not name or name in secrets]


def read_secret(name: str) -> Secret | None:
    """The secret of this name, from `NAME` or the file in `NAME_FILE`; None when neither is set."""
    if value := os.environ.get(name, "").strip():
        return Secret(value)
    if path := os.environ.get(f"{name}_FILE", "").strip():
        return _from_file(name, Path(path))
    return None


def _from_file(name: str, path: Path) -> Secret:
    def refused(what: str) -> ConfigError:
        return ConfigError([Problem(str(path), 1, f"{name}_FILE: {what}")])

    try:
        value = path.read_text(encoding="utf-8").strip()
        mode = path.stat().st_mode
    except OSError as error:
        raise refused(str(error.strerror)) from None
    except UnicodeDecodeError:
        raise refused("not UTF-8 text") from None
    if not value:
        raise refused("the file is empty")
    if mode & 0o077:
        raise refused("readable by others; chmod 600")
    return Secret(value)
