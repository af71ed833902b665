"""What the diary knows beforehand: coverage that was to be expected, and news that clash."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from monitor.records import DiaryEntry, Output
from monitor.registers.numbering import normal
from monitor.wordlists import Words, words_of

TOO_CLOSE: Final = timedelta(hours=24)
BEFORE, AFTER = timedelta(hours=12), timedelta(hours=36)
NEWS: Final = {"release", "sensitive release"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two pieces of news on one matter, closer together than a day; the earlier one first."""

    first: DiaryEntry | Output
    second: DiaryEntry | Output
    shared: str  # the theme or word


def clashes(entries: Iterable[DiaryEntry], outputs: Iterable[Output]) -> tuple[Clash, ...]:
    """Releases and sensitive entries on one matter within 24 hours, in the order of time."""
    news: list[DiaryEntry | Output] = [one for one in entries if one.kind in NEWS]
    news += [one for one in outputs if one.kind == "release" and out_at(one)]
    news.sort(key=lambda one: (_at(one), one.id))
    return tuple(
        Clash(first=one, second=other, shared=shared)
        for one, other in _close(news)
        if one.office_id == other.office_id and not _is_the_same(one, other)
        if (shared := _shared(one, other))
    )


def expected(
    entries: Iterable[DiaryEntry], at: datetime, text: str, themes: Sequence[str] = ()
) -> DiaryEntry | None:
    """The entry that explains coverage at that time, by one of its words or themes; the one that
    begins nearest to it.
    """
    explaining = (
        one
        for one in entries
        if one.starts_at - BEFORE <= at <= (one.ends_at or one.starts_at) + AFTER
        if set(one.themes) & set(themes) or any(says(word, text) for word in one.words)
    )
    return min(explaining, key=lambda one: abs(one.starts_at - at), default=None)


def says(word: str, text: str) -> bool:
    """Whether the text has the word, whole and in any case; `budget*` inflects."""
    return _words_of(word).stands_in(text)


def out_at(one: Output) -> datetime | None:
    """When the press has it, or is to have it."""
    return one.embargo_until or one.issued_at


def _close(
    news: Sequence[DiaryEntry | Output],
) -> Iterator[tuple[DiaryEntry | Output, DiaryEntry | Output]]:
    """Pairs within a day; those that lie further apart are not even compared."""
    for place, one in enumerate(news):
        for other in news[place + 1 :]:
            if _at(other) - _at(one) > TOO_CLOSE:
                break
            yield one, other


def _at(one: DiaryEntry | Output) -> datetime:
    at = out_at(one) if isinstance(one, Output) else one.embargo_until or one.starts_at
    assert at is not None
    return at


def _is_the_same(one: DiaryEntry | Output, other: DiaryEntry | Output) -> bool:
    """What stood in the diary and was then registered: by its title, or its number in the title."""
    if normal(one.title) == normal(other.title):
        return True
    pair = {type(one): one, type(other): other}
    entry, output = pair.get(DiaryEntry), pair.get(Output)
    if not (isinstance(entry, DiaryEntry) and isinstance(output, Output)) or entry.whose != "ours":
        return False
    return bool(output.number) and says(output.number, entry.title)


def _shared(one: DiaryEntry | Output, other: DiaryEntry | Output) -> str:
    themes = [theme for theme in one.themes if theme in other.themes]
    words = [word for word in _words(one) if says(word, _text(other))]
    words += [word for word in _words(other) if says(word, _text(one))]
    return next(iter([*themes, *words]), "")


def _words(one: DiaryEntry | Output) -> tuple[str, ...]:
    return one.words if isinstance(one, DiaryEntry) else ()


def _text(one: DiaryEntry | Output) -> str:
    return " ; ".join((one.title, *(word.strip("*") for word in _words(one))))


@cache
def _words_of(word: str) -> Words:
    return words_of([word])
