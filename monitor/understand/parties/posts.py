"""Posts that say who somebody is only with their owner: an office, a spokesman, a chief executive.

`The commissioner's chief executive` is her staff, `the council's` is the council.
"""

from typing import Final

from monitor.records import PartyKind
from monitor.understand.parties.entries import Form

_SPEAKS_FOR = frozenset(
    ["office", "press office", "team", "spokesperson", "spokesman", "spokeswoman", "press officer"]
)
_LEADS = frozenset(["chief", "boss", "head", "leader", "deputy", "deputy leader"])
_NOT_OURS = frozenset(
    [
        "predecessor",
        "successor",
        "colleague",
        "colleagues",
        "chair",
        "chairman",
        "chairwoman",
        "chairperson",
        "leader",
        "vice chair",
        "deputy chair",
        "deputy leader",
        "group leader",
        "boss",
        "bosses",
        "member",
        "members",
    ]
)
_PERSONAL: Final[frozenset[PartyKind]] = frozenset(
    {"officer", "public", "suspect", "victim", "campaigner"}
)
_BODIES = frozenset({"office", "press office", "team"})
ALONE = frozenset({"chief executive", "chief executive officer", "chief of staff"})


def held_by(owner: PartyKind, words: str) -> tuple[PartyKind, Form]:
    """The kind of whoever holds such a post with such an owner, and how they can be spoken of."""
    post = " ".join(words.lower().replace("-", " ").split())
    form: Form = "body" if post in _BODIES else "people" if _is_several(post) else "role"
    return _kind(owner, post), form


def _is_several(post: str) -> bool:
    return (post.endswith("s") and not post.endswith("ss")) or post == "staff"


def _kind(owner: PartyKind, post: str) -> PartyKind:
    match owner:
        case "commissioner" | "deputy" | "office" | "staff":
            return _of_office(post)
        case "chief":
            return "chief" if post == "deputy" else "force" if post in _SPEAKS_FOR else "other"
        case "force":
            return "chief" if post in _LEADS else "other" if post in ALONE else "force"
        case _:
            return "other" if owner in _PERSONAL else owner


def _of_office(post: str) -> PartyKind:
    if post in _SPEAKS_FOR:
        return "office"
    if post == "deputy":
        return "deputy"
    return "other" if post in _NOT_OURS else "staff"
