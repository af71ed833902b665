"""What the system thinks of an item, in words: who is meant and why, with the sentences marked."""

from collections.abc import Iterable, Iterator

from monitor.records import Facts, Item, Mention, Quote, Tag, Tone
from monitor.steps.explaining import Explanation
from monitor.times import for_people
from monitor.understand.text import sentences

MOST = 5  # of a kind: the rest is counted
SUBJECTS = {
    "office": "the office itself",
    "holder": "a holder of the office, in that role",
    "personal": "a holder as a private person or of a party: stored, and not the office's coverage",
    "force": "the force, and not the office",
    "service": "a service of the office, and not the office",
    "area": "a place of the area, in words that a rule looks for",
    "role": "commissioners or police bodies as such, in words that a rule looks for",
}


def in_words(found: Explanation) -> str:
    """All of it, for a terminal."""
    item, told = found.item, found.understanding
    lines = [f"{item.id}  {item.title or item.text[:80]}", f"  {_imprint(item)}"]
    for fact in told.facts:
        lines += _facts(fact)
    for office in dict.fromkeys(one.office_id for one in told.mentions):
        lines += _office(office, [one for one in told.mentions if one.office_id == office], item)
    if not told.mentions:
        lines.append("  means none of the watched offices")
    for possible in told.possible:
        lines += _mention(
            "may mean" if possible.mention.confidence else "is not", possible.mention, item
        )
    lines += _quotes(told.quotes, item)
    lines += _tone(found.tone)
    for firing in found.firings:
        because = "; ".join(firing.because)
        lines.append(f"  {firing.severity} {firing.rule_id} {firing.rule_name}: {because}")
    lines += [f"  {reason.value}" for reason in found.held]
    return "\n".join(lines)


def _imprint(item: Item) -> str:
    outlet = f"{item.outlet} ({item.tier.value})" if item.outlet else "no outlet given"
    return f"{outlet}, {for_people(item.published_at or item.first_seen_at)}"


def _office(office: str, mentions: list[Mention], item: Item) -> Iterator[str]:
    yield from (line for one in mentions[:MOST] for line in _mention("means", one, item))
    if len(mentions) > MOST:
        yield f"    and {len(mentions) - MOST} more places that mean {office}"


def _mention(verb: str, one: Mention, item: Item) -> Iterator[str]:
    who = f"{one.holder_id} ({one.role})" if one.holder_id else "the office"
    yield f"  {verb} {one.office_id}: {who}, in the {one.where}, confidence {one.confidence:.2f}"
    text = item.title if one.where == "headline" else item.text
    yield f"    {_marked(one.start, one.end, text)}"
    yield f"    because: {'; '.join(one.evidence)}"


def _marked(start: int, end: int, text: str) -> str:
    """The sentence around a place, with the place in square brackets."""
    first, last = next(
        (span for span in sentences(text) if span[0] <= start < span[1]), (0, len(text))
    )
    marked = f"{text[first:start]}[{text[start:end]}]{text[end:last]}"
    return " ".join(marked.split())


def _facts(fact: Facts) -> Iterator[str]:
    yield f"  about {fact.office_id}: {SUBJECTS[fact.subject]}, prominence {fact.prominence} of 3"
    if fact.subject in ("office", "holder", "personal"):
        yield f"    origin {fact.origin}: {fact.origin_why}"
    yield f"    {'in' if fact.in_hours else 'out of'} office hours"
    for name, tags in (
        ("districts", fact.districts),
        ("plan themes", fact.themes),
        ("topics", fact.topics),
        ("who leads", fact.leads),
        ("also named", fact.named),
    ):
        if tags:
            yield f"    {name}: {_tags(tags)}"
    for flag in fact.flags:
        yield f"    {flag.kind}: “{flag.words}” in “{flag.sentence}”: {flag.why}"


def _tags(tags: Iterable[Tag]) -> str:
    return "; ".join(f"{tag.id} ({', '.join(tag.words[:MOST])})" for tag in tags)


def _quotes(quotes: tuple[Quote, ...], item: Item) -> Iterator[str]:
    for quote in quotes[:MOST]:
        text = item.title if quote.where == "headline" else item.text
        who = f"{quote.speaker}{f', {quote.name}' if quote.name else ''}"
        verb = "said" if quote.direct else "is reported"
        yield f"  {who} {verb}: “{text[quote.start : quote.end]}”"
    if len(quotes) > MOST:
        yield f"  and {len(quotes) - MOST} more quotes"


def _tone(tone: Tone | None) -> Iterator[str]:
    if tone:
        yield f"  tone {tone.label} ({tone.score:+.2f}, {tone.scorer})"
        for one in tone.evidence:
            words = f" [{', '.join(one.words)}]" if one.words else ""
            yield f"    “{one.sentence}”{words}"
