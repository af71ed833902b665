"""What decided: the sentence that says most, and the words without which it would say less."""

import math
import re
from collections.abc import Sequence, Set
from itertools import islice
from typing import Final

from monitor.records import Evidence, Shade, Target
from monitor.understand.phrases import Span
from monitor.understand.speech.newsroom import words as listed
from monitor.understand.text import sentences
from monitor.understand.tone.scorer import Scorer

MOST = 24  # words of a sentence that are tried, nearest to the target first
SENTENCES, IN_ITEM = 8, 10  # sentences of an item, and words of one, that are tried: 8 ms each
SHOWN = 4
MOVES = 0.02  # of the odds' logarithm: what moves it less decided nothing
LEAST = 1e-6
SLIGHT: Final = listed(
    "a about above after again all also am an and any are as at be been before being between both"
    " by can could did do does for from further had has have he her here hers him his how i if in"
    " into is it its itself just me more most my of off on once only or other our out over own she"
    " so some such than that the their them then there these they this those through to under until"
    " up us was we were what when where which while who whom why will with would you your said says"
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s.,;:!?'’\"“”()\[\]£%&/…–—-]+")


def deciding_words(scorer: Scorer, target: Target, way: int) -> tuple[str, ...]:
    """Words of the sentence that pull the score this way (−1 or 1), in reading order.

    Without each of them the score moves the other way; words of the target are not tried.
    """
    spans = _words(target, SLIGHT)[:MOST]
    return _told(target, _pulls(scorer, target, spans, way))


def deciding_sentence(scorer: Scorer, item: Target, way: int, names: Set[str]) -> Evidence:
    """The sentence of an item that says most this way by itself, and the words that decide in it.

    Not the one that is missed most: of what is surely criticism, any one sentence could go. Words
    of the office's names, in small letters, decide nothing.
    """
    spans = list(islice(sentences(item.sentence), SENTENCES))
    alone = [_alone(item, span) for span in spans]
    said = [_odds(shade, way) for shade in scorer.shades(alone)]
    at = max(range(len(said)), key=lambda one: (said[one], -one))
    tried = _words(alone[at], SLIGHT | names)[:IN_ITEM]
    words = _told(alone[at], _pulls(scorer, alone[at], tried, way))
    return Evidence(sentence=item.sentence[slice(*spans[at])], words=words)


def _alone(item: Target, span: Span) -> Target:
    """A sentence of an item by itself; whom it is about stands before it where it does not say."""
    start, end = span
    sentence = item.sentence[start:end]
    if start <= item.start and item.end <= end:
        return Target(sentence=sentence, start=item.start - start, end=item.end - start)
    name = item.sentence[item.start : item.end]
    return Target(sentence=f"{name}: {sentence}", start=0, end=len(name))


def _told(target: Target, pulls: list[tuple[float, Span]]) -> tuple[str, ...]:
    """The words that pull hardest, in reading order."""
    spans = sorted(span for _, span in sorted(pulls, reverse=True)[:SHOWN])
    return tuple(target.sentence[slice(*span)] for span in spans)


def _pulls(
    scorer: Scorer, target: Target, spans: Sequence[Span], way: int
) -> list[tuple[float, Span]]:
    """How far each span pulls this way; those that do not are left out.

    By the odds: what is surely criticism stays so, whatever word goes.
    """
    whole, *without = scorer.shades([target, *(_without(target, span) for span in spans)])
    moved = [
        (_odds(whole, way) - _odds(one, way), span)
        for one, span in zip(without, spans, strict=True)
        if way * (whole.score - one.score) > 0
    ]
    return [one for one in moved if one[0] > MOVES]


def _odds(shade: Shade, way: int) -> float:
    share = shade.negative if way < 0 else shade.positive
    return math.log(max(share, LEAST) / max(1 - share, LEAST))


def _words(target: Target, none_of: Set[str]) -> list[Span]:
    """Words that may decide, nearest to the target first."""
    spans = [
        match.span()
        for match in _WORD.finditer(target.sentence)
        if (match.end() <= target.start or match.start() >= target.end)
        and match[0].lower() not in none_of
    ]
    return sorted(
        spans, key=lambda span: min(abs(span[0] - target.end), abs(target.start - span[1]))
    )


def _without(target: Target, span: Span) -> Target:
    """The target where it was said, without these words, which are not its own."""
    start, end = span
    gone = end - start if end <= target.start else 0
    return Target(
        sentence=target.sentence[:start] + target.sentence[end:],
        start=target.start - gone,
        end=target.end - gone,
    )
