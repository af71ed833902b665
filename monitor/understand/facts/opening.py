"""How an article opens: where an office stands there, what it does, and what else is told of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from monitor.records import Mention
from monitor.understand.article import GAP, Article
from monitor.understand.facts.cues import (
    BOSS,
    DONE_BY,
    LONG_AGO,
    NO_SUBJECT,
    OFFICE_OF,
    ROLES,
    SAID_BY,
    THEMES,
)
from monitor.understand.phrases import Span
from monitor.understand.recognition.evidence import POSSIBLE_BELOW

FRONT = 4  # headline and three sentences: with two, 3 % fewer are told rightly
LONGEST = 800  # characters of a sentence that are looked at
MOST = 30  # names of the office in one sentence
BESIDE = 70  # characters before a name that tell whether it is the one who acts
REACH = 110  # characters from a name to its verb: a title and an area may stand between
_BREAK = re.compile(r"[;:]")
_JOINED = re.compile(r"[\s,()–-]{0,4}(?:(?:the|who is|is|as|a)\s{1,2})?[\s,()]{0,2}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence and where the office stands in it."""

    text: str
    ours: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign by its name, and the words that show it."""

    name: str
    words: str = ""


def opening_of(office_id: str, article: Article, mentions: Iterable[Mention]) -> Iterator[Passage]:
    """The headline and the first sentences; without a headline, what the address says."""
    if article.text_at == len(GAP) and (slug := slug_of(article.imprint.url)):
        yield Passage(slug, tuple(match.span() for match in BOSS.finditer(slug)))
    spans = _ours(office_id, article, mentions)
    edges = (*article.starts, len(article.told))[: FRONT + 1]
    for start, stop in pairwise(edges):
        end = min(stop, start + LONGEST)
        ours = [(at - start, to - start) for at, to in spans if start <= at and to <= end]
        yield Passage(article.told[start:end], tuple(ours[:MOST]))


def slug_of(url: str) -> str:
    """The words of an address, which are often its headline; "" if there are too few."""
    try:
        parts = urlsplit(url).path.split("/")
    except ValueError:
        return ""
    words = max((re.split(r"[-_]+", part[:300]) for part in parts[:20]), key=len, default=[])
    return " ".join(word for word in words if word.isalpha()) if len(words) > 3 else ""


def cues_in(opening: Sequence[Passage]) -> Iterator[Cue]:
    """What the office does in each passage, then what else they tell of."""
    for passage in opening:
        for span in passage.ours:
            yield from _role(passage.text, span)
    whole = "\n".join(passage.text for passage in opening)
    for name, pattern in THEMES.items():
        if match := pattern.search(whole):
            yield Cue(name, whole[slice(*match.span())])
    if not any(passage.ours for passage in opening):
        yield Cue("the office comes late")


def _role(text: str, span: Span) -> Iterator[Cue]:
    """What the office does where it is named, as far as the words around tell."""
    before = text[max(0, span[0] - BESIDE) : span[0]]
    after = _BREAK.split(text[span[1] : span[1] + REACH])[0]
    if done := DONE_BY.search(before):
        if not LONG_AGO.search(before):
            yield Cue("done by the office", before[slice(*done.span())].strip())
    elif SAID_BY.search(before):
        yield Cue("the office acts", before.split()[-1])
    elif OFFICE_OF.search(before) or not NO_SUBJECT.search(before):
        yield from _first_verb(after)


def _first_verb(after: str) -> Iterator[Cue]:
    """The verb nearest to the name is its own; of two that begin together the longer one."""
    found = [(*match.span(), name) for name, verb in ROLES.items() if (match := verb.search(after))]
    if found:
        start, end, name = min(found, key=lambda one: (one[0], -one[1]))
        if name != "speaks":
            yield Cue(f"the office {name}", after[start:end])


def _ours(office_id: str, article: Article, mentions: Iterable[Mention]) -> list[Span]:
    """Where the office stands in the whole; a name and the title beside it are one."""
    found: list[Span] = []
    for start, end in sorted(
        article.span_of(one)
        for one in mentions
        if one.office_id == office_id and one.confidence >= POSSIBLE_BELOW
    ):
        if found and _JOINED.fullmatch(article.told, found[-1][1], max(start, found[-1][1])):
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
