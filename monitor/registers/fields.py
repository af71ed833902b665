"""A field in words, as an option, a cell or a page shows it, and what the words mean."""

import re
import unicodedata
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, get_args, get_origin
from urllib.parse import urlsplit

from monitor.errors import InputRefused
from monitor.registers.table import columns_of
from monitor.times import LONDON, in_london

JOIN: Final = " | "
YEARS: Final = range(2000, 2100)  # any other is a slip of the hand
LINES: Final = {"text", "note", "wrong", "quotes"}  # fields that may run over several lines
MOST_TITLE, MOST_TEXT = 1000, 200_000

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_BAR = re.compile(r"(?<!\\)\|")
_BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ ,T]+(\d{1,2}):(\d{2})(?::\d{2})?)?")


def words_of(value: Any) -> str:  # noqa: ANN401
    """The value as a person writes it: times by a London clock, lists with bars between."""
    match value:
        case None:
            return ""
        case datetime():
            return _clock(value)
        case tuple():
            return JOIN.join(one.replace("|", r"\|") for one in value)
        case StrEnum():
            return value.value
        case _:
            return str(value)


def meaning_of(kind: type[Any], name: str, words: str, now: datetime) -> Any:  # noqa: ANN401
    """What the words mean in this field of this record; InputRefused if they mean nothing there."""
    hint = columns_of(kind)[name]
    if _is_time(hint):
        return moment_of(words, now) if words.strip() or hint is datetime else None
    if get_origin(hint) is tuple:
        parts = (tidy(part, name).replace(r"\|", "|") for part in _BAR.split(words))
        return tuple(dict.fromkeys(part for part in parts if part))
    text = tidy(words, name)
    if options := choices_of(kind, name):
        return _choice(hint, name, text, options)
    if name == "url" and text and not _is_link(text):
        raise InputRefused(f"{text!r} is no http:// or https:// address")
    return text


def moment_of(words: str, now: datetime) -> datetime:
    """The moment that is meant, to the minute; without a zone as a London wall clock shows it."""
    text = words.strip()
    if british := _BRITISH.fullmatch(text):  # as a spreadsheet shows it
        day, month, year, hour, minute = british.groups(default="0")
        text = f"{year}-{month:0>2}-{day:0>2} {hour:0>2}:{minute}".removesuffix(" 00:0")
    try:
        meant = now if text.casefold() == "now" else datetime.fromisoformat(text)
        moment = (meant if meant.tzinfo else meant.replace(tzinfo=LONDON)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise InputRefused(f'{words!r} is no time; write it as "2026-10-20 08:15"') from None
    if moment.year not in YEARS:
        raise InputRefused(f"{words!r}: is the year right?")
    return minute_of(moment)


def minute_of(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def choices_of(kind: type[Any], name: str) -> tuple[str, ...]:
    """The words that a field takes, if it takes only some."""
    hint = columns_of(kind)[name]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return tuple(one.value for one in hint)
    return () if _is_time(hint) or get_origin(hint) is tuple else tuple(get_args(hint))


def name_in_words(name: str) -> str:
    """`cleared_at` as a sentence says it: "cleared at"."""
    return name.removesuffix("_id").replace("_", " ")


def tidy(text: str, name: str) -> str:
    """What is seen of it, without needless space; one line unless the field may have several."""
    lines = text.splitlines() if name in LINES else [text]
    seen = "\n".join(" ".join(_seen(line).split()) for line in lines)
    seen = re.sub(r"\n{3,}", "\n\n", seen).strip()
    return unicodedata.normalize("NFC", seen)[: MOST_TEXT if name in LINES else MOST_TITLE]


def _seen(line: str) -> str:
    spaced = re.sub(r"\s", " ", line)
    if spaced.isprintable():
        return spaced
    return "".join(mark for mark in spaced if unicodedata.category(mark) not in _UNSEEN)


def _choice(hint: Any, name: str, text: str, options: tuple[str, ...]) -> Any:  # noqa: ANN401
    if (word := text.casefold()) not in {one.casefold() for one in options}:
        known = ", ".join(one for one in options if one)
        raise InputRefused(f"{text!r} is no {name_in_words(name)}; there are {known}")
    meant = next(one for one in options if one.casefold() == word)
    return hint(meant) if isinstance(hint, type) else meant


def _is_time(hint: Any) -> bool:  # noqa: ANN401
    return hint is datetime or datetime in get_args(hint)


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _clock(moment: datetime) -> str:
    """The hour that comes twice in October needs its zone the second time."""
    shown = in_london(moment)
    text = f"{shown:%Y-%m-%d %H:%M}"
    return f"{text}{shown:%z}"[:-2] + ":00" if shown.fold else text
