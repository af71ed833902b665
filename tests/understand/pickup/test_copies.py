"""Copies of a part of a release are found among the newsroom's own words, and nothing else is."""

from collections.abc import Callable
from random import Random  # noqa: TID251 - seeded: the same copies in every run

import pytest

from monitor.records import Output, PickupThresholds
from monitor.understand.pickup.degrees import degree_of
from monitor.understand.pickup.index import index_outputs
from tests.understand.pickup.newsroom import EDITS, Item, copied, day_of, output, release, sentence

RELEASES = tuple(release(number) for number in range(60))
INDEX = index_outputs(RELEASES)


def _found(item: Item) -> set[str]:
    return {
        match.output_id
        for match in item.matched(INDEX)
        if degree_of(match.reuse, PickupThresholds())
    }


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize(("share", "least"), [(0.2, 0.95), (0.4, 0.99), (0.7, 1.0)])
def test_a_copied_part_is_found_and_no_other_release(
    edit: Callable[[Random, list[str]], list[str]], share: float, least: float
) -> None:
    found = [(one, _found(copied(one, share, 1, edit, own=20))) for one in RELEASES]
    assert sum(one.id in ids for one, ids in found) >= least * len(found)
    assert sum(len(ids - {one.id}) for one, ids in found) <= 0.01 * len(found)


def test_what_copies_nothing_is_nobodys_pick_up() -> None:
    for number in range(100):
        chance = Random(f"own {number}")
        text = " ".join(sentence(chance) for _ in range(30))
        assert _found(Item(title="", text=text, published=day_of(0))) == set()


def test_last_years_release_with_new_facts_is_not_reused() -> None:
    yearly = [_of_year(one, "2026/27") for one in RELEASES]
    index = index_outputs(yearly)
    for one in RELEASES:
        text = _of_year(one, "2027/28").text
        matches = Item("", text).matched(index)
        assert matches
        assert not any(degree_of(match.reuse, PickupThresholds()) for match in matches)


def _of_year(one: Output, years: str) -> Output:
    text = f"The plans for {years} are out.\n{one.text}"
    return output(int(one.id[1:]), one.title, text)
