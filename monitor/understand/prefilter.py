"""Whether an article can mean anybody at all: one pattern over every name of every office."""

from collections.abc import Iterable

from monitor.records import Office
from monitor.understand.article import GAP
from monitor.understand.phrases import Pattern, compiled, literal, readable

# Whatever is no name must come with one of these; "commissioner" is in every long title.
WORDS = (
    "pcc",
    "pfcc",
    "opcc",
    "dpcc",
    "commissioner",
    "police boss",
    "policing boss",
    "crime tsar",
)


def prefilter_of(offices: Iterable[Office]) -> Pattern:
    """A pattern that finds something in every article that recognition finds anything in."""
    names = {name for office in offices for name in _names(office)}
    either = "".join(f"|{literal(name)}" for name in sorted(filter(str.strip, names)))
    words = "|".join(WORDS)
    return compiled(rf"(?i)(?:{words}|policing tsar{either})")


def may_mean(pattern: Pattern, title: str, text: str) -> bool:
    return pattern.search(readable(f"{title}{GAP}{text}")) is not None


def _names(office: Office) -> Iterable[str]:
    yield from office.names
    for holder in office.holders:
        yield from (holder.name, *holder.also)
