"""Who stands before a verb of saying: right there, between commas, or where the clause began."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from monitor.records import Speaker
from monitor.understand.speech.newsroom import BARE, CERTAIN, words
from monitor.understand.speech.page import BESIDE, Attribution, Page
from monitor.understand.speech.referring import PART_OF
from monitor.understand.speech.verbs import Saying
from monitor.understand.speech.voices import Voice

NEAR, REACH = 12, 400  # voices, and characters, before a verb that are looked at


def speaker_before(page: Page, saying: Saying, earlier: Attribution | None) -> Voice | None:
    """The voice before a verb: right there, or before what is said of it between commas."""
    whole, start = page.article.whole, saying.span[0]
    voices = _earlier(page, start)
    gap = whole[voices[-1].span[1] : start] if voices else ""
    if saying.how == "saying":
        thrown_in = _PARTICIPLE.search(whole, max(0, start - 24), start)
        return _going_on(page, voices, earlier) if thrown_in else None
    if voices and _RELATIVE.match(gap):
        return voices[-1]
    apposed = _apposed(whole, voices, start) if _ENDS_WITH_COMMA.search(gap) else None
    if apposed and (earlier is None or _new_clause(whole, earlier, apposed)):
        return apposed
    if voices and _ADJACENT.match(gap):
        return _head(whole, voices[-1], saying)
    if _GOES_ON.search(gap) or _THEN.match(whole, start):
        return _going_on(page, voices, earlier) if saying.verb not in BARE else None
    return _unlisted(page, saying)


def _going_on(page: Page, voices: Sequence[Voice], earlier: Attribution | None) -> Voice | None:
    """Who speaks on: the speaker before, or else the voice with which the clause began."""
    return earlier.voice if earlier else _subject(page, voices)


def _head(whole: str, voice: Voice, saying: Saying) -> Voice | None:
    """The voice itself, unless it is only part of who speaks: `critics of the PCC say`."""
    before = whole[max(0, voice.span[0] - BESIDE) : voice.span[0]]
    if not PART_OF.search(before) or _WRITTEN_BY.search(before):
        return voice
    return _somebody(saying) if saying.verb in CERTAIN else None


def _apposed(whole: str, voices: Sequence[Voice], start: int) -> Voice | None:
    """Of `X, who knows Y, said` X: the last voice with a comma right behind it."""
    for voice in reversed(voices):
        has_comma = "," in whole[voice.span[0] : voice.span[1] + 1]
        if has_comma and whole.find(",", voice.span[1] + 1, start) > 0:
            return _with_calling(whole, voice, voices)
    return None


def _with_calling(whole: str, voice: Voice, voices: Sequence[Voice]) -> Voice:
    """A person whom only what follows makes somebody: `Jo Ash, who chairs the panel`."""
    if voice.speaker is not Speaker.OTHER:
        return voice
    later = [one for one in voices if one.span[0] > voice.span[1]]
    telling = next((one for one in later if one.speaker in _CALLINGS), voice)
    kind = "chair" if "chair" in whole[voice.span[1] : telling.span[1]] else voice.kind
    return voice._replace(speaker=telling.speaker, kind=kind, office_id=telling.office_id)


def _unlisted(page: Page, saying: Saying) -> Voice | None:
    """Somebody who is in no list."""
    word = _WORD_BEFORE.search(page.article.whole, max(0, saying.span[0] - 40), saying.span[0])
    stranger = word and word[1].lower() not in _NOBODY and saying.verb in CERTAIN
    return _somebody(saying) if stranger else None


def _somebody(saying: Saying) -> Voice:
    return Voice((saying.span[0], saying.span[0]), Speaker.OTHER, "role")


def _earlier(page: Page, start: int) -> Sequence[Voice]:
    """The voices of a sentence that stand before a place."""
    end = bisect_right(page.starts, start - 1)
    begins = _clause_begins(page, start)
    begins = max(begins, start - REACH)
    near = page.voices[max(0, end - NEAR) : end]
    return [one for one in near if one.span[0] >= begins and one.span[1] <= start]


def _subject(page: Page, voices: Sequence[Voice]) -> Voice | None:
    """The voice with which a clause begins, be it after `On Monday,`."""
    whole, voice = page.article.whole, voices[0] if voices else None
    if voice is None or whole[voice.span[1] : voice.span[1] + 1] in ("'", "’"):
        return None
    begins = _clause_begins(page, voice.span[0])
    first = _BEGINS.match(whole[begins : voice.span[0]])
    part = PART_OF.search(whole, max(begins, voice.span[0] - BESIDE), voice.span[0])
    return voice if first and not part else None


def _clause_begins(page: Page, at: int) -> int:
    begins = max(page.article.starts[page.article.sentence(at)], at - REACH)
    return max(begins, page.article.whole.rfind(";", begins, at) + 1)


def _new_clause(whole: str, earlier: Attribution, voice: Voice) -> bool:
    """Whether a voice begins a clause of its own, or is what the earlier speaker spoke of."""
    since = max(earlier.span[1], voice.span[0] - BESIDE)
    return bool(_NEW_CLAUSE.search(whole, since, max(since, voice.span[0])))


_CALLINGS = frozenset(
    {Speaker.PANEL, Speaker.FEDERATION, Speaker.CHARITY, Speaker.FAMILY, Speaker.MP}
    | {Speaker.COUNCILLOR, Speaker.SERVICE}
)
_PARTICIPLE = re.compile(r"(?:[,;–—-]|\b(?:and|while|but|by|also|publicly|tonight))\s*$")
_ADJACENT = re.compile(
    r"\s*(?:\([^()]{1,40}\))?,?"
    r"(?:\s+(?:himself|herself|itself|all|both|tonight|(?:on|last|this)\s+\w+|today))?\s*$"
)
_RELATIVE = re.compile(r"\s*(?:\([^()]{1,40}\))?,?\s+(?:who|which)\s+$")
_ENDS_WITH_COMMA = re.compile(r"[,–—-]\s*$")
_THEN = re.compile(r"(?:then|also|later)\b")
_BEGINS = re.compile(
    r"\s*(?:[^,;:]{0,80}[,:]\s+)?(?:(?:and|but|the|an?|new|[\w-]+ed|[A-Z][\w'’-]+)\s+){0,4}$"
)
_NEW_CLAUSE = re.compile(
    r"(?:;|\b(?:and|but|while|as|when|after|whereas|although))\s+(?:(?:the|an?)\s+)?$"
)
_GOES_ON = re.compile(r"(?:\b(?:and|but|then|or)|,\s+who)\s+$")
_WRITTEN_BY = re.compile(
    r"\b(?:letter|statement|report|post|message|video|blog|column|email)s?\s+(?:by|from|of)\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"([\w'’-]+)\)?,?\s*$")
_NOBODY = words(
    "that to it which not i we you there this these those and or but as so what if when then who"
    " also is was be the a an his her their its of in on with for by at from than more have has had"
    " now still no"
)
