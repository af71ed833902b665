"""Lines of pages made paragraphs again; what every page says at its edge is left out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median_low

from monitor.collect.documents import Paragraph
from monitor.collect.documents.drawn import Line
from monitor.collect.documents.lines import ended_before, goes_on, joined

_GAP = 1.25  # of what parts two lines of a paragraph
_LEADING = 1.2  # of the size of letters, where no line tells
_HEADING = 1.15  # of the size of most letters
_TITLE = 1.6  # sizes of a letter from one line of a title to the next
_AROUND = 8  # lines
_FULL = 0.75  # of the widest line: what is shorter may end a paragraph
_EDGE = 3  # lines at the top and at the bottom of a page that may stand on every page
_NEAR = 4.0  # points
_NUMBERED = re.compile(
    r"[\W_]*(?:page\s*)?(?:\d{1,3}|[ivx]{1,5})(?:\s*(?:of|/|\|)\s*\d{1,3})?[\W_]*$", re.IGNORECASE
)


def paragraphs_of(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """In the order in which they were drawn; the larger its letters, the higher a heading ranks."""
    kept = _without_furniture(lines)
    body = _body_size(kept)
    sizes = sorted({round(one.size, 1) for one in kept if one.size >= body * _HEADING})[::-1]
    for held in _blocks(kept, body):
        size = round(held[0].size, 1)
        text = joined([one.text for one in held])
        yield Paragraph(text, sizes.index(size) + 1 if size in sizes else 0)


def _blocks(lines: Sequence[Line], body: float) -> Iterator[list[Line]]:
    """Lines that belong together; `body` is the size of most letters."""
    leading = _leading(lines) / (body or 1) or _LEADING
    held = list(lines[:1])
    for at, (line, following) in enumerate(pairwise(lines)):
        around = lines[max(0, at - _AROUND) : at + _AROUND]  # a column is narrower than a title
        width = max(len(one.text) for one in around)
        heads = line.size >= body * _HEADING
        if _gap(line, following, max(leading * _GAP, _TITLE * heads)) or not (
            heads or _goes_on(line, following, width)
        ):
            yield held
            held = []
        held.append(following)
    if held:
        yield held


def _gap(line: Line, following: Line, most: float) -> bool:
    """Whether more than that many sizes of a letter part two lines, or the letters differ."""
    if abs(line.size - following.size) > 0.1 * max(line.size, following.size):
        return True
    return line.page == following.page and line.height - following.height > most * line.size


def _goes_on(line: Line, following: Line, width: int) -> bool:
    # At the top of another page or column no gap tells.
    turned = following.page != line.page or following.height >= line.height
    if turned and ended_before(line.text, following.text):
        return False
    return goes_on(line.text, following.text, width)


def _body_size(lines: Sequence[Line]) -> float:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)


def _leading(lines: Sequence[Line]) -> float:
    """From one line of a paragraph to the next: what mostly follows lines that are full."""
    width = max((len(one.text) for one in lines), default=0)
    gaps = [
        one.height - two.height
        for one, two in pairwise(lines)
        if one.page == two.page and one.height > two.height and len(one.text) > width * _FULL
    ]
    return median_low(gaps) if gaps else 0.0


# ---------------------------------------------------------------- what stands on every page


def _without_furniture(lines: Sequence[Line]) -> Sequence[Line]:
    """All lines where nothing else would stay: pages of one line each."""
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    edges = {page: _edges(found) for page, found in pages.items()}
    seen: dict[str, list[Line]] = defaultdict(list)
    for edge in edges.values():
        for line in edge:
            seen[_same(line)].append(line)
    told = [
        line
        for line in lines
        if line not in edges[line.page] or not _is_furniture(line, pages[line.page], seen)
    ]
    return told or lines


def _edges(page: Sequence[Line]) -> set[Line]:
    ordered = sorted(page, key=lambda line: line.height)
    return {*ordered[:_EDGE], *ordered[-_EDGE:]}


def _same(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())


def _is_furniture(line: Line, page: Sequence[Line], seen: Mapping[str, Sequence[Line]]) -> bool:
    """Whether it numbers the page, or another page says the same in the same place."""
    if _NUMBERED.match(line.text):
        heights = [one.height for one in page]
        return line.height in (min(heights), max(heights))
    return any(
        other.page != line.page and abs(other.height - line.height) < _NEAR
        for other in seen[_same(line)]
    )
