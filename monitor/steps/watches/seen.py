"""What a look at one kind of thing finds: states, and what an alert on each would show."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime

from monitor.records import Coverage, Rule, WatchState
from monitor.steps.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A state, and what it is about in the form in which coverage is judged."""

    state: WatchState
    coverage: Coverage
    only: frozenset[str] = frozenset()  # rules that it is a state for; none: every one of its kind
    ways: tuple[str, ...] = ()  # by which to tell of it; none: by all


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """All states of a kind, and the stories whose alerts stand whether or not a rule fires now."""

    watched: Sequence[Watched] = ()
    standing: Set[str] = field(default_factory=frozenset)


Gather = Callable[[Watch, Sequence[Rule], datetime], Seen]
