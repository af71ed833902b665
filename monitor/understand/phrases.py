"""Lists of names and words made into one RE2 pattern each, found as whole words only."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Protocol, cast

import re2

Span = tuple[int, int]


class Match(Protocol):
    def span(self) -> Span: ...


class Pattern(Protocol):
    """A compiled RE2 pattern, of which the library declares no type."""

    def finditer(self, text: str, /) -> Iterator[Match]: ...
    def search(self, text: str, /) -> Match | None: ...


MEMORY = 64 << 20  # for 500 names RE2's default of 8 MB is short: it then reads 20 times slower
NOTHING = r"[^\s\S]"  # a pattern that no text meets
_ACCOUNT = re.compile(r"\w*(?:[a-z0-9][A-Z]|_)\w*|[a-z]\w*")
_SURROGATE = re.compile("[\ud800-\udfff]")


def one_of(names: Iterable[str], *, any_case: bool = True) -> Pattern | None:
    """A pattern of all these names, the longest first; None if there are none."""
    wanted = {" ".join(name.replace("’", "'").split()) for name in names}
    either = "|".join(map(literal, sorted(filter(None, wanted), key=lambda n: (-len(n), n))))
    return compiled(f"(?i)(?:{either})" if any_case else f"(?:{either})") if either else None


def either(names: Iterable[str], space: str = r"\s+") -> str:
    """Any of these names, the longest first, as a part of a pattern; NOTHING if there are none."""
    longest_first = sorted({name for name in names if name}, key=lambda name: (-len(name), name))
    spelt = (
        space.join("(?:and|&)" if word == "and" else re.escape(word) for word in name.split())
        for name in longest_first
    )
    return "|".join(spelt).replace("'", "['’]") or NOTHING


def compiled(pattern: str) -> Pattern:
    options = re2.Options()
    options.max_mem = MEMORY
    options.never_capture = True
    return cast(Pattern, re2.compile(pattern, options))


def literal(name: str) -> str:
    """A name in any of its spellings: spaces may be line breaks, `and` an ampersand, ' curly."""
    parts = name.replace("&", " and ").split()
    either = r"\s+".join(
        "(?:and|&)" if part.casefold() == "and" else re2.escape(part) for part in parts
    )
    either = either.replace("\\'", "'").replace("'", "['’]")
    return f"{_edge(name[0])}{either}{_edge(name[-1])}"


def plain(name: str) -> str:
    """The form under which spellings of a name are one: straight quotes, `and`, single spaces."""
    return " ".join(name.replace("’", "'").replace("&", " and ").casefold().split())


def handles(names: Iterable[str]) -> Iterator[str]:
    """Names that are accounts, as a post calls them: `@CambsPCC`, where `@Cambs` is anybody's."""
    yield from (f"@{name}" for name in names if _ACCOUNT.fullmatch(name))


def hashtags(names: Iterable[str]) -> Iterator[str]:
    """Names of several words as a post writes them: `#WestMercia`."""
    yield from (f"#{''.join(name.split())}" for name in names if " " in name)


def found(pattern: Pattern | None, text: str) -> Iterator[Span]:
    """Where the pattern stands in the text as whole words."""
    for match in pattern.finditer(text) if pattern else ():
        start, end = match.span()
        if stands_alone(text, start, end) and not _is_handle(text, start, end):
            yield start, end


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter runs on at either end: `caf` is not found in café."""
    edges = text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1]
    return not any(len(edge) == 2 and all(map(_is_letter, edge)) for edge in edges)


def readable(text: str) -> str:
    """The text with every letter where it was and none that RE2 cannot take."""
    if text.isascii():
        return text
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _is_handle(text: str, start: int, end: int) -> bool:
    """Whether it begins somebody's handle; an office's own has an underscore."""
    return text[max(0, start - 1) : start] == "@" and "_" not in text[start:end]


def _edge(mark: str) -> str:
    """RE2's word boundary knows ASCII alone: beside £ or é it would never be met."""
    return r"\b" if mark.isascii() and _is_letter(mark) else ""


def _is_letter(mark: str) -> bool:
    return mark == "_" or unicodedata.category(mark)[0] in "LMN"
