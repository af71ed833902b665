"""Who reused a press release, and how much of it."""

from datetime import UTC, datetime

from monitor.records import PressRelease
from monitor.understand.press_releases import degree_of, index_releases, match_releases
from monitor.understand.text import shingles

BODY = (
    "Police and crime commissioner Helen Marsh has set aside two million pounds for cameras in "
    "three market towns. She said that residents had asked for them again and again, and that the "
    "first would stand in Norbury Cross before Christmas. The money comes from reserves."
)
OTHER = (
    "Cadets from Lowfield have won a national award for two years of work with older neighbours. "
    "Deputy commissioner Imran Docherty handed it over at a ceremony in the Corn Hall on Friday."
)
NOTES = "Notes to editors: for interviews ring the press office on weekdays between nine and five."


def _release(number: int, text: str) -> PressRelease:
    return PressRelease(
        id=f"r{number}",
        office_id="ashvale",
        item_id=f"i{number}",
        url="",
        title=f"Release {number}",
        text=text,
        issued_at=datetime(2026, 10, 5, tzinfo=UTC),
    )


INDEX = index_releases((_release(1, BODY), _release(2, OTHER)))


def test_a_copy_is_verbatim_and_names_the_right_release() -> None:
    (pickup,) = match_releases(INDEX, shingles(f"By our reporter. {BODY}"))
    assert (pickup.press_release_id, pickup.degree) == ("r1", "verbatim")


def test_half_of_it_with_new_words_around_is_partial() -> None:
    half = BODY[: len(BODY) // 2]
    fresh = " ".join(f"fresh{number}" for number in range(25))
    (pickup,) = match_releases(INDEX, shingles(f"{half} {fresh}"))
    assert pickup.degree == "partial"


def test_an_independent_report_is_no_pickup() -> None:
    report = "Cameras are coming to three towns, the commissioner announced; shopkeepers cheered."
    assert match_releases(INDEX, shingles(report)) == ()


def test_words_that_stand_in_many_releases_prove_nothing() -> None:
    bodies = (BODY, OTHER, "Short one about rain.", "Another one about snow.", "One about fog.")
    index = index_releases(
        tuple(_release(number, f"{body} {NOTES}") for number, body in enumerate(bodies))
    )
    assert match_releases(index, shingles(NOTES)) == ()


def test_nothing_matches_before_there_is_a_release() -> None:
    assert match_releases(index_releases(()), shingles(BODY)) == ()


def test_an_empty_item_matches_nothing() -> None:
    assert match_releases(INDEX, frozenset()) == ()


def test_degrees_stand_in_order() -> None:
    degrees = [degree_of(share) for share in (0.0, 0.05, 0.2, 0.4, 0.7)]
    assert degrees == [None, None, "mention-only", "partial", "verbatim"]
