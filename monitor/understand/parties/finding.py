"""Who is named in a sentence: those of the office where it is meant, the register's, and whoever
the press calls by a title, a trade or a name."""

from collections.abc import Sequence
from datetime import date

from monitor.understand.parties.cast import Cast
from monitor.understand.parties.found import Found, Memory
from monitor.understand.parties.listed import listed_in
from monitor.understand.parties.names import names_in
from monitor.understand.parties.tokens import Token


def found_in(
    cast: Cast,
    text: str,
    tokens: Sequence[Token],
    ours: Sequence[Found],
    memory: Memory,
    on: date,
) -> list[Found]:
    """In reading order and apart from each other; names and titles are not yet joined."""
    taken = _taken(tokens, ours)
    listed = list(listed_in(cast, tokens, taken, on))
    names = list(names_in(cast, text, tokens, taken, memory))
    found = [one for one in (*ours, *listed, *names) if one.form != "nobody"]
    return _apart(sorted(found, key=lambda one: (one.start, -one.end)))


def _apart(found: Sequence[Found]) -> list[Found]:
    """Of two mentions at one place the longer."""
    kept: list[Found] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _taken(tokens: Sequence[Token], ours: Sequence[Found]) -> list[bool]:
    """Which tokens belong to somebody already."""
    taken, at = [False] * len(tokens), 0
    for one in sorted(ours, key=lambda one: one.start):
        while at < len(tokens) and tokens[at].end <= one.start:
            at += 1
        while at < len(tokens) and tokens[at].start < one.end:
            taken[at] = True
            at += 1
    return taken
