"""The one small interface of everything that tells tone from a sentence."""

from collections.abc import Sequence
from typing import Protocol

from monitor.records import Shade, Target


class Scorer(Protocol):
    """Tells tone towards targets; `name` holds its version, and stands beside every score."""

    @property
    def name(self) -> str: ...

    @property
    def reads_items(self) -> bool:
        """Whether a target's sentence may be a whole item, read for what it does to the target."""
        ...

    def shades(self, targets: Sequence[Target]) -> list[Shade]:
        """One shade for each target, in order."""
        ...
