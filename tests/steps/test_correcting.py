"""What people said of tone reaches the tone that counts, whatever happens to a file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor import ids
from monitor.records import Correction, CycleReport, StoryPlace, Understanding
from monitor.steps.alerting import alert_on_new
from monitor.steps.correcting import take_corrections
from monitor.steps.watch import Watch, open_watch
from monitor.store.alerts import list_alerts
from monitor.store.corrections import add_corrections
from monitor.store.coverage import add_understandings, tones_of
from monitor.store.items import add_items
from monitor.store.tones import set_words_on_tone, words_on_tone
from tests.alert.samples import NOON, S3, a_mention, a_rule, a_tone, an_item
from tests.steps.test_alerting import settings_with

ITEM = ids.item_id("row")
KEY = (ITEM, "ashvale")
PRAISED = a_rule(id="R07", severity=S3, tones=("positive",))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Watch]:
    """One item that the machine takes for negative, not yet judged, and a rule on praise."""
    with open_watch(settings_with(PRAISED), tmp_path, None, print) as watch:
        add_items(watch.coverage, [an_item("row", first_seen_at=NOON)], {"url:row": ITEM})
        read = Understanding(
            item_id=ITEM,
            mentions=(a_mention(),),
            tones=(a_tone(),),
            story=StoryPlace(story_id="s", reason="first", likeness=1.0),
        )
        add_understandings(watch.coverage, [read], NOON)
        yield watch


def say(watch: Watch, label: str, at: datetime = NOON, item: str = ITEM) -> Correction:
    word = Correction(
        item_id=item, office_id="ashvale", label="mixed", note="", said_by="Ruth", said_at=at
    )
    word = replace(word, label=label)  # type: ignore[arg-type]
    add_corrections(watch.ledger, [word])
    return word


def label(watch: Watch) -> str:
    return tones_of(watch.coverage, [ITEM])[KEY].label


def test_what_is_said_counts_from_the_next_pass_and_until_it_is_taken_back(desk: Watch) -> None:
    say(desk, "positive")
    assert (label(desk), take_corrections(desk), label(desk)) == ("negative", 1, "positive")
    assert take_corrections(desk) == 0  # nothing new
    say(desk, "", NOON + timedelta(minutes=1))
    assert (take_corrections(desk), label(desk)) == (1, "negative")
    assert take_corrections(desk) == 0


def test_rules_see_a_persons_word(desk: Watch) -> None:
    say(desk, "positive")
    take_corrections(desk)
    alert_on_new(desk, NOON, CycleReport())
    (alert,) = list_alerts(desk.ledger)
    assert alert.card.because == ("tone towards the office is positive",)
    assert alert.card.tone == "positive (+1.00, says Ruth)"


def test_rules_see_the_machines_tone_where_nobody_spoke(desk: Watch) -> None:
    take_corrections(desk)
    alert_on_new(desk, NOON, CycleReport())
    assert list_alerts(desk.ledger) == []


def test_coverage_that_comes_back_from_a_backup_gets_every_word_again(desk: Watch) -> None:
    word = say(desk, "positive")
    take_corrections(desk)
    old = replace(word, label="neutral", said_at=NOON - timedelta(days=1))
    for backup in ([], [old]):
        set_words_on_tone(desk.coverage, backup, [KEY])
        desk.memory.corrections = None  # as in a process that begins
        assert take_corrections(desk) == 1
        assert words_on_tone(desk.coverage) == {KEY: ("positive", "Ruth", NOON)}


def test_a_word_on_an_item_that_is_not_there_yet_waits_for_it(desk: Watch) -> None:
    say(desk, "positive", item="later")
    assert (take_corrections(desk), take_corrections(desk)) == (1, 0)
    assert label(desk) == "negative"
