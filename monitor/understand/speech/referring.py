"""Whom an article means by "he", by a surname and by "his office": somebody whom it named."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from monitor.records import Speaker
from monitor.understand.article import Article
from monitor.understand.phrases import Span
from monitor.understand.speech.newsroom import words
from monitor.understand.speech.voices import OURS, Voice, surname


@dataclass(slots=True)
class Memory:
    """Whom the article has named up to here."""

    by_name: dict[str, Voice] = field(default_factory=dict)
    named: list[Voice] = field(default_factory=list)
    first: list[Voice] = field(default_factory=list)  # with whom its sentences began


def referred(article: Article, voices: Iterable[Voice]) -> list[Voice]:
    """The voices with whom they stand for; an "it" that stands for nobody is left out."""
    voices, told, sentence = list(voices), [], -1
    memory = Memory(by_name=_names(voices))
    for voice in voices:
        one = _meant(memory, article.whole, voice)
        if one is None:
            continue
        home = article.sentence(one.span[0])
        if home != sentence and not _is_part(article, home, one):
            memory.first.append(one)
        sentence = home
        memory.named.append(one)
        told.append(one)
    return told


def _is_part(article: Article, sentence: int, voice: Voice) -> bool:
    begins = max(article.starts[sentence], voice.span[0] - 48)
    return bool(PART_OF.search(article.whole, begins, voice.span[0]))


def _names(voices: Iterable[Voice]) -> dict[str, Voice]:
    """Everybody by surname and first name; those of whom more is known before all others."""
    names: dict[str, Voice] = {}
    known = [one for one in voices if len(one.called.split()) > 1]
    for voice in sorted(known, key=lambda one: one.speaker is Speaker.OTHER):
        names.setdefault(surname(voice), voice)
        names.setdefault(voice.called.split()[0], voice)
    return names


def _meant(memory: Memory, whole: str, voice: Voice) -> Voice | None:
    if voice.kind == "pronoun":
        return _pronoun(memory, whole, voice.span)
    if voice.speaker is not Speaker.OTHER:
        return voice
    if voice.kind in ("post", "desk", "chair"):
        return _spokesperson(memory, whole, voice)
    known = memory.by_name.get(surname(voice))
    if voice.called and known and _may_be(voice, known):
        return known._replace(span=voice.span)
    return voice


def _spokesperson(memory: Memory, whole: str, voice: Voice) -> Voice:
    """`His office`, `its chief executive`, and `the office` or chair of somebody who was named."""
    whose = _WHOSE.search(whole, max(0, voice.span[0] - 12), voice.span[1])
    if whose:
        owner = _last(memory, _SEXES.get(whose[1].lower(), "body"))
    elif voice.kind == "desk" and whole[max(0, voice.span[0] - 4) : voice.span[0]] in _THE:
        owner = next((one for one in reversed(memory.named[-12:]) if one.speaker in OURS), None)
    elif "chair" in whole[slice(*voice.span)].lower():
        panels = (one for one in reversed(memory.named[-12:]) if one.speaker is Speaker.PANEL)
        owner = next(panels, None)
    else:
        owner = None
    if owner is None:
        return voice
    ours = owner.speaker in OURS - {Speaker.SERVICE}
    speaker = Speaker.OFFICE if ours else owner.speaker
    return voice._replace(speaker=speaker, office_id=owner.office_id)


def _may_be(voice: Voice, known: Voice) -> bool:
    """Whether a name is the same person's: no other first name stands before it."""
    first = voice.called.split()[0]
    polite = len(voice.called.split()) == 1 or first.rstrip(".") in _POLITE
    return polite or first == known.called.split()[0]


def _pronoun(memory: Memory, whole: str, span: Span) -> Voice | None:
    word = whole[slice(*span)]
    if word == "it":
        return None  # "it was said"; at the beginning of a sentence it may be somebody
    found = _last(memory, _SEXES.get(word.lower(), "body"))
    somebody = Voice(span, Speaker.OTHER, "role") if word.lower() in ("he", "she") else None
    return found._replace(span=span) if found else somebody


def _last(memory: Memory, sex: str) -> Voice | None:
    """The last of that sex with whom a sentence began, or else who was named at all."""
    for one in (*reversed(memory.first[-8:]), *reversed(memory.named[-8:])):
        if (not one.person) if sex == "body" else one.person and one.sex in ("", sex):
            return one
    return None


PART_OF = re.compile(
    r"\b(?:of|about|against|for|with|by|to|from|at|behind|over|than|between|near|under)\s+"
    r"(?:(?:the|an?|its|their|his|her|our|new|local|other|current|outgoing|former)\s+)*$",
    re.IGNORECASE,
)
_THE = ("The ", "the ")
_WHOSE = re.compile(r"\b(his|her|their|its)\s", re.IGNORECASE)
_SEXES = {"he": "m", "his": "m", "she": "f", "her": "f"}
_POLITE = words("Mr Mrs Ms Miss Mx Dr Prof Sir Dame Lord Lady Rev Cllr Councillor")
