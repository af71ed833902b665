"""The registers: which records they hold, and by what an entry is known."""

from collections.abc import Hashable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import Any, Final, cast, get_args, get_type_hints

from monitor.records import DiaryEntry, Enquiry, HandEntry, Output, OutputKind, Redress

Entry = Output | Enquiry | Redress | DiaryEntry | HandEntry

STAMPED: Final = ("id", "entered_by", "entered_at")  # by the register itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One of them, as its command speaks of it."""

    name: str  # of its command
    plural: str
    shelf: str  # of the ledger, where it may stand beside another
    kind: type[Any]
    kinds: tuple[str, ...] = ()  # that stand in it, of those on the shelf
    same: tuple[str, ...]  # two entries that agree in these are one
    at: str  # the moment by which a span of time is chosen
    now: tuple[str, ...] = ()  # what is now when nobody says otherwise
    stamped: tuple[str, ...] = STAMPED  # fields that nobody writes by hand
    from_file: Mapping[str, str] = field(default_factory=dict)  # of a document → field


_OUTPUT_FILE: Final = {"title": "title", "text": "text", "number": "number", "quotes": "quotes"} | {
    "embargo_until": "embargo_until"
}
_OUTPUT: Final[dict[str, Any]] = {
    "shelf": "outputs",
    "kind": Output,
    "at": "issued_at",
    "stamped": (*STAMPED, "item_id"),  # the machine knows what stands on the own feed
    "from_file": _OUTPUT_FILE,
}

REGISTERS: Final = {
    one.name: one
    for one in (
        Register(
            name="release",
            plural="releases",
            kinds=tuple(kind for kind in get_args(OutputKind) if kind != "statement"),
            same=("office_id", "kind", "number", "title", "issued_at"),
            **_OUTPUT,
        ),
        Register(
            name="statement",
            plural="statements",
            kinds=("statement",),
            same=("office_id", "kind", "number", "title", "issued_at", "outlet", "enquiry_id"),
            **_OUTPUT,
        ),
        Register(
            name="enquiry",
            plural="enquiries",
            shelf="enquiries",
            kind=Enquiry,
            same=("office_id", "outlet", "asked_by", "subject", "received_at"),
            at="received_at",
            now=("received_at",),
        ),
        Register(
            name="correction",
            plural="corrections and rebuttals",
            shelf="redress",
            kind=Redress,
            same=("office_id", "kind", "outlet", "wrong", "needed_at"),
            at="needed_at",
            now=("needed_at",),
            from_file={"text": "text"},
        ),
        Register(
            name="diary",
            plural="entries",
            shelf="diary",
            kind=DiaryEntry,
            same=("office_id", "kind", "whose", "title", "starts_at"),
            at="starts_at",
        ),
        Register(
            name="coverage",
            plural="entries",
            shelf="coverage",
            kind=HandEntry,
            same=("outlet", "title", "published_at"),
            at="published_at",
            now=("published_at",),
            from_file={"title": "title", "text": "text"},
        ),
    )
}


def columns_of(kind: type[Any]) -> dict[str, Any]:
    """The fields of a record, in order, and what each holds."""
    return _columns(cast(Hashable, kind))


def needed_of(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a record that cannot be left out."""
    return tuple(
        one.name
        for one in fields(kind)
        if one.default is MISSING and one.default_factory is MISSING and one.name not in STAMPED
    )


def belongs(register: Register, entry: Entry) -> bool:
    """Whether an entry of the same shelf stands in this register."""
    return not register.kinds or getattr(entry, "kind", "") in register.kinds


@cache
def _columns(kind: Hashable) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(cast(Any, kind))}
