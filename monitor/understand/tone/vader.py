"""Tone by VADER, from the clause about the target: always there, and quick; it stands in for the
model.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from monitor.records import Shade, Target, ToneWords
from monitor.understand.tone.agency import clause_of
from monitor.understand.tone.lexicon import Lexicon, lexicon_of
from monitor.understand.tone.scorer import Scorer

NAME: Final = "vader-2"
LONGEST = 600  # characters: VADER's loops are quadratic, 31 KB take it 6.6 s
# Fitted on the dev parts of NewsMTSC: how much a compound of 1 tells, and what neutral starts with.
SLOPE, NEUTRAL = 2.4, 0.3


@dataclass(frozen=True, slots=True)
class _Vader:
    lexicon: Lexicon
    name: str = NAME
    reads_items: bool = False

    def shades(self, targets: Sequence[Target]) -> list[Shade]:
        return [self._shade(target) for target in targets]

    def _shade(self, target: Target) -> Shade:
        return shade_of(self.lexicon.compound(clause_of(target)[:LONGEST]))


def vader_scorer(words: ToneWords) -> Scorer:
    """One analyser for as long as the process lives."""
    return _Vader(lexicon_of(words))


def shade_of(compound: float) -> Shade:
    """What VADER's figure, from −1 to 1, is worth."""
    negative = math.exp(-SLOPE * compound - NEUTRAL)
    positive = math.exp(SLOPE * compound - NEUTRAL)
    whole = negative + 1 + positive
    return Shade(negative=negative / whole, neutral=1 / whole, positive=positive / whole)
