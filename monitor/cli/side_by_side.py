"""What an item took of a release, shown passage beside passage."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any

from monitor.records import Reuse
from monitor.steps.outputs import Beside
from monitor.times import for_people

WIDTH = 45  # of each column: two and the gutter stand on a terminal of 100


def side_by_side(found: Iterable[Beside]) -> Iterator[str]:
    """For a terminal: each release, what was measured, and the passages in two columns."""
    for one in found:
        output, degree = one.output, one.pickup.degree or "no pick-up"
        issued = f", issued {for_people(output.issued_at)}" if output.issued_at else ""
        yield f"  {degree} of {output.kind} {output.number or output.id}: {output.title}{issued}"
        yield f"    {measured(one.pickup.reuse)}"
        yield from _columns("in the item", f"in the {output.kind}")
        for item, ours in one.passages:
            yield from _columns(item, ours)


def passages(found: Iterable[Beside]) -> dict[str, Any]:
    """The same as facts, under `beside`."""
    return {
        "beside": [
            {
                "output": one.output.id,
                "number": one.output.number,
                "degree": one.pickup.degree,
                "reuse": one.pickup.reuse,
                "passages": [{"item": item, "output": ours} for item, ours in one.passages],
            }
            for one in found
        ]
    }


def measured(reuse: Reuse) -> str:
    """What was measured, in words."""
    parts = [
        f"{reuse.item_share:.0%} of the item is ours",
        f"{reuse.release_share:.0%} of ours is in it",
        f"{reuse.quotes} of {reuse.quotes_of} quotes kept",
        f"{len(reuse.figures)} of {reuse.figures_of} figures{_listed(reuse.figures)}",
    ]
    parts += ["headline kept"] * reuse.headline
    parts += [f"{reuse.days} days later"] if reuse.days else []
    parts += ["another edition"] * reuse.other_edition
    parts += [f"{reuse.rival} explains it better"] if reuse.rival else []
    return "; ".join(parts)


def _listed(figures: Sequence[str]) -> str:
    return f" ({', '.join(figures)})" if figures else ""


def _columns(left: str, right: str) -> Iterator[str]:
    lines = wrap(" ".join(left.split()), WIDTH), wrap(" ".join(right.split()), WIDTH)
    for at in range(max(map(len, lines))):
        one, other = (side[at] if at < len(side) else "" for side in lines)
        yield f"      {one:<{WIDTH}} | {other}".rstrip()
