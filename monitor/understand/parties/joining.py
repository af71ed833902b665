"""Names, titles and posts that stand side by side are one party: `Jo Ash, chair of the panel`."""

import re
from collections.abc import Iterable
from typing import Final

from monitor.records import PartyKind
from monitor.understand.parties.found import Found
from monitor.understand.parties.posts import held_by

APART: Final = 60  # characters between a name and a title that are one
NEAR: Final = 20  # characters between kin and whose they are: `mother of a murdered student`
OURS: Final = frozenset({"commissioner", "deputy", "office", "staff"})


def joined(text: str, found: Iterable[Found]) -> list[Found]:
    """Each party once where it is named; posts have become of their owner's kind."""
    parties: list[Found] = []
    for one in found:
        while parties and (both := _join(text, parties[-1], one)):
            parties.pop()
            one = both
        parties.append(one)
    return parties


def _join(text: str, one: Found, two: Found) -> Found | None:
    if two.start - one.end > APART or one.stands_for or two.stands_for:
        return None
    gap = " ".join(text[one.end : two.start].replace("’", "'").split())
    if one.kind == "victim" and _KIN_OF.search(text, one.start, one.end) and len(gap) < NEAR:
        return one._replace(end=two.end) if gap.replace(" ", "").isalpha() or not gap else None
    if gap in ("", "-"):
        return _side_by_side(text, one, two)
    if _OWNS.fullmatch(gap):
        return _owned(text, one, two)
    if gap.startswith(","):
        return _apposed(text, one, two) if _APPOSED.fullmatch(gap) else None
    return _of(text, one, two) if _links(gap, text, one) else None


def _side_by_side(text: str, one: Found, two: Found) -> Found | None:
    """`Chief constable Tom Ridley`, `PCC Helen Marsh`, `Dana Whitlock MP`, `council staff`."""
    match one.form, two.form:
        case (("role" | "post"), "name"):
            return _named(one, two)
        case ("name", "name") | ("role", "role") if one.ours or two.ours:
            return _named(one, two) if one.ours == two.ours or one.form == "role" else None
        case ("name", "role") | ("role", "body"):
            return _behind(one, two)
        case _, "post" if one.form == "body" or one.ours:
            return _owned(text, one, two)
        case "body", _:
            return _of_body(one, two)
        case _:
            return None


def _behind(one: Found, two: Found) -> Found | None:
    """`Dana Whitlock MP`, and `coach Errol Tate`, whose name is in no list of names."""
    if one.form == "name" and two.kind == "MP":
        return one._replace(end=two.end, kind="MP" if one.kind == "other" else one.kind)
    unlisted = one.form == "role" and two.kind == "other"
    return one._replace(end=two.end, form="name") if unlisted else None


def _of_body(body: Found, two: Found) -> Found | None:
    """`Labour councillors`, `Ashvale Police officers`, `Norbury Town Council`."""
    if body.kind != "other":
        return two._replace(start=body.start) if two.kind in _WITHIN.get(body.kind, ()) else None
    if two.form == "people":
        return None
    kind: PartyKind = "other" if two.kind in ("officer", "chief") else two.kind
    return two._replace(start=body.start, kind=kind)


def _named(title: Found, name: Found) -> Found:
    """A title and a name: whoever the name means, unless only the title says who it is."""
    known = name.ours or name.kind != "other"
    if title.of and known:
        return title._replace(end=name.end)  # the name is the owner's
    teller = name if known else title
    return teller._replace(
        start=title.start,
        end=name.end,
        form="name",
        sex=name.sex or title.sex,
        ours=title.ours or name.ours,
        called=name.called,
    )


def _owned(text: str, owner: Found, post: Found) -> Found | None:
    """`The commissioner's office`, `the council's leader`, `Ashvale Police's chief constable`."""
    if owner.form == "post":
        return None
    if owner.of:
        return owner._replace(end=post.end) if post.form == "post" else None
    if post.form == "post" or (post.kind == "staff" and post.form == "role"):
        kind, form = held_by(owner.kind, text[post.start : post.end])
        return post._replace(start=owner.start, kind=kind, form=form)
    if owner.kind == "force" and post.kind in ("chief", "officer"):
        return post._replace(start=owner.start)
    if owner.kind == "other" and owner.form == "body" and post.kind in ("chief", "officer"):
        return post._replace(start=owner.start, kind="other")
    return None


def _links(gap: str, text: str, post: Found) -> bool:
    """Whether it says whose a post is: `of the panel`; `to the panel` only of an adviser."""
    advises = not gap.startswith("to") or bool(_ADVISES.search(text, post.start, post.end))
    return advises and bool(_OF.fullmatch(gap))


def _of(text: str, post: Found, owner: Found) -> Found | None:
    """`Chair of the panel`, `chief constable of Ashvale Police`, `a member of her staff`."""
    if post.form == "post" or (post.kind == "staff" and post.form == "role"):
        if owner.form not in ("body", "role", "name"):
            return None
        kind, form = held_by(owner.kind, text[post.start : post.end])
        return post._replace(end=owner.end, kind=kind, form=form, of=True)
    if post.kind in ("chief", "officer") and post.form == "role" and owner.form == "body":
        kind = post.kind if owner.kind in ("force", "party") else "other"
        return post._replace(end=owner.end, kind=kind)
    return None


def _apposed(text: str, one: Found, two: Found) -> Found | None:
    """`Jo Ash, a trader` and `the chief constable, Tom Ridley`: a name and what its bearer is."""
    if {one.form, two.form} != {"name", "role"} or _goes_on(text, one, two):
        return None
    if "other" not in (one.kind, two.kind) and one.kind != two.kind and two.ours:
        return None  # "after a row with Lena Ross, the commissioner quit"
    if one.form == "role":
        fits = two.kind in (one.kind, "other") or one.ours or two.ours
        return _named(one, two) if fits else None
    known = one.ours or one.kind != "other"
    kind: PartyKind = one.kind if known else two.kind
    return one._replace(end=two.end, kind=kind, sex=one.sex or two.sex, ours=one.ours or two.ours)


def _goes_on(text: str, one: Found, two: Found) -> bool:
    """Whether more are named, and nobody twice: `Ada Finch, a trader and two officers`."""
    bare = text[one.end : two.start].strip() == ","
    return bool(_LIST.match(text, two.end)) or (bare and not _CLOSES.match(text, two.end))


_WITHIN: Final[dict[PartyKind, tuple[PartyKind, ...]]] = {
    "force": ("officer", "chief", "force", "victim"),
    "party": ("council", "MP", "campaigner", "party", "government"),
    "council": ("council",),
    "government": ("government",),
    "panel": ("panel", "council"),
    "federation": ("federation",),
    "MP": ("MP",),
}
_OWNS = re.compile(r"'s?(?: (?:own|new|former|current|outgoing|long-serving|then))?")
_APPOSED = re.compile(
    r",(?: \d\d,)?(?: (?:the|an?|its|their|our|her|his|new|newly|senior|local|current|former"
    r"|retired|acting|temporary|interim|long-serving|then|[A-Z][\w'-]*)){0,5}"
)
_OF = re.compile(
    r"(?:of|for|at|on|from|with|in|to)(?: (?:the|its|an?|her|his|our|local|neighbouring|nearby|own"
    r"|[A-Z][\w'-]*)){0,4}"
)
_ADVISES = re.compile(r"\b(?:aide|advis[eo]r)$", re.I)
_KIN_OF = re.compile(r"\bof$", re.I)
_LIST = re.compile(r"\s+(?:[A-Z]|and\s+(?!(?:was|is|has|had|who|will|said)\b))")
_CLOSES = re.compile(r"\s*(?:[,.;:)(!?]|$|(?:of|for|in|at|from|since|until)\b)")
