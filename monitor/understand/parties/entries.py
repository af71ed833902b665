"""What the press calls everybody, of whatever area: entries that are looked up by their words."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Final, Literal, NamedTuple

from monitor.records import PartyKind
from monitor.understand.parties.called import BODIES, CASED, NOTHING, PEOPLE, PERSONS, POSTS
from monitor.understand.parties.tokens import words_of
from monitor.understand.recognition.known import MEN, WOMEN
from monitor.understand.speech.newsroom import words

# A role may have a name behind it; a post is somebody's; nobody is no party, whatever it says.
Form = Literal["name", "role", "people", "body", "post", "nobody"]
Sex = Literal["", "m", "f"]


class Entry(NamedTuple):
    """A name or title of somebody, for the days on which they are of this kind."""

    words: tuple[str, ...]
    kind: PartyKind
    form: Form
    cased: str = ""  # found only as it is written here
    sex: Sex = ""
    from_: date = date.min
    to: date = date.max


def sex_of(name: str) -> Sex:
    """By the courtesy before a name, or else by the first name."""
    first = name.split()[0].rstrip(".") if name.split() else ""
    if first in _HIS or first in _HERS:
        return "m" if first in _HIS else "f"
    return "m" if first in MALE else "f" if first in FEMALE else ""


@cache
def common() -> tuple[Entry, ...]:
    """What the press calls everybody, of whatever area."""
    return tuple(_of_lists())


def _of_lists() -> Iterator[Entry]:
    for kind, names in PEOPLE.items():
        yield from several(names.split("|"), kind, "people")
    yield from several(POSTS.split("|"), "other", "post")
    for kind, names in PERSONS.items():
        yield from several(names.split("|"), kind, "role")
        yield from several(map(_plural, names.split("|")), kind, "people")
    for kind, names in BODIES.items():
        yield from several(names.split("|"), kind, "body")
    for kind, names in CASED.items():
        for name in names.split("|"):
            form: Form = "people" if name.endswith("s") else "role"
            yield Entry(words_of(name), kind, "body" if kind in _CASED_BODIES else form, name)
    yield from several(NOTHING.split("|"), "other", "nobody")


def several(names: Iterable[str], kind: PartyKind, form: Form) -> Iterator[Entry]:
    for name in names:
        told = words_of(name)
        own = frozenset(told if form == "role" else ())
        sex: Sex = "m" if own & _MALE_WORDS else "f" if own & _FEMALE_WORDS else ""
        yield Entry(told, kind, form, "", sex)


def _plural(name: str) -> str:
    head, _, rest = name.partition(" of")
    first, _, last = head.rpartition(" ")
    several = _IRREGULAR.get(last) or (f"{last[:-3]}men" if last.endswith("man") else f"{last}s")
    return f"{first} {several}{' of' + rest if rest else ''}".strip()


MALE: Final = frozenset(MEN.split("|"))
FEMALE: Final = frozenset(WOMEN.split("|")) | {"Dana"}
_HIS = frozenset({"Mr", "Sir", "Lord"})
_HERS = frozenset({"Mrs", "Ms", "Miss", "Dame", "Lady", "Baroness"})
_CASED_BODIES = frozenset({"watchdog", "inspectorate", "party"})
_MALE_WORDS = words(
    "man boy father dad husband son brother widower businessman policeman spokesman chairman"
    " gunman knifeman king prince actor landlord lad conman fisherman postman"
)
_FEMALE_WORDS = words(
    "woman girl mother mum wife daughter sister widow businesswoman policewoman spokeswoman"
    " chairwoman queen princess actress landlady"
)
_IRREGULAR = {
    "woman": "women",
    "child": "children",
    "thief": "thieves",
    "wife": "wives",
    "charity": "charities",
    "secretary": "secretaries",
    "bobby": "bobbies",
    "baby": "babies",
    "boss": "bosses",
    "witness": "witnesses",
    "celebrity": "celebrities",
    "actress": "actresses",
    "coach": "coaches",
    "family": "families",
    "landlady": "landladies",
    "lady": "ladies",
}
