"""What every command module offers, and what they all use to speak."""

import argparse
import getpass
import json
import math
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Protocol

from monitor.errors import InputRefused
from monitor.times import LONDON, as_iso

FINE, TO_FIX, WRONG_USE = 0, 1, 2


class Command(Protocol):
    """A module of this folder."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, args: argparse.Namespace) -> int: ...


def as_json(value: object, indent: int | None = 2) -> str:
    return json.dumps(_plain(value), ensure_ascii=False, indent=indent, default=_text)


def show(text: str) -> None:
    """Writes to standard output at once: a daemon's alert must not wait in a buffer.

    JSON can name half a character, `"\\ud800"`, which no terminal takes: it goes out as it came.
    """
    print(text.encode("utf-8", "backslashreplace").decode(), flush=True)


def complain(text: str) -> None:
    print(text, file=sys.stderr)


def read_input(file: str) -> str:
    """A file's text, or standard input for `-`; InputRefused if there is none to be read."""
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
        return text.removeprefix("\ufeff")  # the mark that Notepad begins a file with
    except OSError as error:
        raise InputRefused(f"{file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputRefused(f"{file}: not UTF-8 text") from None


@contextmanager
def open_lines(file: str) -> Iterator[Iterable[str | bytes]]:
    """A file's lines as they come, or standard input's for `-`.

    In bytes, so that a line that is not UTF-8 spoils none but itself.
    """
    if file == "-":
        yield getattr(sys.stdin, "buffer", sys.stdin)
        return
    try:
        lines = Path(file).open("rb")  # noqa: SIM115 - a broken pipe is no fault of this file
    except OSError as error:
        raise InputRefused(f"{file}: {error.strerror}") from None
    with lines:
        yield lines


def name_of(text: str) -> str:
    """Somebody's name, as an option gives it."""
    if not text.strip():
        raise argparse.ArgumentTypeError("an empty name answers for nothing")
    return text.strip()


def you() -> str:
    """The login name; a container's user may have none, only a number."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [_plain(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None  # JSON has no NaN
    return value


def _text(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, datetime):
        return as_iso(value) if value.tzinfo else value.isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def midnight(text: str) -> datetime:
    """Midnight in London of an ISO date, as an argument gives it."""
    try:
        return datetime.combine(date.fromisoformat(text), time(), LONDON)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a date such as 2026-10-01, not {text!r}") from None
