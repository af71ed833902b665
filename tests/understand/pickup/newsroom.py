"""Releases of an invented office and what invented newsrooms make of them, for any seed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random  # noqa: TID251 - seeded: the same texts in every run

from monitor.records import Output
from monitor.understand.pickup.index import Index
from monitor.understand.pickup.matching import match_item
from monitor.understand.pickup.records import Match

_SMALL = "the a of in and to for on with at from by after before while their this that"
_LINKS = _SMALL.split()
_PARTS = "bar den cot wick mer low fen ash tor hol lin gar sed pol ver tam ruk nes hob cam"
_SYLLABLES = _PARTS.split()
_WORDS = [f"{one}{two}{three}" for one in _SYLLABLES for two in _SYLLABLES for three in "aeiou"]
_OFFICE = "police and crime commissioner for Northmoor"
_SWAPS = {
    "opened": "launched", "paid": "funded", "asked": "enquired", "repaired": "mended",
    "promised": "pledged", "praised": "lauded", "winters": "cold months", "beside": "next to",
    "near": "close to", "months": "weeks", "begins": "starts", "bill": "cost", "new": "fresh",
    "outside": "in front of", "suggested": "proposed", "relief": "comfort", "across": "throughout",
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """What a newsroom published."""

    title: str
    text: str
    published: date | None = None

    def matched(self, index: Index) -> tuple[Match, ...]:
        return match_item(index, self.title, self.text, self.published)


def output(number: int, title: str, text: str, day: date | None = None) -> Output:
    """Something the office of Northmoor issued at noon of this day."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if day else None
    return Output(
        id=f"r{number}",
        office_id="northmoor",
        title=title,
        text=text,
        issued_at=noon,
        entered_by="vic",
        entered_at=noon or datetime(2026, 1, 1, tzinfo=UTC),
    )


def sentence(chance: Random) -> str:
    """Some eighteen words; common ones come often, as in any language."""
    said = [_word(chance) for _ in range(chance.randrange(14, 23))]
    if chance.random() < 0.3:
        said[3:3] = _OFFICE.split()
    return f"{' '.join(said).capitalize()}."


def _word(chance: Random) -> str:
    if chance.random() < 0.35:
        return chance.choice(_LINKS)
    if chance.random() < 0.2:
        return chance.choice(list(_SWAPS))
    return _WORDS[int(len(_WORDS) * chance.random() ** 3)]


def release(number: int, sentences: int = 20) -> Output:
    """The release of this number: always the same one."""
    chance = Random(number)
    told = [sentence(chance) for _ in range(sentences)]
    told[0] = f"The office has set aside £{chance.randrange(10_000, 990_000):,} for the work."
    told[2] = f"“{told[2]} {sentence(chance)}” said commissioner Ada Finch."
    text = "\n".join(told) + "\nNotes to editors\nRing the press office on weekdays."
    return output(number, sentence(chance)[:60], text, day_of(number))


def day_of(number: int) -> date:
    """When the release of this number was issued."""
    return date(2026, 3, 1) + timedelta(days=number % 200)


def copied(one: Output, share: float, seed: int, edit: Callable[[Random, list[str]], list[str]],
           own: int = 10) -> Item:  # fmt: skip
    """An item with this share of the release's sentences, edited, among so many of its own."""
    chance = Random(f"{one.id}/{seed}/{share}")
    told = one.text.split("\nNotes")[0].split("\n")
    kept = sorted(chance.sample(range(len(told)), max(1, round(share * len(told)))))
    body = edit(chance, [told[at] for at in kept])
    for _ in range(own):
        body.insert(chance.randrange(len(body) + 1), sentence(chance))
    return Item(
        title=sentence(chance)[:50], text="\n".join(body), published=day_of(int(one.id[1:]))
    )


def as_it_is(chance: Random, told: list[str]) -> list[str]:
    """Nothing changed."""
    return told


def lightly_edited(chance: Random, told: list[str]) -> list[str]:
    """One word dropped, and one put in, in every sentence."""
    return [_edited(chance, one.split()) for one in told]


def reordered(chance: Random, told: list[str]) -> list[str]:
    """The sentences in any order."""
    return chance.sample(told, len(told))


def with_other_words(chance: Random, told: list[str]) -> list[str]:
    """Every second word that has a synonym gives way to it."""
    return [
        " ".join(_SWAPS.get(word, word) if chance.random() < 0.5 else word for word in one.split())
        for one in told
    ]


def with_a_town(chance: Random, told: list[str]) -> list[str]:
    """A local angle at the front of each sentence."""
    return [f"In Eastholme, {one[0].lower()}{one[1:]}" for one in told]


def _edited(chance: Random, words: list[str]) -> str:
    del words[chance.randrange(len(words))]
    words.insert(chance.randrange(len(words)), "today")
    return " ".join(words)


EDITS = (as_it_is, lightly_edited, reordered, with_other_words, with_a_town)
