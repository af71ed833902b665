"""What an item tells beside its mentions: forgotten and told anew whenever it is read."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from monitor.records import Facts, Tag, Understanding

Rows = Iterable[dict[str, Any]]


def told(found: Sequence[Understanding]) -> dict[str, Rows]:
    """The rows of each table that is told anew with every reading."""
    facts = [(one.item_id, fact) for one in found for fact in one.facts]
    return {
        "possible_mentions": _possible(found),
        "facts": (_fact(item, fact) for item, fact in facts),
        "tags": (row for item, fact in facts for row in _tags(item, fact)),
        "flags": (row for item, fact in facts for row in _flags(item, fact)),
        "quotes": _quotes(found),
        "carried": _carried(found),
    }


def _possible(found: Sequence[Understanding]) -> Rows:
    for one in found:
        for possible in one.possible:
            mention = possible.mention
            yield {
                "item_id": one.item_id,
                "office_id": mention.office_id,
                "holder_id": mention.holder_id,
                "surface": mention.surface,
                "place": mention.where,
                "confidence": mention.confidence,
                "evidence": list(mention.evidence),
                "passage": mention.passage,
                "sentence": possible.sentence,
            }


def _fact(item_id: str, fact: Facts) -> dict[str, Any]:
    return {
        "item_id": item_id,
        "office_id": fact.office_id,
        "subject": fact.subject,
        "prominence": fact.prominence,
        "quoted": fact.quoted,
        "origin": fact.origin.value,
        "origin_why": fact.origin_why,
        "in_hours": fact.in_hours,
    }


def _tags(item_id: str, fact: Facts) -> Iterator[dict[str, Any]]:
    kinds: dict[str, tuple[Tag, ...]] = {
        "district": fact.districts,
        "theme": fact.themes,
        "topic": fact.topics,
        "lead": fact.leads,
        "named": fact.named,
    }
    for kind, tags in kinds.items():
        for tag in tags:
            row = {"kind": kind, "tag": tag.id, "words": list(tag.words)}
            yield {"item_id": item_id, "office_id": fact.office_id} | row


def _flags(item_id: str, fact: Facts) -> Iterator[dict[str, Any]]:
    for flag in fact.flags:
        row = {"kind": flag.kind, "words": flag.words, "sentence": flag.sentence, "why": flag.why}
        yield {"item_id": item_id, "office_id": fact.office_id} | row


def _quotes(found: Sequence[Understanding]) -> Rows:
    for one in found:
        for quote in one.quotes:
            yield {
                "item_id": one.item_id,
                "office_id": quote.office_id,
                "speaker": quote.speaker.value,
                "name": quote.name,
                "start_char": quote.start,
                "end_char": quote.end,
                "place": quote.where,
                "direct": quote.direct,
            }


def _carried(found: Sequence[Understanding]) -> Rows:
    for one in found:
        for carried in one.carried:
            yield {
                "item_id": one.item_id,
                "office_id": carried.office_id,
                "message_id": carried.message_id,
                "degree": carried.degree,
                "sentence": carried.sentence,
            }
