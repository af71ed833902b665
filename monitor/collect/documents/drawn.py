"""The lines of a PDF's pages, gathered while pypdf draws its text."""

import re
from typing import Any, NamedTuple

from monitor.collect.markup import clean

MOST_STEPS = 200_000  # of drawing, in all pages: one of text takes 1,000
_FORM = 10_000  # steps: what is drawn again and again from one place may be long
MOST_TEXT = 1_000_000  # characters, furniture and all

_SAME = 0.4  # of the size of its letters: what stands no further above or below is on the line
_SMALL = 0.8  # of the size: what is smaller and on the line is the "rd" of a date
_TURNED = 0.2  # the slope from which on words are a watermark
_LETTER = re.compile(r"\w")
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
)


class TooMuch(Exception):
    """More is drawn than in any release."""


class Line(NamedTuple):
    text: str
    page: int
    height: float  # above the bottom of the page
    size: float  # of its letters


class Drawn:
    """Takes pieces of text in the order in which they are drawn, and puts them into lines."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._words: list[str] = []
        self._begun = False  # whether a word of the line stands there: a bullet is none
        self._at = (0.0, 0.0)  # height and size
        self._page, self._upright = 0, True
        self._images: frozenset[str] = frozenset()
        self._steps = self._long = 0

    def turn(self, page: int, upright: bool, images: frozenset[str]) -> None:
        """The next page begins; `upright` unless it is shown turned by a quarter."""
        self.end_line()
        self._page, self._upright, self._images = page, upright, images

    def step(self, operator: bytes, operands: list[Any], *_: Any) -> None:  # noqa: ANN401
        form = operator == b"Do" and operands and operands[0] not in self._images
        self._steps += _FORM if form else 1
        if self._steps > MOST_STEPS:
            raise TooMuch

    def text(self, text: str, cm: list[float], tm: list[float], _: Any, size: float) -> None:  # noqa: ANN401
        """A piece of text, with the matrices of page and text that place it."""
        self._long += len(text)
        if self._long > MOST_TEXT:
            raise TooMuch
        slope, width = tm[0] * cm[1] + tm[1] * cm[3], tm[0] * cm[0] + tm[1] * cm[2]
        if self._upright and abs(slope) > _TURNED * abs(width):
            return
        for number, piece in enumerate(text.split("\n")):
            if number:
                self.end_line()
            if piece.strip() and not self._begun:
                scale = abs(tm[2] * cm[1] + tm[3] * cm[3]) or abs(tm[2] * cm[0] + tm[3] * cm[2])
                self._at = tm[4] * cm[1] + tm[5] * cm[3] + cm[5], abs(size) * scale
                self._begun = bool(_LETTER.search(piece))
            self._words.append(piece)

    def end_line(self) -> None:
        words = clean("".join(self._words).translate(_LIGATURES).replace("\u00ad", "\u2010"))
        self._words, self._begun = [], False
        if not words:
            return
        height, size = self._at
        last = self.lines[-1] if self.lines else None
        if last and last.page == self._page and abs(last.height - height) < _SAME * last.size:
            between = "" if size < _SMALL * last.size and len(words) < 4 else " "
            self.lines[-1] = last._replace(text=f"{last.text}{between}{words}")
        else:
            self.lines.append(Line(words, self._page, height, size))
