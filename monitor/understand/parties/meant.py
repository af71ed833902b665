"""As whom a mention means somebody: the commissioner, the deputy, the office, a former one."""

from datetime import date, timedelta
from typing import Final

from monitor.records import Holder, Mention, PartyKind, Role
from monitor.understand.parties.cast import Cast
from monitor.understand.parties.entries import Form, Sex, sex_of
from monitor.understand.parties.found import Found

ELECTED: Final = timedelta(days=8)  # from the vote to the first day in post
OF_ROLE: Final[dict[Role, PartyKind]] = {
    "pcc": "commissioner",
    "acting_pcc": "commissioner",
    "temporary_pcc": "commissioner",
    "deputy_pcc": "deputy",
    "assistant_pcc": "deputy",
}
_OFFICE = frozenset({"office", "opcc", "opfcc"})
_DEPUTY = frozenset({"deputy", "assistant", "dpcc", "dpfcc"})
_PRONOUNS = frozenset({"he", "she", "they"})
_NOT_NOW = frozenset({"former", "ex", "then", "previous", "late"})


def meant_by(cast: Cast, mention: Mention, text: str, begins: int, on: date) -> Found | None:
    """Where a mention stands in its sentence, and as whom; None where it runs out of it."""
    start, end = mention.start - begins, min(mention.end - begins, len(text))
    if not 0 <= start < end:
        return None
    holder = cast.holders.get(mention.holder_id)
    kind = _of_holder(holder, on) if holder else _by_title(mention)
    form: Form = "name" if holder else "body" if kind == "office" else "role"
    before = text[max(0, start - 16) : start].lower().replace("-", " ").split()[-1:]
    if holder is None and before and before[0] in _NOT_NOW:
        kind = "other"
    if holder is None and before and before[0] in ("deputy", "assistant"):
        kind, start = "deputy", start - len(before[0]) - 1
    pronoun = mention.surface.lower() in _PRONOUNS
    called = mention.surface.split()[-1].lower() if holder and not pronoun else ""
    return Found(start, end, kind, form, _sex(cast, holder, kind, on), ours=True, called=called)


def _of_holder(holder: Holder, on: date) -> PartyKind:
    there = holder.from_ - ELECTED <= on and (holder.to is None or on <= holder.to)
    return OF_ROLE[holder.role] if there else "other"


def _by_title(mention: Mention) -> PartyKind:
    """An office that is named without its holder."""
    words = mention.surface.casefold().split()
    account = len(words) == 1 and (words[0].startswith("@") or {".", "_"} & set(words[0]))
    if account or not _OFFICE.isdisjoint(words):
        return "office"
    return "commissioner" if _DEPUTY.isdisjoint(words) else "deputy"


def _sex(cast: Cast, holder: Holder | None, kind: PartyKind, on: date) -> Sex:
    """Of whoever is named, or else holds that post."""
    if holder:
        return sex_of(holder.name)
    there = (one for one in cast.office.holders if _of_holder(one, on) == kind)
    return next((sex_of(one.name) for one in there), "")
