"""The words of a sentence, so that names and titles can be looked up one word after the other."""

import re
from typing import Final, NamedTuple

from monitor.understand.speech.newsroom import words

# A hyphen within a word counts as a space; `'s` is a word of its own.
_TOKEN: Final = re.compile(r"['’](?:s|d|ll|re|ve|m)\b|[^\W_]+|[^\w\s-]|-(?=\s)|(?<=\s)-")
DETERMINERS: Final = words(
    "the a an this that these those its our their his her my your every each no some any"
)
PREPOSITIONS: Final = words(
    "of to in on at by for with from about over into against towards toward between among amid"
    " behind under near around outside inside across through during without within despite"
    " following including like than per via beyond alongside beside besides upon onto"
)
OPENERS: Final = (
    DETERMINERS
    | PREPOSITIONS
    | words(
        "he she it they we i but and so yet when while as if although though because after before"
        " since now then here there today tonight yesterday meanwhile however also both two three"
        " four five six more many most new former not only even just opposition local senior what"
        " why how who where which fresh calls"
    )
)  # with which a sentence begins, in capitals, and no name
# With which names of streets and days end, so that they are nobody's.
NO_NAMES: Final = words(
    "street road lane avenue close park square bridge hill way quay crescent drive gardens row"
    " terrace estate monday tuesday wednesday thursday friday saturday sunday january february"
    " march april may june july august september october november december"
)
LONGEST_BEFORE: Final = 3  # words such as "the", "new" that may stand before a party's own


class Token(NamedTuple):
    """A word, small and with straight apostrophes, and where it stands."""

    word: str
    start: int
    end: int
    capital: bool


def tokens_of(text: str) -> list[Token]:
    small = text.lower()
    if len(small) != len(text):  # that of İ has two letters
        small = text
    small = small.replace("’", "'")
    spans = (match.span() for match in _TOKEN.finditer(text))
    return [Token(small[start:end], start, end, text[start].isupper()) for start, end in spans]


def words_of(name: str) -> tuple[str, ...]:
    """A name as `tokens_of` would give it."""
    return tuple(token.word for token in tokens_of(name.replace("&", " and ")))
