"""An article with all names and titles that stand in it, and a mention of one office in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from monitor.records import Holder, Mention, Office, Where
from monitor.understand.article import Article
from monitor.understand.phrases import Span
from monitor.understand.recognition.beside import NOBODY
from monitor.understand.recognition.evidence import POSSIBLE_BELOW, Weight, stands_for
from monitor.understand.recognition.people import Names, in_post
from monitor.understand.recognition.scene import Ground, Scene, Subject
from monitor.understand.recognition.titles import Title

PROMINENCE: dict[Where, int] = {"headline": 3, "lead": 2, "body": 1}


@dataclass(frozen=True, slots=True)
class WatchedOffice:
    """An office, ready to be looked for."""

    office: Office
    names: Names
    ground: Ground
    nicknames: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with all names and titles that stand in it, whosever they are."""

    article: Article
    named: dict[str, list[tuple[Span, Holder | None]]]
    titles: tuple[Title, ...]
    subject: Subject
    on: date | None
    passage: Callable[[int], int]  # the fingerprint of a sentence
    written_out: bool = False  # "police and crime commissioner" stands somewhere
    rivals: tuple[int, ...] = ()  # where others stand who may be the police boss


def make_mention(
    one: WatchedOffice,
    reading: Reading,
    span: Span,
    evidence: Weight,
    holder: Holder | None = None,
) -> Mention:
    article = reading.article
    start, end = article.offsets(span)
    where = article.where(span[0])
    return Mention(
        office_id=one.office.id,
        holder_id=holder.id if holder else "",
        role=_role(holder, reading.on) if holder else "office",
        surface=article.whole[slice(*span)],
        start=start,
        end=end,
        where=where,
        confidence=evidence[0],
        evidence=evidence[1],
        prominence=PROMINENCE[where],
        subject="holder" if holder else "office",
        passage=reading.passage(article.sentence(span[0])),
    )


def titles_of(one: WatchedOffice, scene: Scene, reading: Reading) -> list[Title]:
    """The commissioner's titles that are nobody else's, be they of no one in particular."""
    return [
        title
        for title in reading.titles
        if title.whose in ("", NOBODY, one.office.id)
        and title.form != "shared"
        and not stands_for(title.form, scene, sentence_of(reading, title), reading.written_out)
    ]


def sentence_of(reading: Reading, title: Title) -> int:
    return reading.article.sentence(title.span[0])


def is_sure(mention: Mention) -> bool:
    return mention.confidence >= POSSIBLE_BELOW


def is_taken(reading: Reading, span: Span) -> bool:
    """Whether a whole name covers this place."""
    named = (other for found in reading.named.values() for other, _ in found)
    return any(span[0] < end and start < span[1] for start, end in named)


def _role(holder: Holder, on: date | None) -> str:
    if on is None or in_post(holder, on):
        return holder.role
    return f"{'former' if holder.from_ <= on else 'future'}_{holder.role}"
