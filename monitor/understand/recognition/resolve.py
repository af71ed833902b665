"""Which titles of an article mean one office, and how surely; and with its names, all of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from monitor.records import Mention
from monitor.understand.phrases import found, plain
from monitor.understand.recognition.beside import BY_AREA, NOBODY
from monitor.understand.recognition.evidence import (
    DOUBTFUL,
    SHOWN_FROM,
    Weight,
    joined,
    weigh_title,
)
from monitor.understand.recognition.forms import LOOSE
from monitor.understand.recognition.holders import by_pronoun, by_surname, by_whole_name
from monitor.understand.recognition.reading import (
    Reading,
    WatchedOffice,
    is_sure,
    is_taken,
    make_mention,
    sentence_of,
)
from monitor.understand.recognition.scene import MOST, Scene, scene_of
from monitor.understand.recognition.titles import Title

BESIDE = 0.95  # its area or its holder stands right beside the title


@dataclass(frozen=True, slots=True)
class Claims:
    """Where an office and others stand in an article, so that a title alone can be given to one."""

    sure: list[int]
    rivals: list[tuple[int, bool]]  # others' commissioners, and whether of another kind altogether
    chiefs: list[int]  # who is called a police boss as well


def mentions_of(one: WatchedOffice, reading: Reading) -> list[Mention]:
    """All that speaks for this office in an article, however weakly."""
    scene = scene_of(one.office.id, one.ground, reading.subject, reading.article)
    whole = by_whole_name(one, scene, reading)
    if not (whole or scene.touched or any(t.whose == one.office.id for t in reading.titles)):
        return []
    titled = [*whole, *_by_title(one, scene, reading, whole)]
    named = [*titled, *by_surname(one, scene, reading, titled)]
    return [*named, *by_pronoun(one, reading, named)]


def _by_title(
    one: WatchedOffice, scene: Scene, reading: Reading, whole: Sequence[Mention]
) -> Iterator[Mention]:
    claims = _claims(one, reading, whole)
    for title in reading.titles:
        if title.whose not in ("", one.office.id) or is_taken(reading, title.span):
            continue
        if title.form in LOOSE and not _is_called_so(one, reading, title):
            continue
        evidence = _beside(title, scene) if title.whose else _alone(title, scene, reading, claims)
        if evidence[0] >= SHOWN_FROM:
            yield make_mention(one, reading, title.span, evidence)


def _claims(one: WatchedOffice, reading: Reading, whole: Sequence[Mention]) -> Claims:
    titled = [title.span[0] for title in reading.titles if title.whose == one.office.id]
    loose = any(title.form in LOOSE for title in reading.titles)
    chiefs = islice(found(one.ground.chiefs, reading.article.told), MOST if loose else 0)
    return Claims(
        sure=sorted([*titled, *(reading.article.span_of(m)[0] for m in whole if is_sure(m))]),
        rivals=_rivals(one, reading),
        chiefs=[*reading.rivals, *(start for start, _ in chiefs)],
    )


def _rivals(one: WatchedOffice, reading: Reading) -> list[tuple[int, bool]]:
    others = [
        (span[0], False)
        for office, named in reading.named.items()
        if office != one.office.id
        for span, _ in named
    ]
    ours = ("", NOBODY, one.office.id)
    titles = [
        (t.span[0], t.kind_differs and t.form != "short")
        for t in reading.titles
        if t.whose not in ours
    ]
    return sorted(others + titles)


def _is_called_so(one: WatchedOffice, reading: Reading, title: Title) -> bool:
    return plain(reading.article.told[slice(*title.span)]) in one.nicknames


def _beside(title: Title, scene: Scene) -> Weight:
    """Of the area that stands beside it; a Scout's commissioner is so called as well."""
    if title.form == "bare" and scene.subject.other_kind and not scene.subject.police:
        return 0.4, (title.why, "the article is about another kind")
    if title.why.startswith(BY_AREA) and not scene.area:
        return 0.3, (title.why, "another place of that name is meant")
    return BESIDE, (title.why,)


def _alone(title: Title, scene: Scene, reading: Reading, claims: Claims) -> Weight:
    """Of a title beside which nothing says whose it is."""
    weight, why = weigh_title(title.form, scene, sentence_of(reading, title), reading.written_out)
    against = _against(title, claims)
    if claims.sure and (weight > DOUBTFUL or title.form == "shared"):
        return _resolved(title.span[0], claims.sure, against)
    if against:
        return min(weight, 0.4), joined(why, ("another commissioner in the article",))
    return weight, why


def _against(title: Title, claims: Claims) -> list[int]:
    """Where somebody stands who may be meant instead."""
    if title.form in LOOSE:
        return sorted((*(at for at, _ in claims.rivals), *claims.chiefs))
    return [at for at, differs in claims.rivals if not differs or title.form == "bare"]


def _resolved(at: int, sure: list[int], against: list[int]) -> Weight:
    """A title alone is whoever was named last before it, or else first after it."""
    if not against:
        return 0.9, ("the office is named, and nobody else's commissioner",)
    ours = max((place for place in sure if place <= at), default=-1)
    theirs = max((place for place in against if place <= at), default=-1)
    if ours == theirs == -1:
        ours, theirs = -min(sure), -min(against)
    if ours > theirs:
        return 0.7, ("the commissioner named last is ours",)
    return DOUBTFUL, ("another commissioner was named last",)
