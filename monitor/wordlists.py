"""Words as people write them in rules, made into patterns that cannot run away (RE2)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import re2

Span = tuple[int, int]

ANY: Final = "_"
MEMORY: Final = 64 << 20  # with RE2's default of 8 MB long lists are read ten times slower
_SPACE = r"\s+"
_ANY_WORD = r"[^\s.,;:!?()\"“”]+"
_INNER_ENDING = r"[a-z]*"
_ENDING = re.compile(r"\w*")


@dataclass(frozen=True, slots=True)
class Words:
    """Lists of words as patterns; an empty list has none and is found nowhere."""

    whole: re2._Regexp | None
    stems: re2._Regexp | None  # what `resign*` begins with: its ending is read apart

    def spans_in(self, text: str) -> Iterator[Span]:
        """Where one of them stands, in reading order; the longer of two that begin together."""
        found = sorted((*self._whole_in(text), *self._stems_in(text)), key=_by_place)
        end = 0
        for span in found:
            if span[0] >= end:
                yield span
                end = span[1]

    def found_in(self, text: str) -> tuple[str, ...]:
        """The words as they stand in the text, each once."""
        return tuple(dict.fromkeys(text[start:end] for start, end in self.spans_in(text)))

    def stands_in(self, text: str) -> bool:
        return any(True for _ in self._whole_in(text)) or any(True for _ in self._stems_in(text))

    def _whole_in(self, text: str) -> Iterator[Span]:
        for match in self.whole.finditer(text) if self.whole else ():
            if stands_alone(text, *match.span()):
                yield match.span()

    def _stems_in(self, text: str) -> Iterator[Span]:
        """The ending in the pattern would make RE2 swell: 20 times the states for each stem."""
        for match in self.stems.finditer(text) if self.stems else ():
            start, end = match.span()
            if _is_start(text, start):
                ending = _ENDING.match(text, end)
                yield start, ending.end() if ending else end


NO_WORDS: Final = Words(None, None)


def words_of(words: Iterable[str]) -> Words:
    """`resign*` also finds resigned and resignation, `step* down` stepping down, `pack _ bags` any
    one word in the middle; spaces may be line breaks; ' may be curly."""
    given = {word.strip() for word in words if word.strip(" *_")}
    stems = {word.removesuffix("*").rstrip() for word in given if word.endswith("*")}
    return Words(_compiled(word for word in given if not word.endswith("*")), _compiled(stems, ""))


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter runs on at either end: `caf` is not found in café."""
    return _is_start(text, start) and _is_start(text, end)


def _is_start(text: str, at: int) -> bool:
    """Whether no word goes on across this place."""
    edge = text[max(at - 1, 0) : at + 1]
    return len(edge) < 2 or not all(map(_is_letter, edge))


def _compiled(words: Iterable[str], ends: str | None = None) -> re2._Regexp | None:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    either = "|".join(_as_pattern(word, ends) for word in longest_first)
    options = re2.Options()
    options.max_mem = MEMORY
    options.never_capture = True
    return re2.compile(f"(?i)(?:{either})", options) if either else None


def _as_pattern(word: str, ends: str | None) -> str:
    parts = word.replace("’", "'").split()
    begins = "" if parts[0] == ANY else _boundary(parts[0][0])
    if ends is None:
        ends = "" if parts[-1] == ANY else _boundary(parts[-1][-1])
    return f"{begins}{_SPACE.join(map(_part, parts))}{ends}"


def _part(part: str) -> str:
    if part == ANY:
        return _ANY_WORD
    literal = re2.escape(part.removesuffix("*")).replace("\\'", "'").replace("'", "['’]")
    return f"{literal}{_INNER_ENDING}" if part.endswith("*") else literal


def _by_place(span: Span) -> Span:
    return span[0], -span[1]


def _boundary(mark: str) -> str:
    """RE2's word boundary knows ASCII alone: beside £ or é it would never be met."""
    return r"\b" if mark.isascii() and _is_letter(mark) else ""


def _is_letter(mark: str) -> bool:
    return mark == "_" or unicodedata.category(mark)[0] in "LMN"
