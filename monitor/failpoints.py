"""Places where a test kills the process, between two things of which both must hold or neither.

`MONITOR_FAILPOINT=deliver-claimed:3` ends it as `kill -9` does when it comes there the third time.
Without the variable a place costs one addition.
"""

import os
import signal
from typing import Final

NAMES: Final = (
    "alerts-found",  # rules have spoken, nothing is written
    "alerts-saved",  # in the ledger, not marked in coverage
    "alerts-marked",
    "act-begun",  # inside the transaction, before anything is written
    "act-written",  # inside it, after everything
    "act-committed",
    "escalate-due",  # the clock has come, nothing is written
    "escalate-done",
    "detour-found",  # another way was chosen, nothing is written
    "detour-written",
    "parked",  # messages wait for their way to mend
    "led-out",  # one leaves for all that waited
    "deliver-due",
    "deliver-claimed",  # the intent is on disk, the message has not left
    "deliver-posted",  # it has left, the receipt is not on disk
    "deliver-settled",
    "deliver-looked",  # the channel was read, what it said is not on disk
    "deliver-look-settled",
    "verify-looked",
    "publish-begun",
    "publish-written",  # the files stand, the months are still marked as stale
    "publish-done",
)


passes = dict.fromkeys(NAMES, 0)  # how often this process came by each of them


def _read(setting: str) -> tuple[str, int]:
    name, _, count = setting.partition(":")
    if name and name not in NAMES:
        raise ValueError(f"MONITOR_FAILPOINT: there is no {name!r}")
    return name, int(count or 1)


_ARMED: Final = _read(os.environ.get("MONITOR_FAILPOINT", ""))


def reach(name: str) -> None:
    """Ends the process here, if a test wants it to."""
    passes[name] += 1
    if (name, passes[name]) == _ARMED:
        os.kill(os.getpid(), signal.SIGKILL)
