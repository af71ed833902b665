"""Persons who are in no list, surnames of those named before, and whatever else has a name."""

from collections.abc import Iterator, Sequence

from monitor.understand.parties.cast import Cast
from monitor.understand.parties.entries import FEMALE, MALE, Form, sex_of
from monitor.understand.parties.found import Found, Memory
from monitor.understand.parties.tokens import NO_NAMES, OPENERS, Token
from monitor.understand.recognition.known import EITHER
from monitor.understand.speech.newsroom import words


def names_in(
    cast: Cast, text: str, tokens: Sequence[Token], taken: Sequence[bool], memory: Memory
) -> Iterator[Found]:
    """Persons who are in no list, surnames of those named before, and whatever else has a name."""
    shouted = _is_shouted(tokens)
    at = 0
    while at < len(tokens):
        if taken[at] or not tokens[at].capital:
            at += 1
            continue
        until = _run(text, tokens, taken, at)
        if one := _name(cast, text, tokens[at:until], memory, shouted, at == 0):
            yield one
        at = until


def _run(text: str, tokens: Sequence[Token], taken: Sequence[bool], at: int) -> int:
    """Up to where capitalised words follow each other."""
    until = at + 1
    while (
        until < len(tokens)
        and tokens[until].capital
        and not taken[until]
        and text[tokens[until - 1].end : tokens[until].start] in _GAPS
        and until - at < MOST_WORDS
    ):
        until += 1
    return until


def _name(
    cast: Cast, text: str, run: Sequence[Token], memory: Memory, shouted: bool, first: bool
) -> Found | None:
    names = [text[token.start : token.end] for token in run]
    while names and (names[0] in _COURTESY or (first and run[0].word in OPENERS)):
        if names[0] in _COURTESY and len(names) > 1:
            break
        run, names, first = run[1:], names[1:], False
    if not names:
        return None
    named = (run[0].start, run[-1].end)
    known = memory.surnames.get(run[-1].word)
    if known and (len(names) == 1 or names[0] in _COURTESY):
        return Found(*named, known.kind, "name", known.sex, known.ours, run[-1].word)
    if names[0] in _FIRST and len(names) > 1:
        names = names[: 3 if not shouted else 2]
        end, called = run[len(names) - 1].end, run[len(names) - 1].word
        return Found(named[0], end, "other", "name", sex_of(names[0]), called=called)
    return _thing(cast, run, names, shouted)


def _thing(cast: Cast, run: Sequence[Token], names: Sequence[str], shouted: bool) -> Found | None:
    """Two capitals that are no place of ours: a club, a firm, or somebody of a rarer name."""
    polite = names[0] in _COURTESY and len(names) > 1
    foreign = names[-1] in ("Police", "Constabulary")
    if shouted or (len(names) < 2 and not foreign):
        return None
    if tuple(token.word for token in run) in cast.places or run[-1].word in NO_NAMES:
        return None
    form: Form = "name" if polite else "body"
    sex = sex_of(names[0]) if polite else ""
    called = run[-1].word if polite else ""
    return Found(run[0].start, run[-1].end, "other", form, sex, called=called)


def _is_shouted(tokens: Sequence[Token]) -> bool:
    """Whether nearly every word has a capital, as in some headlines: then none shows a name."""
    names = [token for token in tokens if token.word.isalpha() and len(token.word) > 3]
    return len(names) > 3 and sum(token.capital for token in names) > 0.8 * len(names)


MOST_WORDS = 6  # of a name: what is longer is a line in capitals
_GAPS = frozenset({" ", "\u00a0", "-", "'", "’", ". ", "  "})
_FIRST = MALE | FEMALE | frozenset(EITHER.split("|"))
_COURTESY = words("Mr Mrs Ms Miss Mx Dr Prof Sir Dame Lord Lady Baroness Rev Cllr")
