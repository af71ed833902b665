"""Who is quoted in a release, and with which words: what newsrooms take from it first."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from monitor.collect.documents.named import full_name, holder_of, person_in

FEWEST = 4  # words: fewer between marks are a name or a sneer, unless somebody says them
LONGEST = 8  # paragraphs of one quotation
MOST = 200  # quotations

_SAID = (
    r"(?:said|says|saying|added|adds|adding|commented|comments|commenting|explained|explains"
    r"|continued|continues|concluded|concludes|told|tells|stated|states|responded|welcomed)"
)
_ENDS = re.compile(r"(?:\n|^)\W*(?:ends?|notes? (?:to|for) editors?)\b\W*(?:\n|$)", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?][\"”’]?\s+(?=[A-Z])|\n")
_LEADS_IN = re.compile(rf"\b{_SAID}\b[^.:\"“]{{0,90}}[:,]?\s*$|:\s*$", re.IGNORECASE)
_AFTER = re.compile(
    rf"[, ]*(?:{_SAID} (?P<later>[^\n\"“]{{2,240}})|(?P<first>[^\n.\"“]{{2,80}}?) {_SAID}\b)"
)
_THEY = re.compile(r"(?:\w+, )?(?:he|she|they|who)\b", re.IGNORECASE)
_MARKS = re.compile(r"^\W+")
_POST = re.compile(rf"(?P<post>(?:the|an?) [^,.:]{{3,80}}?)(?:,? {_SAID}\b|[.,]|$)", re.IGNORECASE)


_STOPS = re.compile(r"[.,;:]\s*$")
_Found = tuple[str, str, int]  # who, with which words, and where they end


class _Quote(NamedTuple):
    start: int  # of its mark
    end: int  # behind its mark
    words: str


def quotes_in(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Each as "Speaker: words", in order; those that nobody is named for are left out."""
    text = "\n".join(paragraphs)
    ends = _ENDS.search(text)
    told = text[: ends.start()] if ends else text
    found: list[_Found] = []
    for quote in islice(_quotations(told), MOST):
        speaker = _speaker(told, quote, found)
        few = len(quote.words.split()) < FEWEST
        if not speaker or (few and not _beside(told, quote, found)):
            continue
        words = quote.words.rstrip(",")
        if found and found[-1][0] == speaker and "\n" not in told[found[-1][2] : quote.start]:
            before = found.pop()  # `“One,” she said. “Two.”` is one
            words = f"{before[1]}{_between(before[1], words)} {words}"
        found.append((speaker, words, quote.end))
    return tuple(f"{speaker}: {words}" for speaker, words, _ in found)


def _between(before: str, after: str) -> str:
    """The mark that stood where the speaker was thrown in."""
    if before[-1:] in tuple(".!?…,;:–—"):
        return ""
    return "." if after[:1].isupper() else ","


# ---------------------------------------------------------------- marks

_DOUBLE = re.compile('["“”]')
_SINGLE = re.compile(r"(?<![\w’'])['‘](?=\w)|(?<=[.,!?…])['’](?!\w)")


def _quotations(text: str) -> Iterator[_Quote]:
    """One whose paragraphs each open a mark again is one."""
    marks = _DOUBLE if _DOUBLE.search(text) else _SINGLE
    places = [(found.start(), _opens(text, found.start())) for found in marks.finditer(text)]
    at = 0
    while at < len(places):
        start, opens = places[at]
        at += 1
        if not opens:
            continue
        end, at = _close(text, places, at, start)
        words = marks.sub("", text[start + 1 : end]) if marks is _DOUBLE else text[start + 1 : end]
        yield _Quote(start, end + 1, " ".join(words.split()))


def _opens(text: str, at: int) -> bool:
    if text[at] in "“‘":
        return True
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return text[at] not in "”’" and (not before or before in " \n([—–-:") and not after.isspace()


def _close(text: str, places: Sequence[tuple[int, bool]], at: int, start: int) -> tuple[int, int]:
    """Where the quotation that begins at `start` ends, and the mark after which to go on."""
    for index in range(at, len(places)):
        place, opens = places[index]
        if text.count("\n", start, place) > LONGEST:
            break
        if not opens:
            return place, index + 1
        if text[place - 1] != "\n":  # another begins: this one was never closed
            break
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return end, next((one for one in range(at, len(places)) if places[one][0] >= end), len(places))


# ---------------------------------------------------------------- speakers


def _beside(text: str, quote: _Quote, found: Sequence[_Found]) -> bool:
    leads_in = _LEADS_IN.search(_lead(text, quote))
    return bool(leads_in or _AFTER.match(text, quote.end) or _thrown_in(text, quote, found))


def _thrown_in(text: str, quote: _Quote, found: Sequence[_Found]) -> bool:
    """Whether only who speaks parts it from the words before it."""
    between = text[found[-1][2] : quote.start] if found else "\n"
    return bool(_AFTER.match(between) and _STOPS.search(between)) and "\n" not in between


def _lead(text: str, quote: _Quote) -> str:
    """The sentence in which a quotation begins; a line before it that ends with a colon counts."""
    before = text[max(0, quote.start - 400) : quote.start]
    if before.endswith(":\n"):
        before = before[:-1]
    parts = _SENTENCE.split(before)
    return parts[-1]


def _speaker(text: str, quote: _Quote, found: Sequence[_Found]) -> str:
    last = found[-1][0] if found else ""
    lead = _lead(text, quote)
    if _LEADS_IN.search(lead):
        return _who(text, lead, last)
    if after := _AFTER.match(text, quote.end):
        return _who(text, after["later"] or after["first"], last)
    alone = text[quote.start - 1 : quote.start] in ("", "\n")
    goes_on = alone and _follows(text, quote, found)
    return last if goes_on or _thrown_in(text, quote, found) else ""


def _follows(text: str, quote: _Quote, found: Sequence[_Found]) -> bool:
    """Whether nothing but their own last words stands before it, a paragraph or two away."""
    return bool(found) and text.count("\n", found[-1][2], quote.start) <= 2


def _who(text: str, clause: str, last: str) -> str:
    """The name that a clause gives; else whoever spoke last, or somebody by their post alone."""
    clause = _MARKS.sub("", clause)
    if name := person_in(clause):
        return full_name(text, name)
    if _THEY.match(clause):
        return last
    post = _POST.match(clause)
    return holder_of(text, post["post"]) or post["post"] if post else ""
