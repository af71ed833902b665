"""What a match found, for a person to read."""

from collections.abc import Sequence

from monitor.records import Output
from monitor.understand.pickup.letterhead import without_foot
from monitor.understand.pickup.reading import read
from monitor.understand.pickup.records import Match


def side_by_side(
    match: Match, output: Output, title: str, text: str
) -> tuple[tuple[str, str], ...]:
    """Each passage that both have, as it stands in the item and as it stands in the output."""
    item = f"{title}\n{text}"
    ours = without_foot(f"{output.title}\n{output.text}")
    here = _passages(item, [(one.item_at, one.words) for one in match.blocks])
    there = _passages(ours, [(one.output_at, one.words) for one in match.blocks])
    return tuple(zip(here, there, strict=True))


def _passages(text: str, blocks: Sequence[tuple[int, int]]) -> list[str]:
    words = read(text)
    return [text[words.starts[at] : words.ends[at + size - 1]] for at, size in blocks]
