"""A sentence about an office, and whose words it is."""

from dataclasses import dataclass
from typing import Final, Literal

from monitor.records import Speaker, Target, Where

OURS: Final = frozenset({Speaker.HOLDER, Speaker.DEPUTY, Speaker.OFFICE})
Voice = Literal["reporter", "ours", "others"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence about an office, where it stands, and who says it; no speaker: the reporter."""

    target: Target
    where: Where
    speaker: Speaker | None
    voice: Voice
    weight: float
