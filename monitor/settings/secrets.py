"""Secrets come from the environment or from a file that it names, never from TOML."""

import os
from pathlib import Path

from monitor.errors import ConfigError, Problem

SLACK_BOT_TOKEN = "MONITOR_SLACK_BOT_TOKEN"  # noqa: S105 - the name of a variable, not its value


class Secret(str):
    """Text that does not show itself in a log, a traceback or a debugger."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Secret('***')"

    def __format__(self, spec: str) -> str:
        return "***"

    __str__ = __repr__

    def reveal(self) -> str:
        """The value itself, for the one library call that needs it."""
        return "".join(self)


def read_secret(name: str) -> Secret | None:
    """The secret of this name, from `NAME` or the file in `NAME_FILE`; None when neither is set."""
    if value := os.environ.get(name, "").strip():
        return Secret(value)
    if path := os.environ.get(f"{name}_FILE", "").strip():
        return _from_file(name, Path(path))
    return None


def _from_file(name: str, path: Path) -> Secret:
    try:
        value = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigError([Problem(str(path), 1, f"{name}_FILE: {error.strerror}")]) from None
    if not value:
        raise ConfigError([Problem(str(path), 1, f"{name}_FILE: the file is empty")])
    if path.stat().st_mode & 0o077:
        raise ConfigError([Problem(str(path), 1, f"{name}_FILE: readable by others; chmod 600")])
    return Secret(value)
