"""Which words decided: those without which the sentence would score otherwise."""

import re
from itertools import islice
from typing import Final

from monitor.records import Target
from monitor.understand.speech.newsroom import words
from monitor.understand.tone.scorer import Scorer

MOST = 24  # words of a sentence that are tried, nearest to the target first
SHOWN = 4
MOVES = 0.004  # of a score from −1 to 1: what moves it less decided nothing
SLIGHT: Final = words(
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
    spans = _candidates(target)
    whole, *without = scorer.shades([target, *(_without(target, span) for span in spans)])
    moved = [
        (way * (whole.score - one.score), span) for span, one in zip(spans, without, strict=True)
    ]
    strongest = sorted((one for one in moved if one[0] > MOVES), reverse=True)[:SHOWN]
    return tuple(target.sentence[slice(*span)] for span in sorted(span for _, span in strongest))


def _candidates(target: Target) -> list[tuple[int, int]]:
    spans = [
        match.span()
        for match in _WORD.finditer(target.sentence)
        if (match.end() <= target.start or match.start() >= target.end)
        and match[0].lower() not in SLIGHT
    ]
    spans.sort(key=lambda span: min(abs(span[0] - target.end), abs(target.start - span[1])))
    return list(islice(spans, MOST))


def _without(target: Target, span: tuple[int, int]) -> Target:
    start, end = span
    gone = 0 if start >= target.end else end - start
    return Target(
        sentence=target.sentence[:start] + target.sentence[end:],
        start=target.start - gone,
        end=target.end - gone,
    )
