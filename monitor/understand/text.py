"""Sentences and words of English news text, as spans of the text they stand in."""

import hashlib
import re
from collections.abc import Iterator

# What may begin a sentence: no letter but a small one, which `re` knows of ASCII alone.
_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘„«(\[£]*([^\W_a-z]|[£@#]))")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|St|Cllr|Sgt|Insp|Det|Supt|Ch|No|Nos|vs|etc|approx|Hon|Rt|Jr|Sr"
    r"|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.$"
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
LONGEST_ABBREVIATION = 12  # characters to look back: all of a sentence would be quadratic
PASSAGE_WORDS = 8  # what is shorter stands in many articles that have nothing else in common
SIGNED = (1 << 63) - 1  # the largest number that SQLite holds


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence; together they cover all of the text that is not space."""
    start = 0
    for end in _END.finditer(text):
        stop = end.end() - len(end[0]) + len(end[0].rstrip())
        if end[1].islower():
            continue
        if _ABBREVIATION.search(text[max(start, stop - LONGEST_ABBREVIATION) : stop]):
            continue
        yield start, stop
        start = end.end()
    if text[start:].strip():
        yield start, len(text.rstrip())


def words(text: str) -> list[str]:
    """Lower-case words, apostrophes straightened."""
    return [word.replace("’", "'") for word in _WORD.findall(text.casefold())]


def passage(sentence: str) -> int:
    """A sentence's fingerprint, by which a copy of it is known, the same on every machine; 0 for
    fewer than eight words.
    """
    found = words(sentence)
    if len(found) < PASSAGE_WORDS:
        return 0
    said = " ".join(found).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(said, digest_size=8).digest(), "big") & SIGNED
