"""What a text has somebody say: the part of a release that newsrooms keep most faithfully."""

import re
from collections.abc import Iterator

from monitor.understand.text import sentences

SHORTEST = 5  # words: less is a phrase that anybody may use
SAYING = (
    "said|says|added|adds|told|tells|argued|argues|explained|explains|stressed|stresses|insisted"
    "|insists|warned|warns|commented|stated|states|believes|urged|urges|called|calls"
)
# By its first mark. A quote that goes on in the next paragraph is opened anew there, and closed
# but once.
_MARKED = {
    "“": re.compile(r"“([^“”]{6,1500}+)(?:”|(?<=\n)(?=“))"),
    '"': re.compile(r'"([^"]{6,1500}+)(?:"(?!\w)|(?<=\n)(?="))'),
    "‘": re.compile(r"(?<!\w)‘([^‘]{6,1500}?)(?:’(?!\w)|(?<=\n)(?=‘))"),
}
_SAYING = re.compile(rf"\b(?:{SAYING})\b")


def marked(text: str) -> list[tuple[int, int]]:
    """Start and end of what stands in quotation marks."""
    found = (_opened(text, mark, form) for mark, form in _MARKED.items())
    return sorted(span for spans in found for span in spans)


def spoken(text: str) -> list[tuple[int, int]]:
    """Start and end of what is said: the quotation where one is marked, else what is reported."""
    return marked(text) or [
        span for span in (_reported(text, *one) for one in sentences(text)) if span
    ]


def _opened(text: str, mark: str, form: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Quotations with this mark: `find` leaps to it, a search would look at every letter."""
    at = text.find(mark)
    while at >= 0:
        quote = form.match(text, at)
        if quote:
            yield quote.span(1)
        at = text.find(mark, quote.end() if quote else at + 1)


def _reported(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A sentence with a verb of saying, without its lead-in if the verb stands early in it."""
    verb = _SAYING.search(text, start, end)
    if verb is None:
        return None
    return (verb.end(), end) if verb.end() - start < (end - start) / 2 else (start, end)
