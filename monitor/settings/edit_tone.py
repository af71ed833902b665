"""Writes thresholds that a person accepted into `rules/tone.toml`; all else stays as it stands."""

import re
import tomllib
from datetime import datetime
from pathlib import Path

from monitor.errors import InputRefused
from monitor.records import ToneThresholds
from monitor.settings.edit import replace_file
from monitor.settings.load import AREAS, TONE, load_settings
from monitor.times import in_london

HEADER = re.compile(
    r"^[ \t]*\[[ \t]*tone[ \t]*\.[ \t]*thresholds[ \t]*\][ \t]*(#.*)?$", re.MULTILINE
)
_NEXT = re.compile(r"^[ \t]*\[", re.MULTILINE)


def as_toml(thresholds: ToneThresholds) -> str:
    """The thresholds that corrections speak to, as they stand in the file."""
    return f"[tone.thresholds]\nnegative = {thresholds.negative}\npositive = {thresholds.positive}"


def accept_thresholds(
    config: Path, thresholds: ToneThresholds, by: str, why: str, now: datetime
) -> Path:
    """Writes them with the name, the day and the reason as a comment; gives back where.

    InputRefused, and nothing written, if the file would then not say what was accepted.
    """
    path = (config / TONE).resolve()  # a link stays a link
    try:
        _make_sure_of(path)
        before = path.read_text(encoding="utf-8")
        note = f"# {in_london(now):%-d %b %Y}, accepted by {_plain(by)}: {_plain(why)}"
        after = _rewritten(before, thresholds, note)
        if not _says(after, thresholds):
            raise InputRefused(f"{path} is written in a way of its own: put the lines in by hand")
        replace_file(path, after.encode())
    except OSError as error:
        raise InputRefused(f"{path}: {error.strerror}") from None
    load_settings(config)
    return path


def _make_sure_of(path: Path) -> None:
    """A configuration without the file has used the one that comes with the project."""
    if not path.exists():
        path.write_text((AREAS / "tone.toml").read_text(encoding="utf-8"), encoding="utf-8")


def _rewritten(text: str, thresholds: ToneThresholds, note: str) -> str:
    header = HEADER.search(text)
    if header is None:
        return f"{text.rstrip()}\n\n{as_toml(thresholds)}\n{note}\n"
    after = _NEXT.search(text, header.end())
    end = after.start() if after else len(text)
    body = text[header.end() : end]
    for key in ("negative", "positive"):
        body = _with(body, key, getattr(thresholds, key))
    return f"{text[: header.end()]}\n{note}{body}{text[end:]}"


def _with(body: str, key: str, value: float) -> str:
    """The table with this key's number; what stands behind it, a comment mostly, stays."""
    line = re.compile(rf"^([ \t]*{key}[ \t]*=[ \t]*)[-+\w.]+", re.MULTILINE)
    changed, count = line.subn(rf"\g<1>{value}", body, count=1)
    return changed if count else f"\n{key} = {value}{body}"


def _says(text: str, wanted: ToneThresholds) -> bool:
    try:
        said = tomllib.loads(text)["tone"]["thresholds"]
    except (ValueError, KeyError, RecursionError):
        return False
    return (said["negative"], said["positive"]) == (wanted.negative, wanted.positive)


def _plain(text: str) -> str:
    """On one line, without what a comment may not hold."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
