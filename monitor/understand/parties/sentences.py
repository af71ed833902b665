"""An item sentence by sentence, each with who stands in it: what the alert rules look at."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final, NamedTuple

from monitor.records import Mention, Party, Quote, Sentence, Where
from monitor.understand.parties.cast import Cast
from monitor.understand.parties.finding import found_in
from monitor.understand.parties.found import Found, Memory, remember
from monitor.understand.parties.joining import joined
from monitor.understand.parties.meant import meant_by
from monitor.understand.parties.pronouns import with_pronouns
from monitor.understand.parties.settling import settled
from monitor.understand.parties.spoken import Spoken, speaker_of, spoken_in
from monitor.understand.parties.tokens import tokens_of
from monitor.understand.text import sentences

MOST: Final = 5_000  # sentences of an item that are read: a megabyte of prose has fewer
LONGEST: Final = 4_000  # characters of a sentence in which parties are looked for


class _Piece(NamedTuple):
    """A sentence, and where it begins in its title or text."""

    text: str
    start: int
    where: Where


def sentences_of(
    cast: Cast,
    title: str,
    text: str,
    mentions: Sequence[Mention],
    quotes: Sequence[Quote],
    on: date,
) -> tuple[Sentence, ...]:
    """Headline and sentences with their parties; `on` is the day of publication.

    Offsets of a party count in its own sentence. Where a mention stands it says who is meant; who
    is called a commissioner elsewhere is another's.
    """
    ours = sorted(
        (one for one in mentions if one.office_id == cast.office.id), key=lambda one: one.start
    )
    memory = Memory()
    body = [_read(cast, piece, ours, quotes, memory, on) for piece in _pieces(text)]
    memory.before = ()
    if not title.strip():
        return tuple(body)
    return (_read(cast, _Piece(title, 0, "headline"), ours, quotes, memory, on), *body)


def _pieces(text: str) -> Iterator[_Piece]:
    for number, (start, end) in enumerate(islice(sentences(text), MOST)):
        yield _Piece(text[start:end], start, "body" if number else "lead")


def _read(
    cast: Cast,
    piece: _Piece,
    mentions: Sequence[Mention],
    quotes: Sequence[Quote],
    memory: Memory,
    on: date,
) -> Sentence:
    there = list(_within(mentions, piece))
    said = list(spoken_in(cast, quotes, piece.text, piece.start, piece.where))
    ours = [found for one in there if (found := meant_by(cast, one, piece.text, piece.start, on))]
    parties = _parties(cast, piece.text[:LONGEST], ours, said, memory, on)
    return Sentence(
        text=piece.text,
        where=piece.where,
        names_us=bool(there),
        parties=parties,
        speaker=speaker_of(said, piece.text, parties),
    )


def _parties(
    cast: Cast,
    text: str,
    ours: Sequence[Found],
    said: Sequence[Spoken],
    memory: Memory,
    on: date,
) -> tuple[Party, ...]:
    tokens = tokens_of(text)
    found = joined(text, found_in(cast, text, tokens, ours, memory, on))
    found = with_pronouns(tokens, found, memory.before, said)
    found = joined(text, settled(text, found, memory))
    remember(memory, found)
    memory.before = found
    return tuple(Party(kind=one.kind, start=one.start, end=one.end) for one in found)


def _within(mentions: Sequence[Mention], piece: _Piece) -> Iterator[Mention]:
    """Those that stand in this sentence."""
    at = bisect_left(mentions, piece.start, key=lambda one: one.start)
    for one in islice(mentions, at, None):
        if one.start >= piece.start + len(piece.text):
            return
        if (one.where == "headline") == (piece.where == "headline"):
            yield one
