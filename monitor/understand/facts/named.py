"""Who else of an office's world an article names: its force, the chief, bodies, Members."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from monitor.records import Context, Office, Subject, Tag
from monitor.understand.article import Article
from monitor.understand.phrases import Pattern, found, one_of, plain

FORCE, CHIEF = "force", "chief"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody by one of their names, while they held their post."""

    id: str
    subject: Subject | None  # an article about them is context of ours; None: it is not
    from_: date = date.min
    to: date = date.max


@dataclass(frozen=True, slots=True)
class Register:
    """Everybody of an office's world, by the plain form of each name."""

    pattern: Pattern | None
    known: dict[str, tuple[Known, ...]]


def register_of(office: Office, context: Context) -> Register:
    known: dict[str, list[Known]] = {}
    for name, one in _entries(office, context):
        known.setdefault(plain(name), []).append(one)
    return Register(one_of(known), {name: tuple(ones) for name, ones in known.items()})


def named_in(
    register: Register, article: Article, on: date
) -> list[tuple[Known, str, tuple[int, int]]]:
    """Who is named, the words, and where they stand in the whole article; in reading order."""
    whole = article.whole
    return [
        (one, whole[start:end], (start, end))
        for start, end in found(register.pattern, whole)
        for one in register.known.get(plain(whole[start:end]), ())
        if one.from_ <= on <= one.to
    ]


def tags_of(named: Iterable[tuple[Known, str, tuple[int, int]]]) -> tuple[Tag, ...]:
    """Each of them once, with the words that name them."""
    words: dict[str, dict[str, None]] = {}
    for one, surface, _ in named:
        words.setdefault(one.id, {})[surface] = None
    return tuple(Tag(id=name, words=tuple(surfaces)) for name, surfaces in words.items())


def _entries(office: Office, context: Context) -> Iterator[tuple[str, Known]]:
    if force := office.force:
        for name in (force.name, *force.also):
            yield name, Known(FORCE, "force")
        for chief in force.chiefs:
            for name in (chief.name, *chief.also):
                yield name, Known(CHIEF, "force", chief.from_, chief.to or date.max)
    for body in (*office.bodies, *context.bodies):
        for name in (body.name, *body.also):
            yield name, Known(body.id, "service" if body.kind == "service" else None)
    for member in office.mps:
        for name in (member.name, *member.also):
            yield name, Known(f"MP for {member.seat}", None, member.from_, member.to or date.max)
