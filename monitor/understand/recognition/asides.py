"""What stands in a text without being told by it: teasers of other stories, a reporter's life.

Pages lose these in collection, where they are known by their elements. A feed's text carries them
as sentences, and they name the commissioner under stories that do not.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from monitor.understand.phrases import Span, compiled
from monitor.understand.recognition.known import FIRST_NAMES

TOLD = 40  # characters that come first: what a text begins with is its own
LIST = 900  # characters that a list of other stories may have; what is longer is the story
LAST = 3  # sentences in which a reporter's life may stand
LIFE = 300  # characters of it to look at

_TEASER = compiled(
    r"\b(?:(?:READ|Read) (?:MORE|More|more|ALSO|Also|also|NEXT|Next|next|ON|on)|(?:SEE|See) (?:ALSO"
    r"|also)|(?:ALSO|Also) (?:READ|Read|read)|(?:MORE|More|more) ON THIS|(?:RELATED|Related)"
    r"|(?:WATCH|Watch|LISTEN|Listen)(?: NOW| AGAIN)?|(?:DON['’]T MISS|Don['’]t miss)"
    r"|(?:IN OTHER NEWS|In other news)|(?:TRENDING|Trending)|(?:MOST READ|Most read)) ?[:|–—»>-] ?"
)
_HEADING = compiled(
    r"\b(?:Related|RELATED|More|MORE|Latest|LATEST|Top|TOP|Recommended|Popular|Other|OTHER)"
    r" (?:[Ss]tories|STORIES|[Aa]rticles|ARTICLES|[Hh]eadlines|HEADLINES|[Cc]ontent|[Rr]eading)"
    r"(?: (?:from|on|in) [\w'’ ]{1,30})?(?: ?:| [A-Z])"
)
_LIFE = compiled(
    rf"^(?:(?:{FIRST_NAMES}) [A-Z][\w'’-]+|He|She|They)(?:, \d\d,)?"
    r"(?: (?:also |now )?(?:covers|writes (?:about|for)|reports for|joined the)\b"
    r"| (?:is|was) .{0,60}\b(?:reporter|journalist|correspondent|editor|columnist)\b)"
)


def without_asides(text: str, spans: Sequence[Span]) -> str:
    """The text, of which these are the sentences, with space where it tells of something else."""
    parts, done = [], 0
    for start, end in sorted(_asides(text, spans)):
        if end > done:
            start = max(start, done)
            parts += [text[done:start], " " * (end - start)]
            done = end
    return "".join([*parts, text[done:]])


def _asides(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    ends = [end for _, end in spans]
    for start, end in (match.span() for match in _TEASER.finditer(text)):
        if start >= TOLD:
            yield start, ends[min(bisect_left(ends, end), len(ends) - 1)]
    for start, _ in (match.span() for match in _HEADING.finditer(text)):
        if start >= TOLD and len(text) - start <= LIST:
            yield start, len(text)
    for start, end in spans[1:][-LAST:]:
        if _LIFE.search(text[start : min(end, start + LIFE)]):
            yield start, end
