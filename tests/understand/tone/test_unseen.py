"""Articles by somebody who had seen neither the rules nor what the model learnt from.

A figure on pages that one has read says nothing of the next page: rows of `unseen.jsonl` whose id
begins with b are not to be mended on.
"""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from monitor.records import Force, Holder, Office
from monitor.understand.article import Imprint, make_article
from monitor.understand.recognition.evidence import POSSIBLE_BELOW
from monitor.understand.recognition.mentions import Watched, watch, weigh_mentions
from monitor.understand.speech.quotes import Speakers, quotes_in, watch_speakers
from monitor.understand.tone import by_item, by_sentences
from monitor.understand.tone.choosing import scorers
from monitor.understand.tone.telling import Telling, telling_of
from tests.understand.tone.northmoor import ON, RULES

LINES = (Path(__file__).parent / "unseen.jsonl").read_text("utf-8").splitlines()
SCORERS = scorers(RULES.words)
TONES = ("negative", "neutral", "positive")


@pytest.mark.parametrize(
    ("scorer", "macro_f1", "negative_recall", "flips"),
    [(SCORERS.best, 0.85, 0.85, 0.03), (SCORERS.vader, 0.42, 0.15, 0.12)],
    ids=["model", "vader"],
)
def test_what_nobody_mended_on_is_told_no_worse_than_before(
    scorer: Any, macro_f1: float, negative_recall: float, flips: float
) -> None:
    reading = by_item if scorer.reads_items else by_sentences
    found = [
        (row["tone"], reading.verdict_of(scorer, telling, RULES.thresholds).label)
        for row, telling in _tellings()
        if row["id"][0] == "b"
    ]
    assert len(found) >= 120
    assert sum(_f1(found, tone) for tone in TONES) / 3 >= macro_f1
    assert _share(found, "negative", "negative") >= negative_recall
    assert sum({"negative", "positive"} == set(pair) for pair in found) / len(found) <= flips


def _f1(found: list[tuple[str, str]], tone: str) -> float:
    right = found.count((tone, tone))
    wanted, told = ([pair[at] for pair in found].count(tone) for at in (0, 1))
    return 2 * right / (wanted + told)


def _share(found: list[tuple[str, str]], wanted: str, told: str) -> float:
    return found.count((wanted, told)) / [one for one, _ in found].count(wanted)


def _tellings() -> Iterator[tuple[dict[str, Any], Telling]]:
    """Those that name the office; who is meant has tests of its own."""
    for row in map(json.loads, LINES):
        watched, speakers = _ready(row["area"], row["holder"], row["style"])
        title, _, text = row["text"].partition(". ")
        article = make_article(title, text, Imprint(patch=frozenset({row["area"]})))
        mentions = [
            one for one in weigh_mentions(watched, article, ON) if one.confidence >= POSSIBLE_BELOW
        ]
        if mentions:
            quotes = quotes_in(speakers, article, mentions, ON)
            yield row, telling_of(row["area"], article, mentions, quotes)


@cache
def _ready(area: str, holder: str, style: str) -> tuple[Watched, Speakers]:
    name = style.split(" Police")[0].removeprefix("Police and Crime Commissioner for ")
    office = Office(
        id=area,
        name=name,
        title=style,
        names=(style, f"{name} PCC", f"{name}'s Police and Crime Commissioner", f"{name} OPCC"),
        area=(name,),
        holders=(Holder(id="holder", name=holder, role="pcc", from_=date(2021, 5, 13)),),
        force=Force(name=f"{name} Police"),
    )
    return watch([office]), watch_speakers([office])
