"""The errors that are ours; anything else that is raised is a bug and stops its step.

MonitorError
├── ConfigError        the configuration has mistakes; it carries all of them
├── AlreadyRunning     another process works on this data folder
├── StoreUnusable      a database cannot be opened or has been invalidated: exit, be restarted
├── QueryRefused       an analyst's query that cannot be run
├── ModelUnusable      the tone model is missing, damaged or not ours: VADER takes over
└── InputRefused       a file or line that a command was given is not what it takes
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a configuration file, as the person who wrote the file would want it told."""

    file: str
    line: int
    what: str


class MonitorError(Exception):
    """Anything that a person can put right; its text is for that person."""


class ConfigError(MonitorError):
    """Every mistake found in the configuration, never only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} mistakes in the configuration")
        self.problems = tuple(problems)


class AlreadyRunning(MonitorError):
    """Two senders on one ledger would wake people twice."""


class StoreUnusable(MonitorError):
    """The database must be closed and opened anew, which only a new process does safely."""


class QueryRefused(MonitorError):
    """The query was not run, and this says why."""


class ModelUnusable(MonitorError):
    """There is no tone model to read with, and this says why."""


class InputRefused(MonitorError):
    """What was given cannot be read as what the command takes."""
