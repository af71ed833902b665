"""What people said of mentions wins over what recognition thinks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from monitor.records import Mention, Ruling
from monitor.understand.recognition.holders import CERTAIN


@dataclass(frozen=True, slots=True)
class Rulings:
    """The newest word on each item, and on each sentence, of an office."""

    items: Mapping[str, tuple[Ruling, ...]] = field(default_factory=dict)
    passages: Mapping[tuple[int, str], Ruling] = field(default_factory=dict)


def gather(rulings: Iterable[Ruling]) -> Rulings:
    """Of rulings in the order in which they were said, those that stand."""
    standing = [one for one in rulings if one.says != "withdrawn"]
    items: dict[str, tuple[Ruling, ...]] = {}
    for one in standing:
        items[one.item_id] = (*items.get(one.item_id, ()), one)
    passages = {(mark, one.office_id): one for one in standing for mark in one.passages}
    return Rulings(items=items, passages=passages)


def ruled(
    rulings: Rulings, item_id: str, weighed: Sequence[Mention], title: str, text: str
) -> tuple[Mention, ...]:
    """The mentions as people ruled: certain, or of no confidence; put in where none was seen."""
    of_item = {one.office_id: one for one in rulings.items.get(item_id, ())}
    seen = {mention.office_id for mention in weighed}
    missed = (one for one in of_item.values() if one.office_id not in seen)
    return (
        *(_ruled(rulings, of_item, one) for one in weighed),
        *(_whole(one, title, text) for one in missed if one.says == "ours"),
    )


def _ruled(rulings: Rulings, of_item: Mapping[str, Ruling], one: Mention) -> Mention:
    by_passage = rulings.passages.get((one.passage, one.office_id)) if one.passage else None
    ruling = of_item.get(one.office_id) or by_passage
    if not ruling:
        return one
    sure = CERTAIN if ruling.says == "ours" else 0.0
    return replace(one, confidence=sure, evidence=(_why(ruling), *one.evidence))


def _whole(ruling: Ruling, title: str, text: str) -> Mention:
    """A person sees the office where recognition sees no word of it: the headline stands for it."""
    return Mention(
        office_id=ruling.office_id,
        holder_id="",
        role="office",
        surface=title or text[:80],
        start=0,
        end=len(title or text[:80]),
        where="headline" if title else "lead",
        confidence=CERTAIN,
        evidence=(_why(ruling),),
        prominence=1,
    )


def _why(ruling: Ruling) -> str:
    return f"{ruling.ruled_by} said {ruling.says} on {ruling.ruled_at:%-d %B %Y}"
