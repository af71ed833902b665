"""Who says what: direct quotations and reported speech, each with whose words they are.

A quotation is whose name stands beside a verb of saying, right behind it or before it; one that
goes on keeps its speaker; one that stands alone is whoever spoke last, if that is clear, and
otherwise nobody's.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from monitor.records import Mention, Quote, Speaker
from monitor.understand.article import GAP, Article
from monitor.understand.phrases import Span
from monitor.understand.speech.attribution import attributions
from monitor.understand.speech.marks import Quoted, quoted_in
from monitor.understand.speech.owners import Owned, alike, owners, stands_last
from monitor.understand.speech.page import Attribution, Page
from monitor.understand.speech.referring import referred
from monitor.understand.speech.speakers import Speakers, voices_in, watch_speakers
from monitor.understand.speech.verbs import LONGEST, Saying, sayings_in
from monitor.understand.speech.voices import OURS, PUBLIC, Voice

__all__ = ["Speakers", "quotes_in", "watch_speakers"]

FEW = 4  # words: fewer between marks, and nobody beside them, are a name or a sneer
Placed = TypeVar("Placed", Saying, Voice)


def quotes_in(
    speakers: Speakers, article: Article, mentions: Sequence[Mention], on: date | None
) -> tuple[Quote, ...]:
    """Every quotation and every clause of reported speech, in reading order.

    Offsets count in the title or in the text, as a mention's do. A name is given only of people in
    public office; `on` is the day of publication, on which those of the watchlist held theirs.
    """
    quoted = list(_quoted(article))
    sayings = _outside(quoted, sayings_in(article))
    if not (quoted or sayings):
        return ()
    voices = _outside(quoted, voices_in(speakers, article, mentions, on))
    told = referred(article, voices)
    page = Page(article, quoted, told, [one.span[0] for one in told])
    said = attributions(page, sayings)
    owned = list(owners(page, said))
    spans = [(one.quoted.words, one.voice, True) for one in owned if _counts(article, one)]
    spans += [(span, voice, False) for span, voice in _reported(page, said, owned)]
    return tuple(_quote(article, *one) for one in sorted(spans, key=lambda one: one[0]))


def _quoted(article: Article) -> Iterator[Quoted]:
    """Those of the headline and those of the text: none runs from one into the other."""
    end = min(len(article.whole), LONGEST)
    for part in ((0, min(article.text_at - len(GAP), end)), (min(article.text_at, end), end)):
        for one in quoted_in(article.whole, *part):
            if not _is_name(article.whole[slice(*one.words)]):
                yield one


def _is_name(words: str) -> bool:
    """Whether marks stand around a name, as in 'Safer Streets'."""
    parts = words.split()
    return len(parts) <= FEW and words[-1:].isalnum() and all(one[0].isupper() for one in parts)


def _outside(quoted: Sequence[Quoted], things: Iterable[Placed]) -> list[Placed]:
    starts = [one.outside[0] for one in quoted]
    within = ((bisect_right(starts, one.span[0]) - 1, one) for one in things)
    return [one for at, one in within if at < 0 or quoted[at].outside[1] <= one.span[0]]


def _counts(article: Article, one: Owned) -> bool:
    """A word or two between marks is a quotation only where somebody says it."""
    words = article.whole[slice(*one.quoted.words)]
    return bool(words.strip()) and (one.beside or len(words.split()) >= FEW)


# ---------------------------------------------------------------- reported speech


def _reported(
    page: Page, said: Sequence[Attribution], owned: Sequence[Owned]
) -> Iterator[tuple[Span, Voice]]:
    """The clauses that tell somebody's words without marks, one for each speaker of a sentence."""
    used = {one.by.span for one in owned if one.by}
    last: Attribution | None = None
    for at, one in enumerate(said):
        again = last and last.sentence == one.sentence and alike(one.voice, last.voice)
        if one.tells and one.span not in used and not again:
            yield _clause(page, said, at), one.voice
        if one.tells or one.span in used:
            last = one


def _clause(page: Page, said: Sequence[Attribution], at: int) -> Span:
    """From the speaker to the end of the sentence, or to the next who speaks in it; all of the
    sentence where the speaker stands at its end."""
    one, whole = said[at], page.article.whole
    near = [other for other in said[max(0, at - 1) : at + 4] if other.sentence == one.sentence]
    trailing = one.inverted or stands_last(whole, one) or _between_commas(whole, one)
    start = page.article.starts[one.sentence] if trailing and near[0] is one else one.span[0]
    later = [two.span[0] for two in near if two.span > one.span and _another(two, one)]
    end = later[0] if later else _ends(page.article, one.sentence)
    before = _ARTICLE.search(whole, max(0, start - 4), start)
    return before.start() if before else start, max(end, one.span[1])


def _another(two: Attribution, one: Attribution) -> bool:
    return two.tells and not alike(two.voice, one.voice)


def _between_commas(whole: str, one: Attribution) -> bool:
    """Whether it is thrown in, as in `Crime fell, she said, for a year`."""
    before = _ARTICLE.sub("", whole[max(0, one.span[0] - 6) : one.span[0]]).rstrip()
    return before.endswith(",") and whole[one.span[1] : one.span[1] + 1] == ","


def _ends(article: Article, sentence: int) -> int:
    starts = article.starts[sentence + 1 : sentence + 2]
    return starts[0] if starts else len(article.whole)


def _quote(article: Article, span: Span, voice: Voice | None, direct: bool) -> Quote:
    headline_ends = article.text_at - len(GAP)
    if span[0] < headline_ends < span[1]:  # what a headline says ends with it
        span = span[0], headline_ends
    start, end = article.offsets(_trimmed(article.whole, span))
    speaker = voice.speaker if voice else Speaker.UNKNOWN
    return Quote(
        speaker=speaker,
        name=_name(voice) if voice else "",
        start=start,
        end=end,
        where=article.where(span[0]),
        direct=direct,
        office_id=voice.office_id if voice and speaker in OURS else "",
    )


def _trimmed(whole: str, span: Span) -> Span:
    words = whole[slice(*span)].rstrip()
    return span[0], span[0] + len(words)


def _name(voice: Voice) -> str:
    """The name of somebody in public office; of a panel only that of who chairs it."""
    known = voice.speaker in PUBLIC and voice.kind != "post"
    if voice.speaker is Speaker.PANEL and voice.kind != "chair":
        return ""
    return _POLITE.sub("", voice.called) if known else ""


_ARTICLE = re.compile(r"\b(?:the|an?)\s$", re.IGNORECASE)
_POLITE = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor)\.?\s+")
