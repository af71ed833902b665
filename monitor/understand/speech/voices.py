"""A voice: somebody or some body that may speak. Names and titles side by side are one voice."""

import re
from typing import Final, Literal, NamedTuple

from monitor.records import Speaker
from monitor.understand.phrases import Span
from monitor.understand.recognition.known import FIRST_NAMES
from monitor.understand.speech.newsroom import EITHER, WOMEN

Kind = Literal["named", "person", "role", "body", "post", "desk", "chair", "pronoun"]
Sex = Literal["", "m", "f"]
APART: Final = 60  # characters between a name and a title that are one
OURS = frozenset({Speaker.HOLDER, Speaker.DEPUTY, Speaker.OFFICE, Speaker.SERVICE})
PUBLIC = frozenset(
    {
        Speaker.HOLDER,
        Speaker.DEPUTY,
        Speaker.CHIEF,
        Speaker.MP,
        Speaker.COUNCILLOR,
        Speaker.GOVERNMENT,
        Speaker.PANEL,
    }
)


class Voice(NamedTuple):
    """Somebody or some body that may speak, where the article names them."""

    span: Span
    speaker: Speaker
    kind: Kind
    called: str = ""  # the person's name: kept in no record unless they hold public office
    office_id: str = ""
    sex: Sex = ""

    @property
    def person(self) -> bool:
        return self.kind in ("named", "person", "role", "post", "chair")


def surname(voice: Voice) -> str:
    return bare(voice.called).rpartition(" ")[2]


def bare(name: str) -> str:
    """A name without the 's of what is somebody's."""
    return name.removesuffix("'s").removesuffix("’s").rstrip("'’")


def sex_of(name: str) -> Sex:
    first = name.partition(" ")[0].rstrip(".")
    if first in _HIS or first in _HERS:
        return "m" if first in _HIS else "f"
    if first in WOMEN:
        return "f"
    return "m" if first in _FIRST and first not in EITHER else ""


def apart(voices: list[Voice]) -> list[Voice]:
    """Of those that overlap the one of whom most is known, or else the longest."""
    kept: list[Voice] = []
    order = sorted(range(len(voices)), key=lambda at: (voices[at].span[0], -voices[at].span[1], at))
    for one in (voices[at] for at in order):
        if not kept or one.span[0] >= kept[-1].span[1]:
            kept.append(one)
        elif _weight(one) > _weight(kept[-1]):
            kept[-1] = one
    return kept


def _weight(voice: Voice) -> int:
    return 2 if voice.speaker in OURS else 1 if voice.speaker is not Speaker.OTHER else 0


def joined(whole: str, voices: list[Voice]) -> list[Voice]:
    joined: list[Voice] = []
    for one in voices:
        both = _join(whole, joined[-1], one) if joined else None
        joined[-1:] = [both] if both else [*joined[-1:], one]
    return joined


def _join(whole: str, one: Voice, two: Voice) -> Voice | None:
    """Both as one, where they are one: `Jo Ash, chair of the panel`, `the PCC's spokesman`."""
    gap = whole[one.span[1] : two.span[0]]
    if len(gap) > APART or "\n" in gap or "pronoun" in (one.kind, two.kind):
        return None
    if not _fits(_spaced(gap), one, two):
        return None
    first, second = sorted((one, two), key=_rank)
    person = next((each for each in (one, two) if each.kind in ("named", "person")), first)
    person = person if person.called else second
    kind: Kind = next((each for each in _KINDS if each in (one.kind, two.kind)), first.kind)
    speaker = first.speaker if kind not in _SENT else _spoken_for(first)
    office = first.office_id or second.office_id
    kind = person.kind if kind == "role" else kind
    return Voice((one.span[0], two.span[1]), speaker, kind, person.called, office, person.sex)


def _spaced(gap: str) -> str:
    """With single spaces: runs of them would make the pattern polynomial."""
    return f"{' ' * gap[:1].isspace()}{' '.join(gap.split())}{' ' * gap[-1:].isspace()}"


def _spoken_for(voice: Voice) -> Speaker:
    return Speaker.OFFICE if voice.speaker in OURS - {Speaker.SERVICE} else voice.speaker


_ORDER = (
    *(Speaker.DEPUTY, Speaker.HOLDER, Speaker.OFFICE, Speaker.SERVICE, Speaker.PANEL),
    *(Speaker.CHIEF, Speaker.FAMILY, Speaker.MP),
)


def _rank(voice: Voice) -> int:
    """Which of two words for one voice says more of who it is."""
    if voice.speaker in (Speaker.OTHER, Speaker.UNKNOWN):
        return 99
    return _ORDER.index(voice.speaker) if voice.speaker in _ORDER else len(_ORDER)


def _fits(gap: str, one: Voice, two: Voice) -> bool:
    owns = gap[:1] in ("'", "’")
    owned = two.kind in _KINDS or two.speaker is Speaker.FAMILY
    bodily = one.kind == "body" and two.kind in ("role", "named")
    if (owns and not owned) or bodily or not _JOINS.match(gap):
        return False
    links, apart = bool(_LINK.search(gap)), "," in gap
    if one.kind in _KINDS or two.kind in _KINDS:
        near = two.kind in ("person", "chair") or one.kind == "person" or not apart
        return (links or owns or near) and not (one.kind == two.kind and one.kind in _SENT)
    return not links and _are_one(one, two, apart=apart)


def _are_one(one: Voice, two: Voice, *, apart: bool) -> bool:
    same_office = bool(one.office_id) and one.office_id == two.office_id
    if one.called and two.called and not (same_office and "role" in (one.kind, two.kind)):
        return surname(one) == surname(two)
    return _agree(one, two) and (not apart or bool(one.called) != bool(two.called) or same_office)


def _agree(one: Voice, two: Voice) -> bool:
    speakers = {one.speaker, two.speaker}
    if speakers & OURS and Speaker.OTHER in speakers:
        return False  # another's commissioner, or somebody else's name
    if Speaker.OTHER in speakers or len(speakers) == 1 or Speaker.FAMILY in speakers:
        return True
    return speakers in ({Speaker.PANEL, Speaker.COUNCILLOR}, {Speaker.FORCE, Speaker.CHIEF})


_SENT: Final = frozenset({"post", "desk"})  # who speaks for somebody else
_KINDS: Final[tuple[Kind, ...]] = ("post", "desk", "chair")
_HIS = frozenset(("Mr", "Sir", "Lord", "man", "businessman"))
_HERS = frozenset(("Mrs", "Ms", "Miss", "Dame", "Lady", "Baroness", "woman"))
_FIRST = frozenset(FIRST_NAMES.split("|"))
_LINK = re.compile(r"\b(?:of|for|at|from|on|with|to)\b")
_JOINS = re.compile(
    r"(?:['’]s?)?\s*(?:\([^)]{1,40}\))?(?:\s*(?:for|of|in)\s+(?:the\s+)?"
    r"(?-i:(?:[A-Z][\w'’-]*\s+(?:(?:and|&|upon)\s+)?)*[A-Z][\w'’-]*))?"
    r"\s*,?\s*(?:who\s+(?:is|was|also)?\s*)?"
    r"(?:(?:the|an?|new|current|its|local|national|senior|labour|conservative|tory|independent"
    r"|liberal democrat|lib dem|reform uk|green|shadow|county|city|policing|own|deputy|acting"
    r"|temporary|interim|outgoing|his|her|their)\s+)*(?:(?:of|for|at|from|on|with|to)\s+)?"
    r"(?:(?:the|its|our|his|her|their|county|city|local|a)\s+)*$",
    re.IGNORECASE,
)
