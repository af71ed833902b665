"""An article as recognition reads it: headline and text as one, with its sentences."""

from bisect import bisect_right
from dataclasses import dataclass, field

from monitor.records import Mention, Quote, Where
from monitor.understand.phrases import Span, readable
from monitor.understand.recognition.asides import without_asides
from monitor.understand.text import sentences

GAP = "\n\n"  # no name reaches from the headline into the text


@dataclass(frozen=True, slots=True)
class Imprint:
    """Where an article comes from, as far as that tells whose commissioner is meant."""

    url: str = ""
    patch: frozenset[str] = frozenset()  # offices in whose area the outlet is at home
    own: frozenset[str] = frozenset()  # offices that speak here themselves


@dataclass(frozen=True, slots=True)
class Article:
    """`whole` is headline and text; all spans count in it. `told` is the same with space where
    other stories are named."""

    whole: str
    told: str
    text_at: int
    starts: tuple[int, ...]  # of its sentences, the headline first
    lead_ends: int
    imprint: Imprint = field(default_factory=Imprint)

    def sentence(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def sentence_span(self, at: int) -> Span:
        """From where to where the sentence, or the headline, of this place reaches."""
        number = self.sentence(at)
        if number == 0:
            return 0, min(self.text_at, len(self.whole))
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.whole)
        return self.starts[number], end

    def where(self, at: int) -> Where:
        if at < self.text_at:
            return "headline"
        return "lead" if at < self.lead_ends else "body"

    def offsets(self, span: Span) -> Span:
        """The span as it counts in its own part."""
        shift = 0 if span[0] < self.text_at else self.text_at
        return span[0] - shift, span[1] - shift

    def span_of(self, one: Mention | Quote) -> Span:
        """Where it stands in the whole article."""
        shift = 0 if one.where == "headline" else self.text_at
        return one.start + shift, one.end + shift


def make_article(title: str, text: str, imprint: Imprint | None = None) -> Article:
    at = len(title) + len(GAP)
    spans = list(sentences(text))
    return Article(
        whole=readable(title + GAP + text),
        told=readable(title + GAP + without_asides(readable(text), spans)),
        text_at=at,
        starts=(0, *(at + start for start, _ in spans)),
        lead_ends=at + (spans[0][1] if spans else 0),
        imprint=imprint or Imprint(),
    )
