"""How rare a count is: the upper tail of the negative binomial, and of Poisson as its limit."""

from math import exp, lgamma, log, log1p

EVEN = 1e-7  # a spread below this is Poisson's; lgamma of 1 / spread would lose its digits
NEGLIGIBLE = 1e-12  # of the sum so far


def tail(count: int, expected: float, spread: float) -> float:
    """The chance of `count` or more where `expected` is the mean.

    The variance is `expected + spread * expected²`; a spread of 0 is Poisson.
    """
    if count <= 0:
        return 1.0
    if expected <= 0:
        return 0.0
    spread = max(spread, 0.0)
    first = _chance_of(count, expected, spread)
    if count > expected:
        return min(1.0, _above(count, first, expected, spread))
    return max(0.0, 1.0 - _below(count, first, expected, spread))


def needed(expected: float, spread: float, chance: float, minimum: int) -> int:
    """The smallest count, at least `minimum`, that comes by chance no more often than `chance`."""
    low = high = minimum
    while tail(high, expected, spread) > chance:
        low, high = high + 1, 2 * high
    while low < high:
        middle = (low + high) // 2
        rare = tail(middle, expected, spread) <= chance
        low, high = (low, middle) if rare else (middle + 1, high)
    return low


def _above(count: int, term: float, expected: float, spread: float) -> float:
    """Upwards from `count`, each term out of the last, until the rest cannot matter.

    1 minus the lower terms would be nothing but rounding where the tail is 1e-17.
    """
    total = 0.0
    while term > NEGLIGIBLE * total:
        total += term
        term *= _ratio(count, expected, spread)
        count += 1
    return total


def _below(count: int, term: float, expected: float, spread: float) -> float:
    total = 0.0
    while count > 0 and term > 0:
        count -= 1
        term /= _ratio(count, expected, spread)
        total += term
    return total


def _ratio(count: int, expected: float, spread: float) -> float:
    """How much likelier one more than `count` is than `count` itself."""
    return expected * (1 + spread * count) / ((1 + spread * expected) * (count + 1))


def _chance_of(count: int, expected: float, spread: float) -> float:
    """Of `count` exactly."""
    if spread < EVEN:
        return exp(count * log(expected) - expected - lgamma(count + 1))
    size = 1 / spread
    shape = lgamma(count + size) - lgamma(size) - lgamma(count + 1)
    odds = count * log(expected / (size + expected)) - size * log1p(expected / size)
    return exp(shape + odds)
