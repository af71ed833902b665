"""Which scorer tells tone: the packaged model; VADER stands in for it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from monitor.errors import ModelUnusable
from monitor.records import ToneWords
from monitor.understand.tone.onnx import PACKAGED, open_model
from monitor.understand.tone.scorer import Scorer
from monitor.understand.tone.vader import vader_scorer


@dataclass(frozen=True)
class Scorers:
    """Each is made when it is first asked for: most commands ask for none."""

    words: ToneWords
    folder: Path
    notice: Callable[[str], None]

    @cached_property
    def best(self) -> Scorer:
        """The model; VADER, after one notice, where it cannot be used."""
        try:
            return open_model(self.folder)
        except ModelUnusable as error:
            self.notice(f"{error}; VADER tells the tone instead")
            return self.vader

    @cached_property
    def vader(self) -> Scorer:
        return vader_scorer(self.words)


def scorers(
    words: ToneWords, folder: Path = PACKAGED, notice: Callable[[str], None] = lambda _: None
) -> Scorers:
    """The scorers of a process; `notice` hears at most once, and why, that there is no model."""
    return Scorers(words, folder, notice)
