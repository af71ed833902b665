"""Who is meant, on sentences of our own: both ways for every trap, in an invented area and in the
four that come ready-made, each watched alone and all at once."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.records import (
    Mention,
    Namesake,
    Neighbour,
    Office,
    Place,
)
from monitor.settings import default_context, read_profile
from monitor.understand.article import Imprint, make_article
from monitor.understand.recognition.evidence import POSSIBLE_BELOW, SHOWN_FROM
from monitor.understand.recognition.mentions import Watched, watch, weigh_mentions
from monitor.understand.recognition.prefilter import may_mean
from tests.understand.northmoor import NORTHMOOR as SAMPLE
from tests.understand.recognition.recognise import find, weigh

HERE = Path(__file__).parent
SENTENCES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (HERE / "recognition.jsonl").read_text(encoding="utf-8").splitlines()
]
NORTHMOOR = replace(
    SAMPLE,
    names=(
        "Police and Crime Commissioner for Northmoor",
        "Northmoor's Police and Crime Commissioner",
        "Northmoor's PCC",
        "Northmoor PCC",
        "PCC for Northmoor",
        "Northmoor OPCC",
        "northmoor-pcc.example",
    ),
    bodies=SAMPLE.bodies[:1],
    mps=(),
    places=(Place(name="Wick Harbour", district="wick"), Place(name="Oxley", district="ox")),
)
SOUTHMOOR = Office(
    id="southmoor", name="Southmoor", title="", names=("Southmoor PCC",), area=("Southmoor",)
)
SHARED = default_context()
CONTEXT = replace(
    SHARED,
    namesakes=(Namesake(name="Ada Finch", who="a potter", near=("kiln", "jug")),),
    neighbours=(*SHARED.neighbours, Neighbour(area="Pellshire", people=("Ines Rudd",))),
)
AREAS = ("thames-valley", "west-mercia", "leicestershire", "cambridgeshire")
OFFICES = {area: read_profile(area) for area in AREAS}
WATCHED = watch([NORTHMOOR], CONTEXT)
ALONE = {area: watch(offices, SHARED) for area, offices in OFFICES.items()} | {"northmoor": WATCHED}
ALL = watch([office for offices in OFFICES.values() for office in offices], SHARED)
HARD = ("PCC Ada Finch. ", "The commissioner and Mr Finch met Ines Rudd, PCC. ", "PCC ", "Finch ")
PARTS = (
    *(
        "PCC ",
        "police boss ",
        "Ada Finch",
        " said. ",
        "Mr Finch ",
        "the commissioner",
        ", ",
        "She ",
    ),
    *("Northmoor ", "Northmoor Police ", "READ MORE: ", "St Bride’s ", "Kent ", "’s ", "church "),
    *("Ray Stone ", "of ", "for ", "(PCC) ", "Pellworth City Council ", "@", "#northmoor ", "é"),
    *("Chief Constable ", "crime tsar ", ". Related stories: ", "ex-", "Oxley ", "Finch ", "🚓 "),
)


def mentions_in(watched: Watched, line: dict[str, Any]) -> tuple[Mention, ...]:
    imprint = Imprint(url=line.get("url", ""), patch=frozenset({line.get("home", "")}))
    on = date.fromisoformat(line["on"])
    return find(watched, line.get("title", ""), line["text"], on, imprint)


def found(line: dict[str, Any]) -> list[str]:
    mentions = mentions_in(ALONE[line["area"]], line)
    return list(dict.fromkeys(mention.office_id for mention in mentions))


def misread(watched: Watched, areas: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """The sentences that mean others of these areas than were found, and who was found."""
    for line in SENTENCES:
        if (line["area"] == "northmoor") == ("northmoor" in areas):
            offices = {mention.office_id for mention in mentions_in(watched, line)}
            if offices != {*line["about"]} & {*areas}:
                yield line["text"], sorted(offices)


def test_the_sentences_are_many_and_go_both_ways() -> None:
    assert len(SENTENCES) >= 400
    for area in ("northmoor", *AREAS):
        about = [bool(line["about"]) for line in SENTENCES if line["area"] == area]
        assert len(about) >= 50
        assert 0.25 < sum(about) / len(about) < 0.75


@pytest.mark.parametrize("area", ["northmoor", *AREAS])
def test_an_area_watched_alone_is_found_where_it_is_meant_and_nowhere_else(area: str) -> None:
    assert list(misread(ALONE[area], (area,))) == []


def test_of_areas_watched_at_once_each_is_found_where_it_is_meant() -> None:
    assert list(misread(ALL, AREAS)) == []


def test_a_holder_is_who_bore_the_name_in_that_post_that_day() -> None:
    named = [line for line in SENTENCES if "who" in line]
    assert len(named) >= 40
    for line in named:
        holders = {one.holder_id for one in mentions_in(ALONE[line["area"]], line)} - {""}
        assert (line["text"], holders) == (line["text"], {*line["who"]})


def test_every_mention_says_why() -> None:
    for line in SENTENCES:
        for one in weigh(ALONE[line["area"]], "", line["text"], None):
            assert one.evidence
            assert all(one.evidence)
            assert SHOWN_FROM <= one.confidence <= 1


def test_what_is_too_weak_is_possible_and_not_found() -> None:
    text = "Tickets are on sale from Ada Finch."
    (possible,) = weigh(WATCHED, "", text, None)
    assert possible.confidence < POSSIBLE_BELOW
    assert possible.evidence == ("whole name alone, which others bear",)
    assert find(WATCHED, "", text, None) == ()


def test_the_commissioner_is_whoever_was_named_last() -> None:
    text = "Ada Finch of Northmoor met Pellshire PCC Ines Rudd. The commissioner was late."
    assert [one.surface for one in find(WATCHED, "", text, None)] == ["Ada Finch"]
    text = "Pellshire PCC Ines Rudd met Ada Finch of Northmoor. The commissioner was late."
    ours = find(WATCHED, "", text, None)
    assert [one.surface for one in ours] == ["Ada Finch", "commissioner"]


def test_what_two_offices_may_claim_is_only_possible() -> None:
    both = watch([NORTHMOOR, SOUTHMOOR])
    text = "The PCC wants police in Northmoor and in Southmoor."
    possible = weigh(both, "", text, None)
    assert {one.office_id for one in possible} == {"northmoor", "southmoor"}
    assert find(both, "", text, None) == ()


@pytest.mark.parametrize(
    ("title", "text", "prominence"),
    [
        ("Northmoor PCC speaks", "Rain.", 3),
        ("", "Northmoor PCC speaks.", 2),
        ("", "Rain. Northmoor PCC speaks.", 1),
    ],
)
def test_prominence_is_where_it_stands(title: str, text: str, prominence: int) -> None:
    assert [one.prominence for one in find(WATCHED, title, text, None)] == [prominence]


def test_a_party_matter_is_the_persons_own() -> None:
    text = "Ada Finch of Northmoor gave the dinner of the party conference."
    assert [one.subject for one in find(WATCHED, "", text, None)] == ["personal"]
    text = "PCC Ada Finch of Northmoor gave the dinner of the party conference."
    assert {one.subject for one in find(WATCHED, "", text, None)} == {"holder", "office"}


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("PCC Ada Finch spoke. She left.", ["PCC", "Ada Finch", "She"]),
        ("PCC Ada Finch spoke. He left.", ["PCC", "Ada Finch"]),
        ("PCC Ada Finch spoke. She left, and later she rang.", ["PCC", "Ada Finch", "She", "she"]),
        ("PCC Ada Finch met Ines Rudd. She left.", ["PCC", "Ada Finch"]),
        ("PCC Ada Finch met a farmer. She left.", ["PCC", "Ada Finch"]),
        ("PCC Ada Finch spoke. Rain fell. She left.", ["PCC", "Ada Finch"]),
        ("PCC Finch spoke. Mr Finch left. He rang.", ["PCC", "Mr Finch", "He"]),
        ("She left. PCC Ada Finch spoke.", ["PCC", "Ada Finch"]),
        ("Northmoor's PCC wants a survey. She left.", ["Northmoor's PCC", "She"]),
    ],
)
def test_he_and_she_are_whom_the_article_just_named(text: str, surfaces: list[str]) -> None:
    assert [one.surface for one in find(WATCHED, "", text, date(2026, 3, 4))] == surfaces


@pytest.mark.parametrize(
    ("title", "text", "surfaces"),
    [
        ("", "Finch spoke. PCC Ada Finch left.", ["PCC", "Ada Finch"]),
        ("", "PCC Ada Finch spoke. Finch left.", ["PCC", "Ada Finch", "Finch"]),
        ("Finch speaks", "PCC Ada Finch spoke.", ["Finch", "PCC", "Ada Finch"]),
        ("", "PCC Ada Finch spoke of Horace Finch.", ["PCC", "Ada Finch"]),
        ("", "PCC Ada Finch left by Finch Lane.", ["PCC", "Ada Finch"]),
    ],
)
def test_a_surname_is_whom_the_article_named_whole_before(
    title: str, text: str, surfaces: list[str]
) -> None:
    assert [one.surface for one in find(WATCHED, title, text, None)] == surfaces


LIDO = "The council has put back the reopening of the lido until May because of a cracked pipe."


@pytest.mark.parametrize(
    "aside",
    [
        "READ MORE: Northmoor PCC opens refuge.",
        "Related stories: Northmoor PCC opens refuge. PCC Ada Finch meets cadets.",
        "Lena Holt covers the courts and the Northmoor PCC for this paper.",
    ],
)
def test_other_stories_under_a_text_are_not_its_own(aside: str) -> None:
    assert find(WATCHED, "", f"{LIDO} {aside}", None) == ()
    (ours,) = find(WATCHED, "", f"Northmoor PCC paid. {LIDO} {aside}", None)
    assert ours.start == 0
    assert aside in make_article("", f"{LIDO} {aside}").whole


def test_a_nickname_is_added_without_code() -> None:
    named = replace(NORTHMOOR, short=("the commissioner", "Kommissar", "top cop commissioner"))
    ours, theirs = watch([named], CONTEXT), WATCHED
    for name in ("Kommissar", "top cop commissioner"):
        text = f"{name} wants more wardens, say Northmoor Police."
        assert [one.surface for one in find(ours, "", text, None)] == [name]
    assert find(theirs, "", "Kommissar wants more wardens, say Northmoor Police.", None) == ()
    assert not find(ours, "", "Kommissar wants more wardens, say police.", None)
    assert not find(ours, "", "Kommissars want wardens, say Northmoor Police.", None)


def test_a_nickname_is_its_own_offices_when_two_are_watched() -> None:
    named = replace(SOUTHMOOR, short=("Kommissar",))
    both = watch([NORTHMOOR, named], CONTEXT)
    text = "The Kommissar wants more police in Northmoor and in Southmoor."
    assert {one.office_id for one in find(both, "", text, None)} == {"southmoor"}


def test_a_nickname_that_chief_constables_share_needs_a_commissioner() -> None:
    title = "Police chief wants wardens"
    mentions = find(WATCHED, title, "PCC Ada Finch wrote to Northmoor Police.", None)
    assert mentions[0].surface == "Police chief"
    text = "Chief Constable Lena Ross of Northmoor Police wrote."
    assert find(WATCHED, title, text, None) == ()


def test_a_copy_of_a_sentence_is_known_by_its_passage() -> None:
    text = (
        "Rain fell. The Northmoor PCC has opened a new refuge in Wick Harbour. PCC Ada Finch left."
    )
    title = "Northmoor’s PCC opens a new refuge in old Wick Harbour"
    headline, first, *rest = find(WATCHED, title, text, None)
    copy = "the northmoor PCC has opened a new refuge, in Wick Harbour"
    assert first.passage == find(WATCHED, "", copy, None)[0].passage
    assert headline.passage == find(WATCHED, title, "", None)[0].passage
    assert len({0, headline.passage, first.passage}) == 3
    assert {one.passage for one in rest} == {0}  # a short sentence stands in many articles
    assert max(headline.passage, first.passage) < 1 << 63


def test_the_prefilter_lets_all_pass_that_can_mean_anybody() -> None:
    for line in SENTENCES:
        if found(line):
            prefilter = ALONE[line["area"]].prefilter
            assert may_mean(prefilter, line.get("title", ""), line["text"])
    assert not may_mean(WATCHED.prefilter, "Rain is due", "A finch was seen in Northmoor.")


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
@settings(max_examples=120, deadline=None)
def test_the_prefilter_never_hides_a_mention(text: str) -> None:
    if weigh_mentions(WATCHED, make_article("", text), None):
        assert may_mean(WATCHED.prefilter, "", text)


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join), st.booleans())
@settings(max_examples=120, deadline=None)
def test_any_mixture_of_names_and_titles_is_read(text: str, at_home: bool) -> None:
    imprint = Imprint(patch=frozenset({"northmoor"} if at_home else ()))
    mentions = weigh(WATCHED, "", text, date(2026, 3, 4), imprint)
    for one in mentions:
        assert text[one.start : one.end] == one.surface
        assert one.evidence
        assert SHOWN_FROM <= one.confidence <= 1
    assert len({(one.start, one.end) for one in mentions}) == len(mentions)
    again = weigh(WATCHED, "", text.replace("’", "'"), date(2026, 3, 4), imprint)
    assert [one.start for one in again] == [one.start for one in mentions]


@given(st.sampled_from([line for line in SENTENCES if "title" not in line]))
@settings(max_examples=100, deadline=None)
def test_a_sentence_that_says_nothing_changes_nobody(line: dict[str, Any]) -> None:
    more = {**line, "text": f"{line['text']} Rain is due at the weekend."}
    assert set(found(more)) == set(found(line))


@given(st.text(alphabet=st.characters(), max_size=300), st.sampled_from(HARD), st.integers(0, 20))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_recognition(text: str, hard: str, times: int) -> None:
    whole = text + hard * times + text
    for one in weigh(WATCHED, text, whole, None):
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
        "READ MORE: PCC " * 20_000,
        "PCC Ada Finch. " + "She left. " * 30_000,
        "Police boss Ada Finch, " * 12_000,
        "PCC Related stories: " * 15_000,
        "Pellworth City Council PCC " * 12_000,
        "Wexmoor's PCC, " * 20_000,
        "PCC " + "A " * 150_000,
        "PCC " + ". (" * 100_000,
        "#northmoor @PCC Church Lane " * 11_000,
    ],
    ids=lambda text: text[:14].encode("ascii", "replace").decode(),
)
def test_a_megabyte_takes_no_longer_than_its_size_allows(text: str) -> None:
    began = time.monotonic()
    weigh(WATCHED, "", text, None, Imprint(patch=frozenset({"northmoor"})))
    assert time.monotonic() - began < 0.1 * len(text) / 10_000


def _legible(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
