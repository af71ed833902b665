"""Entries made out of words, and found again."""

from dataclasses import replace
from typing import Any

import pytest

from monitor.errors import InputRefused
from monitor.records import Output
from monitor.registers.entries import changed, find, identity_of, new_entry, sharing_numbers
from monitor.registers.table import REGISTERS
from tests.registers.samples import DAY, NOW, RELEASE, SAMPLES

RELEASES, STATEMENTS = REGISTERS["release"], REGISTERS["statement"]
WORDS = {"office_id": "northmoor", "title": "Lamps for Hallby"}
SHELF = [
    replace(RELEASE, id="aa01"),
    replace(RELEASE, id="aa02", number="PR-845", title="Lamps for Hallby"),
    replace(RELEASE, id="bcd3", number="", title="A post"),
    replace(RELEASE, id="844e", number="2026/7", title="Youth panel meets"),
]


def test_an_entry_is_made_of_words() -> None:
    words = WORDS | {"lists": "Locals | Agencies", "embargo_until": "2026-10-21 10:00", "note": ""}
    entry, faults = new_entry(RELEASES, words, "Ruth Amory", NOW)
    assert isinstance(entry, Output)
    assert (entry.kind, entry.lists, entry.entered_by, faults) == (
        "release",
        ("Locals", "Agencies"),
        "Ruth Amory",
        (),
    )
    assert new_entry(RELEASES, words, "Sam Okafor", NOW + DAY)[0] == replace(
        entry, entered_by="Sam Okafor", entered_at=NOW + DAY
    )


def test_a_statement_is_one_by_itself() -> None:
    entry, _ = new_entry(STATEMENTS, WORDS, "Ruth Amory", NOW)
    assert isinstance(entry, Output)
    assert entry.kind == "statement"


def test_every_mistake_is_told_at_once() -> None:
    words = {"kind": "statement", "title": " ", "issued_at": "soon", "url": "x"}
    entry, faults = new_entry(RELEASES, words, "Ruth Amory", NOW)
    assert entry is None
    assert [fault.field for fault in faults] == ["issued_at", "url", "kind", "office_id", "title"]


def test_what_the_register_stamps_is_not_taken_from_words() -> None:
    words = WORDS | {"id": "mine", "entered_by": "Somebody", "item_id": "i1"}
    entry, _ = new_entry(RELEASES, words, "Ruth Amory", NOW)
    assert isinstance(entry, Output)
    assert (entry.entered_by, entry.item_id) == ("Ruth Amory", "")
    for name in ("entered_by", "entered_at", "item_id"):
        _, (fault,) = changed(RELEASES, RELEASE, {name: "2026-10-01 10:00"}, NOW)
        assert fault.what.endswith("is not changed by hand")


def test_an_empty_word_empties_a_field_unless_it_is_needed() -> None:
    entry, faults = changed(RELEASES, RELEASE, {"number": ""}, NOW)
    assert (entry, faults) == (replace(RELEASE, number=""), ())
    _, (fault,) = changed(RELEASES, RELEASE, {"title": " "}, NOW)
    assert fault.what == "the title is empty"


def test_words_that_change_nothing_are_not_held_against_the_rules() -> None:
    kept = replace(RELEASE, issued_at=NOW)  # from before there was a rule
    assert changed(RELEASES, kept, {"title": kept.title}, NOW) == (kept, ())
    assert len(changed(RELEASES, kept, {"note": "A"}, NOW)[1]) == 1


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("PR-844", "aa01"),
        ("pr 845", "aa02"),
        ("aa02", "aa02"),
        ("b", "bcd3"),
        ("BCD", "bcd3"),
        ("844", "844e"),
        ("2026/7", "844e"),
    ],
)
def test_an_entry_is_found_by_its_number_its_id_or_how_that_begins(named: str, found: str) -> None:
    assert find(RELEASES, SHELF, named).id == found


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("aa", "'aa' may be PR-844 aa01 or PR-845 aa02: say more of the id"),
        ("PR-846", "no release is called 'PR-846'; did you mean PR-84"),
        ("Lamps for Halby", "did you mean PR-845 aa02?"),
        ("zzz", "no release is called 'zzz'; `monitor release list`"),
        ("", "no release is called ''; `monitor release list`"),
        ("-", "no release is called '-'; `monitor release list`"),
    ],
)
def test_what_is_not_found_is_told_with_what_may_be_meant(named: str, told: str) -> None:
    with pytest.raises(InputRefused) as refused:
        find(RELEASES, SHELF, named)
    assert told in str(refused.value)


def test_of_many_that_may_be_meant_some_are_named() -> None:
    many = [replace(RELEASE, id=f"aa{place:02}", number="") for place in range(9)]
    with pytest.raises(InputRefused, match="may be aa00, aa01, aa02 or 6 others"):
        find(RELEASES, many, "aa")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_is_known_again_in_other_letters(name: str) -> None:
    register, entry = REGISTERS[name], SAMPLES[name]
    title = next(one for one in ("title", "subject", "wrong") if hasattr(entry, one))
    loud: dict[str, Any] = {title: getattr(entry, title).upper()}
    new: dict[str, Any] = {title: "Other"}
    shouted, other = replace(entry, **loud), replace(entry, **new)
    assert identity_of(register, shouted) == identity_of(register, entry)
    assert identity_of(register, other) != identity_of(register, entry)


def test_a_number_is_one_releases_of_an_office() -> None:
    again = replace(RELEASE, id="new", number="pr844")
    assert sharing_numbers([RELEASE, again]) == {"aa01": again, "new": RELEASE}
    for other in (replace(again, office_id="elsewhere"), replace(again, number="PR-845")):
        assert sharing_numbers([RELEASE, other]) == {}
    assert sharing_numbers(2 * [replace(RELEASE, number="")]) == {}
