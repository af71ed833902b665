"""Secrets come from the environment or from a file that it names, never from TOML."""

import os
from pathlib import Path

from monitor.errors import ConfigError, Problem

SLACK_BOT_TOKEN = "MONITOR_SLACK_BOT_TOKEN"  # noqa: S105 - the name of a variable, not its value


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
