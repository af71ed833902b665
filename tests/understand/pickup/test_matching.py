"""Who reused a release, how much of it, and what tells one year's from the next."""

from datetime import date, timedelta

import pytest

from monitor.records import Output, PickupThresholds
from monitor.understand.pickup.degrees import degree_of
from monitor.understand.pickup.index import index_outputs
from monitor.understand.pickup.records import Match
from monitor.understand.pickup.showing import side_by_side
from tests.understand.pickup.newsroom import Item, output, release

ISSUED = date(2026, 10, 5)
OTHERS = range(2, 8)
LIMITS = PickupThresholds()
LEAD = (
    "Forty market towns are to share a budget of £2.4 million for cameras in 2026/27, as the "
    "commissioner's office set out at the corn exchange in Norbury Cross this morning."
)
SAID = (
    "Shopkeepers have asked me for this in every hall I have spoken in, and they were right to "
    "ask, because nobody should have to bolt a door at noon"
)
REST = (
    "The first of the cameras will stand beside the cattle market before the clocks go back, and "
    "the last by the old tannery at Easter, with a volunteer in each town to look after them."
)
BODY = f"{LEAD}\n“{SAID},” said commissioner Ada Finch.\n{REST}"
NOTES = (
    "\nNotes to editors\nFor interviews ring the press office between nine and five on weekdays."
)
OWN = (
    "Traders in Lowfield were not all persuaded last night when they met above the bakery to hear "
    "what had been decided, and several wondered aloud who would pay for the electricity. A "
    "councillor promised to write a letter, then the meeting turned to bins and a broken kerb."
)


def _release(text: str = BODY, number: int = 1, issued: date = ISSUED) -> Output:
    return output(number, "", text, issued)


def _match(text: str, *releases: Output, after: int = 1) -> dict[str, Match]:
    item = Item("", text, ISSUED + timedelta(days=after))
    return {
        match.output_id: match for match in item.matched(index_outputs(releases or (_release(),)))
    }


def _degree(text: str, *releases: Output, after: int = 1) -> str:
    match = _match(text, *releases, after=after).get("r1")
    return degree_of(match.reuse, LIMITS) if match else ""


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        (BODY, "verbatim"),
        (f"{REST} {LEAD} “{SAID},” said Ms Finch.", "verbatim"),
        (f"{OWN} {REST}", "edited"),
        (f"{OWN} {OWN.replace('a', 'o')} “{SAID},” Ada Finch said.", "quote-only"),
        (f"{OWN} The commissioner has £2,400,000 for cameras in market towns.", "mention"),
        (OWN, ""),
    ],
)
def test_a_degree_for_each_way_of_reuse(text: str, degree: str) -> None:
    assert _degree(text) == degree


def test_a_quote_is_kept_whatever_leads_in_to_it() -> None:
    half = SAID.split(", ", 1)[1]
    reuse = _match(f"{OWN} Ms Finch told traders that shops {SAID[17:60]}, {half}.")["r1"].reuse
    assert (reuse.quotes, reuse.quotes_of) == (1, 1)


def test_a_match_says_how_much_of_either_is_the_others() -> None:
    reuse = _match(f"{OWN} {REST}")["r1"].reuse
    assert 0.3 < reuse.release_share < 0.5
    assert 0.3 < reuse.item_share < 0.5
    assert max(reuse.blocks) == len(REST.split())


def test_a_headline_that_was_kept_is_seen() -> None:
    release = output(1, "Cameras for forty market towns", BODY)
    item = Item("Cameras for forty market towns, at last", f"{OWN} {REST}")
    (match,) = item.matched(index_outputs((release,)))
    assert match.reuse.headline
    assert match.reuse.days is None


def test_notes_to_editors_prove_nothing() -> None:
    assert _match(f"{OWN} {NOTES}", _release(BODY + NOTES)) == {}


def test_words_of_many_releases_prove_nothing() -> None:
    stock = "He will hold the chief constable to account for every pound of it on your behalf."
    others = [
        _release(f"{release(number).text.splitlines()[1]} {stock}", number) for number in OTHERS
    ]
    assert "r1" not in _match(stock, _release(f"{BODY} {stock}"), *others)


def test_a_release_that_was_posted_again_and_again_is_still_telling() -> None:
    copies = [_release(f"{BODY} Share this, part {number}.", number) for number in OTHERS]
    assert _degree(f"{OWN} {REST}", _release(), *copies) == "edited"


@pytest.mark.parametrize(
    ("was", "became"),
    [("2026/27", "2027-2028"), ("for cameras", "for the second round of cameras")],
)
def test_next_years_release_is_not_this_years(was: str, became: str) -> None:
    ours = BODY if was in "2026/27" else BODY.replace(was, "for the first round of cameras")
    assert _degree(BODY.replace(was, became), _release(ours)) == ""


def test_another_sum_months_later_is_another_release() -> None:
    without_year = BODY.replace(" in 2026/27", "")
    later = without_year.replace("£2.4 million", "£2.6 million")
    assert _degree(later, _release(without_year), after=365) == ""
    assert _degree(without_year, _release(without_year), after=90) == "verbatim"


def test_of_two_alike_the_one_whose_facts_agree_has_it() -> None:
    last = BODY.replace("£2.4 million", "£2.2 million").replace(" in 2026/27", "")
    found = _match(BODY, _release(), _release(last, 2, ISSUED - timedelta(days=30)))
    assert {one: degree_of(match.reuse, LIMITS) for one, match in found.items()} == {
        "r1": "verbatim",
        "r2": "",
    }
    assert found["r2"].reuse.rival == "r1"


@pytest.mark.parametrize("after", [-30, 3650])
def test_neither_before_the_release_nor_years_after_it(after: int) -> None:
    assert _degree(f"{OWN} “{SAID},” said Ada Finch.", after=after) == ""


def test_thresholds_change_what_a_match_is_called_and_not_the_match() -> None:
    reuse = _match(f"{OWN} {REST}")["r1"].reuse
    assert degree_of(reuse, PickupThresholds(whole_release=0.3, half=0.3)) in ("edited", "verbatim")
    assert degree_of(reuse, PickupThresholds(copied=0.9, block=99, possible=0.8)) == ""


def test_another_offices_release_out_of_the_same_template_is_not_ours() -> None:
    ours = f"Norbury has been given £412,000 and 94 lamps for the streets. {REST}"
    theirs = f"Eastfold has been given £618,000 and 51 lamps for the streets. {REST}"
    assert _degree(ours, _release(ours)) == "verbatim"
    assert _degree(theirs, _release(ours)) == ""


def test_one_quotation_is_enough_however_long_the_article() -> None:
    text = f"{OWN * 8} “Nobody should have to bolt a door at noon,” the commissioner told us."
    assert _degree(text) == "quote-only"


def test_a_quote_that_is_said_to_be_old_is_nobodys_pick_up() -> None:
    text = f"{OWN} In 2015 she told us: “Nobody should have to bolt a door at noon.”"
    assert _degree(text) == ""


def test_somebody_elses_quote_shows_a_reporter_of_ones_own() -> None:
    text = f"{REST} {OWN * 2} “We shall see about that when it rains,” said the baker."
    assert _match(text)["r1"].reuse.strange == 1
    assert _degree(text) == ""


def test_rare_words_beside_the_offices_name_are_a_mention() -> None:
    text = "The tannery is to get the police commissioner's cameras by Easter, as volunteers know."
    others = [release(number) for number in range(100, 180)]
    assert _degree(text, _release(), *others, after=20) == "mention"
    assert _degree(text.replace("commissioner", "council"), _release(), *others, after=20) == ""


def test_the_passages_that_both_have_are_shown_side_by_side() -> None:
    item = f"{OWN} {REST.replace('cattle market', 'CATTLE MARKET')}"
    (match,) = Item("", item, ISSUED).matched(index_outputs((_release(),)))
    (pair,) = side_by_side(match, _release(), "", item)
    assert pair == (REST[:-1].replace("cattle market", "CATTLE MARKET"), REST[:-1])


@pytest.mark.parametrize("text", ["", "Rain.", "£", "“”", "word " * 3000])
def test_any_text_is_matched_with_any_index(text: str) -> None:
    assert Item("", text).matched(index_outputs(())) == ()
    assert _match(text) == {}
