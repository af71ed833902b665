"""Names with a title beside them, as an article puts them: `Labour PCC Ada Finch`.

Only what can be read in one way is given: a name right after its title, or one that is set off by
commas and followed by a verb. In "the PCC, Ada Finch and others" three may be meant.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from monitor.records import FlagKind
from monitor.understand.accuracy.etiquette import VERBS, Etiquette
from monitor.understand.article import Article
from monitor.understand.phrases import Span, found

Claim = tuple[FlagKind, Span, str]  # what is wrong, where it stands, and why
MOST: Final = 60  # titles of an article that are looked at: news has a dozen
BEFORE: Final = 110  # characters in which a name, a party and an area stand before a title
AFTER: Final = 130

Kind = Literal[
    "commissioner",
    "deputy",
    "acting",
    "fire",
    "chief constable",
    "police chief",
    "commissioner of police",
    "mayor",
]


@dataclass(frozen=True, slots=True)
class Style:
    """A title and a name that belong together."""

    kind: Kind
    title: str
    name: str
    span: Span  # of both
    before: str  # what stands before them in their sentence, and …
    between: str  # … between: party, area, "former"
    after: str
    areas: tuple[str, ...]  # whose title it is, as far as that stands beside it
    loose: bool = False  # "the chief constable Ada Finch appointed" is somebody else


def styles_in(etiquette: Etiquette, article: Article) -> Iterator[Style]:
    """Every title with a name that surely belongs to it, in reading order."""
    for start, end in islice(found(etiquette.titles, article.told), MOST):
        if beside := _beside(etiquette, article, (start, end)):
            style = _direct(etiquette, beside) or _apposed(etiquette, beside)
            if style:
                yield style


def closes(after: str) -> bool:
    """Whether an apposition ends here, and its verb follows."""
    return bool(_CLOSES.match(after))


_BY_NAME: Final[Mapping[str, Kind]] = {
    "chief constable": "chief constable",
    "police chief": "police chief",
    "mayor": "mayor",
}
_ARTICLE = re.compile(r"\b(?:the|an?|our|its)\s", re.IGNORECASE)
_CLOSES = re.compile(rf",?\s+(?:(?:who|also)\s+)?{VERBS}|,?\s*[”\"’']?\s*$")
_ENDS = re.compile(rf",\s+(?:who\s+)?{VERBS}|\s*[.;!?)]|\s*$")
_CHOOSES = re.compile(
    r"\s+(?:appoint|cho[os]|pick|select|hire|name|want|sack|suspend|promote|replace)\w*\b"
)
_STARTS = re.compile(r"(?:^|[,;:.“\"]|\b(?:and|but|that))\s*$")
_LINK = re.compile(r",\s|\sis\s")
_IS = re.compile(r"\s*[.,;!?]|\s*$|\s+(?:and|who|but)\b")


@dataclass(frozen=True, slots=True)
class _Beside:
    """A title with what stands around it in its sentence."""

    kind: Kind
    title: str
    start: int
    end: int  # of the title, and of the area that follows it
    before: str
    area: str
    after: str


def _beside(etiquette: Etiquette, article: Article, title: Span) -> _Beside | None:
    start, end = title
    words = " ".join(article.told[start:end].casefold().split())
    first, last = article.sentence_span(start)
    if not (kind := _kind(words)) or end > last:
        return None
    after = article.told[end : min(last, end + AFTER)]
    area = etiquette.of_area.match(after)
    return _Beside(
        kind=kind,
        title=words,
        start=start,
        end=end + (area.end() if area else 0),
        before=article.told[max(first, start - BEFORE) : start],
        area=area[0] if area else "",
        after=after[area.end() if area else 0 :],
    )


def _direct(etiquette: Etiquette, beside: _Beside) -> Style | None:
    """`Northmoor PCC Ada Finch`; `the PCC for Northmoor, Ada Finch, said`."""
    name = etiquette.name_after.match(beside.after)
    if not name or (name["comma"] and not _ENDS.match(beside.after[name.end() :])):
        return None  # "the chief constable, Ada Finch said" is told by her of another
    between, after = _between(etiquette, beside.before), beside.after[name.end() :]
    before = beside.before[: len(beside.before) - len(between)]
    return Style(
        kind=beside.kind,
        title=beside.title,
        name=name["name"],
        span=(beside.start - len(between.lstrip()), beside.end + name.end()),
        before=before,
        between=between,
        after=after,
        areas=_areas(etiquette, before, f"{between}{beside.area}"),
        loose=not name["comma"] and bool(_ARTICLE.search(between) or _CHOOSES.match(after)),
    )


def _apposed(etiquette: Etiquette, beside: _Beside) -> Style | None:
    """`Ada Finch, the PCC for Northmoor, said`; `Ada Finch is the commissioner`."""
    ends, after_is = _ENDS.match(beside.after), _IS.match(beside.after)
    if not (ends or after_is) or not _LINK.search(beside.before):
        return None
    between = _between(etiquette, beside.before)
    name = etiquette.name_before.search(beside.before[: len(beside.before) - len(between)])
    if not name:
        return None
    if not (after_is if "is" in name["link"].split() else ends):
        return None
    if name["link"].strip() == "is" and not _STARTS.search(beside.before[: name.start()]):
        return None  # "closest to Ada Finch is the chief constable"
    return Style(
        kind=beside.kind,
        title=beside.title,
        name=name["name"],
        span=(beside.start - len(beside.before) + name.start(), beside.end),
        before=beside.before[: name.start()],
        between=between,
        after=beside.after,
        areas=_areas(etiquette, "", f"{between}{beside.area}"),
    )


def _between(etiquette: Etiquette, before: str) -> str:
    match = etiquette.qualified.search(before)
    return match[0] if match else ""


def _areas(etiquette: Etiquette, before: str, beside: str) -> tuple[str, ...]:
    """The areas beside a title, with those of a list that goes before it."""
    areas = etiquette.areas.findall(beside)
    if areas and before.rstrip().endswith((",", "and", "&")):
        areas += etiquette.areas.findall(before[-40:])
    return tuple(areas)


def _kind(text: str) -> Kind | None:
    if text in _BY_NAME:
        return _BY_NAME[text]
    words = text.replace("(", " ").replace(")", " ").split()
    if words[-1] == "police":
        return "commissioner of police"
    if "assistant" in words:
        return None
    if "deputy" in words or "dpcc" in text or "dpfcc" in text:
        return "deputy"
    if {"acting", "temporary", "interim"} & set(words) or "/" in text:
        return "acting"
    return "fire" if "fire" in text or "pfcc" in text else "commissioner"
