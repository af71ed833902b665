"""Whom the press calls what: roles, ranks and persons, where no watchlist names them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

from monitor.records import Speaker
from monitor.understand.phrases import Span, compiled, found, plain
from monitor.understand.recognition.known import FIRST_NAMES
from monitor.understand.recognition.scene import MOST
from monitor.understand.speech.newsroom import CHAIRS, DESKS, RANKS, ROLES, SPOKEN_FOR, VERBS, words
from monitor.understand.speech.verbs import each_of, english, people_in
from monitor.understand.speech.voices import Kind, Voice, bare, sex_of, surname

_FORCES = frozenset({"police", "officers", "force", "constabulary"})


def _kind_of(speaker: Speaker, name: str) -> Kind:
    if speaker is Speaker.PANEL and "chair" in name:
        return "chair"
    bodies = (Speaker.PANEL, Speaker.FEDERATION, Speaker.CHARITY)
    several = name.endswith("s") and not name.endswith("'s")
    return "body" if speaker in bodies or several or name in _BODIES else "role"


_BODIES = _FORCES | {
    *("home office", "government", "downing street", "treasury", "whitehall"),
    *("ministry of justice", "police force", "neighbourhood team", "the family"),
}
CALLED: Mapping[str, tuple[Speaker, Kind]] = {
    **{plain(name): (Speaker.OTHER, "chair") for name in CHAIRS},
    **{plain(name): (Speaker.OTHER, "post") for name in SPOKEN_FOR},
    **{plain(name): (Speaker.OTHER, "desk") for name in DESKS},
    **{
        plain(name): (speaker, _kind_of(speaker, plain(name)))
        for speaker, names in ROLES.items()
        for name in names
    },
}


def role_voice(whole: str, span: Span, surface: str) -> Voice:
    """A role, with the name that may stand right behind it: `Cllr Jo Ash`."""
    speaker, kind = CALLED[surface]
    past = speaker is not Speaker.OTHER and formerly(whole, span)
    speaker = Speaker.OTHER if past else speaker
    name = _NAME_AFTER.match(whole, span[1]) if kind in ("role", "chair", "post") else None
    called = _trimmed(name[1]) if name else ""
    if not name or not called:
        return Voice(span, speaker, kind, sex=sex_of(whole[slice(*span)]))
    end = name.start(1) + len(called)
    return Voice((span[0], end), speaker, kind, called, "", sex_of(called))


def persons_in(whole: str) -> Iterator[Voice]:
    """Two names, or one after a courtesy title or a rank; and whom a model knows."""
    spans = chain(found(_PERSON, whole), people_in(english(), whole))
    persons = (_person(whole, span) for span in islice(spans, MOST))
    return (one for one in persons if one)


def alone_in(whole: str, named: Iterable[Voice]) -> Iterator[Voice]:
    """Pronouns, and one name alone of those that stand there in full."""
    names = {part for one in named if one.called for part in (surname(one), one.called.split()[0])}
    for start, end in islice(each_of(sorted(names), whole), MOST):
        yield Voice((start, end), Speaker.OTHER, "person", whole[start:end])
    for start, end in islice(each_of(_PRONOUNS, whole), MOST):
        if whole[end : end + 1] not in ("'", "’"):
            yield Voice((start, end), Speaker.UNKNOWN, "pronoun")


def formerly(whole: str, span: Span) -> bool:
    """Whether somebody is not in their post, or not yet."""
    before = whole[max(0, span[0] - 24) : span[0]].lower().replace("-", " ").split()[-2:]
    after = whole[span[1] : span[1] + 16].split()[:1]
    before = before[:1] if before[1:] == ["the"] else before[-1:]
    return not _NOT_NOW.isdisjoint(before) or not _HOPEFUL.isdisjoint(after)


def _person(whole: str, span: Span) -> Voice | None:
    called = _trimmed(whole[slice(*span)])
    if len(called.split()) < 2:
        return None
    speaker = Speaker.FORCE if _RANK.match(called) else Speaker.OTHER
    return Voice((span[0], span[0] + len(called)), speaker, "person", called, "", sex_of(called))


def _trimmed(name: str) -> str:
    """A name without the verb that a headline writes in capitals after it."""
    for word in _WORD.finditer(name):
        if word[0].lower() in _NO_NAME:
            return bare(name[: word.start()].rstrip())
    return bare(name)


_NO_NAME = {one for one in VERBS if one.endswith("s")} | words("to on in for of as at is was has")
_NAME = r"(?:[A-Z]\pL*['’])?[A-Z][\pL'’-]*\pL"
_SPACE = "[ \u00a0]+"  # no line break: a name does not reach into the next paragraph
_PERSON = compiled(
    rf"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Lord|Lady|Baroness|Rev|{RANKS})\.?{_SPACE}"
    rf"|(?:{FIRST_NAMES}){_SPACE}(?:[A-Z]\.?{_SPACE})?){_NAME}(?:{_SPACE}{_NAME})?"
)
_RANK = re.compile(rf"(?:{RANKS})\b")
_NAME_AFTER = re.compile(
    rf"(?:['’]s)?{_SPACE}((?:[A-Z][\w'’-]*[a-z][\w'’-]*{_SPACE}){{0,2}}[A-Z][\w'’-]*[a-z][\w’-]*)"
)
PRONOUNS = frozenset({"he", "she", "they", "it"})
_PRONOUNS = sorted(PRONOUNS | {one.capitalize() for one in PRONOUNS})
_NOT_NOW = words("former ex then previous next be late")  # "would-be"
_HOPEFUL = words("candidate candidate, candidates hopeful contender election elections role")
_WORD = re.compile(r"[^ \u00a0]+")
