"""How far a scorer of tone agrees with people."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ORDER = ("negative", "neutral", "positive")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A person's label of an item beside a scorer's."""

    said: str
    found: str
    score: float
    confidence: float
    scorer: str


def agreement(judged: Iterable[Judged]) -> dict[str, Any]:
    """Share of labels that are the person's, weighted kappa, and what was taken for what.

    Kappa asks only for those that both call negative, neutral or positive; `kappa_n` counts them.
    """
    confusion = Counter((one.said, one.found) for one in judged)
    n = confusion.total()
    right = sum(count for (said, found), count in confusion.items() if said == found)
    ordered = Counter({pair: count for pair, count in confusion.items() if set(pair) <= set(ORDER)})
    return {
        "n": n,
        "agreement": round(right / n, 4) if n else None,
        "weighted_kappa": weighted_kappa(ordered),
        "kappa_n": ordered.total(),
        "confusion": {
            said: {found: count for (s, found), count in sorted(confusion.items()) if s == said}
            for said in sorted({said for said, _ in confusion})
        },
    }


def weighted_kappa(confusion: Mapping[tuple[str, str], int]) -> float | None:
    """Linearly weighted: taking negative for positive is twice as bad as for neutral.

    1 is perfect, 0 is chance. None where nobody could disagree: all labels on both sides are one.
    """
    n = sum(confusion.values())
    said, found = _shares(confusion, 0, n), _shares(confusion, 1, n)
    pairs = [(one, other) for one in ORDER for other in ORDER]
    by_chance = sum(_apart(one, other) * said[one] * found[other] for one, other in pairs)
    observed = sum(_apart(*pair) * count for pair, count in confusion.items())
    return round(1 - observed / n / by_chance, 4) if by_chance else None


def _shares(confusion: Mapping[tuple[str, str], int], side: int, n: int) -> Mapping[str, float]:
    shares = dict.fromkeys(ORDER, 0.0)
    for pair, count in confusion.items():
        shares[pair[side]] += count / n
    return shares


def _apart(one: str, other: str) -> float:
    return abs(ORDER.index(one) - ORDER.index(other)) / (len(ORDER) - 1)


def by_scorer(judged: Sequence[Judged]) -> dict[str, dict[str, Any]]:
    """The agreement of each scorer, by name."""
    scorers = sorted({one.scorer for one in judged})
    return {name: agreement([one for one in judged if one.scorer == name]) for name in scorers}
