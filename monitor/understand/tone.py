"""Tone towards an office: VADER on the sentences that name it, never on the whole text.

One analyser is kept (building it for each call costs a hundred times as much) and it is given
sentences (its loops are quadratic: a 23 KB article takes 243 ms, its sentences 12).
"""

from collections.abc import Iterable
from functools import cache

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from monitor.records import Evidence, Mention, Tone
from monitor.understand.recognition.mentions import sentences_about
from monitor.understand.text import words

SCORER = "vader-1"
POLAR = 0.6  # neutral is the default; a polar call must be earned
LONGEST = 1000  # characters of a sentence: VADER's loops are quadratic, 31 KB take it 6.6 s
WEIGHTS = {"headline": 2.0, "lead": 1.5, "body": 1.0}


def score_tones(mentions: Iterable[Mention], title: str, text: str) -> tuple[Tone, ...]:
    """The tone of an item towards each office that it names."""
    mentions = list(mentions)
    offices = dict.fromkeys(mention.office_id for mention in mentions)
    return tuple(_score(office, mentions, title, text) for office in offices)


def _score(office: str, mentions: list[Mention], title: str, text: str) -> Tone:
    scored = [
        (WEIGHTS[where], _compound(sentence), sentence)
        for where, sentence in sentences_about(office, mentions, title, text)
    ]
    weight = sum(weight for weight, _, _ in scored)
    score = sum(weight * value for weight, value, _ in scored) / weight if weight else 0.0
    return Tone(
        office_id=office,
        label="positive" if score >= POLAR else "negative" if score <= -POLAR else "neutral",
        score=round(score, 4),
        scorer=SCORER,
        evidence=_evidence(scored, score),
    )


def _evidence(scored: list[tuple[float, float, str]], score: float) -> tuple[Evidence, ...]:
    """The sentence that pulled hardest in the direction of the result."""
    sign = 1 if score >= 0 else -1
    pulls = [(sign * weight * value, sentence) for weight, value, sentence in scored]
    strongest = max(pulls, default=(0.0, ""))[1]
    return (Evidence(sentence=strongest, words=_deciding(strongest, sign)),) if strongest else ()


def _deciding(sentence: str, sign: int) -> tuple[str, ...]:
    lexicon = _analyser().lexicon
    found = [word for word in words(sentence) if sign * lexicon.get(word, 0) > 0]
    return tuple(dict.fromkeys(found))


def _compound(sentence: str) -> float:
    return float(_analyser().polarity_scores(sentence[:LONGEST])["compound"])


@cache
def _analyser() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()
