"""What an article has wrong about us, on sentences of our own; most of them have nothing wrong."""

import json
import os
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.demo.folder import write_config
from monitor.demo.script import ashvale
from monitor.records import (
    Allegiance,
    Chief,
    Context,
    Flag,
    Force,
    Holder,
    Neighbour,
    Office,
    Place,
    Quote,
    Speaker,
)
from monitor.settings import default_context, load_settings, read_profile
from monitor.understand.accuracy.flags import Checker, checker_of, flags_in
from monitor.understand.accuracy.persons import bare, persons_of
from monitor.understand.recognition.mentions import Watched, article_of, watch, weigh_mentions

HERE = Path(__file__).parent
SENTENCES: list[dict[str, Any]] = [
    json.loads(line) for line in (HERE / "accuracy.jsonl").read_text(encoding="utf-8").splitlines()
]
NORTHMOOR = Office(
    id="northmoor",
    name="Northmoor",
    title="Police and Crime Commissioner for Northmoor",
    names=(
        "Police and Crime Commissioner for Northmoor",
        "Northmoor's Police and Crime Commissioner",
        "Northmoor Police and Crime Commissioner",
        "Northmoor's PCC",
        "Northmoor PCC",
        "PCC for Northmoor",
    ),
    area=("Northmoor",),
    holders=(
        Holder(
            id="finch",
            name="Ada Finch",
            role="pcc",
            from_=date(2021, 5, 13),
            party="Conservative",
            also=("Ada Fynch", "Adie Finch", "PCC Finch", "PCC Fynch"),
        ),
        Holder(
            id="bell",
            name="Omar Bell",
            role="deputy_pcc",
            from_=date(2021, 6, 1),
            party="Green",
            parties=(
                Allegiance(name="Labour", from_=date(2021, 6, 1), to=date(2024, 5, 1)),
                Allegiance(name="Green", from_=date(2024, 5, 2)),
            ),
        ),
        Holder(
            id="cole",
            name="Bram Cole",
            role="pcc",
            from_=date(2016, 5, 12),
            to=date(2021, 5, 12),
            party="Conservative",
        ),
    ),
    force=Force(name="Northmoor Police", chiefs=(Chief(name="Lena Ross", from_=date(2022, 1, 1)),)),
    places=(Place(name="Wick Harbour", district="wick"), Place(name="Oxley", district="ox")),
)
CONTEXT = Context(neighbours=(Neighbour(area="Pellshire", people=("Ines Rudd",)),))
WATCHED, CHECKER = watch([NORTHMOOR], CONTEXT), checker_of(NORTHMOOR, CONTEXT)
TODAY = date(2026, 3, 4)
SHARED = Path(os.environ.get("MONITOR_SHARED", HERE.parents[3] / "shared")) / "eval" / "docs.jsonl"
MIDDLE = {4: "-07-01", 7: "-15", 10: ""}  # of the year or the month that is known
HARD = (
    "Northmoor PCC Ada Finch ",
    "PCC Ada Fynch, the ",
    "Ada Finch, Northmoor's PCC, ",
    "the chief constable Ada Finch ",
    "Northmoor's Northmoor's and ",
    "The PCC launched a very ",
    "precept was set by Northmoor Police ",
    "Mr Finch (Lab) Carl Finch ",
    "On , On , On the PCC ",
    "A-A-A-Finch ",
    "Aaaa Bbbb ",
    "((((",
    "\ud800 PCC 🚓 Ŵy שלום ",
)


def flags(
    text: str, on: date | None = TODAY, title: str = "", quotes: tuple[Quote, ...] = ()
) -> tuple[Flag, ...]:
    article = article_of(WATCHED, title, text)
    if not article:
        return ()
    return flags_in(CHECKER, article, weigh_mentions(WATCHED, article, on), quotes, on)


def found_in(
    watched: Watched, checkers: list[Checker], title: str, text: str, on: date | None
) -> list[str]:
    article = article_of(watched, title, text)
    if not article:
        return []
    mentions = weigh_mentions(watched, article, on)
    told = (flags_in(one, article, mentions, (), on) for one in checkers)
    return [flag.words for of_office in told for flag in of_office]


def kinds(line: dict[str, Any]) -> list[str]:
    on = date.fromisoformat(line["on"]) if line["on"] else None
    return [one.kind for one in flags(line["text"], on, line.get("title", ""))]


def test_the_sentences_are_many_and_most_have_nothing_wrong() -> None:
    assert len(SENTENCES) >= 240
    assert sum(not line["wrong"] for line in SENTENCES) > len(SENTENCES) / 2


def test_nothing_is_told_of_what_is_right_or_may_be() -> None:
    assert [line["text"] for line in SENTENCES if not line["wrong"] and kinds(line)] == []


def test_everything_wrong_is_told_as_what_it_is() -> None:
    wrong = [line for line in SENTENCES if line["wrong"]]
    assert [line["text"] for line in wrong if kinds(line) != [line["wrong"]]] == []


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("Northmoor PCC Ada Fynch spoke.", "Ada Fynch", "the name is Ada Finch"),
        (
            "Northmoor PCC Jane Dale said no.",
            "Northmoor PCC Jane Dale",
            "the commissioner is Ada Finch, since 2021-05-13",
        ),
        (
            "Northmoor PCC Bram Cole said no.",
            "Northmoor PCC Bram Cole",
            "Bram Cole held the post until 2021-05-12;"
            " the commissioner is Ada Finch, since 2021-05-13",
        ),
        (
            "Northmoor PCC Omar Bell said no.",
            "Northmoor PCC Omar Bell",
            "Omar Bell is the deputy, since 2021-06-01;"
            " the commissioner is Ada Finch, since 2021-05-13",
        ),
        (
            "Northmoor police chief Ada Finch said no.",
            "Northmoor police chief Ada Finch",
            "Ada Finch is the commissioner, since 2021-05-13; a police chief is a chief constable",
        ),
        (
            "Ada Finch (Lab), the Northmoor PCC, said no.",
            "Ada Finch (Lab)",
            "Ada Finch is Conservative, in post since 2021-05-13",
        ),
        (
            "Labour deputy PCC Omar Bell left Northmoor early. Labour deputy PCC Omar Bell spoke.",
            "Labour deputy PCC Omar Bell",
            "Omar Bell has been Green since 2024-05-02",
        ),
        (
            "Pellshire PCC Ada Finch spoke in Northmoor.",
            "Pellshire PCC Ada Finch",
            "Ada Finch is of Northmoor, not of Pellshire",
        ),
        (
            "The Northmoor PCC tasered a man on Friday.",
            "Northmoor PCC tasered a man",
            "the police decide that, not the commissioner",
        ),
    ],
)
def test_a_flag_says_why_in_words_for_an_editor(text: str, words: str, why: str) -> None:
    (flag,) = flags(text)
    assert (flag.words, flag.why) == (words, why)
    assert flag.words in flag.sentence
    assert flag.sentence in text


def test_an_error_that_is_made_twice_is_told_once() -> None:
    assert len(flags("Northmoor PCC Ada Fynch came. The PCC waved. Ada Fynch left the PCC.")) == 1


def test_a_headline_is_read_as_the_text_is() -> None:
    (flag,) = flags("It rained.", title="Northmoor PCC Omar Bell speaks up")
    assert flag.sentence == "Northmoor PCC Omar Bell speaks up"


def test_what_somebody_is_quoted_with_is_not_the_articles_error() -> None:
    said = "Northmoor police chief Ada Finch has gone mad."
    text = f"“{said}” So a trader said of the PCC."
    quote = Quote(
        speaker=Speaker.OTHER, name="", start=1, end=1 + len(said), where="lead", direct=True
    )
    assert [one.kind for one in flags(text)] == ["wrong title"]
    assert flags(text, quotes=(quote,)) == ()
    assert len(flags(text, quotes=(replace(quote, direct=False),))) == 1


def test_a_name_is_spelt_by_the_article_even_in_a_quotation() -> None:
    text = "“Northmoor PCC Ada Fynch has gone mad,” a trader said."
    quote = Quote(speaker=Speaker.OTHER, name="", start=1, end=43, where="lead", direct=True)
    assert [one.words for one in flags(text, quotes=(quote,))] == ["Ada Fynch"]


def test_an_article_that_does_not_mean_the_office_has_nothing_wrong_about_it() -> None:
    article = article_of(WATCHED, "", "PCC Ada Fynch, the chief constable, has arrested a man.")
    assert article
    assert flags_in(CHECKER, article, (), (), TODAY) == ()


def test_an_office_with_a_fire_service_may_be_called_so() -> None:
    office = replace(NORTHMOOR, title="Police, Fire and Crime Commissioner for Northmoor")
    text = "Northmoor Police, Fire and Crime Commissioner Ada Finch spoke."
    article = article_of(WATCHED, "", text)
    assert article
    mentions = weigh_mentions(WATCHED, article, TODAY)
    assert len(flags_in(CHECKER, article, mentions, (), TODAY)) == 1
    assert flags_in(checker_of(office, CONTEXT), article, mentions, (), TODAY) == ()


@pytest.mark.parametrize(
    ("name", "also", "misspelt"),
    [
        ("Matthew Moor", "Matt Moor", False),
        ("Matthew Moor", "Mathew Moor", True),
        ("Matthew Moor", "Mattew Moor", True),
        ("Ray Moor", "Raymond Moor", False),
        ("Willy Moor", "Willie Moor", True),
        ("Bill Moor", "Billy Moor", False),
        ("Rob Moor", "Bob Moor", False),
        ("Marc Moor", "Mark Moor", True),
        ("Ada Finchley", "Ada Fichnley", True),
        ("Sir Hugo Moor", "Hugo Moor", False),
        ("Hugo Moor", "Lord Hugo Moor", False),
        ("Hugo Moor", "PCC Moor", False),
        ("Hugo Moor", "PCC Moore", True),
        ("Hugo Moor", "Hugo-John Moor", False),
        ("Hugo Moor", "Hugo John Moor", False),
    ],
)
def test_a_short_form_is_no_misspelling(name: str, also: str, misspelt: bool) -> None:
    holder = Holder(id="moor", name=name, role="pcc", from_=date(2021, 5, 13), also=(also,))
    (person,) = persons_of(replace(NORTHMOOR, holders=(holder,)))
    assert (bare(also) in person.wrong) is misspelt
    assert bare(name) in person.right


def test_the_invented_weeks_have_nothing_wrong(tmp_path: Path) -> None:
    settings = load_settings(write_config(tmp_path, "http://127.0.0.1:1"))
    watched = watch(settings.offices, settings.context)
    checkers = [checker_of(office, settings.context) for office in settings.offices]
    for item in ashvale():
        assert found_in(watched, checkers, item.title, item.text, item.at.date()) == []


def test_the_pages_of_two_areas_have_two_names_misspelt() -> None:
    if not SHARED.exists():
        pytest.skip(f"the labelled pages are not in {SHARED}")
    offices = [office for area in ("thames-valley", "west-mercia") for office in read_profile(area)]
    watched = watch(offices, default_context())
    checkers = [checker_of(office, default_context()) for office in offices]
    told = []
    for line in SHARED.read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        day = page.get("date") or page.get("date_inferred") or ""
        on = date.fromisoformat(day + MIDDLE[len(day)]) if day else None
        told += found_in(watched, checkers, "", page["text"], on)
    assert told == ["Anthony Stansfield", "Mattew [sic] Barber"]


@given(st.text(alphabet=st.characters(), max_size=200), st.sampled_from(HARD), st.integers(0, 20))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_the_check(text: str, hard: str, times: int) -> None:
    whole = "Northmoor PCC Ada Fynch. " + text + hard * times + text
    for flag in flags(whole, title=text):
        assert flag.words
        assert flag.sentence
        assert flag.why


@pytest.mark.parametrize("hard", HARD, ids=lambda hard: hard.encode("ascii", "replace").decode())
def test_a_long_text_takes_no_longer_than_its_size_allows(hard: str) -> None:
    for size in (10_000, 300_000):
        text = "Northmoor PCC Ada Finch. " + hard * (size // len(hard))
        article = article_of(WATCHED, "", text)
        assert article
        mentions = weigh_mentions(WATCHED, article, TODAY)
        began = time.process_time()
        flags_in(CHECKER, article, mentions, (), TODAY)
        assert time.process_time() - began < 0.1 * size / 10_000
