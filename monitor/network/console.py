"""Alerts on the terminal, for a desk without Slack and for the demo.

A terminal cannot be asked what it shows, so each alert is also written to `alerts.log`, which can:
an alert whose receipt a crash swallowed is looked for there before it is shown again.
"""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from monitor.records import Message, Sending, SendResult


class Console:
    """Shows messages through `show`, and remembers them in a log that people can read too."""

    look_after = timedelta()
    spacing = timedelta()

    def __init__(self, log: Path, show: Callable[[str], None]) -> None:
        self._log = log
        self._show = show

    def send(self, message: Message) -> Sending:
        try:
            self._show_in_any_alphabet(message.text)
            with self._log.open("ab", buffering=0) as log:
                log.write(f"{message.text}\n{_mark(message)}\n".encode())
                os.fsync(log.fileno())
        except (OSError, ValueError) as error:  # ValueError: the terminal was closed
            why = getattr(error, "strerror", None) or type(error).__name__
            return Sending(result=SendResult.UNCLEAR, note=f"terminal: {why}")
        return Sending(result=SendResult.SENT, receipt=self._log.name)

    def _show_in_any_alphabet(self, text: str) -> None:
        try:
            self._show(text)
        except UnicodeEncodeError:  # a terminal of Latin letters knows no frame and no coloured dot
            self._show(text.encode("ascii", "replace").decode())

    def look(self, message: Message, since: datetime) -> Sending:  # noqa: ARG002 - one log, all time
        try:
            shown = _mark(message).encode() in self._log.read_bytes()
        except FileNotFoundError:
            shown = False
        except OSError as error:
            return Sending(result=SendResult.UNCLEAR, note=f"alerts.log: {error.strerror}")
        return Sending(
            result=SendResult.SENT if shown else SendResult.REFUSED, receipt=self._log.name
        )


def _mark(message: Message) -> str:
    return f"({message.key})"
