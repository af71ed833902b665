"""How rare a count is, against sums in fractions, which round nothing."""

from __future__ import annotations

from fractions import Fraction
from math import comb, exp, factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alert.spikes.tail import needed, tail

MEANS = st.floats(0.001, 60)
SPREADS = st.floats(0, 2)


def exact(count: int, mean: Fraction, size: int) -> float:
    """1 minus the terms below `count`, for a whole size."""
    grows = mean / (mean + size)
    lower = sum(comb(k + size - 1, k) * grows**k for k in range(count))
    return float(1 - lower * (1 - grows) ** size)


@pytest.mark.parametrize("size", [1, 2, 7, 40])
@pytest.mark.parametrize("mean", [Fraction(1, 50), Fraction(4, 5), Fraction(6), Fraction(45)])
@pytest.mark.parametrize("count", [1, 2, 5, 14, 60, 150])
def test_the_tail_is_what_exact_sums_say(count: int, mean: Fraction, size: int) -> None:
    assert tail(count, float(mean), 1 / size) == pytest.approx(exact(count, mean, size), rel=1e-9)


@pytest.mark.parametrize(("count", "mean"), [(1, 0.1), (5, 0.8), (9, 0.8), (12, 30.0), (44, 30.0)])
def test_without_spread_it_is_poisson(count: int, mean: float) -> None:
    terms = [Fraction(mean) ** k / factorial(k) for k in range(count, count + 200)]
    poisson = float(sum(terms)) * exp(-mean)
    assert tail(count, mean, 0.0) == pytest.approx(poisson, rel=1e-9)
    assert tail(count, mean, 1e-6) == pytest.approx(poisson, rel=1e-3)


def test_none_or_more_is_certain_and_something_out_of_nothing_impossible() -> None:
    assert tail(0, 3.0, 0.2) == 1.0
    assert tail(1, 0.0, 0.2) == 0.0


def test_a_tail_far_out_is_small_and_not_lost_in_rounding() -> None:
    assert 0 < tail(60, 2.0, 0.1) < 1e-17


@given(count=st.integers(1, 120), mean=MEANS, spread=SPREADS)
def test_it_falls_as_counts_rise_and_rises_with_the_mean(
    count: int, mean: float, spread: float
) -> None:
    chance = tail(count, mean, spread)
    assert 0 <= tail(count + 1, mean, spread) <= chance + 1e-12 <= 1 + 1e-12
    assert tail(count, mean * 1.1, spread) >= chance - 1e-12


@settings(max_examples=40)
@given(mean=MEANS, spread=SPREADS, minimum=st.integers(1, 20))
def test_what_is_needed_is_the_smallest_count_that_is_rare_enough(
    mean: float, spread: float, minimum: int
) -> None:
    count = needed(mean, spread, 1e-4, minimum)
    assert tail(count, mean, spread) <= 1e-4
    assert count == minimum or tail(count - 1, mean, spread) > 1e-4
