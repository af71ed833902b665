"""What the office put out reaches the register, and items that used it, early or late."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor import ids
from monitor.records import CycleReport, Origin, Output, PickupThresholds, Tier
from monitor.steps.outputs import judge_pickups
from monitor.steps.understanding import understand_new
from monitor.steps.watch import Watch, open_watch
from monitor.store.coverage import every_reuse
from monitor.store.items import add_edits, add_items
from monitor.store.registers import changes_of, list_outputs, save
from tests.alert.samples import NOON, an_item
from tests.steps.test_alerting import OFFICE, OWN, settings_with
from tests.store.samples import an_edit

WORDS = (
    "Helen Marsh, Ashvale's commissioner, has today announced eight new officers for the villages "
    "of the upper vale, who will walk the lanes by day and by night. “Nobody in the vale should "
    "have to wait an hour for a constable to come,” she said. The first of them begin in May."
)
REPORT = (
    "Eight officers are to walk the lanes of the upper vale. “Nobody in the vale should have to "
    "wait an hour for a constable to come,” said Helen Marsh, Ashvale's commissioner. The parish "
    "council called it a start and asked what became of the three that were promised in spring."
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Watch]:
    settings = replace(settings_with(), offices=(OFFICE,), sources=(OWN,))
    with open_watch(settings, tmp_path, None, print) as watch:
        yield watch


def bring(watch: Watch, name: str, at: datetime = NOON, **item: Any) -> str:
    one = an_item(name, first_seen_at=at, published_at=at, **item)
    add_items(watch.coverage, [one], {f"url:{name}": one.id})
    return one.id


def press(watch: Watch, name: str = "report", text: str = REPORT, at: datetime = NOON) -> str:
    return bring(watch, name, at, title="Patrols for the upper vale", text=text)


def own(watch: Watch, name: str = "release", at: datetime = NOON, **item: Any) -> str:
    fields: dict[str, Any] = {"title": "Eight new officers for the vale", "text": WORDS}
    return bring(watch, name, at, tier=Tier.OWN, source_id=OWN.id, **fields | item)


def by_hand(**changes: Any) -> Output:
    output = Output(
        id="out-1",
        office_id="ashvale",
        number="PR-844",
        title="Eight new officers for the vale",
        text=WORDS,
        issued_at=NOON - timedelta(hours=2),
        cleared_by="The Chief Executive",
        cleared_at=NOON - timedelta(hours=3),
        lists=("press list",),
        entered_by="Ruth",
        entered_at=NOON,
    )
    return replace(output, **changes)


def read(watch: Watch, now: datetime = NOON) -> dict[str, str]:
    """Item → degree, of what uses an output, once everything that waits was read."""
    understand_new(watch, now, CycleReport())
    return {item: one.degree for item, one in every_reuse(watch.coverage) if one.degree}


def origin_of(watch: Watch, item: str) -> str:
    query = "SELECT origin FROM facts WHERE item_id = $item"
    row = watch.coverage.execute(query, {"item": item}).fetchone()
    assert row
    return str(row[0])


def test_an_article_of_the_same_pass_finds_the_release_it_used(desk: Watch) -> None:
    own(desk)
    item = press(desk)
    assert read(desk) == {item: "quote-only"}
    assert origin_of(desk, item) == Origin.PROACTIVE.value


def test_what_stands_on_our_own_site_was_issued_though_nobody_entered_it(desk: Watch) -> None:
    release = own(desk)
    read(desk)
    (output,) = list_outputs(desk.ledger)
    assert (output.kind, output.item_id, output.issued_at) == ("release", release, NOON)
    assert (output.entered_by, output.cleared_by) == ("own feed", "")


def test_a_release_that_comes_late_finds_the_article_that_used_it(desk: Watch) -> None:
    item = press(desk, at=NOON - timedelta(days=2))
    assert read(desk) == {}
    assert origin_of(desk, item) != Origin.PROACTIVE.value
    save(desk.ledger, "outputs", by_hand(issued_at=NOON - timedelta(days=2)), "Ruth", NOON)
    assert read(desk) == {item: "quote-only"}
    assert origin_of(desk, item) == Origin.PROACTIVE.value


def test_a_draft_is_held_against_nothing_until_it_is_issued(desk: Watch) -> None:
    item = press(desk)
    save(desk.ledger, "outputs", by_hand(issued_at=None), "Ruth", NOON)
    assert read(desk) == {}
    save(desk.ledger, "outputs", by_hand(), "Ruth", NOON)
    assert read(desk) == {item: "quote-only"}


def test_a_release_entered_by_hand_and_then_published_is_one(desk: Watch) -> None:
    save(desk.ledger, "outputs", by_hand(), "Ruth", NOON)
    release = own(desk)
    read(desk)
    (output,) = list_outputs(desk.ledger)
    assert (output.id, output.item_id, output.number) == ("out-1", release, "PR-844")
    assert output.issued_at == NOON - timedelta(hours=2)  # as the person said
    assert {change.changed_by for change in changes_of(desk.ledger, "out-1")} == {"own feed"}


def test_our_own_page_may_change_its_words(desk: Watch) -> None:
    release = own(desk)
    read(desk)
    add_edits(desk.coverage, [an_edit(release, "Nine new officers for the vale", WORDS)], NOON)
    read(desk)
    (output,) = list_outputs(desk.ledger)
    assert output.title == "Nine new officers for the vale"


def test_a_post_of_ours_claims_no_article(desk: Watch) -> None:
    post = replace(by_hand(), kind="post")
    save(desk.ledger, "outputs", post, "Ruth", NOON)
    press(desk)
    assert read(desk) == {}


def test_other_thresholds_judge_what_was_measured_before(desk: Watch) -> None:
    own(desk)
    item = press(desk, text=WORDS)
    assert read(desk) == {item: "verbatim"}
    assert judge_pickups(desk) == 0
    strict = PickupThresholds(whole_item=1.0, whole_release=1.0)
    changed = replace(desk, settings=replace(desk.settings, pickup=strict))
    changed.memory.judged = False  # a new process
    assert judge_pickups(changed) == 1
    degrees = [one.degree for _, one in every_reuse(desk.coverage)]
    assert degrees == ["edited"]
    assert judge_pickups(changed) == 0  # once for each process


def test_an_item_of_long_ago_is_not_read_again(desk: Watch) -> None:
    press(desk, at=NOON - timedelta(days=9))
    read(desk, NOON - timedelta(days=9))
    save(desk.ledger, "outputs", by_hand(issued_at=NOON - timedelta(days=9)), "Ruth", NOON)
    assert read(desk) == {}


def test_an_item_that_was_read_again_keeps_its_story(desk: Watch) -> None:
    item = press(desk)
    read(desk)
    before = desk.coverage.execute("SELECT * FROM story_items").fetchall()
    save(desk.ledger, "outputs", by_hand(), "Ruth", NOON)
    assert read(desk) == {item: "quote-only"}
    assert desk.coverage.execute("SELECT * FROM story_items").fetchall() == before
    assert ids.story_id(item) == before[0][1]


def test_items_are_put_beside_each_other_after_a_restart_as_before(tmp_path: Path) -> None:
    settings = replace(settings_with(), offices=(OFFICE,), sources=(OWN,))
    with open_watch(settings, tmp_path, None, print) as first:
        press(first, "one")
        understand_new(first, NOON, CycleReport())
    with open_watch(settings, tmp_path, None, print) as second:
        press(second, "two", at=NOON + timedelta(hours=1))
        understand_new(second, NOON + timedelta(hours=1), CycleReport())
        stories = second.coverage.execute("SELECT DISTINCT story_id FROM story_items").fetchall()
    assert len(stories) == 1
