"""What the rounds measured, as a Markdown table."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

PASSES = ("in full", "all unchanged", "one new each")


@dataclass(frozen=True, slots=True)
class Figures:
    """One contender in one round: by pass, and the CPU time outside of the passes."""

    cpu: tuple[float, ...]
    wall: tuple[float, ...]
    megabytes: float
    start_and_end: float


def table(rounds: list[dict[str, Figures]]) -> Iterator[str]:
    """Medians of what each needed, then the medians of the ratios to us within each round."""
    yield f"| CPU s (wall s) | {' | '.join(PASSES)} | start and end | peak MB |"
    yield "|---|---:|---:|---:|---:|---:|"
    for name in rounds[0]:
        yield _row(name, [one[name] for one in rounds])
    others = [name for name in rounds[0] if name != "ours"]
    for other in others if "ours" in rounds[0] else []:
        yield _ratios(other, [(one[other], one["ours"]) for one in rounds])


def _row(name: str, found: list[Figures]) -> str:
    passes = [
        f"{median(one.cpu[n] for one in found):.2f} ({median(one.wall[n] for one in found):.1f})"
        for n in range(len(PASSES))
    ]
    outside = median(one.start_and_end for one in found)
    peak = median(one.megabytes for one in found)
    return f"| {name} | {' | '.join(passes)} | {outside:.2f} | {peak:.0f} |"


def _ratios(other: str, pairs: list[tuple[Figures, Figures]]) -> str:
    by_pass = [
        f"{median(theirs.cpu[n] / ours.cpu[n] for theirs, ours in pairs):.1f}x"
        for n in range(len(PASSES))
    ]
    return f"| {other} ÷ ours, CPU | {' | '.join(by_pass)} | | |"


def in_short(found: dict[str, Figures]) -> str:
    return ", ".join(
        f"{name} {' / '.join(f'{seconds:.2f}' for seconds in one.cpu)} CPU s"
        for name, one in found.items()
    )
