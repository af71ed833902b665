"""Which names, titles and surnames of an article mean one office, and how surely."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from monitor.records import Holder, Mention, Office, Where
from monitor.understand.article import Article
from monitor.understand.evidence import (
    DOUBTFUL,
    MOST,
    POSSIBLE_BELOW,
    SHOWN_FROM,
    Ground,
    Scene,
    Subject,
    Weight,
    joined,
    scene_of,
    weigh_name,
    weigh_title,
)
from monitor.understand.people import Names, namesake_sign, surnames_in
from monitor.understand.phrases import Span
from monitor.understand.titles import NOBODY, OTHER, Title

CERTAIN = 1.0
OWN_NAME: Weight = (CERTAIN, ("the office's own name",))
SURNAME: Weight = (0.85, ("surname after the whole name",))
TITLED = "surname, and a commissioner's title in the article"
PROMINENCE: dict[Where, int] = {"headline": 3, "lead": 2, "body": 1}


@dataclass(frozen=True, slots=True)
class WatchedOffice:
    """An office, ready to be looked for."""

    office: Office
    names: Names
    ground: Ground


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with all names and titles that stand in it."""

    article: Article
    named: dict[str, list[tuple[Span, Holder | None]]]
    titles: tuple[Title, ...]
    subject: Subject
    on: date | None


def mentions_of(one: WatchedOffice, reading: Reading) -> list[Mention]:
    """All that speaks for this office in an article, however weakly."""
    scene = scene_of(one.office.id, one.ground, reading.subject, reading.article)
    whole = _whole_names(one, scene, reading)
    if not (whole or scene.touched or any(t.whose == one.office.id for t in reading.titles)):
        return []
    by_title = list(_by_title(one, scene, reading, whole))
    return [
        *whole,
        *by_title,
        *_by_surname(one, scene, reading, whole + by_title),
    ]


def _whole_names(one: WatchedOffice, scene: Scene, reading: Reading) -> list[Mention]:
    titled = any(title.whose != OTHER for title in reading.titles)
    text, found = reading.article.whole, []
    named = reading.named[one.office.id]
    signs = {
        holder.id: sign
        for span, holder in reversed(named)
        if holder and (sign := namesake_sign(one.names, holder, text, span))
    }
    for span, holder in named:
        if holder is None:
            found.append(_mention(one, reading, span, OWN_NAME))
            continue
        weight = weigh_name(scene, titled, signs.get(holder.id, ""))
        mention = _mention(one, reading, span, weight, holder)
        personal = not titled and reading.subject.party
        found.append(replace(mention, subject="personal") if personal else mention)
    return found


def _by_title(
    one: WatchedOffice, scene: Scene, reading: Reading, whole: list[Mention]
) -> Iterator[Mention]:
    taken = [span for named in reading.named.values() for span, _ in named]
    sure = _places_of(one, reading, whole)
    rivals = _rivals(one, reading)
    written_out = any(title.form == "full" for title in reading.titles)
    for title in reading.titles:
        if title.whose in (OTHER, NOBODY) or any(_overlap(title.span, span) for span in taken):
            continue
        if title.whose:
            if title.whose == one.office.id:
                yield _mention(one, reading, title.span, (0.95, (title.why,)))
            continue
        sentence = reading.article.sentence(title.span[0])
        weight, why = weigh_title(title.form, scene, sentence, written_out)
        against = [at for at, differs in rivals if not differs or title.form in ("bare", "nick")]
        if sure and weight > DOUBTFUL:
            weight, why = _resolved(title.span[0], sure, against)
        elif against:
            weight, why = min(weight, 0.4), joined(why, ("another commissioner in the article",))
        if weight >= SHOWN_FROM:
            yield _mention(one, reading, title.span, (weight, why))


def _by_surname(
    one: WatchedOffice, scene: Scene, reading: Reading, before: list[Mention]
) -> Iterator[Mention]:
    taken = [span for named in reading.named.values() for span, _ in named]
    sure = [mention for mention in before if mention.confidence >= POSSIBLE_BELOW]
    surely = {mention.holder_id for mention in sure} - {""}
    titled = any(title.whose in ("", NOBODY, one.office.id) for title in reading.titles)
    ground = scene.patch or scene.own or scene.area or scene.force or scene.places
    for span, holder, polite in surnames_in(one.names, reading.article.whole, MOST):
        if any(_overlap(span, other) for other in taken):
            continue
        if holder.id in surely:
            yield _mention(one, reading, span, SURNAME, holder)
        elif sure or (polite and titled and ground):
            weight = 0.75 if polite else 0.6
            yield _mention(one, reading, span, (weight, (TITLED,)), holder)


def _places_of(one: WatchedOffice, reading: Reading, whole: list[Mention]) -> list[int]:
    """Where the office is surely meant, counted in the whole article."""
    back = reading.article.text_at
    named = [
        mention.start + (0 if mention.where == "headline" else back)
        for mention in whole
        if mention.confidence >= POSSIBLE_BELOW
    ]
    return sorted(named + [t.span[0] for t in reading.titles if t.whose == one.office.id])


def _rivals(one: WatchedOffice, reading: Reading) -> list[tuple[int, bool]]:
    """Where others' commissioners stand, and whether they are of another kind altogether."""
    others = [
        (span[0], False)
        for office, named in reading.named.items()
        if office != one.office.id
        for span, holder in named
        if holder is None
    ]
    ours = ("", NOBODY, one.office.id)
    titles = [
        (t.span[0], t.kind_differs and t.form != "short")
        for t in reading.titles
        if t.whose not in ours
    ]
    return sorted(others + titles)


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


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _mention(
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
    )


def _role(holder: Holder, on: date | None) -> str:
    in_post = on is None or (holder.from_ <= on and (holder.to is None or on <= holder.to))
    return holder.role if in_post else f"former_{holder.role}"
