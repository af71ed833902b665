"""Silences that stand for long are recalled to whoever is on call, over a real ledger."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor import ids
from monitor.alert.holding import Circumstances
from monitor.alert.judge import judge
from monitor.records import DeliveryState, Manners, Reason, Silence
from monitor.steps.recalling import recall_silences
from monitor.store.alerts import list_alerts, save_judgements
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.outbox import list_deliveries
from monitor.store.silences import (
    add_silence,
    count_silenced,
    end_silence,
    find_silence,
    standing_silences,
)
from tests.alert.samples import NOON, a_desk, a_firing, coverage_of

DAY = timedelta(days=1)
DESK, MANNERS = a_desk(), Manners(reminder_days=7)
SILENCE = Silence(
    id="a1b2",
    rule_id="R01",
    why="the trial is on",
    owner="Ruth Adeyemi",
    begins_at=NOON,
    ends_at=NOON + 30 * DAY,
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(open_ledger(tmp_path / "ledger.sqlite")) as db:
        yield db


def recall(ledger: Ledger, days: float) -> int:
    return recall_silences(ledger, DESK, MANNERS, NOON + days * DAY)


def silence_some(ledger: Ledger, *names: str) -> None:
    """Has these items judged while the silence stands."""
    around = Circumstances(silences=(SILENCE,))
    found = [
        judge(DESK, a_firing(), coverage_of(name, story_id=ids.story_id(name)), around, NOON)
        for name in names
    ]
    save_judgements(ledger, [one for one in found if one])


def test_a_silence_that_stands_for_a_week_is_recalled_once(ledger: Ledger) -> None:
    add_silence(ledger, SILENCE)
    assert [recall(ledger, day) for day in range(31)] == [0] * 7 + [1] + [0] * 23
    (alert,) = list_alerts(ledger)
    (message,) = list_deliveries(ledger, [alert.id])
    assert (message.person, message.state) == ("Sam Okafor", DeliveryState.NEW)
    assert message.card.headline == "Nobody is told of rule R01 until Thu 17 Dec, 12:00"


def test_a_reminder_counts_what_the_silence_has_held(ledger: Ledger) -> None:
    add_silence(ledger, SILENCE)
    silence_some(ledger, "a", "b", "c")
    assert count_silenced(ledger, SILENCE) == 3
    assert count_silenced(ledger, replace(SILENCE, id="a1")) == 0
    recall(ledger, 7)
    (alert,) = (one for one in list_alerts(ledger) if one.rule_id == "SILENCE")
    assert "3 alerts held since then" in alert.card.because


def test_what_is_silenced_stands_in_the_ledger_with_its_reason(ledger: Ledger) -> None:
    silence_some(ledger, "a")
    (alert,) = list_alerts(ledger)
    (message,) = list_deliveries(ledger, [alert.id])
    assert (message.reason, message.state) == (Reason.SILENCED, DeliveryState.HELD)
    assert message.note == "silence a1b2 of Ruth Adeyemi: the trial is on"


def test_a_silence_that_was_taken_back_is_not_recalled(ledger: Ledger) -> None:
    add_silence(ledger, SILENCE)
    assert end_silence(ledger, SILENCE.id, "Sam Okafor", NOON + DAY)
    assert not end_silence(ledger, SILENCE.id, "Gwen Pryce", NOON + 2 * DAY)
    assert recall(ledger, 8) == 0
    found = find_silence(ledger, SILENCE.id)
    assert found == replace(SILENCE, ended_by="Sam Okafor", ended_at=NOON + DAY)


def test_silences_are_listed_by_their_end_until_it_comes(ledger: Ledger) -> None:
    soon = replace(SILENCE, id="soon", ends_at=NOON + DAY)
    for one in (SILENCE, soon):
        add_silence(ledger, one)
    assert standing_silences(ledger, NOON) == [soon, SILENCE]
    assert standing_silences(ledger, NOON + DAY) == [SILENCE]
    assert not end_silence(ledger, "soon", "Sam Okafor", NOON + DAY)
