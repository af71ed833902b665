"""Names and titles of the lists, where they stand in a sentence: the longest that begins there."""

from collections.abc import Iterator, Sequence
from datetime import date

from monitor.understand.parties.cast import Cast
from monitor.understand.parties.entries import Entry
from monitor.understand.parties.found import Found
from monitor.understand.parties.tokens import DETERMINERS, NO_NAMES, OPENERS, PREPOSITIONS, Token
from monitor.understand.speech.newsroom import words


def listed_in(cast: Cast, tokens: Sequence[Token], taken: list[bool], on: date) -> Iterator[Found]:
    at = 0
    while at < len(tokens):
        entry = None if taken[at] else _entry(cast, tokens, taken, at, on)
        if entry is None:
            at += 1
            continue
        until = at + len(entry.words)
        if not _is_of_another_kind(tokens, at, entry):
            taken[at:until] = [True] * len(entry.words)
            one = _of_entry(tokens, at, entry)
            elsewhere = _is_elsewhere(cast, tokens, taken, at, entry)
            yield one._replace(kind="other") if elsewhere else one
        at = until


def _entry(
    cast: Cast, tokens: Sequence[Token], taken: Sequence[bool], at: int, on: date
) -> Entry | None:
    """The longest name that begins here, the register's own before all others."""
    entries = cast.index.get(tokens[at].word)
    if entries is None:
        return None
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    likely = (one for one in entries if len(one.words) == 1 or one.words[1] == following)
    there = (one for one in likely if _stands(tokens, taken, at, one))
    return next((one for one in there if one.from_ <= on <= one.to), None)


def _stands(tokens: Sequence[Token], taken: Sequence[bool], at: int, entry: Entry) -> bool:
    there = tokens[at : at + len(entry.words)]
    if len(entry.words) > 1 and (
        [token.word for token in there] != list(entry.words) or any(taken[at : at + len(there)])
    ):
        return False
    if entry.cased:
        return all(token.capital for token in there) and _is_written(there, entry.cased)
    return entry.form != "name" or any(token.capital for token in there)


def _is_written(there: Sequence[Token], cased: str) -> bool:
    """Letters in capitals are what they stand for: PC is no pc."""
    width = sum(token.end - token.start for token in there)
    return width == len(cased.replace(" ", ""))


def _of_entry(tokens: Sequence[Token], at: int, entry: Entry) -> Found:
    last = tokens[at + len(entry.words) - 1]
    if _is_foreign(tokens, at, entry):
        return Found(tokens[at - 1].start, last.end, "other", entry.form)
    called = last.word if entry.form == "name" else ""
    kind, form = entry.kind, entry.form
    before = tokens[at - 1].word if at else ""
    if before in _NOT_NOW and kind not in _STILL and form != "nobody":
        kind = "other"
    return Found(tokens[at].start, last.end, kind, form, entry.sex, called=called)


def _is_of_another_kind(tokens: Sequence[Token], at: int, entry: Entry) -> bool:
    """Whether a word before it makes it another: an appeals panel, the task force."""
    before = tokens[at - 1] if at else None
    if len(entry.words) > 1 or entry.words[0] not in _ONLY_ALONE or before is None:
        return False
    plain = before.word in _MAY_STAND_BEFORE or before.word.endswith("ed")
    return before.word.isalpha() and not plain and not before.capital


def _is_foreign(tokens: Sequence[Token], at: int, entry: Entry) -> bool:
    """Whether a name stands before it: ours is in the watchlist, so it is another's Police."""
    before = tokens[at - 1] if at else None
    if before is None or entry.words[0] not in _POLICE or not tokens[at].capital:
        return False
    return before.capital and before.word not in OPENERS and tokens[at].start - before.end == 1


def _is_elsewhere(
    cast: Cast, tokens: Sequence[Token], taken: Sequence[bool], at: int, entry: Entry
) -> bool:
    """Whether another area's name owns it: `Wendlemere's chief constable`."""
    if entry.kind not in ("chief", "panel") or entry.form == "name" or at < 2:
        return False
    owner = tokens[at - 2]
    if tokens[at - 1].word != "'s" or not owner.capital or taken[at - 2] or owner.word in NO_NAMES:
        return False
    names = [tuple(token.word for token in tokens[one : at - 1]) for one in range(at - 4, at - 1)]
    return cast.home.isdisjoint(names)


_POLICE = frozenset({"police", "constabulary"})
_ONLY_ALONE = frozenset({"panel", "force", "watchdog", "federation", "inspectors", "regulator"})
_MAY_STAND_BEFORE = (
    DETERMINERS
    | PREPOSITIONS
    | words(
        "police policing crime and or but that as said says told tells met asked when while"
        " if because after before whole entire same own new neighbouring joint his her local"
        " county former is was has have had are were which who also then urged warned"
        " independent s"
    )
    | {"'s"}
)
_NOT_NOW = frozenset({"former", "ex", "then", "previous", "late", "retired", "erstwhile"})
_STILL = frozenset({"officer", "victim", "suspect", "public", "force", "other"})
