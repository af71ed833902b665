"""How an item and an output compare, word for word and fact for fact."""

from collections.abc import Sequence
from datetime import date

from monitor.records import Reuse
from monitor.understand.pickup.blocks import shared_blocks
from monitor.understand.pickup.editions import another_edition, days_between
from monitor.understand.pickup.index import Index, Known
from monitor.understand.pickup.items import Item, candidates, look, read_item
from monitor.understand.pickup.kept import headline_kept, kept, quoted_words, said, strange
from monitor.understand.pickup.quotes import SHORTEST
from monitor.understand.pickup.reading import among
from monitor.understand.pickup.records import Block, Days, Match, on
from monitor.understand.pickup.rivals import with_rivals


def match_item(
    index: Index, title: str, text: str, published: date | Days | None = None
) -> tuple[Match, ...]:
    """What the item shares with each output that it may have reused, the most shared first."""
    looked = look(title, text)
    likely = candidates(index, looked)
    if not likely:
        return ()
    day = on(published) if isinstance(published, date) else published
    item = read_item(index, looked, day)
    return with_rivals([_match(index.known[place], item) for place in likely])


def _match(known: Known, item: Item) -> Match:
    blocks = shared_blocks(item.ranked, known.text.runs, known.telling)
    return Match(
        output_id=known.id,
        office_id=known.office_id,
        reuse=_reuse(known, item, blocks),
        blocks=blocks,
    )


def _reuse(known: Known, item: Item, blocks: Sequence[Block]) -> Reuse:
    text, facts = known.text, known.text.facts
    there, here = _covered(blocks, known.telling, len(item.words.numbers))
    quoted = quoted_words(blocks, text.quotes, len(here))
    item_share, days = _share(here.count(1), len(here)), days_between(known.issued, item.published)
    rare = _rare(known, item)
    return Reuse(
        release_share=_share(there.count(1), known.telling.count(1)),
        item_share=item_share,
        blocks=tuple(one.own for one in blocks),
        quotes=sum(kept(there, *one) for one in text.quotes),
        quotes_of=len(text.quotes),
        quoted=_share(sum(there.count(1, at, end) for at, end in text.quotes), there.count(1)),
        said=said(quoted, item, known.issued),
        strange=strange(quoted, item, text.words),
        figures=tuple(sorted(facts.figures & item.facts.figures)),
        figures_of=len(facts.figures),
        names=tuple(sorted(name for name in facts.names if name in item.text)),
        rare=rare,
        topic=_share(len(rare), item.rare_words),
        named=item.named or any(name in item.text for name in facts.speakers),
        headline=headline_kept(text.title, blocks),
        days=days,
        other_edition=another_edition(facts, item.facts, days, item_share),
    )


def _covered(blocks: Sequence[Block], telling: bytes, size: int) -> tuple[bytearray, bytearray]:
    """1 for each word of the output, and of the item, that the other has.

    Letterhead is ours where it stands in a passage that was copied, and nobody's elsewhere.
    """
    there, here = bytearray(len(telling)), bytearray(size)
    for one in blocks:
        part = telling[one.output_at : one.output_at + one.words]
        there[one.output_at : one.output_at + one.words] = part
        whole = one.own >= SHORTEST
        here[one.item_at : one.item_at + one.words] = b"\1" * one.words if whole else part
    return there, here


def _rare(known: Known, item: Item) -> tuple[str, ...]:
    """Words of the item that this output has, and few others."""
    shared = item.rare[among(item.words.numbers[item.rare], known.text.vocabulary)]
    spans = zip(item.words.starts[shared], item.words.ends[shared], strict=True)
    return tuple(sorted({item.text[start:end].casefold() for start, end in spans}))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
