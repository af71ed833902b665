"""The tone of an item towards each office that it means, with the sentence that shows it."""

from collections.abc import Iterator, Sequence

from monitor.records import Evidence, Mention, Quote, Tone, ToneThresholds
from monitor.understand.article import Article
from monitor.understand.tone.deciding import deciding_words
from monitor.understand.tone.judging import Verdict, judge
from monitor.understand.tone.scorer import Scorer
from monitor.understand.tone.telling import telling_of


def tones_of(
    scorer: Scorer,
    thresholds: ToneThresholds,
    article: Article,
    mentions: Sequence[Mention],
    quotes: Sequence[Quote],
) -> tuple[Tone, ...]:
    """One tone for each office, in the order in which their mentions stand."""
    offices = dict.fromkeys(one.office_id for one in mentions)
    return tuple(_tone(scorer, thresholds, office, article, mentions, quotes) for office in offices)


def _tone(
    scorer: Scorer,
    thresholds: ToneThresholds,
    office_id: str,
    article: Article,
    mentions: Sequence[Mention],
    quotes: Sequence[Quote],
) -> Tone:
    telling = telling_of(office_id, article, mentions, quotes)
    shades = scorer.shades([one.target for one in telling.passages])
    verdict = judge(telling, shades, thresholds)
    return Tone(
        office_id=office_id,
        label=verdict.label,
        score=round(verdict.shares.score, 4),
        scorer=scorer.name,
        evidence=tuple(_evidence(scorer, verdict)),
        confidence=round(verdict.confidence, 4),
    )


def _evidence(scorer: Scorer, verdict: Verdict) -> Iterator[Evidence]:
    """A sign where no sentence says it, or else the strongest sentence; neutral has no words."""
    if verdict.sign:
        yield verdict.sign
    elif verdict.passage:
        target = verdict.passage.target
        neutral = verdict.label == "neutral"
        words = () if neutral else deciding_words(scorer, target, verdict.way)
        yield Evidence(sentence=target.sentence, words=words)
