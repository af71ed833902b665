"""Which sentences of an item tell of an office, and whose words they are.

The words of the office itself praise nobody and blame others; a critic's count. What is said
about the force or its chief stands in other sentences, or beside another target.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from monitor.records import Mention, Quote, Speaker, Target, Where
from monitor.understand.article import Article
from monitor.understand.phrases import Span
from monitor.understand.text import words
from monitor.understand.tone.agency import denies, speaks
from monitor.understand.tone.passages import OURS, Passage, Voice
from monitor.understand.tone.signs import Signs, signs_of

WEIGHTS: Final[dict[Where, float]] = {"headline": 2.0, "lead": 1.5, "body": 1.0}
LONGEST = 600  # characters around the target: VADER's loops are quadratic, 31 KB take it 6.6 s
BEFORE, BEHIND = 300, 1_500  # characters of an item around its first mention
ENDS = ".!?…:;"
MOST = 40  # sentences of an item: tone is told early, and an article of a megabyte has thousands
SOMEBODY: Final = frozenset(Speaker) - {Speaker.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Telling:
    """What an item tells of an office: as a whole, by its sentences, and the signs beside them."""

    office_id: str
    names: frozenset[str]  # words of what it is called here, in small letters
    headline: str
    item: Target
    passages: tuple[Passage, ...]
    signs: Signs


def telling_of(
    office_id: str, article: Article, mentions: Sequence[Mention], quotes: Sequence[Quote]
) -> Telling:
    """All that tone is judged by, but for the shades of the sentences."""
    ours = [one for one in mentions if one.office_id == office_id]
    headline = article.told[: article.text_at].strip()
    passages = passages_in(office_id, article, mentions, quotes)
    return Telling(
        office_id,
        frozenset(word for one in ours for word in words(one.surface)),
        headline,
        _item(article, headline, ours),
        passages,
        signs_of(office_id, article, passages, mentions, quotes),
    )


def _item(article: Article, headline: str, mentions: Iterable[Mention]) -> Target:
    """Headline and text as one long sentence with the first mention as its target.

    Where the first mention stands far down, what lies between it and the headline is left out.
    """
    start, end = min(map(article.span_of, mentions))
    head = headline and headline + (" " if headline[-1] in ENDS else ". ")
    if start < article.text_at:
        begins, shift = article.text_at, len(article.told) - len(article.told.lstrip())
    else:
        near = article.sentence_span(start)[0] - BEFORE
        begins = min((one for one in article.starts[1:] if one >= near), default=article.text_at)
        shift = begins - len(head)
    sentence = head + article.told[begins : max(begins, end) + BEHIND]
    return Target(sentence=sentence.rstrip(), start=start - shift, end=end - shift)


def passages_in(
    office_id: str, article: Article, mentions: Iterable[Mention], quotes: Sequence[Quote]
) -> tuple[Passage, ...]:
    """The headline and the sentences that name the office, each once, in reading order."""
    ours = sorted(
        (*article.span_of(one), one.holder_id != "")
        for one in mentions
        if one.office_id == office_id
    )
    said = [(article.span_of(one), one) for one in quotes if one.speaker in SOMEBODY]
    found: list[Passage] = []
    for _, group in groupby(ours, key=lambda one: article.sentence(one[0])):
        if len(found) == MOST:
            break
        found.append(_passage(office_id, article, list(group), said))
    return tuple(found)


def _passage(
    office_id: str,
    article: Article,
    spans: list[tuple[int, int, bool]],
    said: Sequence[tuple[Span, Quote]],
) -> Passage:
    """A sentence with the name in it that says most: a person's before a title, then the first."""
    start, end, _ = min(spans, key=lambda one: (not one[2], one[0]))
    sentence = article.sentence_span(start)
    speaker, ours = _said_by(office_id, sentence, start, said)
    where = article.where(start)
    target = _target(article.whole, sentence, (start, end))
    voice: Voice = "others" if speaker and not ours else "reporter"
    if (ours or (speaker is None and speaks(target))) and not denies(target):
        voice = "ours"
    return Passage(target, where, speaker, voice, WEIGHTS[where])


def _said_by(
    office_id: str, sentence: Span, at: int, said: Sequence[tuple[Span, Quote]]
) -> tuple[Speaker | None, bool]:
    """Whose words the name stands in, or else whether this sentence brings words of the office."""
    for span, quote in said:
        if span[0] <= at < span[1]:
            return quote.speaker, _is_ours(office_id, quote)
    for _, quote in _meeting(sentence, said):
        if _is_ours(office_id, quote):
            return quote.speaker, True
    return None, False


def _meeting(span: Span, said: Sequence[tuple[Span, Quote]]) -> Iterator[tuple[Span, Quote]]:
    return (one for one in said if one[0][0] < span[1] and span[0] < one[0][1])


def _is_ours(office_id: str, quote: Quote) -> bool:
    return quote.office_id == office_id and quote.speaker in OURS


def _target(whole: str, sentence: Span, name: Span) -> Target:
    """The sentence around the name, no longer than a scorer can take."""
    start = max(sentence[0], name[0] - LONGEST // 2)
    end = min(sentence[1], start + LONGEST)
    text = whole[start:end]
    lead = len(text) - len(text.lstrip())
    return Target(
        sentence=text.strip(),
        start=name[0] - start - lead,
        end=min(name[1], end) - start - lead,
    )
