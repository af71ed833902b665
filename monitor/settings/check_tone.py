"""Mistakes in `rules/tone.toml` that types cannot tell."""

import math
from collections.abc import Iterator

from monitor.records import ToneRules, ToneThresholds, ToneWords
from monitor.settings.found import Found, empty

FILE = "rules/tone.toml"
STRONGEST = 4  # on VADER's scale


def wrong_with_tone(tone: ToneRules) -> Iterator[Found]:
    """Thresholds that nothing could meet, and words that could never be found."""
    yield from _thresholds(tone.thresholds)
    yield from _words(tone.words)


def _thresholds(given: ToneThresholds) -> Iterator[Found]:
    path = ("tone", "thresholds")
    for key, low, high in (("negative", -1, 0), ("positive", 0, 1), ("sure", 0, 1)):
        value = getattr(given, key)
        if not low <= value <= high:  # nan is in no range
            what = f"`{key}` must be between {low} and {high}, not {value}"
            yield Found(FILE, (*path, key), what)


def _words(words: ToneWords) -> Iterator[Found]:
    path = ("tone", "words")
    yield from empty(FILE, (*path, "neutral"), "word", words.neutral)
    neutral = {word.casefold() for word in words.neutral}
    for word, strength in words.strength.items():
        at = (*path, "strength", word)
        if not word.strip():
            yield Found(FILE, at, "a word is empty")
        if not math.isfinite(strength) or abs(strength) > STRONGEST:
            yield Found(FILE, at, f"`{word}` must be between -4 and 4, not {strength}")
        if word.casefold() in neutral:
            yield Found(FILE, at, f"`{word}` is among the neutral words, too")
