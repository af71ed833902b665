"""Figures, names, years and rounds: what stays when every other word was written anew."""

import re
from collections.abc import Sequence

from monitor.understand.pickup.quotes import SAYING
from monitor.understand.pickup.reading import Words, among, distinct, read
from monitor.understand.pickup.records import Facts

_SCALE = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_UNDER_TWENTY = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_UNITS = _UNDER_TWENTY.split()
_BY_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = _BY_TENS.split()
_IN_ORDER = "first second third fourth fifth sixth seventh eighth ninth tenth"
_COUNT_NUMBERS = distinct(read(" ".join((*_UNITS, *_TENS))).numbers)
_ORDINALS = _IN_ORDER.split()
_COUNTS = {word: number for number, word in enumerate(_UNITS, 1)}
_COUNTS |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
_COUNTS |= {f"{ten}-{_UNITS[n]}": _COUNTS[ten] + n + 1 for ten in _TENS for n in range(9)}
# Each begins with one letter or one class of them: the search then leaps from digit to digit.
_SUM = re.compile(r"£\s?([0-9][0-9,]*(?:\.[0-9]+)?)\s?((?i:k|m|mn|bn|thousand|million|billion)\b)?")
_RATE = re.compile(
    r"(?<![0-9,.])([0-9]+(?:\.[0-9]+)?)(?:(p\b|\s(?:pence|pennies)\b)|\s?(?:%|per ?cent\b))"
)
_SPAN = re.compile(r"(20[0-9][0-9])\s?[/–-]\s?(?:20)?([0-9][0-9])\b")
# 94 new street lamps: a number, two words at most, and the first plural of the same clause.
_MANY = re.compile(
    r"(?<![0-9,.£-])([0-9][0-9,]*(?:\.[0-9]+)?|[A-Za-z]+(?:-[a-z]+)?)"
    r"(?:[\s-][A-Za-z]+){0,2}?[\s-]([A-Za-z]{2,}[a-rt-z]s)\b"
)
_NAME = r"[A-Z][\w'’-]+(?: (?:(?:of|and|the|&) )?[A-Z][\w'’-]+)+"
_NAMES = re.compile(rf"{_NAME}|[A-Z]{{3,}}\b")
_FULL = r"[A-Z][\w'’-]+ (?:[A-Z][\w'’-]+ )*[A-Z][\w'’-]+"
_SPEAKER = re.compile(
    rf"({_FULL})(?:,[^.“”\"\n]{{1,80}},|:)? ?(?:{SAYING})\b|\b(?:{SAYING}) ({_FULL})"
)
_NUMBERED = ("round", "phase", "wave", "anniversary", "tranche", "edition")
_AROUND = ".,;:!?()“”\"'’‘"
_DIGITS = frozenset("0123456789")
_FEW = ("", "1", "2")
# Spans of time and measures of money stand in any text, and say nothing of what it is about.
_MEASURES = (
    "years months weeks days hours minutes times millions pounds metres miles this was has does"
)
_PLAIN = frozenset(_MEASURES.split())


def facts(text: str, words: Words) -> Facts:
    """The facts of a text of these words, each written in one way however the text wrote it."""
    return Facts(figures(text, words), _names(text), _speakers(text), years(text), rounds(text))


def figures(text: str, words: Words) -> frozenset[str]:
    """Sums, rates, and how many of what."""
    counted = words.digit | among(words.numbers, _COUNT_NUMBERS)
    starts = words.starts[counted].tolist()
    sums = {f"£{_amount(found[1], found[2] or '')}" for found in _SUM.finditer(text)}
    found = [rate for at in starts if (rate := _RATE.match(text, at))]
    rates = {f"{_amount(one[1])}{'p' if one[2] else '%'}" for one in found}
    return frozenset(sums | rates | _counts(text, starts))


def years(text: str) -> frozenset[str]:
    """Spans of years, 2025/26 or 2024-2029; a single year may stand in any text."""
    return frozenset(f"{found[1]}/{found[2]}" for found in _SPAN.finditer(text))


def rounds(text: str) -> dict[str, frozenset[int]]:
    """The second round, the 3rd annual edition, phase two: which of the kind it is."""
    kinds = [noun for noun in _NUMBERED if noun in text or noun.title() in text]
    if not kinds:
        return {}
    said = [word.strip(_AROUND) for word in text.casefold().split()]
    return {noun: found for noun in kinds if (found := _numbers_of(noun, said))}


def _numbers_of(noun: str, said: list[str]) -> frozenset[int]:
    places = [at for at, word in enumerate(said) if word == noun]
    before = {_ordinal(word) for at in places for word in said[max(0, at - 2) : at]}
    after = {_count(word) for at in places for word in said[at + 1 : at + 2]}
    return frozenset(before | {int(one) for one in after if one.isdecimal() and len(one) < 3}) - {0}


def _counts(text: str, starts: Sequence[int]) -> set[str]:
    """How many of what: three pillars, 94 new street lamps; two of anything is common."""
    found = (_MANY.match(text, at) for at in starts)
    said = ((one[1].casefold(), one[2].casefold()) for one in found if one)
    return {
        f"{count} {noun}"
        for number, noun in said
        if (count := _count(number)) not in _FEW and noun not in _PLAIN
    }


def _names(text: str) -> frozenset[str]:
    return frozenset(_NAMES.findall(text))


def _speakers(text: str) -> frozenset[str]:
    """First name and surname of all who are quoted."""
    found = (one[1] or one[2] for one in _SPEAKER.finditer(text))
    return frozenset(" ".join(name.split()[-2:]) for name in found)


def _ordinal(word: str) -> int:
    if word in _ORDINALS:
        return _ORDINALS.index(word) + 1
    digits = word[:-2]
    return int(digits) if digits.isdecimal() and word[-2:] in ("st", "nd", "rd", "th") else 0


def _count(word: str) -> str:
    if word in _COUNTS:
        return str(_COUNTS[word])
    return _amount(word) if word[0] in _DIGITS else ""


def _amount(digits: str, scale: str = "") -> str:
    """The number as plain digits: 1.2 million and 1,200,000 are one."""
    number = float(digits.replace(",", "")) * 10 ** _SCALE.get(scale.casefold(), 0)
    return f"{number:.2f}".rstrip("0").rstrip(".")
