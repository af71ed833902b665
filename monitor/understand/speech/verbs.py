"""Where an article says that somebody speaks: the verbs of saying, by spaCy's patterns of tokens.

"Declined to comment", "will tell", "was told" and "her claims" tell of nobody's words.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from monitor.understand.article import Article
from monitor.understand.phrases import Span
from monitor.understand.speech.newsroom import PARTICIPLES, VERBS

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher

MOST = 200  # verbs of an article that are looked at: one of 2 KB has ten
LONGEST = 100_000  # characters that are read for quotations: a longer article is none
BEFORE, REACH = 4, 48  # tokens and characters before a verb that decide whether somebody speaks
How = Literal["says", "saying", "by", "according"]


class Saying(NamedTuple):
    """A verb of saying with its auxiliaries. `by`: whose words they are stands after it."""

    span: Span
    verb: str
    how: How


class _Window(NamedTuple):
    """A verb and the tokens beside it, each as the kind of word that it is."""

    kinds: list[str]
    starts: list[int]  # of the tokens up to the verb
    end: int
    verb: str


# spaCy is shown what kind of word stands somewhere, and not the word: its vocabulary keeps each
# word that it ever met, and the daemon runs for years. It is also faster than to let spaCy compare
# lists of words: 0.5 ms for an article of 2 KB against 7.5.
KINDS: Final = {
    "NOT": "not never nor no didn't doesn't don't hasn't haven't hadn't wouldn't couldn't can't"
    " cannot won't isn't wasn't weren't aren't nobody neither hardly without",
    "TO": "to will would could may might must should shall can i'll he'll she'll we'll they'll i'd"
    " he'd she'd we'd they'd let's",
    "BE": "is are was were be been being am gets got",
    "OWNED": "a an the his her its their your our my any some such of these those this final more"
    " many with about over faces faced if whether for",
    "AIDE": "has have had also then later previously today yesterday",
    "BY": "by",
    "WENT": "went goes",
    "ON": "on",
    "QUOTED": "quoted",
    "AS": "as",
    "ACCORDING": "according",
    "SAYING": " ".join(sorted(PARTICIPLES)),
    "SAY": " ".join(sorted(VERBS - PARTICIPLES)),
}
_KIND = {word: kind for kind, words in KINDS.items() for word in words.split()}
# How a verb is used; the first that fits it decides.
PATTERNS: Final[dict[str, tuple[str, ...]]] = {
    "according": ("ACCORDING TO",),
    "by": ("SAY BY",),
    "on": ("WENT ON TO SAY", "QUOTED AS SAYING", "BE QUOTED AS SAYING", "BY SAYING"),
    "unsaid": tuple(
        f"{before}{between} {verb}"
        for before in ("NOT", "TO", "BE", "OWNED")
        for between in ("", " AIDE", " LY")
        for verb in ("SAY", "SAYING")
    ),
    "says": ("SAY", "SAYING", "AIDE SAY", "LY SAY", "AIDE AIDE SAY", "AIDE LY SAY", "LY SAYING"),
}
_CUES = {verb.encode() for verb in VERBS | {"according"}}
_LETTERS = bytes(at if chr(at).isalpha() and at < 128 else 32 for at in range(256))
_TOKEN = re.compile(r"[\w'-]+|[^\w\s]")


def sayings_in(article: Article) -> list[Saying]:
    """Every verb by which somebody speaks, in reading order."""
    windows = list(_windows(article))
    uses = _uses(windows)
    return [one for window, use in zip(windows, uses, strict=True) if (one := _saying(window, use))]


@cache
def english() -> "Language":
    """spaCy's English, made once: a statistical model if one is installed, else a blank one."""
    import spacy  # late: it takes 1.7 to 2.9 s, and most commands never read an article

    models = sorted(one for one in spacy.util.get_installed_models() if one.startswith("en_"))
    return spacy.load(models[0]) if models else spacy.blank("en")


def people_in(nlp: "Language", text: str) -> list[Span]:
    """The persons whom a statistical model finds; a blank one finds none."""
    if "ner" not in nlp.pipe_names:
        return []
    with nlp.memory_zone():  # or its vocabulary would keep every word of every article
        people = [one for one in nlp(text).ents if one.label_ == "PERSON"]
        return [(one.start_char, one.end_char) for one in people]


@cache
def _matcher() -> "PhraseMatcher":
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

    vocab = english().vocab
    matcher = PhraseMatcher(vocab)
    for use, patterns in PATTERNS.items():
        matcher.add(use, [Doc(vocab, words=one.split()) for one in patterns])
    return matcher


def _windows(article: Article) -> Iterator[_Window]:
    """Around each verb, within its own sentence."""
    text = _lower(article.whole)
    for start, end in sorted(each_of(_present(text), text))[:MOST]:
        begins = max(article.starts[article.sentence(start)], start - REACH)
        before = [*_TOKEN.finditer(text, begins, start)][-BEFORE:]
        after = _TOKEN.match(text, end + 1, end + 3)
        kinds = [_kind(token[0]) for token in before]
        kinds += [_kind(text[start:end]), *([_kind(after[0])] if after else [])]
        first = [token.start() for token in before]
        yield _Window(kinds, [*first, start], end, text[start:end])


def _present(text: str) -> Iterator[str]:
    """The verbs that stand in a text; most verbs of saying stand in no article."""
    found = _CUES.intersection(text.encode("ascii", "replace").translate(_LETTERS).split())
    return (verb.decode() for verb in found)


def each_of(words: Iterable[str], text: str) -> Iterator[Span]:
    """Where these words stand in a text, one word after the other."""
    for word in words:
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            if not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()):
                yield start, end
            start = text.find(word, end)


def _lower(text: str) -> str:
    """The text in small letters, of the same length: that of İ has two."""
    text = text[:LONGEST].replace("’", "'")
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _kind(word: str) -> str:
    return _KIND.get(word) or ("LY" if word.endswith("ly") else "X")


def _uses(windows: list[_Window]) -> list[dict[str, int]]:
    """How each verb is used, and the token with which that begins; all windows are one document
    to spaCy, each a sentence of it."""
    from spacy.tokens import Doc

    words = [kind for window in windows for kind in window.kinds]
    firsts: list[bool | int | None] = [
        at == 0 for window in windows for at in range(len(window.kinds))
    ]
    doc = Doc(english().vocab, words=words, sent_starts=firsts) if words else None
    homes = [at for at, window in enumerate(windows) for _ in window.kinds]
    starts = [at for at, first in enumerate(firsts) if first]
    uses: list[dict[str, int]] = [{} for _ in windows]
    for name, start, end in _matcher()(doc) if doc is not None else ():
        home = homes[start]
        first = start - starts[home]
        if home == homes[end - 1] and first < len(windows[home].starts) <= end - starts[home]:
            use = english().vocab.strings[name]
            uses[home][use] = min(first, uses[home].get(use, first))
    return uses


def _saying(window: _Window, uses: dict[str, int]) -> Saying | None:
    how = _how(window.verb, uses)
    first = uses.get("on", uses.get("says", len(window.starts) - 1))
    return Saying((window.starts[first], window.end), window.verb, how) if how else None


def _how(verb: str, uses: dict[str, int]) -> How | None:
    if "according" in uses:
        return "according"
    if "by" in uses:
        return "by"
    if "on" in uses:
        return "says"
    if "unsaid" in uses or "says" not in uses:
        return None
    return "saying" if verb in PARTICIPLES else "says"
