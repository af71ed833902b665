"""Posts of which no owner is named: whose they are is told by who else stands there."""

from collections.abc import Sequence, Set

from monitor.records import PartyKind
from monitor.understand.parties.found import Found, Memory
from monitor.understand.parties.posts import ALONE, held_by
from monitor.understand.speech.newsroom import words

OURS: frozenset[PartyKind] = frozenset({"commissioner", "deputy", "office", "staff"})
_ANOTHERS = words("a an another his their council party labour school group in of")
_OWNS = frozenset({"her", "his", "their", "its", "our", "my"})


def settled(text: str, found: Sequence[Found], memory: Memory) -> list[Found]:
    """The same without posts that are nobody's."""
    near = {one.kind for one in (*found, *memory.before)}
    told: list[Found] = []
    for one in found:
        owner = told[-1] if told and _owns(text, told[-1], one) else None
        told.append(_settled(text, one, owner, near) if one.form == "post" else one)
        if owner and one.form == "post":
            told[-2:] = (
                [owner, told[-1]]
                if _is_whose(text, owner, one)
                else [told[-1]._replace(start=owner.start)]
            )
    return told


def _owns(text: str, owner: Found, post: Found) -> bool:
    """Whether a pronoun stands right before it: her deputy, his own office."""
    between = text[owner.end : post.start].strip()
    if _is_whose(text, owner, post):
        return True
    return text[owner.start : owner.end].lower() in _OWNS and between in ("", "own", "new")


def _is_whose(text: str, owner: Found, post: Found) -> bool:
    return text[owner.end : post.start].strip(" ,") == "whose"


def _settled(text: str, post: Found, owner: Found | None, near: Set[PartyKind]) -> Found:
    called = text[post.start : post.end]
    kind, form = held_by(owner.kind if owner else "other", called)
    if owner is None and not OURS.isdisjoint(near) and _is_ours(text, post, called.lower()):
        kind, form = held_by("commissioner", called)
    elif owner is None and "chief" in near and called.lower() == "chief":
        kind = "chief"
    return post._replace(kind=kind, form=form)


def _is_ours(text: str, post: Found, called: str) -> bool:
    """`The office`, `the deputy`, `chief executive`, where the article speaks of a commissioner."""
    before = text[max(0, post.start - 16) : post.start].lower().split()[-1:]
    return called in ALONE or (called in ("office", "deputy") and not _ANOTHERS.issuperset(before))
