"""How fast recognition reads: `python benchmarks/recognition.py`, on one core, on invented text."""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import spacy
from spacy.matcher import PhraseMatcher

from monitor.records import Force, Holder, Item, Office, Place, Tier
from monitor.steps.explaining import make_reader
from monitor.steps.understanding import Library, understand
from monitor.understand.recognition.mentions import Watched, article_of, watch, weigh_mentions
from monitor.understand.recognition.prefilter import may_mean
from monitor.understand.stories.shelf import Shelf

NOW = datetime(2026, 11, 20, tzinfo=UTC)
PATTERNS, ARTICLES, LENGTH, HITS = 500, 2_000, 2_000, 0.05
SYLLABLES = ("ash", "bel", "cor", "dun", "elm", "fen", "gar", "hol", "kes", "lor", "mar", "nor")
HIT = (
    "Police and crime commissioner {name} told the panel that burglary had fallen. "
    "The commissioner said the PCC's plan would hold, and {surname} left with {area} Police. "
)


def main() -> None:
    dice = random.Random(1)
    offices = [_office(dice, number) for number in range(10)]
    watched = watch(offices)
    library = make_reader(offices, (), NOW).library
    matcher = _matcher(offices)
    articles = [_article(dice, offices, number) for number in range(ARTICLES)]
    plain = [text for text in articles if "commissioner" not in text]
    print(f"{sum(len(o.names) + len(o.holders) for o in offices)} names of {len(offices)} offices")
    size = sum(map(len, plain)) / 1e6
    print(f"prefilter      {size / _seconds(lambda: _sift(watched, plain)):8.0f} MB/s")
    hits = [text for text in articles if "commissioner" in text]
    for what, texts, work in (
        ("who is meant", articles, lambda texts: _read(watched, texts)),
        ("of hits alone", hits, lambda texts: _read(watched, texts)),
        ("with all facts", articles, lambda texts: _understand(library, texts)),
        ("plain spaCy", articles, lambda texts: _plainly(matcher, texts)),
    ):
        print(f"{what:14} {len(texts) / _seconds(partial(work, texts)):8.0f} articles/s")
    worst = "PCC Ada Finch. The commissioner and Mr Finch met. " * 200
    print(f"10 KB of names {_seconds(lambda: _read(watched, [worst])) * 1000:8.1f} ms")


def _office(dice: random.Random, number: int) -> Office:
    area = _word(dice) + "shire"
    holder = Holder(id=f"h{number}", name=f"Ada {_word(dice)}", role="pcc", from_=date(2021, 5, 13))
    return Office(
        id=f"o{number}",
        name=area,
        title=f"Police and Crime Commissioner for {area}",
        names=tuple(f"{area} {_word(dice)} PCC" for _ in range(PATTERNS // 10 - 1)),
        area=(area,),
        holders=(holder,),
        force=Force(name=f"{area} Police"),
        places=tuple(Place(name=_word(dice), district="d") for _ in range(50)),
    )


def _article(dice: random.Random, offices: list[Office], number: int) -> str:
    text = ""
    while len(text) < LENGTH:
        text += " ".join(_word(dice).lower() for _ in range(12)).capitalize() + ". "
    if number % round(1 / HITS):
        return text
    one = dice.choice(offices)
    name = one.holders[0].name
    return text[:300] + HIT.format(name=name, surname=name.split()[1], area=one.name) + text[300:]


def _word(dice: random.Random) -> str:
    return "".join(dice.choices(SYLLABLES, k=3)).capitalize()


def _sift(watched: Watched, texts: list[str]) -> None:
    for text in texts:
        may_mean(watched.prefilter, "", text)


def _read(watched: Watched, texts: list[str]) -> None:
    for text in texts:
        if article := article_of(watched, "", text):
            weigh_mentions(watched, article, None)


def _understand(library: Library, texts: list[str]) -> None:
    """Who is meant, and all that is told of them: what a daemon does with each item, but for
    holding it against the other items of the week."""
    alone = replace(library, shelf=Shelf)
    for number, text in enumerate(texts):
        understand(alone, _item(number, text))


def _item(number: int, text: str) -> Item:
    return Item(
        id=str(number),
        source_id="",
        outlet="",
        tier=Tier.LOCAL,
        owner="",
        url="",
        title="",
        text=text,
        author="",
        published_at=NOW,
        first_seen_at=NOW,
    )


def _plainly(matcher: PhraseMatcher, texts: list[str]) -> None:
    """What many would do: spaCy's tokens and its matcher of phrases, over everything."""
    nlp = spacy.blank("en")
    for text in texts:
        matcher(nlp.make_doc(text))


def _matcher(offices: list[Office]) -> PhraseMatcher:
    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for one in offices:
        names = [*one.names, *(holder.name for holder in one.holders), "PCC", "commissioner"]
        matcher.add(one.id, [nlp.make_doc(name) for name in names])
    return matcher


def _seconds(work: Callable[[], None]) -> float:
    times = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


if __name__ == "__main__":
    main()
