"""An article with all that may speak or be spoken in it, and where it says whose words are told."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.understand.article import Article
from monitor.understand.phrases import Span
from monitor.understand.speech.marks import Quoted
from monitor.understand.speech.voices import Voice

BESIDE = 48  # characters beside a voice that show whose part it is


@dataclass(frozen=True, slots=True)
class Page:
    """What is read together."""

    article: Article
    quoted: Sequence[Quoted]
    voices: Sequence[Voice]
    starts: Sequence[int]  # of the voices


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words are told, and where it says so."""

    voice: Voice
    span: Span  # of speaker and verb
    sentence: int
    tells: bool  # also where no marks stand
    inverted: bool  # the verb first
