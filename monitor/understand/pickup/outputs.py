"""An output by itself: its words, what it has people say, its facts."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from monitor.understand.pickup.facts import facts
from monitor.understand.pickup.letterhead import without_foot
from monitor.understand.pickup.quotes import SHORTEST, spoken
from monitor.understand.pickup.reading import Numbers, distinct, read, runs
from monitor.understand.pickup.records import Facts

KEPT = 1 << 12  # outputs remembered: one more is indexed without reading the others again


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """Words are counted through the title and then the text; `quotes` are spans of them."""

    words: Numbers
    runs: Numbers
    vocabulary: Numbers  # sorted
    title: int
    quotes: tuple[tuple[int, int], ...]
    facts: Facts

    @property
    def family(self) -> int:
        """The same number in any copy of nearly all of it."""
        return int(self.runs.min(initial=0xFFFFFFFF))


@lru_cache(maxsize=KEPT)
def read_output(title: str, text: str) -> Text:
    """All that is known of an output by itself."""
    whole = without_foot(f"{title}\n{text}")
    words = read(whole)
    starts = words.starts.tolist()
    spans = ((bisect_left(starts, at), bisect_left(starts, end)) for at, end in spoken(whole))
    return Text(
        words=words.numbers,
        runs=runs(words.numbers),
        vocabulary=distinct(words.numbers),
        title=bisect_left(starts, len(title)),
        quotes=tuple((at, end) for at, end in spans if end - at >= SHORTEST),
        facts=facts(whole, words),
    )
