"""Adds sources to `sources.toml`: what stands there, comments included, stays byte for byte."""

import json
import os
import re
import shutil
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields, replace
from itertools import chain, count
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from monitor.errors import ConfigError, InputRefused
from monitor.records import Source
from monitor.settings.load import SOURCES, load_settings

ALWAYS = {"poll_minutes", "enabled"}  # keys that are written even where they say the usual
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_OTHERS = re.compile(r"[^a-z0-9]+")


def append_sources(config: Path, sources: Sequence[Source]) -> None:
    """Adds a block for each source at the end, all or nothing.

    ConfigError, and nothing added, if the configuration would then have mistakes.
    """
    path = (config / SOURCES).resolve()  # a link stays a link
    try:
        before = path.read_bytes()
        after = before + _blocks(before, sources)
        _check(config, after)
        replace_file(path, after)
    except OSError as error:
        raise InputRefused(f"{config / SOURCES}: {error.strerror}") from None


def sources_in(config: Path) -> tuple[Source, ...]:
    """The sources that stand there; none where there is no file yet, or one that is only begun."""
    if not (config / SOURCES).exists():
        return ()
    try:
        text = (config / SOURCES).read_bytes().decode("utf-8-sig")
        only_begun = "sources" not in tomllib.loads(text)
    except (OSError, ValueError, RecursionError):
        only_begun = False  # the loader says what is wrong
    return () if only_begun else load_settings(config).sources


def in_the_way(source: Source, present: Iterable[Source]) -> Source | None:
    """The source among these that has the same id, or reads the same."""
    here = place_of(source)
    return next((one for one in present if one.id == source.id or place_of(one) == here), None)


def place_of(source: Source) -> tuple[str, str, str]:
    """What is read; http or https, with `www.` or a closing slash or without, is all the same."""
    host, slash, path = source.url.partition("://")[2].partition("/")
    address = f"{host.lower().removeprefix('www.')}{slash}{path}".rstrip("/")
    return "" if address else source.kind, address, source.query


def id_from(name: str, taken: Collection[str]) -> str:
    """An id that tells of the name and is not taken: `northmoor-echo`, else `northmoor-echo-2`."""
    plain = unicodedata.normalize("NFKD", name.casefold()).replace("'", "").replace("’", "")
    letters = plain.encode("ascii", "ignore").decode()
    stem = _OTHERS.sub("-", letters).strip("-")[:60].strip("-") or "source"
    numbered = (f"{stem}-{number}" for number in count(2))
    return next(one for one in chain([stem], numbered) if one not in taken)


def as_toml(source: Source) -> str:
    """The source as a person would write it: only what is not usual, and how often, and whether."""
    usual = {one.name: one.default for one in fields(Source)}
    keys = [name for name in usual if name in ALWAYS or getattr(source, name) != usual[name]]
    lines = [f"{name} = {_value(getattr(source, name))}" for name in keys]
    return "\n".join(["[[sources]]", *lines]) + "\n"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        short = f"{value:g}"
        return short if float(short) == value else repr(value)
    if isinstance(value, str):
        # TOML's strings are JSON's, but for DEL, which it wants escaped.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    raise InputRefused("a table of selectors is written by hand")


def _blocks(before: bytes, sources: Sequence[Source]) -> bytes:
    """The new blocks, an empty line before each, with the line ends of what stands there."""
    ended = before.endswith(b"\n") or not before
    text = ("" if ended else "\n") + "".join(f"\n{as_toml(one)}" for one in sources)
    try:
        blocks = text.encode()
    except UnicodeEncodeError:
        raise InputRefused("what was given is not UTF-8 text") from None
    return blocks.replace(b"\n", b"\r\n") if b"\r\n" in before else blocks


def _check(config: Path, text: bytes) -> None:
    """Loads the configuration as it would be, before anything is changed."""
    with TemporaryDirectory() as folder:
        trial = Path(folder)
        (trial / SOURCES).write_bytes(text)
        (trial / "rules").symlink_to((config / "rules").resolve())
        try:
            load_settings(trial)
        except ConfigError as error:
            found = (
                replace(one, file=one.file.replace(folder, str(config))) for one in error.problems
            )
            raise ConfigError([*found]) from None


def replace_file(path: Path, text: bytes) -> None:
    """The old file or the new one stands there at every moment, after a power cut too."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        aside = Path(file.name)
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            shutil.copymode(path, aside)
            aside.replace(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
