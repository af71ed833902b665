"""Whom "he" and "she" mean: the commissioner who was named last, if nobody else was since.

Where another person stands in the sentences between, nobody is guessed.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from monitor.understand.article import Article
from monitor.understand.phrases import Span, compiled
from monitor.understand.recognition.known import FIRST_NAMES, MEN, WOMEN

REACH = 600  # characters back to the name; more is another paragraph
_PRONOUN = compiled(r"\b(?:[Hh]e|[Ss]he)\b")
_SOMEBODY = compiled(
    rf"\b(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Cllr|Lord|Lady|Rev|PC|Sgt|Insp|Supt|Det)\.? [A-Z]"
    rf"|(?:{FIRST_NAMES}) [A-Z][a-z]"
    r"|(?i:man|woman|boy|girl|mother|father|mum|dad|daughter|son|wife|husband|sister|brother"
    r"|widow|victim|resident|officer|constable|chief|superintendent|inspector|sergeant|minister"
    r"|secretary|mayor|councillor|MP|spokes\w+|chair\w*|leader|candidate|predecessor|successor"
    r"|deputy|owner|farmer|shopkeeper|driver|teacher|pupil|campaigner|survivor|director|manager"
    r"|vicar|pensioner|judge|defendant|suspect|burglar|thief|friend|colleague|rival|opponent)\b)"
)
_MEN, _WOMEN = (frozenset(names.split("|")) for names in (MEN, WOMEN))
_HIS, _HERS = ("Sir", "Lord", "Mr"), ("Dame", "Lady", "Baroness", "Mrs", "Ms", "Miss")


class Bearer(NamedTuple):
    """A place in the whole article where somebody is surely meant, and the full name."""

    start: int
    end: int
    name: str


def pronouns_in(
    article: Article, bearers: Sequence[Bearer], most: int
) -> Iterator[tuple[Span, Bearer]]:
    """Each "he" and "she" that stands for one of these, given in the order of the text."""
    fits = cache(lambda name: _pronouns_of(name, article.told))
    starts, resolved = [one.start for one in bearers], -1
    for count, match in enumerate(_PRONOUN.finditer(article.told) if bearers else ()):
        if count >= most:
            return
        start, end = match.span()
        place = bisect_left(starts, start) - 1
        if place < 0 or article.told[start:end].casefold() not in fits(bearers[place].name):
            continue
        if _is_alone(article, bearers[: place + 1], max(resolved, starts[place]), start):
            resolved = start
            yield (start, end), bearers[place]


def _is_alone(article: Article, bearers: Sequence[Bearer], since: int, at: int) -> bool:
    """Whether nobody else stands in the sentence of the name, or of the last such pronoun, and
    from there to this one."""
    begins = article.starts[article.sentence(since)]
    if article.sentence(at) - article.sentence(since) > 1 or at - begins > REACH:
        return False
    between, done = [], begins
    for one in bearers[bisect_left([b.end for b in bearers], begins) :]:
        if one.name != bearers[-1].name:
            return False
        between.append(article.told[done : one.start])
        done = one.end
    return not any(_SOMEBODY.search(part) for part in (*between, article.told[done:at]))


def _pronouns_of(name: str, told: str) -> tuple[str, ...]:
    """By the courtesies of the article, else by the first name; either, if neither tells."""
    first, _, surname = name.partition(" ")
    surname = surname.split()[-1] if surname else name
    his = first in _HIS or f"Mr {surname}" in told
    hers = first in _HERS or any(f"{title} {surname}" in told for title in _HERS)
    if his != hers:
        return ("he",) if his else ("she",)
    if first in _MEN or first in _WOMEN:
        return ("he",) if first in _MEN else ("she",)
    return ("he", "she")
