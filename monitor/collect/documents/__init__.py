"""A release as the office wrote it, out of the file in which it was written; one module a kind."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    rank: int = 0  # of a heading: 1 is a title, 2 and more stand below it; 0: no heading


@dataclass(frozen=True, slots=True)
class Written:
    """What a file says, letterhead and all, before anybody looks for what is what."""

    paragraphs: tuple[Paragraph, ...]
    called: str = ""  # the title that the file itself goes by, where no heading does
    dated: date | None = None  # the same of its date
