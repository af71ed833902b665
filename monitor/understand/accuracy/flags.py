"""What an article has wrong about an office, so that a press officer can ask for a correction.

Every flag is a claim that somebody makes to an editor: what is not certain is not told.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from monitor.records import Context, Flag, Mention, Office, Quote
from monitor.understand.accuracy.credit import Actors, actors_of, credits_in
from monitor.understand.accuracy.misnamed import misnamed
from monitor.understand.accuracy.naming import misspelt, overseeing, party_beside
from monitor.understand.accuracy.roster import Roster, roster_of
from monitor.understand.accuracy.styles import Claim, styles_in
from monitor.understand.article import Article
from monitor.understand.phrases import Span
from monitor.understand.recognition.evidence import POSSIBLE_BELOW

LONGEST: Final = 600  # characters of a sentence that are shown


@dataclass(frozen=True, slots=True)
class Checker:
    """An office, ready to be compared with what is written about it."""

    office_id: str
    roster: Roster
    actors: Actors


def checker_of(office: Office, context: Context) -> Checker:
    return Checker(office.id, roster_of(office, context), actors_of(office, context))


def flags_in(
    checker: Checker,
    article: Article,
    mentions: Sequence[Mention],
    quotes: Sequence[Quote],
    on: date | None,
) -> tuple[Flag, ...]:
    """What is surely wrong, each once. `on` is the day of publication; without it nothing is told
    that depends on who held a post that day. What somebody is quoted with is not the article's.
    """
    ours = sorted(_places(article, mentions, checker.office_id), key=lambda place: place[0])
    if not ours:
        return ()
    said = [article.span_of(quote) for quote in quotes if quote.direct]
    flags: dict[tuple[str, str], Flag] = {}
    for kind, span, why in _widest(list(_claims(checker, article, ours, on))):
        if _is_told(article, span, kind, said):
            words, sentence = article.whole[slice(*span)], _sentence(article, span[0])
            flag = Flag(kind=kind, words=words, sentence=sentence, why=why)
            flags.setdefault((kind, words.casefold()), flag)
    return tuple(flags.values())


def _claims(
    checker: Checker, article: Article, ours: Sequence[tuple[Span, Mention]], on: date | None
) -> Iterator[Claim]:
    roster, places = checker.roster, [span for span, _ in ours]
    yield from misspelt(roster, article, places)
    for style in styles_in(roster.etiquette, article):
        yield from misnamed(roster, style, _sentence(article, style.span[0]), on)
    yield from party_beside(roster, article, ours, on)
    yield from overseeing(roster, article, places)
    yield from credits_in(checker.actors, article, places)


def _widest(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Of claims of one kind that overlap the longest: `arrested by the PCC`, and her name too."""
    for kind, (start, end), why in claims:
        beside = [(s, e) for other, (s, e), _ in claims if other == kind and s < end and start < e]
        if (start, end) == max(beside, key=lambda span: span[1] - span[0]):
            yield kind, (start, end), why


def _places(
    article: Article, mentions: Iterable[Mention], office_id: str
) -> Iterator[tuple[Span, Mention]]:
    for one in mentions:
        if one.office_id == office_id and one.confidence >= POSSIBLE_BELOW:
            yield article.span_of(one), one


def _is_told(article: Article, span: Span, kind: str, said: Sequence[Span]) -> bool:
    """Whether the article itself says so: what it asks, or quotes, it does not say."""
    if kind == "wrong name":
        return True
    first, last = article.sentence_span(span[0])
    asked = article.whole[first:last].rstrip("\"'”’ \n").endswith("?")
    return not asked and not any(start <= span[0] < end for start, end in said)


def _sentence(article: Article, at: int) -> str:
    first, last = article.sentence_span(at)
    if last - first > LONGEST:
        first, last = max(first, at - LONGEST // 2), min(last, at + LONGEST // 2)
    return article.whole[first:last].strip()
