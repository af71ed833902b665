"""Whose news an item is, on invented articles; all but seven were labelled before the rules."""

import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.records import (
    Body,
    Chief,
    Force,
    Holder,
    Office,
    Origin,
    Pickup,
    Quote,
    Reuse,
    Speaker,
)
from monitor.understand.article import Article, Imprint, make_article
from monitor.understand.facts.opening import slug_of
from monitor.understand.facts.origin import WEIGHTS, origin_of, signs_of
from monitor.understand.recognition.evidence import POSSIBLE_BELOW
from monitor.understand.recognition.mentions import watch, weigh_mentions
from monitor.understand.speech.quotes import quotes_in, watch_speakers

ARTICLES: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(__file__).with_name("origin.jsonl").read_text(encoding="utf-8").splitlines()
]
NORTHMOOR = Office(
    id="northmoor",
    name="Northmoor",
    title="Police and Crime Commissioner for Northmoor",
    names=(
        "Police and Crime Commissioner for Northmoor",
        "Office of the Police and Crime Commissioner for Northmoor",
        "Northmoor Police and Crime Commissioner",
        "Northmoor's Police and Crime Commissioner",
        "Northmoor's PCC",
        "Northmoor PCC",
        "PCC for Northmoor",
    ),
    short=("PCC", "commissioner"),
    area=("Northmoor",),
    holders=(
        Holder(id="finch", name="Ada Finch", role="pcc", from_=date(2021, 5, 13)),
        Holder(id="bell", name="Omar Bell", role="deputy_pcc", from_=date(2021, 6, 1)),
    ),
    force=Force(name="Northmoor Police", chiefs=(Chief(name="Lena Ross", from_=date(2022, 1, 1)),)),
    bodies=(Body(id="panel", name="Northmoor Police and Crime Panel", kind="panel"),),
)
WATCHED, SPEAKERS = watch([NORTHMOOR]), watch_speakers([NORTHMOOR])
HARD = (
    "Northmoor PCC Ada Finch has announced a fund by ",
    "Northmoor PCC, the ",
    "launched by the 🚓 Ŵyn שלום \ud800 ",
    "£1 million " * 5,
)


def read(
    title: str,
    text: str,
    *,
    url: str = "",
    own: bool = False,
    pickups: Sequence[Pickup] = (),
    quotes: Sequence[Quote] | None = None,
) -> tuple[Origin, str]:
    article = make_article(title, text, Imprint(url=url, patch=frozenset({"northmoor"})))
    mentions = tuple(
        one for one in weigh_mentions(WATCHED, article, None) if one.confidence >= POSSIBLE_BELOW
    )
    if quotes is None:
        quotes = quotes_in(SPEAKERS, article, mentions, None)
    return origin_of("northmoor", article, mentions, quotes, pickups, own)


def picked_up(degree: Any) -> Pickup:
    reuse = Reuse(release_share=0.5, item_share=0.5)
    return Pickup(
        output_id="release", office_id="northmoor", kind="release", reuse=reuse, degree=degree
    )


@cache
def confusion() -> Counter[tuple[str, str]]:
    return Counter((line["origin"], _read_line(line)[0].value) for line in ARTICLES)


def _read_line(line: dict[str, Any]) -> tuple[Origin, str]:
    pickups = [picked_up(line["pickup"])] if "pickup" in line else []
    own = line.get("own", False) or "northmoor-pcc.example" in line.get("url", "")
    return read(line["title"], line["text"], own=own, pickups=pickups)


def test_the_articles_are_many_and_of_every_origin() -> None:
    assert len(ARTICLES) >= 120
    counts = Counter(line["origin"] for line in ARTICLES)
    assert counts.keys() == set(Origin)
    assert min(counts.values()) >= 7
    assert 0.3 < counts["proactive"] / len(ARTICLES) < 0.6


def test_what_the_office_began_is_told_from_what_others_began() -> None:
    right = sum(n for pair, n in confusion().items() if len({p == "proactive" for p in pair}) == 1)
    assert right / len(ARTICLES) >= 0.95


def test_the_four_origins_are_told_apart() -> None:
    right = sum(n for (wanted, found), n in confusion().items() if wanted == found)
    assert right / len(ARTICLES) >= 0.88


def test_every_origin_says_why() -> None:
    for line in ARTICLES:
        assert len(_read_line(line)[1]) > 10, line


@pytest.mark.parametrize(
    ("title", "text", "origin", "why"),
    [
        (
            "Panel meets",
            "Northmoor PCC Ada Finch said that winter was mild.",
            Origin.REACTIVE,
            "others examine (“Panel”); the office is quoted",
        ),
        (
            "",
            "Northmoor PCC Ada Finch has launched a scheme.",
            Origin.PROACTIVE,
            "the office acts (“launched”); something is new (“launched”)",
        ),
        (
            "Critics round on PCC",
            "Critics call Northmoor PCC Ada Finch a waste.",
            Origin.UNPROMPTED,
            "the office is not quoted; critics speak (“Critics”)",
        ),
        (
            "Market day",
            "It rained. Northmoor PCC Ada Finch said that she liked the cheese.",
            Origin.UNLOGGED,
            "the office is quoted, and nothing tells who began it",
        ),
    ],
)
def test_the_reason_is_in_the_articles_words(
    title: str, text: str, origin: Origin, why: str
) -> None:
    assert read(title, text) == (origin, why)


@pytest.mark.parametrize("degree", ["verbatim", "edited", "quote-only"])
def test_what_reuses_a_release_is_our_own_news_whatever_it_says(degree: str) -> None:
    found = read(
        "Critics attack PCC", "Northmoor PCC Ada Finch is accused.", pickups=[picked_up(degree)]
    )
    assert found == (Origin.PROACTIVE, "it reuses a release of the office")


def test_what_uses_a_statement_of_ours_was_begun_by_others() -> None:
    used = replace(picked_up("quote-only"), kind="statement")
    found = read("Panel praised", "Northmoor PCC Ada Finch launches a fund.", pickups=[used])
    assert found == (Origin.REACTIVE, "it uses a statement of the office")


def test_a_borrowed_sentence_alone_decides_nothing() -> None:
    found, _ = read(
        "Critics attack PCC",
        "Northmoor PCC Ada Finch is accused.",
        pickups=[picked_up("mention")],
    )
    assert found is Origin.UNPROMPTED


def test_the_offices_own_pages_are_its_own_news() -> None:
    title, text = "Panel meets", "Northmoor PCC was questioned."
    assert read(title, text)[0] is not Origin.PROACTIVE
    assert read(title, text, own=True)[0] is Origin.PROACTIVE
    article = make_article(title, text, Imprint(own=frozenset({"northmoor"})))
    assert origin_of("northmoor", article, (), (), (), False)[0] is Origin.PROACTIVE
    assert origin_of("pellshire", article, (), (), (), False)[0] is not Origin.PROACTIVE


def test_a_neighbours_announcement_is_not_ours() -> None:
    text = "Ines Rudd announced a fund for Pellshire. Northmoor PCC Ada Finch came to see it."
    article = make_article("", text)
    mentions = weigh_mentions(WATCHED, article, None)
    ours = signs_of("northmoor", article, mentions, ())
    assert "the office acts" not in {cue.name for cue in ours}


def test_an_answer_is_heard_even_where_no_quotation_was_found() -> None:
    text = "Critics accuse the force. Northmoor PCC Ada Finch has apologised."
    assert read("", text, quotes=())[0] is Origin.REACTIVE


def test_who_is_quoted_first_counts() -> None:
    text = "“We lost it all,” she said. The Northmoor PCC came."
    names = {cue.name for cue in signs_of("northmoor", make_article("", text), (), [_of_others()])}
    assert "others speak first" in names


def test_what_the_office_did_long_ago_is_background() -> None:
    lately = "The bus was bought by Northmoor PCC Ada Finch. It runs at night."
    long_ago = "The bus was bought last year by Northmoor PCC Ada Finch. It runs at night."
    assert read("", lately)[0] is Origin.PROACTIVE
    assert read("", long_ago)[0] is Origin.UNPROMPTED


def test_without_a_headline_the_address_is_read() -> None:
    text = "Sixty wardens walk the front. Ada Finch of Northmoor came along."
    url = "https://ledger.example/news/1234-northmoor-pcc-launches-warden-patrols-on-front"
    assert read("", text)[0] is Origin.UNPROMPTED
    assert read("", text, url=url)[0] is Origin.PROACTIVE


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://a.example/news/pcc-launches-new_fund-1234/", "pcc launches new fund"),
        ("https://a.example/news/pcc-fund", ""),
        ("https://[broken/pcc-launches-new-fund", ""),
        ("https://a.example/\ud800-\ud800-b-c-d", "b c d"),
        ("", ""),
    ],
)
def test_an_address_says_its_words(url: str, words: str) -> None:
    assert slug_of(url) == words


def test_the_signs_are_few_and_each_has_its_weight() -> None:
    assert len(WEIGHTS) <= 20
    seen = {cue.name for line in ARTICLES for cue in _signs(line)}
    assert seen == WEIGHTS.keys()


def _signs(line: dict[str, Any]) -> Sequence[Any]:
    article = make_article(line["title"], line["text"])
    mentions = weigh_mentions(WATCHED, article, None)
    return signs_of("northmoor", article, mentions, quotes_in(SPEAKERS, article, mentions, None))


def _of_others() -> Quote:
    return Quote(speaker=Speaker.FAMILY, name="", start=1, end=15, where="lead", direct=True)


@given(st.text(alphabet=st.characters(), max_size=200), st.sampled_from(HARD), st.integers(0, 20))
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_it(text: str, hard: str, times: int) -> None:
    origin, why = read(text, text + hard * times + text, url=text, quotes=())
    assert origin in Origin
    assert why


@pytest.mark.parametrize(
    "text",
    [*(hard * (300_000 // len(hard)) for hard in HARD), "a-" * 150_000, "said, by " * 33_000],
    ids=lambda text: text[:14].encode("ascii", "replace").decode(),
)
def test_the_longest_text_takes_no_longer_than_a_page(text: str) -> None:
    article: Article = make_article("", text, Imprint(url=text))
    mentions = weigh_mentions(WATCHED, article, None)
    began = time.monotonic()
    origin_of("northmoor", article, mentions, (), (), False)
    assert time.monotonic() - began < 1
