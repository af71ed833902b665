"""Whose words a verb of saying tells: the one who stands before it, or behind it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from monitor.records import Speaker
from monitor.understand.phrases import Span
from monitor.understand.speech.newsroom import INVERTED, PASSIVE
from monitor.understand.speech.page import BESIDE, Attribution, Page
from monitor.understand.speech.roles import PRONOUNS
from monitor.understand.speech.subjects import NEAR, speaker_before
from monitor.understand.speech.telling import tells
from monitor.understand.speech.verbs import Saying
from monitor.understand.speech.voices import Voice


def attributions(page: Page, sayings: Iterable[Saying]) -> list[Attribution]:
    """Every verb of saying with its speaker, in reading order; those without one are left out."""
    found: list[Attribution] = []
    for saying in sayings:
        if _within_a_name(page, saying.span[1]) or _passive(page, saying):
            continue
        sentence = page.article.sentence(saying.span[0])
        earlier = found[-1] if found and found[-1].sentence == sentence else None
        if one := _attribution(page, saying, sentence, earlier, found[-1:]):
            found.append(one)
    return found


def _within_a_name(page: Page, at: int) -> bool:
    """Whether it is nobody's verb: Bob Hope's hope."""
    one = bisect_left(page.starts, at) - 1
    return one >= 0 and page.voices[one].span[1] >= at


def _passive(page: Page, saying: Saying) -> bool:
    return saying.how == "says" and saying.span[0] < page.article.text_at and saying.verb in PASSIVE


def _attribution(
    page: Page,
    saying: Saying,
    sentence: int,
    earlier: Attribution | None,
    last: Sequence[Attribution],
) -> Attribution | None:
    voice, inverted = _behind(page, saying), True
    if voice is None and saying.how not in ("by", "according"):
        voice, inverted = speaker_before(page, saying, earlier), False
    if voice is None and _stranger_behind(page, saying):
        voice, inverted = Voice((saying.span[1], saying.span[1]), Speaker.OTHER, "role"), True
    if voice is None:
        return None
    for stranger in last:
        if _again(page, voice, stranger):
            voice = stranger.voice._replace(span=voice.span)
    (start, end), (first, ends) = saying.span, voice.span
    span = (start, max(end, ends)) if inverted else (min(start, first), end)
    if earlier and voice is earlier.voice:
        span = saying.span
    telling = tells(page.article.whole, saying) and not _embedded(page, earlier, span)
    return Attribution(voice, span, sentence, telling, inverted)


def _again(page: Page, voice: Voice, last: Attribution) -> bool:
    """Whether "she" is the stranger who spoke last: nobody was named since."""
    whole, stranger = page.article.whole, last.voice
    if stranger.speaker is not Speaker.OTHER or stranger.called:
        return False
    at, until = bisect_left(page.starts, last.span[1]), bisect_right(page.starts, voice.span[0])
    if until - at > NEAR:
        return False
    return whole[slice(*voice.span)].lower() in ("he", "she") and not any(
        one.person and whole[slice(*one.span)].lower() not in PRONOUNS
        for one in page.voices[at:until]
    )


def _embedded(page: Page, before: Attribution | None, span: Span) -> bool:
    """Whether it is part of what another tells: `she said the PCC had told her`."""
    if before is None or before.inverted or not 0 <= span[0] - before.span[1] < BESIDE:
        return False
    return bool(_EMBEDS.match(page.article.whole[before.span[1] : span[0]]))


def _behind(page: Page, saying: Saying) -> Voice | None:
    """The voice right behind a verb: `said the commissioner`, `according to the panel`."""
    whole, (start, end) = page.article.whole, saying.span
    voice = _next(page, end)
    if voice is None or not _LEADS_TO.match(whole[end : voice.span[0]]):
        return None
    if saying.how in ("by", "according"):
        return voice
    before = whole[max(0, start - 3) : start].rstrip()[-1:]
    if saying.how != "says" or whole[slice(*voice.span)].lower() in PRONOUNS:
        return None
    if before in _CLOSING:
        return voice if _closes(page, start) else None
    ends = _ENDS.match(whole, voice.span[1])
    return voice if before in _COMMAS and saying.verb in INVERTED and ends else None


def _stranger_behind(page: Page, saying: Saying) -> bool:
    """Whether somebody in no list stands behind the verb: `” said its coach`."""
    whole, (start, end) = page.article.whole, saying.span
    after_words = whole[max(0, start - 3) : start].rstrip()[-1:] in _CLOSING
    return saying.how == "says" and after_words and bool(_A_STRANGER.match(whole, end))


def _closes(page: Page, at: int) -> bool:
    """Whether a quotation ends right before a place."""
    one = bisect_left(page.quoted, at, key=lambda quoted: quoted.outside[1])
    near = page.quoted[max(0, one - 1) : one + 1]
    return any(0 <= at - quoted.outside[1] <= 2 for quoted in near)


def _next(page: Page, end: int) -> Voice | None:
    """The next voice in the same sentence, if it is near."""
    at = bisect_left(page.starts, end)
    voice = page.voices[at] if at < len(page.voices) else None
    if voice is None or voice.span[0] > end + BESIDE:
        return None
    same = page.article.sentence(voice.span[0]) == page.article.sentence(end - 1)
    return voice if same else None


_A_STRANGER = re.compile(r"\s+(?:a|an|the|its|their|one|another)\s+[a-z][\w'’-]+")
_CLOSING = frozenset("\"'”’")
_COMMAS = frozenset(",-–—")
_ENDS = re.compile(
    r"\s*(?:[.,;:!?(–—]|$|\n|(?:in|at|on|after|who|whose|when|as|during|before|to|from|of|last|this"
    r"|while|with|yesterday|today|tonight)\b)"
)
_EMBEDS = re.compile(r"\s*(?:that\s+)?(?:(?:the|a|an|his|her|their|its)\s+)?$")
_LEADS_TO = re.compile(r"\s+(?:(?!that\b|and\b|but\b|it\b|he\b|she\b)[\w'’-]+\s+){0,3}$")
