"""What an item is about: themes of the plan of its day, topics, and who answers for the subject.

A word in the headline or the first sentence shows it; further down it must not stand alone, or a
report of a fete that ends with a line on speeding would be about roads.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import islice

from monitor.records import Context, Lead, Office, Tag, Theme, Topic
from monitor.understand.article import Article
from monitor.understand.phrases import Pattern, Span, compiled, literal, plain, stands_alone

MOST = 300  # words of a table in an article: what 300 did not tell, the next thousand do not
ENOUGH = 2  # below the first sentence
SHORT = 5  # sentences, the headline among them: a summary says a thing once
_BREAK = r"[\s‐‑-]+"  # hare coursing, hare-coursing
_BREAKS = re.compile(_BREAK)
_INFLECTION = re.compile(r"\w*")
_LETTERS = 3  # of a stem, by which it is looked up
Subject = Theme | Topic | Lead


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The words of many subjects in one pattern, and the subjects that each speaks for."""

    order: tuple[str, ...] = ()  # of the subjects
    pattern: Pattern | None = None
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    stems: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    longest: int = 0  # words in a row


@dataclass(frozen=True, slots=True)
class Tagger:
    """What an office's items can be about."""

    themes: Table
    topics: Table
    leads: Table
    plan: tuple[Theme, ...] = ()


def tagger_of(office: Office, context: Context) -> Tagger:
    return Tagger(
        themes=_table(office.themes),
        topics=_table((*context.topics, *office.topics)),
        leads=_table(context.leads),
        plan=office.themes,
    )


def themes_in(tagger: Tagger, article: Article, on: date) -> tuple[Tag, ...]:
    """The themes of the plan in force that day, in the plan's order."""
    plan = [one for one in tagger.plan if one.from_ <= on and (one.to is None or on <= one.to)]
    return _tags(tagger.themes, article, [one.id for one in plan])


def topics_in(tagger: Tagger, article: Article) -> tuple[Tag, ...]:
    """What people talk about, in the watchlist's order."""
    return _tags(tagger.topics, article, tagger.topics.order)


def leads_in(tagger: Tagger, article: Article) -> tuple[Tag, ...]:
    """The rows of who answers for what, in the watchlist's order."""
    return _tags(tagger.leads, article, tagger.leads.order)


def any_of(words: Iterable[str]) -> Pattern | None:
    """A pattern of all these words, in any case, to be asked by `occurrences`."""
    longest_first = sorted(filter(_key, words), key=lambda word: (-len(word), word))
    either = "|".join(map(_literal, longest_first))
    return compiled(f"(?i)(?:{either})") if either else None


def occurrences(pattern: Pattern | None, text: str) -> Iterator[Span]:
    """Where its words stand as whole words, the first so many; `burglar*` reaches to burglary's y.

    The ending is read here: as a part of 60 stems it makes RE2 take 400 ms to begin, not 4.
    """
    for match in islice(pattern.finditer(text), MOST) if pattern else ():
        start, end = match.span()
        ending = _INFLECTION.match(text, end)
        end = ending.end() if ending else end
        beside = text[max(0, start - 1) : start] + text[end : end + 1]
        if beside.isascii() or stands_alone(text, start, end):
            yield start, end


def _table(subjects: Iterable[Subject]) -> Table:
    pairs = [(word, one.id) for one in subjects for word in one.words if _key(word)]
    words: dict[str, frozenset[str]] = {}
    stems: dict[str, list[tuple[str, str]]] = {}
    for word, subject in pairs:
        if word.endswith("*"):
            stems.setdefault(_key(word)[:_LETTERS], []).append((_key(word), subject))
        else:
            words[_key(word)] = words.get(_key(word), frozenset()) | {subject}
    return Table(
        order=tuple(dict.fromkeys(subject for _, subject in pairs)),
        pattern=any_of({word for word, _ in pairs}),
        words=words,
        stems=stems,
        longest=max((len(key.split()) for key in words), default=0),
    )


def _tags(table: Table, article: Article, among: Iterable[str]) -> tuple[Tag, ...]:
    shown: dict[str, list[tuple[int, str]]] = {one: [] for one in among}
    for start, end in occurrences(table.pattern, article.told):
        surface = " ".join(article.told[start:end].split())
        for subject in _subjects(table, surface):
            if subject in shown:
                shown[subject].append((start, surface))
    return tuple(
        Tag(id=subject, words=tuple(dict.fromkeys(surface for _, surface in words)))
        for subject, words in shown.items()
        if words and _is_about(article, words)
    )


def _is_about(article: Article, words: Sequence[tuple[int, str]]) -> bool:
    enough = 1 if len(article.starts) <= SHORT else ENOUGH
    return len(words) >= enough or article.where(words[0][0]) != "body"


@lru_cache(maxsize=4096)  # the press has few words for burglary: 0.05 ms each time otherwise
def _subjects(table: Table, surface: str) -> frozenset[str]:
    """Whom a surface speaks for: a longer word has the shorter ones of other subjects in it."""
    tokens = _key(surface).split()
    subjects: set[str] = set()
    for at in range(len(tokens)):
        for end in range(at + 1, min(len(tokens), at + table.longest) + 1):
            subjects |= table.words.get(" ".join(tokens[at:end]), frozenset())
        rest = " ".join(tokens[at:])
        stems = table.stems.get(rest[:_LETTERS], ())
        subjects.update(subject for stem, subject in stems if rest.startswith(stem))
    return frozenset(subjects)


def _literal(word: str) -> str:
    pattern = literal(word.removesuffix("*").strip())
    pattern = pattern.replace(r"\s+", _BREAK).replace(r"\-", _BREAK)
    return pattern.removesuffix(r"\b") if word.endswith("*") else pattern


def _key(word: str) -> str:
    """The form under which the spellings of a word are one."""
    return _BREAKS.sub(" ", plain(word.removesuffix("*"))).strip()
