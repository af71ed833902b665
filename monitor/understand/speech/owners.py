"""Whose a quotation is: by the verb beside it, by what leads up to it, or by who spoke before."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from monitor.understand.speech.marks import Quoted
from monitor.understand.speech.page import Attribution, Page
from monitor.understand.speech.voices import Voice

SEVERAL = 4  # voices in a sentence that names one person only
LEAD_UP = 300  # characters between a quotation and what was said before it


class Owned(NamedTuple):
    """A quotation and whose it is."""

    quoted: Quoted
    voice: Voice | None
    by: Attribution | None = None  # the verb beside it
    beside: bool = False  # the article says so right there


def owners(page: Page, said: Sequence[Attribution]) -> Iterator[Owned]:
    last: Owned | None = None
    starts = [one.span[0] for one in said]
    for quoted in page.quoted:
        at = bisect_right(starts, quoted.outside[0])
        before, behind = said[max(0, at - 2) : at], said[at : at + 1]
        if by := _beside(page, quoted, before, behind):
            last = Owned(quoted, by.voice, by, beside=True)
        elif voice := _introduced(page, quoted.outside[0]) or _credited(page, quoted.outside[1]):
            last = Owned(quoted, voice, beside=True)
        else:
            last = Owned(quoted, _alone(page, quoted, before[-1:], last))
        yield last


def _beside(
    page: Page, quoted: Quoted, before: Sequence[Attribution], behind: Sequence[Attribution]
) -> Attribution | None:
    """The attribution right behind a quotation, or else the one before it in its sentence."""
    text, (start, end) = page.article.whole, quoted.outside
    ended = text[quoted.words[1] - 1 : quoted.words[1]] in _STOPS
    for one in behind:
        gap = text[end : one.span[0]]
        trails = _TRAILS.match(gap) or (_is_stranger(one) and _A_STRANGER.match(gap))
        if trails and (one.inverted or not ended or stands_last(text, one)):
            return one
    sentence = page.article.sentence(start)
    for one in reversed(before):
        if one.sentence == sentence and one.span[1] <= start:
            return one
    return None


def _is_stranger(one: Attribution) -> bool:
    """Whether the speaker is somebody in no list: `its coach said`."""
    return one.voice.span[0] == one.voice.span[1]


def stands_last(text: str, one: Attribution) -> bool:
    """Whether nothing follows speaker and verb: `he said.` after a quotation's full stop."""
    return bool(_END.match(text, one.span[1]))


def _alone(
    page: Page, quoted: Quoted, before: Sequence[Attribution], last: Owned | None
) -> Voice | None:
    """Whose a quotation is that no verb stands beside."""
    text, start = page.article.whole, quoted.outside[0]
    since = last.quoted.outside[1] if last else 0
    if last and last.voice and _near(text[since:start]) and not _between(page, last, start):
        return last.voice
    sentence = page.article.sentence(start)
    for one in before:
        if (
            sentence - 1 <= one.sentence
            and one.span[0] >= since
            and _near(text[one.span[1] : start])
        ):
            return one.voice
    return _only_one(page, sentence - 1) if sentence > 1 else None


def _introduced(page: Page, start: int) -> Voice | None:
    """The voice before a colon or, in a headline, a name with nothing else: `PCC: 'No cuts'`."""
    before = page.article.whole[max(0, start - 160) : start].rstrip()
    if not before.endswith(":"):
        return None
    begins = page.article.starts[page.article.sentence(start)]
    at = bisect_right(page.starts, start)
    there = [one for one in page.voices[max(0, at - 6) : at] if one.span[0] >= begins]
    return there[0] if there else None


def _credited(page: Page, end: int) -> Voice | None:
    """The voice behind it in `branded "a gamble" by the PCC`."""
    at = bisect_right(page.starts, end)
    voice = page.voices[at] if at < len(page.voices) else None
    return voice if voice and _BY.match(page.article.whole[end : voice.span[0]]) else None


def _near(text: str) -> bool:
    """Whether at most one paragraph ends there, and nothing but an attribution stands there."""
    return len(text) <= LEAD_UP and len(_PARAGRAPH.findall(text)) <= 1


def _between(page: Page, last: Owned, start: int) -> bool:
    """Whether somebody else is named between a quotation and the next."""
    end = max(last.quoted.outside[1], last.by.span[1] if last.by else 0)
    at, until = bisect_right(page.starts, end), bisect_right(page.starts, start)
    return any(not alike(one, last.voice) for one in page.voices[at:until])


def _only_one(page: Page, sentence: int) -> Voice | None:
    """The one person whom a sentence names, if it names nobody else."""
    starts = page.article.starts
    at, until = (bisect_right(page.starts, starts[one] - 1) for one in (sentence, sentence + 1))
    there = page.voices[at:until]
    one_only = there and all(alike(one, there[0]) for one in there)
    return there[0] if one_only and there[0].person and len(there) <= SEVERAL else None


def alike(one: Voice, other: Voice | None) -> bool:
    return other is not None and (one.speaker, one.called) == (other.speaker, other.called)


_STOPS = frozenset(".…")
_TRAILS = re.compile(r"[ \u00a0,–—-]*(?:(?:as|the|a|an|one|local|today)\s+){0,3}$")
_A_STRANGER = re.compile(
    r"[ \u00a0,–—-]*(?:a|an|the|its|their|one|another)\s+(?:[\w'’-]+\s+){1,3}$"
)
_END = re.compile(r"\s*(?:[.!?;]|$|\n)")
_PARAGRAPH = re.compile(r"\n\s*")
_BY = re.compile(r"\s+by\s+(?:(?:the|an?)\s+)?$")
