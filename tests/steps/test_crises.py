"""Crises over a real DuckDB and a real SQLite: told every hour, once, and ended by people alone."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor import ids
from monitor.alert.crisis.sitrep import crisis_alert
from monitor.records import (
    Alert,
    AlertState,
    Crisis,
    CycleReport,
    Delivery,
    DeliveryState,
    Enquiry,
    Judgement,
    Office,
    Outcome,
    Output,
    Polling,
    PollState,
    Reason,
    Settings,
    Source,
    StoryPlace,
    StoryRuling,
    Tier,
    Understanding,
)
from monitor.steps.crises import look_after_crises
from monitor.steps.delivering import deliver_due
from monitor.steps.dossiers import Asked, live_dossier
from monitor.steps.hurrying import sources_in_crisis
from monitor.steps.regrouping import take_story_rulings
from monitor.steps.watch import Watch, open_watch
from monitor.store.alerts import list_alerts, save_judgements
from monitor.store.coverage import add_understandings, told_with
from monitor.store.crises import (
    acts_of,
    end_crisis,
    list_crises,
    save_report,
    standing_crises,
    start_crisis,
)
from monitor.store.items import add_items, mark_judged
from monitor.store.ledger import open_ledger
from monitor.store.outbox import list_deliveries
from monitor.store.registers import save
from monitor.store.sources import save_polls
from monitor.store.story_rulings import add_story_rulings
from tests.alert.dossiers import a_crisis, a_dossier
from tests.alert.samples import NOON, S1, a_card, a_mention, a_tone, an_alert, an_item, an_oncall

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
STORY = ids.story_id("lamps")
GAZETTE, POST = (
    Source(
        id=name,
        name=outlet,
        kind="feed",
        url=f"https://{name}.example/feed",
        tier=Tier.LOCAL,
        group=owner,
    )
    for name, outlet, owner in (
        ("gazette", "Ashvale Gazette", "Vale Papers"),
        ("post", "Norbury Post", "Post Group"),
    )
)
SETTINGS = Settings(
    polling=Polling(contact="mailto:desk@example.org"),
    sources=(GAZETTE, POST),
    offices=(Office(id="ashvale", name="Ashvale", title="PCC", names=("Ashvale PCC",)),),
    rules=(),
    oncall=an_oncall(),
)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    with open_watch(SETTINGS, tmp_path, None, lambda _: None) as opened:
        yield opened


def bring(
    watch: Watch, name: str, at: datetime, *, story: str = STORY, judged: bool = True, **item: Any
) -> str:
    """An item of the story, understood, and held against the rules."""
    found = an_item(name, first_seen_at=at, published_at=at, **item)
    add_items(watch.coverage, [found], {f"url:{name}": found.id})
    place = StoryPlace(story_id=story, reason="first", likeness=1.0)
    read = Understanding(item_id=found.id, mentions=(a_mention(),), tones=(a_tone(),), story=place)
    add_understandings(watch.coverage, [read], at)
    if judged:
        mark_judged(watch.coverage, [found.id], at)
    return found.id


def declare(watch: Watch, at: datetime = NOON, story: str = STORY, **changes: Any) -> Crisis:
    crisis = a_crisis(
        **{"id": ids.content_id("crisis", story, at.isoformat()), "story_id": story} | changes,
        started_at=at,
    )
    assert start_crisis(watch.ledger, crisis, crisis_alert(crisis, a_dossier()), "") is None
    return crisis


def look(watch: Watch, at: datetime) -> None:
    look_after_crises(watch, at, CycleReport())


def told(watch: Watch, crisis: Crisis) -> list[Delivery]:
    return list_deliveries(watch.ledger, [crisis.id])


def hours(watch: Watch, crisis: Crisis) -> list[str]:
    return [one.occasion for one in told(watch, crisis)]


def say(watch: Watch, **said: Any) -> None:
    word = StoryRuling(says="merge", story_id="", ruled_by="Ruth", ruled_at=NOON)
    add_story_rulings(watch.ledger, [replace(word, **said)])
    assert take_story_rulings(watch)


# ---------------------------------------------------------------- every hour


def test_the_situation_is_told_at_once_and_then_every_hour(watch: Watch) -> None:
    bring(watch, "a", NOON - HOUR)
    crisis = declare(watch)
    for minute in range(0, 181, 7):
        look(watch, NOON + minute * MINUTE)
    assert hours(watch, crisis) == ["hour-0", "hour-1", "hour-2"]
    first = told(watch, crisis)[0]
    assert (first.person, first.reason, first.state) == (
        "Sam Okafor",
        Reason.SITUATION,
        DeliveryState.NEW,
    )
    assert first.card.because[1].startswith("New so far: 1 item: Ashvale Gazette “")


def test_each_report_tells_what_came_since_the_last(watch: Watch) -> None:
    bring(watch, "a", NOON - HOUR)
    crisis = declare(watch)
    look(watch, NOON)
    bring(watch, "b", NOON + 30 * MINUTE, outlet="Norbury Post", owner="Post Group")
    look(watch, NOON + HOUR)
    look(watch, NOON + 2 * HOUR)
    _, second, third = told(watch, crisis)
    assert "1 item: Norbury Post “" in second.card.because[1]
    assert second.card.because[2].endswith("new owners: Post Group")
    assert third.card.because[1].startswith("Nothing new since ")


def test_an_item_that_waited_for_its_page_over_the_hour_is_told_with_the_next(
    watch: Watch,
) -> None:
    crisis = declare(watch)
    look(watch, NOON)
    late = bring(watch, "late", NOON + 55 * MINUTE, story="", judged=False)
    look(watch, NOON + HOUR)
    place = StoryPlace(story_id=STORY, reason="first", likeness=1.0)
    watch.coverage.execute("DELETE FROM story_items")
    read = Understanding(item_id=late, mentions=(a_mention(),), tones=(a_tone(),), story=place)
    add_understandings(watch.coverage, [read], NOON + 65 * MINUTE)
    mark_judged(watch.coverage, [late], NOON + 65 * MINUTE)
    look(watch, NOON + 2 * HOUR)
    assert "1 item: Ashvale Gazette “" in told(watch, crisis)[-1].card.because[1]


def test_the_reports_go_out_and_arrive(watch: Watch) -> None:
    crisis = declare(watch)
    look(watch, NOON)
    assert deliver_due(watch.ledger, watch.channels, NOON) == 1
    (sent,) = told(watch, crisis)
    assert (sent.state, sent.sent_at) == (DeliveryState.SENT, NOON)


def test_our_lines_and_enquiries_come_from_the_registers(watch: Watch) -> None:
    bring(watch, "a", NOON - HOUR, title="Towpath lamps at Hallby still dark")
    crisis = declare(watch)
    asked = Enquiry(
        id="e1",
        office_id="ashvale",
        received_at=NOON,
        outlet="Norbury Post",
        subject="The lamps on the towpath",
        entered_by="sam",
        entered_at=NOON,
    )
    line = Output(
        id="o1",
        office_id="ashvale",
        kind="statement",
        title="What we do",
        enquiry_id="e1",
        issued_at=NOON + 20 * MINUTE,
        entered_by="sam",
        entered_at=NOON,
    )
    save(watch.ledger, "enquiries", asked, "sam", NOON)
    save(watch.ledger, "outputs", line, "sam", NOON)
    look(watch, NOON + 30 * MINUTE)
    lines = told(watch, crisis)[0].card.because
    assert "Enquiries: 1, 1 open: Norbury Post “The lamps on the towpath”" in lines
    assert "Our lines: statement “What we do”, Tue 17 Nov, 12:20" in lines


@pytest.mark.parametrize(
    "evening", [datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2027, 3, 27, 22, tzinfo=UTC)]
)
def test_in_the_night_of_a_clock_change_no_hour_is_left_out_or_told_twice(
    watch: Watch, evening: datetime
) -> None:
    crisis = declare(watch, evening)
    for minute in range(0, 6 * 60, 5):
        look(watch, evening + minute * MINUTE)
    assert hours(watch, crisis) == [f"hour-{hour}" for hour in range(6)]
    assert [one.created_at - evening for one in told(watch, crisis)] == [n * HOUR for n in range(6)]


# ---------------------------------------------------------------- crashes


def test_a_restart_in_the_middle_of_an_hour_tells_nothing_twice(tmp_path: Path) -> None:
    with open_watch(SETTINGS, tmp_path, None, print) as before:
        crisis = declare(before)
        look(before, NOON + 61 * MINUTE)
    with open_watch(SETTINGS, tmp_path, None, print) as after:
        look(after, NOON + 90 * MINUTE)
        assert hours(after, crisis) == ["hour-1"]
        look(after, NOON + 121 * MINUTE)
        assert hours(after, crisis) == ["hour-1", "hour-2"]


def test_after_a_night_without_power_one_report_tells_all_of_it(tmp_path: Path) -> None:
    with open_watch(SETTINGS, tmp_path, None, print) as before:
        crisis = declare(before)
        look(before, NOON)
        bring(before, "night", NOON + HOUR)
    with open_watch(SETTINGS, tmp_path, None, print) as after:
        look(after, NOON + 9 * HOUR)
        assert hours(after, crisis) == ["hour-0", "hour-9"]  # and not that it is over
        assert "1 item: Ashvale Gazette “" in told(after, crisis)[1].card.because[1]


KILLED = """
import os, sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from monitor.alert.desk import Desk
from monitor.alert.crisis.sitrep import report_messages
from monitor.store import crises
from monitor.store.ledger import (SQL, open_ledger)
from tests.alert.dossiers import a_dossier
from tests.alert.samples import an_oncall
ledger = open_ledger(Path(sys.argv[1]))
(crisis,) = crises.standing_crises(ledger)
now = crisis.started_at + timedelta(hours=1)
messages = report_messages(Desk(an_oncall(), ("console",)), a_dossier(), crisis, now)
def dying():
    if sys.argv[2] == "before":
        os.kill(os.getpid(), 9)
    yield from messages
    if sys.argv[2] == "between":
        os.kill(os.getpid(), 9)
crises.save_report(ledger, crisis, dying(), "situation report", now)
os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize(
    ("moment", "kept"), [("before", []), ("between", []), ("after", ["hour-1"])]
)
def test_killed_while_it_is_written_a_report_is_neither_lost_nor_doubled(
    watch: Watch, moment: str, kept: list[str]
) -> None:
    crisis = declare(watch)
    path = str(watch.data / "ledger.sqlite")
    command = [sys.executable, "-c", KILLED, path, moment]
    root = Path(__file__).parents[2]
    ended = subprocess.run(command, cwd=root, check=False, timeout=60, env=os.environ)
    assert ended.returncode == -9
    assert hours(watch, crisis) == kept
    look(watch, NOON + 61 * MINUTE)
    assert hours(watch, crisis) == ["hour-1"]


def test_two_who_write_the_same_hour_write_it_once(watch: Watch) -> None:
    crisis = declare(watch)
    with closing(open_ledger(watch.data / "ledger.sqlite")) as other:
        (seen,) = standing_crises(other)
        look(watch, NOON)
        assert not save_report(other, seen, [], "situation report, hour 0", NOON)
    assert hours(watch, crisis) == ["hour-0"]


# ---------------------------------------------------------------- ended, and declared again


def test_nothing_is_told_of_a_crisis_that_a_person_ended(watch: Watch) -> None:
    crisis = declare(watch)
    look(watch, NOON)
    assert end_crisis(watch.ledger, crisis, "Ruth Amory", "it was one lamp", NOON + HOUR)
    look(watch, NOON + 5 * HOUR)
    (waiting,) = told(watch, crisis)
    assert (waiting.state, waiting.reason) == (DeliveryState.HELD, Reason.RECOVERED)
    (alert,) = list_alerts(watch.ledger)
    assert alert.state is AlertState.CLOSED
    (over,) = list_crises(watch.ledger)
    assert (over.ended_by, over.note) == ("Ruth Amory", "it was one lamp")


def test_a_crisis_that_is_ended_twice_is_ended_by_the_first(watch: Watch) -> None:
    crisis = declare(watch)
    assert end_crisis(watch.ledger, crisis, "Ruth", "", NOON + HOUR)
    assert not end_crisis(watch.ledger, crisis, "Sam", "", NOON + 2 * HOUR)
    assert [act.actor for act in acts_of(watch.ledger, [crisis.id])] == ["Ruth Amory", "Ruth"]


def test_a_crisis_that_ends_between_looking_and_telling_is_not_told(watch: Watch) -> None:
    crisis = declare(watch)
    end_crisis(watch.ledger, crisis, "Ruth", "", NOON)
    assert not save_report(watch.ledger, crisis, [], "situation report", NOON)


def test_a_story_that_flares_up_again_is_a_new_crisis_with_its_own_hours(watch: Watch) -> None:
    first = declare(watch)
    look(watch, NOON)
    end_crisis(watch.ledger, first, "Ruth", "", NOON + HOUR)
    again = declare(watch, NOON + 30 * HOUR)
    look(watch, NOON + 30 * HOUR)
    assert (hours(watch, first), hours(watch, again)) == (["hour-0"], ["hour-0"])
    assert [one.id for one in list_crises(watch.ledger)] == [again.id, first.id]


def test_a_story_is_one_crisis_at_a_time(watch: Watch) -> None:
    first = declare(watch)
    second = a_crisis(id="second", story_id=STORY)
    on = start_crisis(watch.ledger, second, crisis_alert(second, a_dossier()), "")
    assert on
    assert on.id == first.id
    assert len(list_crises(watch.ledger)) == len(list_alerts(watch.ledger)) == 1


# ---------------------------------------------------------------- merged


def test_a_crisis_whose_story_is_merged_into_another_is_told_with_it(watch: Watch) -> None:
    bring(watch, "a", NOON - HOUR)
    crisis = declare(watch)
    look(watch, NOON)
    bring(watch, "b", NOON + MINUTE, story="other", outlet="Norbury Post", owner="Post Group")
    say(watch, story_id=STORY, into="other")
    look(watch, NOON + HOUR)
    assert told(watch, crisis)[1].card.because[2].startswith("Spread: 2 items in 2 outlets")
    say(watch, says="withdrawn", story_id=STORY)
    look(watch, NOON + 2 * HOUR)
    assert told(watch, crisis)[2].card.because[2].startswith("Spread: 1 item in 1 outlet")


def test_alerts_of_both_stories_are_of_the_merged_one(watch: Watch) -> None:
    alerts = [
        an_alert("R02", id="one", story_id=STORY, owner="Sam", state=AlertState.ACKNOWLEDGED),
        an_alert("R06", id="two", story_id="other"),
    ]
    save_judgements(watch.ledger, [Judgement(alert=one, deliveries=()) for one in alerts])
    say(watch, story_id=STORY, into="other")
    asked = Asked("ashvale", "other", told_with(watch.coverage), NOON)
    found = live_dossier(watch.coverage, watch.ledger, asked)
    assert {one.id for one in found.alerts} == {"one", "two"}


def test_of_two_crises_whose_stories_are_merged_the_first_alone_is_told(watch: Watch) -> None:
    first, second = declare(watch), declare(watch, NOON + MINUTE, "other")
    say(watch, story_id=STORY, into="other")
    look(watch, NOON + 10 * MINUTE)
    assert (hours(watch, first), hours(watch, second)) == (["hour-0"], [])
    end_crisis(watch.ledger, first, "Ruth", "", NOON + 20 * MINUTE)
    look(watch, NOON + 30 * MINUTE)
    assert hours(watch, second) == ["hour-0"]


# ---------------------------------------------------------------- back to normal


def proposals_of(watch: Watch, crisis: Crisis) -> list[Delivery]:
    return [one for one in told(watch, crisis) if one.occasion == "return-to-normal"]


def test_a_return_to_normal_is_proposed_once_and_ends_nothing(watch: Watch) -> None:
    bring(watch, "a", NOON - HOUR)
    crisis = declare(watch)
    for hour in range(12):
        look(watch, NOON + hour * HOUR)
    (proposal,) = proposals_of(watch, crisis)
    assert proposal.created_at == NOON + 6 * HOUR
    assert hours(watch, crisis)[-1] == "hour-11"
    assert [one.ended_at for one in standing_crises(watch.ledger)] == [None]


def test_no_return_is_proposed_while_the_outlet_cannot_be_heard(watch: Watch) -> None:
    bring(watch, "a", NOON - HOUR)
    crisis = declare(watch)
    failing = PollState(
        source_id="gazette",
        url=GAZETTE.url,
        next_poll_at=NOON,
        outcome=Outcome.SERVER,
        reason="server failed (503)",
        polled_at=NOON,
        since_at=NOON - HOUR,
        ok_at=NOON - HOUR,
    )
    save_polls(watch.ledger, [failing])
    for hour in range(8):
        look(watch, NOON + hour * HOUR)
    assert proposals_of(watch, crisis) == []
    assert told(watch, crisis)[-1].card.because[-1].startswith("Not heard now: Ashvale Gazette")
    save_polls(watch.ledger, [replace(failing, outcome=Outcome.FRESH)])
    look(watch, NOON + 8 * HOUR)
    assert len(proposals_of(watch, crisis)) == 1


# ---------------------------------------------------------------- proposed, and nothing more


def raise_s1(watch: Watch, rule: str, **changes: Any) -> Alert:
    alert = an_alert(
        rule,
        **{"severity": S1, "story_id": STORY, "card": a_card(severity=S1, owners=2)} | changes,
    )
    save_judgements(watch.ledger, [Judgement(alert=alert, deliveries=())])
    return alert


def test_a_crisis_is_proposed_on_the_card_and_in_the_log_and_is_not_begun(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    raise_s1(watch, "R02")
    with caplog.at_level(logging.WARNING):
        look(watch, NOON)
        look(watch, NOON + MINUTE)
    (alert,) = list_alerts(watch.ledger)
    assert alert.card.note == f"crisis mode? monitor crisis start {STORY}"
    assert [line for line in caplog.messages if "crisis proposed" in line] == [
        f"story={STORY} crisis proposed: an S1 alert stands and 2 owners carry it"
    ]
    assert list_crises(watch.ledger) == []
    assert list_deliveries(watch.ledger, [alert.id]) == []


def test_once_it_is_declared_the_card_proposes_nothing_more(watch: Watch) -> None:
    raise_s1(watch, "R02", card=a_card(severity=S1, owners=2, note="sub judice"))
    look(watch, NOON)
    declare(watch)
    look(watch, NOON + MINUTE)
    cards = {one.rule_id: one.card.note for one in list_alerts(watch.ledger)}
    assert cards == {"R02": "sub judice", "CRISIS": ""}


# ---------------------------------------------------------------- faster


def test_sources_of_the_outlets_that_carry_it_are_hurried_while_it_lasts(watch: Watch) -> None:
    def hurried() -> frozenset[str]:
        return sources_in_crisis(watch.coverage, watch.ledger, SETTINGS.sources)

    bring(watch, "a", NOON)
    assert hurried() == frozenset()
    crisis = declare(watch)
    assert hurried() == {"gazette"}
    # Found by a search, and published by the Post: the Post's own feed is looked at.
    bring(watch, "b", NOON, source_id="search", outlet="norbury post", owner="Post Group")
    assert hurried() == {"gazette", "post"}
    end_crisis(watch.ledger, crisis, "Ruth", "", NOON + HOUR)
    assert hurried() == frozenset()
