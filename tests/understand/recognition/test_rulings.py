"""What people said of mentions wins over what recognition thinks."""

from datetime import UTC, datetime
from typing import Literal

from monitor.records import Mention, Ruling
from monitor.understand.recognition.rulings import Rulings, gather, ruled

NOW = datetime(2026, 10, 20, 21, 40, tzinfo=UTC)
TITLE, TEXT = "Award for Ada Finch", "The potter won again."
SENTENCE = 77  # its fingerprint


def said(
    says: Literal["ours", "not ours", "withdrawn"], item: str = "a", office: str = "northmoor"
) -> Ruling:
    return Ruling(
        item_id=item,
        office_id=office,
        says=says,
        note="",
        ruled_by="Ruth",
        ruled_at=NOW,
        passages=(SENTENCE,),
    )


def seen(confidence: float = 0.9, office: str = "northmoor", passage: int = SENTENCE) -> Mention:
    return Mention(
        office_id=office,
        holder_id="finch",
        role="pcc",
        surface="Ada Finch",
        start=10,
        end=19,
        where="headline",
        confidence=confidence,
        evidence=("whole name",),
        prominence=3,
        subject="holder",
        passage=passage,
    )


def judged(rulings: Rulings, *mentions: Mention, item: str = "a") -> list[float]:
    return [one.confidence for one in ruled(rulings, item, mentions, TITLE, TEXT)]


def test_what_nobody_ruled_on_stays_as_it_was_seen() -> None:
    assert judged(Rulings(), seen(0.4), seen(0.9)) == [0.4, 0.9]


def test_not_ours_takes_all_confidence_away_and_says_who_said_so() -> None:
    (found,) = ruled(gather([said("not ours")]), "a", [seen()], TITLE, TEXT)
    assert found.confidence == 0
    assert found.evidence == ("Ruth said not ours on 20 October 2026", "whole name")


def test_ours_makes_what_was_only_possible_certain() -> None:
    assert judged(gather([said("ours")]), seen(0.35)) == [1.0]


def test_the_word_holds_for_a_copy_of_the_sentence_elsewhere() -> None:
    assert judged(gather([said("not ours")]), seen(), item="b") == [0]


def test_it_does_not_hold_for_other_sentences_of_other_items() -> None:
    assert judged(gather([said("not ours")]), seen(passage=78), item="b") == [0.9]


def test_a_sentence_without_a_fingerprint_is_no_copy_of_another() -> None:
    rulings = gather([said("not ours")])
    assert judged(rulings, seen(passage=0), item="b") == [0.9]
    assert judged(rulings, seen(passage=0)) == [0]  # the item itself was ruled on


def test_another_office_is_not_spoken_of() -> None:
    assert judged(gather([said("not ours", office="southmoor")]), seen()) == [0.9]


def test_what_was_taken_back_counts_no_more() -> None:
    assert judged(gather([said("withdrawn")]), seen(0.4)) == [0.4]


def test_the_last_word_on_a_sentence_counts() -> None:
    rulings = gather([said("not ours"), said("ours", item="b")])
    assert judged(rulings, seen(0.4), item="c") == [1.0]


def test_a_person_sees_the_office_where_no_word_names_it() -> None:
    (found,) = ruled(gather([said("ours")]), "a", [], TITLE, TEXT)
    assert (found.office_id, found.confidence, found.where) == ("northmoor", 1.0, "headline")
    assert found.surface == TITLE[found.start : found.end] == TITLE
    (found,) = ruled(gather([said("ours")]), "a", [], "", TEXT)
    assert (found.where, found.surface) == ("lead", TEXT)
    assert ruled(gather([said("not ours")]), "a", [], TITLE, TEXT) == ()
