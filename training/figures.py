"""What a scorer got right: macro-F1, accuracy, polar flips, and whether it knows how sure it is."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Chances = NDArray[np.float64]  # a row for each sentence: negative, neutral, positive


def figures(chances: Chances, tones: Sequence[int]) -> dict[str, float]:
    """Polar flips are negative called positive or the reverse, as a share of all sentences."""
    told, true = chances.argmax(1), np.asarray(tones)
    return {
        "rows": len(true),
        "macro_f1": round(float(np.mean([_f1(told == one, true == one) for one in range(3)])), 4),
        "accuracy": round(float((told == true).mean()), 4),
        "flips": round(float((abs(told - true) == 2).mean()), 4),
        "calibration_error": round(_calibration_error(chances, true), 4),
    }


def _f1(told: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    both = int((told & true).sum())
    return 2 * both / max(int(told.sum() + true.sum()), 1)


def _calibration_error(chances: Chances, true: NDArray[np.int64], bins: int = 10) -> float:
    sure, right = chances.max(1), chances.argmax(1) == true
    bin_of = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [abs((sure - right)[bin_of == one].sum()) for one in range(bins)]
    return float(sum(gaps)) / len(true)
