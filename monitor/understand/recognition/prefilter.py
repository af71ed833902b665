"""Whether an article can mean anybody at all: one pattern over every name of every office."""

from collections.abc import Iterable

from monitor.records import Office
from monitor.understand.article import GAP
from monitor.understand.phrases import Pattern, compiled, literal, readable
from monitor.understand.recognition.forms import WORDS, nicknames_of


def prefilter_of(offices: Iterable[Office]) -> Pattern:
    """A pattern that finds something in every article that recognition finds anything in."""
    names = {name for office in offices for name in _names(office)}
    either = "".join(f"|{literal(name)}" for name in sorted(filter(str.strip, names)))
    return compiled(rf"(?i)(?:{'|'.join(WORDS)}{either})")


def may_mean(pattern: Pattern, title: str, text: str) -> bool:
    return pattern.search(readable(f"{title}{GAP}{text}")) is not None


def _names(office: Office) -> Iterable[str]:
    yield from office.names
    yield from nicknames_of(office)
    for holder in office.holders:
        yield from (holder.name, *holder.also)
