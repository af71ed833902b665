"""Who is meant, on sentences of our own: both ways for every trap."""

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.records import (
    Body,
    Chief,
    Context,
    Force,
    Holder,
    Namesake,
    Neighbour,
    Office,
    Place,
)
from monitor.understand.article import Origin
from monitor.understand.evidence import POSSIBLE_BELOW, SHOWN_FROM
from monitor.understand.mentions import find_mentions, watch, weigh_mentions
from monitor.understand.prefilter import may_mean

HERE = Path(__file__).parent
SENTENCES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (HERE / "recognition.jsonl").read_text(encoding="utf-8").splitlines()
]
NORTHMOOR = Office(
    id="northmoor",
    name="Northmoor",
    title="Police and Crime Commissioner for Northmoor",
    names=(
        "Police and Crime Commissioner for Northmoor",
        "Northmoor's Police and Crime Commissioner",
        "Northmoor's PCC",
        "Northmoor PCC",
        "PCC for Northmoor",
        "Northmoor OPCC",
        "northmoor-pcc.example",
    ),
    area=("Northmoor",),
    holders=(
        Holder(id="finch", name="Ada Finch", role="pcc", from_=date(2021, 5, 13)),
        Holder(id="bell", name="Omar Bell", role="deputy_pcc", from_=date(2021, 6, 1)),
        Holder(
            id="cole", name="Bram Cole", role="pcc", from_=date(2016, 5, 12), to=date(2021, 5, 12)
        ),
    ),
    force=Force(name="Northmoor Police", chiefs=(Chief(name="Lena Ross", from_=date(2022, 1, 1)),)),
    bodies=(Body(id="panel", name="Northmoor Police and Crime Panel", kind="panel"),),
    places=(Place(name="Wick Harbour", district="wick"), Place(name="Oxley", district="ox")),
)
SOUTHMOOR = Office(
    id="southmoor", name="Southmoor", title="", names=("Southmoor PCC",), area=("Southmoor",)
)
CONTEXT = Context(
    namesakes=(Namesake(name="Ada Finch", who="a potter", near=("kiln", "jug")),),
    neighbours=(Neighbour(area="Pellshire", people=("Ines Rudd",)),),
)
WATCHED = watch([NORTHMOOR], CONTEXT)
HARD = ("PCC Ada Finch. ", "The commissioner and Mr Finch met Ines Rudd, PCC. ", "PCC ", "Finch ")


def found(line: dict[str, Any]) -> list[str]:
    origin = Origin(url=line.get("url", ""), patch=frozenset({line.get("home", "")}))
    on = date.fromisoformat(line["on"])
    mentions = find_mentions(WATCHED, line.get("title", ""), line["text"], on, origin)
    return list(dict.fromkeys(mention.office_id for mention in mentions))


def test_the_sentences_are_many_and_go_both_ways() -> None:
    assert len(SENTENCES) >= 120
    assert 0.3 < sum(bool(line["about"]) for line in SENTENCES) / len(SENTENCES) < 0.7


def test_nobody_is_found_who_is_not_meant() -> None:
    assert [line["text"] for line in SENTENCES if found(line) and not line["about"]] == []


def test_everybody_who_is_meant_is_found() -> None:
    assert [line["text"] for line in SENTENCES if line["about"] and not found(line)] == []


def test_every_mention_says_why() -> None:
    for line in SENTENCES:
        for one in weigh_mentions(WATCHED, "", line["text"], None):
            assert one.evidence
            assert all(one.evidence)
            assert SHOWN_FROM <= one.confidence <= 1


def test_what_is_too_weak_is_possible_and_not_found() -> None:
    text = "Tickets are on sale from Ada Finch."
    (possible,) = weigh_mentions(WATCHED, "", text, None)
    assert possible.confidence < POSSIBLE_BELOW
    assert possible.evidence == ("whole name alone, which others bear",)
    assert find_mentions(WATCHED, "", text, None) == ()


def test_the_commissioner_is_whoever_was_named_last() -> None:
    text = "Ada Finch of Northmoor met Pellshire PCC Ines Rudd. The commissioner was late."
    assert [one.surface for one in find_mentions(WATCHED, "", text, None)] == ["Ada Finch"]
    text = "Pellshire PCC Ines Rudd met Ada Finch of Northmoor. The commissioner was late."
    ours = find_mentions(WATCHED, "", text, None)
    assert [one.surface for one in ours] == ["Ada Finch", "commissioner"]


def test_what_two_offices_may_claim_is_only_possible() -> None:
    both = watch([NORTHMOOR, SOUTHMOOR])
    text = "The PCC wants police in Northmoor and in Southmoor."
    possible = weigh_mentions(both, "", text, None)
    assert {one.office_id for one in possible} == {"northmoor", "southmoor"}
    assert find_mentions(both, "", text, None) == ()


@pytest.mark.parametrize(
    ("title", "text", "prominence"),
    [
        ("Northmoor PCC speaks", "Rain.", 3),
        ("", "Northmoor PCC speaks.", 2),
        ("", "Rain. Northmoor PCC speaks.", 1),
    ],
)
def test_prominence_is_where_it_stands(title: str, text: str, prominence: int) -> None:
    assert [one.prominence for one in find_mentions(WATCHED, title, text, None)] == [prominence]


def test_a_party_matter_is_the_persons_own() -> None:
    text = "Ada Finch of Northmoor gave the dinner of the party conference."
    assert [one.subject for one in find_mentions(WATCHED, "", text, None)] == ["personal"]
    text = "PCC Ada Finch of Northmoor gave the dinner of the party conference."
    assert {one.subject for one in find_mentions(WATCHED, "", text, None)} == {"holder", "office"}


def test_the_prefilter_lets_all_pass_that_can_mean_anybody() -> None:
    for line in SENTENCES:
        if found(line):
            assert may_mean(WATCHED.prefilter, line.get("title", ""), line["text"])
    assert not may_mean(WATCHED.prefilter, "Rain is due", "A finch was seen in Northmoor.")


@given(st.text(alphabet=st.characters(), max_size=300), st.sampled_from(HARD), st.integers(0, 20))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_recognition(text: str, hard: str, times: int) -> None:
    whole = text + hard * times + text
    for one in weigh_mentions(WATCHED, text, whole, None):
        part = text if one.where == "headline" else whole
        assert _legible(part[one.start : one.end]) == one.surface


@pytest.mark.parametrize(
    "text",
    [
        *(hard * (1_000_000 // len(hard)) for hard in HARD),
        "x" * 1_000_000,
        "Northmoor " * 100_000,
        "Northmoor Police " * 60_000,
        "Abc " * 250_000 + "PCC",
        "Commissioner\n" * 77_000,
        "\ud800 PCC 🚓 Ŵy שלום " * 60_000,
        "Police and " * 90_000 + "PCC",
    ],
    ids=lambda text: text[:14].encode("ascii", "replace").decode(),
)
def test_a_megabyte_takes_no_longer_than_its_size_allows(text: str) -> None:
    began = time.monotonic()
    weigh_mentions(WATCHED, "", text, None, Origin(patch=frozenset({"northmoor"})))
    assert time.monotonic() - began < 0.1 * len(text) / 10_000


def _legible(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
