"""The tone of an item towards each office that it means, with the sentence that shows it."""

from collections.abc import Sequence

from monitor.records import Mention, Quote, Tone, ToneThresholds
from monitor.understand.article import Article
from monitor.understand.tone import by_item, by_sentences
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
    reading = by_item if scorer.reads_items else by_sentences
    telling = telling_of(office_id, article, mentions, quotes)
    verdict = reading.verdict_of(scorer, telling, thresholds)
    evidence = reading.evidence_of(scorer, telling, verdict)
    return Tone(
        office_id=office_id,
        label=verdict.label,
        score=round(verdict.shares.score, 4),
        scorer=scorer.name,
        evidence=(evidence,) if evidence else (),
        confidence=round(verdict.confidence, 4),
    )
