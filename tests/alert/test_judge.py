"""Who is told of a firing rule, and why nobody is."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor import ids
from monitor.alert.desk import Desk
from monitor.alert.holding import Circumstances
from monitor.alert.judge import judge
from monitor.alert.queue import messages_of
from monitor.alert.queue.ladders import rung_at
from monitor.records import (
    Alert,
    AlertState,
    Arrival,
    Coverage,
    Delivery,
    DeliveryState,
    Firing,
    Judgement,
    Reason,
    Severity,
    Spread,
    Step,
    Telling,
)
from tests.alert.samples import (
    MORNING,
    NIGHT,
    NOON,
    S1,
    S2,
    S3,
    S4,
    a_desk,
    a_firing,
    an_item,
    coverage_of,
)

LATER = NOON + timedelta(minutes=40)
TWO_OWNERS = Spread(items=2, outlets=("Ashvale Gazette", "BBC Ashvale"), owners=("BBC", "Vale"))


def judged(
    firing: Firing | None = None,
    coverage: Coverage | None = None,
    standing: Sequence[Alert] = (),
    now: datetime = NOON,
    desk: Desk | None = None,
) -> Judgement:
    around = Circumstances(standing=tuple(standing))
    found = judge(desk or a_desk(), firing or a_firing(), coverage or coverage_of(), around, now)
    assert found
    return found


def told(judgement: Judgement) -> Delivery:
    (delivery,) = judgement.deliveries
    return delivery


def of(severity: Severity, rule: str = "R01") -> Firing:
    return a_firing(rule_id=rule, severity=severity)


def old(name: str) -> Coverage:
    """An item published three days before we saw it."""
    item = an_item(name, published_at=NOON - timedelta(days=3))
    return coverage_of(item=item)


def acknowledged(alert: Alert) -> Alert:
    return replace(alert, state=AlertState.ACKNOWLEDGED, owner="Sam Okafor", due_at=None)


# ---------------------------------------------------------------- the first alert of a story


def test_the_first_alert_of_a_story_is_told_at_once_to_the_first_rung() -> None:
    found = judged()
    message = told(found)
    assert found.alert.state is AlertState.NEW
    assert found.alert.due_at == NOON + timedelta(minutes=30)
    assert (message.reason, message.state) == (Reason.FIRST, DeliveryState.NEW)
    assert (message.person, message.not_before) == ("Sam Okafor", NOON)
    assert message.card == found.alert.card
    assert found.alert.card.headline == coverage_of().item.title


def test_there_is_one_message_for_each_way_out_and_each_has_an_id_of_its_own() -> None:
    messages = judged(desk=a_desk("slack", "console")).deliveries
    assert [message.way for message in messages] == ["slack", "console"]
    assert len({message.id for message in messages}) == 2


def test_an_alert_is_one_for_each_rule_office_and_story() -> None:
    flood = coverage_of("flood", story_id=ids.story_id("flood"))
    norbury = coverage_of(office_id="norbury")
    alerts = [
        judged().alert,
        judged(coverage=flood).alert,
        judged(coverage=norbury).alert,
        judged(of(S2, "R06")).alert,
    ]
    assert len({alert.id for alert in alerts}) == 4
    assert judged(of(S3), coverage_of("copy")).alert.id == alerts[0].id


@pytest.mark.parametrize(("severity", "minutes"), [(S1, 10), (S2, 30)])
def test_the_next_rung_is_due_by_the_ladder_of_the_severity(
    severity: Severity, minutes: int
) -> None:
    assert judged(of(severity)).alert.due_at == NOON + timedelta(minutes=minutes)


def test_what_stands_on_a_ladder_of_one_rung_is_told_again_the_next_morning() -> None:
    assert judged(of(S3)).alert.due_at == MORNING


def test_what_waits_for_the_morning_is_told_again_the_morning_after() -> None:
    assert judged(of(S3), now=NIGHT).alert.due_at == MORNING + timedelta(days=1)


# ---------------------------------------------------------------- judged again


@pytest.mark.parametrize("severity", [S1, S2, S3, S4])
def test_an_item_judged_again_changes_nothing(severity: Severity) -> None:
    before = judged(of(severity)).alert
    around = Circumstances(standing=(before,))
    assert judge(a_desk(), of(severity), coverage_of(), around, LATER) is None


def test_an_item_that_was_held_as_old_and_is_judged_again_changes_nothing() -> None:
    before = judged(coverage=old("resignation")).alert
    around = Circumstances(standing=(before,))
    assert judge(a_desk(), a_firing(), old("resignation"), around, LATER) is None


def test_a_whole_batch_judged_again_writes_no_new_message_and_changes_no_state() -> None:
    batch = [
        (of(S3), coverage_of("first")),
        (of(S2), coverage_of("second")),
        (of(S1, "R02"), coverage_of("second")),
        (of(S2), coverage_of("third")),
        (of(S1), coverage_of("fourth")),
        (of(S1), coverage_of("fifth")),
    ]
    standing, first = _judge_all(batch, [], NOON)
    again, second = _judge_all(batch, standing, LATER)
    assert {message.id for message in second} <= {message.id for message in first}
    unchanged = [replace(alert, updated_at=NOON) for alert in again]
    assert unchanged == [replace(alert, updated_at=NOON) for alert in standing]


def _judge_all(
    batch: Iterable[tuple[Firing, Coverage]], standing: Iterable[Alert], now: datetime
) -> tuple[list[Alert], list[Delivery]]:
    alerts = {alert.id: alert for alert in standing}
    messages: list[Delivery] = []
    for firing, coverage in batch:
        around = Circumstances(standing=tuple(alerts.values()))
        if found := judge(a_desk(), firing, coverage, around, now):
            alerts[found.alert.id] = found.alert
            messages += found.deliveries
    return list(alerts.values()), messages


# ---------------------------------------------------------------- a story that grows


@pytest.mark.parametrize("severity", [S2, S3, S4])
def test_a_story_that_grows_is_held_with_the_reason_and_counted(severity: Severity) -> None:
    before = judged().alert
    found = judged(of(severity), coverage_of("copy", spread=TWO_OWNERS), [before], LATER)
    assert told(found).reason is Reason.NO_NEWS
    assert told(found).state is DeliveryState.HELD
    assert found.alert.card.owners == 2
    assert found.alert.card.headline == before.card.headline
    unchanged = replace(found.alert, card=before.card, updated_at=before.updated_at)
    assert unchanged == before


def test_every_item_of_a_story_leaves_its_reason() -> None:
    before = judged().alert
    held = [told(judged(coverage=coverage_of(name), standing=[before])) for name in ("b", "c")]
    assert [one.occasion for one in held] == [ids.item_id("b"), ids.item_id("c")]
    assert held[0].id != held[1].id


def test_a_higher_severity_tells_the_first_rung_again_and_begins_the_ladder_anew() -> None:
    before = replace(judged().alert, step=1, due_at=None)
    found = judged(of(S1), coverage_of("grave"), [before], LATER)
    message = told(found)
    assert (message.reason, message.state) == (Reason.MORE_URGENT, DeliveryState.NEW)
    assert (message.person, message.card.severity) == ("Sam Okafor", S1)
    assert (found.alert.severity, found.alert.step, found.alert.raised_at) == (S1, 0, LATER)
    assert found.alert.due_at == LATER + timedelta(minutes=10)
    assert found.alert.created_at == before.created_at


def test_the_item_that_made_an_alert_more_urgent_is_the_one_on_its_card() -> None:
    found = judged(of(S1), coverage_of("grave"), [judged().alert], LATER).alert
    assert found.item_id == ids.item_id("grave")
    assert found.card.url == "https://gazette.example/grave"


def test_a_ladder_begun_anew_has_messages_of_its_own_for_the_same_people() -> None:
    before = judged().alert
    first = climbing(a_desk(), replace(before, step=1), NOON + timedelta(minutes=30))
    risen = judged(of(S1), coverage_of("grave"), [replace(before, step=1)], LATER).alert
    second = climbing(a_desk(), replace(risen, step=1), LATER + timedelta(minutes=10))
    assert [one.person for one in (*first, *second)] == ["Ruth Adeyemi", "Ruth Adeyemi"]
    assert first[0].id != second[0].id


def test_an_acknowledged_alert_that_grows_stays_in_its_owners_hand() -> None:
    before = acknowledged(judged().alert)
    found = judged(coverage=coverage_of("copy"), standing=[before], now=LATER)
    assert told(found).reason is Reason.ACKNOWLEDGED
    assert told(found).state is DeliveryState.HELD
    assert (found.alert.state, found.alert.owner) == (AlertState.ACKNOWLEDGED, "Sam Okafor")


def test_an_acknowledged_alert_that_rises_is_told_again_and_keeps_its_owner() -> None:
    before = acknowledged(judged().alert)
    found = judged(of(S1), coverage_of("grave"), [before], LATER)
    assert told(found).reason is Reason.MORE_URGENT
    assert (found.alert.state, found.alert.owner) == (AlertState.ACKNOWLEDGED, "Sam Okafor")
    assert found.alert.due_at is None


@pytest.mark.parametrize("state", [AlertState.IN_HAND, AlertState.WITH_FORCE])
def test_whoever_works_on_an_alert_keeps_it_when_it_rises(state: AlertState) -> None:
    before = replace(acknowledged(judged().alert), state=state)
    found = judged(of(S1), coverage_of("grave"), [before], LATER)
    assert (found.alert.state, found.alert.owner) == (state, "Sam Okafor")


def test_what_was_put_off_is_not_any_more_when_it_rises() -> None:
    before = replace(acknowledged(judged().alert), state=AlertState.SNOOZED, due_at=MORNING)
    grown = judged(coverage=coverage_of("copy"), standing=[before], now=LATER)
    assert (grown.alert.state, grown.alert.due_at) == (AlertState.SNOOZED, MORNING)
    risen = judged(of(S1), coverage_of("grave"), [before], LATER)
    assert (risen.alert.state, risen.alert.owner) == (AlertState.NEW, "")
    assert risen.alert.due_at == LATER + timedelta(minutes=10)


# ---------------------------------------------------------------- notes and old news


def test_a_note_is_kept_and_told_to_nobody() -> None:
    found = judged(of(S4))
    assert (told(found).reason, told(found).state) == (Reason.NOTE_ONLY, DeliveryState.HELD)
    assert (found.alert.state, found.alert.due_at) == (AlertState.NOTED, None)


def test_a_noted_alert_whose_severity_rises_is_told_as_the_first() -> None:
    noted = judged(of(S4)).alert
    found = judged(of(S2), coverage_of("grave"), [noted], LATER)
    assert told(found).reason is Reason.FIRST
    assert (found.alert.state, found.alert.severity) == (AlertState.NEW, S2)
    assert (found.alert.created_at, found.alert.raised_at) == (NOON, LATER)


def test_an_item_published_long_before_it_was_seen_is_held_as_old_news() -> None:
    found = judged(coverage=old("resignation"))
    assert (told(found).reason, told(found).state) == (Reason.OLD_NEWS, DeliveryState.HELD)
    assert (found.alert.state, found.alert.due_at) == (AlertState.NOTED, None)


@pytest.mark.parametrize(("hours", "reason"), [(48, Reason.FIRST), (48.1, Reason.OLD_NEWS)])
def test_old_is_more_than_48_hours(hours: float, reason: Reason) -> None:
    item = an_item(published_at=NOON - timedelta(hours=hours))
    assert told(judged(coverage=coverage_of(item=item))).reason is reason


def test_an_item_without_a_date_or_with_one_to_come_is_news() -> None:
    for published in (None, NOON + timedelta(days=400)):
        item = an_item(published_at=published)
        assert told(judged(coverage=coverage_of(item=item))).reason is Reason.FIRST


@pytest.mark.parametrize("arrival", [Arrival.BACKFILL, Arrival.RENUMBERED])
def test_a_feeds_back_catalogue_wakes_nobody_however_young_it_says_it_is(arrival: Arrival) -> None:
    coverage = coverage_of(item=an_item(arrival=arrival, published_at=NOON))
    found = judged(coverage=coverage)
    assert (told(found).reason, told(found).state) == (Reason.BACK_CATALOGUE, DeliveryState.HELD)
    assert (found.alert.state, found.alert.due_at) == (AlertState.NOTED, None)
    before = judged(coverage=coverage_of("other")).alert
    risen = judged(of(S1), coverage, [before], LATER)
    assert (told(risen).reason, risen.alert.severity) == (Reason.BACK_CATALOGUE, S2)


def test_a_fresh_item_of_a_story_of_the_back_catalogue_is_told_as_the_first() -> None:
    noted = judged(coverage=coverage_of("old", item=an_item("old", arrival=Arrival.BACKFILL)))
    found = judged(coverage=coverage_of("fresh"), standing=[noted.alert], now=LATER)
    assert (told(found).reason, found.alert.state) == (Reason.FIRST, AlertState.NEW)


def test_what_a_person_entered_is_news() -> None:
    coverage = coverage_of(item=an_item(arrival=Arrival.BY_HAND))
    assert told(judged(coverage=coverage)).reason is Reason.FIRST


def test_a_date_that_cannot_be_meant_makes_nothing_old() -> None:
    item = an_item(published_at=NOON - timedelta(days=9), date_doubtful=True)
    assert told(judged(coverage=coverage_of(item=item))).reason is Reason.FIRST


def test_a_fresh_item_of_a_story_that_was_old_news_is_told_as_the_first() -> None:
    noted = judged(coverage=old("backfill")).alert
    found = judged(coverage=coverage_of("fresh"), standing=[noted], now=LATER)
    assert told(found).reason is Reason.FIRST
    assert found.alert.state is AlertState.NEW
    assert found.alert.due_at == LATER + timedelta(minutes=30)
    assert found.alert.item_id == ids.item_id("fresh")


def test_old_news_wakes_nobody_even_when_it_would_be_more_urgent() -> None:
    before = judged().alert
    found = judged(of(S1), old("backfill"), [before], LATER)
    assert (told(found).reason, told(found).state) == (Reason.OLD_NEWS, DeliveryState.HELD)
    assert (found.alert.severity, found.alert.due_at) == (S2, before.due_at)
    fresh = judged(of(S1), coverage_of("fresh"), [found.alert], LATER)
    assert told(fresh).reason is Reason.MORE_URGENT


# ---------------------------------------------------------------- several rules on one story


def test_a_lesser_alert_of_a_story_is_held_while_a_more_urgent_one_stands() -> None:
    urgent = judged(of(S1, "R02")).alert
    for firing, name in ((of(S2), "resignation"), (of(S2), "other"), (of(S3, "R08"), "other")):
        found = judged(firing, coverage_of(name), [urgent], LATER)
        assert told(found).reason is Reason.SAME_STORY
        assert found.alert.state is AlertState.NOTED


def test_a_lesser_alert_is_held_while_the_more_urgent_one_is_in_hand() -> None:
    urgent = acknowledged(judged(of(S1, "R02")).alert)
    assert told(judged(standing=[urgent])).reason is Reason.SAME_STORY


def test_a_more_urgent_alert_that_was_never_told_holds_nothing_back() -> None:
    noted = judged(of(S1, "R02"), old("backfill")).alert
    assert told(judged(standing=[noted])).reason is Reason.FIRST


def test_a_more_urgent_rule_is_told_though_a_lesser_alert_stands() -> None:
    lesser = judged(of(S2)).alert
    found = judged(of(S1, "R02"), coverage_of("grave"), [lesser], LATER)
    assert told(found).reason is Reason.FIRST


def test_a_lesser_alert_that_was_held_is_told_once_it_is_as_urgent() -> None:
    urgent = judged(of(S1, "R02")).alert
    held = judged(of(S2), standing=[urgent]).alert
    found = judged(of(S1), coverage_of("grave"), [urgent, held], LATER)
    assert (told(found).reason, found.alert.state) == (Reason.FIRST, AlertState.NEW)


def test_two_rules_that_fire_on_one_item_at_equal_severity_push_once() -> None:
    first = judged(of(S2, "R01"))
    second = judged(of(S2, "R06"), standing=[first.alert])
    assert told(first).reason is Reason.FIRST
    assert told(second).reason is Reason.SAME_STORY


def test_two_rules_push_once_when_the_item_made_one_of_them_more_urgent() -> None:
    before = judged(of(S2, "R01")).alert
    risen = judged(of(S1, "R01"), coverage_of("grave"), [before], LATER)
    second = judged(of(S1, "R02"), coverage_of("grave"), [risen.alert], LATER)
    assert told(risen).reason is Reason.MORE_URGENT
    assert told(second).reason is Reason.SAME_STORY


# ---------------------------------------------------------------- quiet hours


def test_what_can_wait_waits_for_the_morning() -> None:
    message = told(judged(of(S3), now=NIGHT))
    assert (message.reason, message.state) == (Reason.QUIET_HOURS, DeliveryState.NEW)
    assert message.not_before == MORNING


@pytest.mark.parametrize("severity", [S1, S2])
def test_what_is_urgent_does_not_wait(severity: Severity) -> None:
    message = told(judged(of(severity), now=NIGHT))
    assert (message.reason, message.not_before) == (Reason.FIRST, NIGHT)


def test_what_can_wait_is_told_at_once_by_day() -> None:
    assert told(judged(of(S3))).reason is Reason.FIRST


@pytest.mark.parametrize(
    ("found_at", "told_at"),
    [
        # 25 October 2026: 02:00 BST becomes 01:00 GMT, and 01:30 comes twice.
        (datetime(2026, 10, 24, 19, 0, tzinfo=UTC), datetime(2026, 10, 25, 7, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 7, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), datetime(2026, 10, 25, 7, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 7, 29, tzinfo=UTC), datetime(2026, 10, 25, 7, 30, tzinfo=UTC)),
        # 28 March 2027: 01:00 GMT becomes 02:00 BST, and 01:30 never comes.
        (datetime(2027, 3, 27, 20, 0, tzinfo=UTC), datetime(2027, 3, 28, 6, 30, tzinfo=UTC)),
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), datetime(2027, 3, 28, 6, 30, tzinfo=UTC)),
        (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), datetime(2027, 3, 28, 6, 30, tzinfo=UTC)),
        (datetime(2027, 3, 28, 6, 29, tzinfo=UTC), datetime(2027, 3, 28, 6, 30, tzinfo=UTC)),
    ],
)
def test_the_morning_is_half_past_seven_in_london_when_clocks_change(
    found_at: datetime, told_at: datetime
) -> None:
    message = told(judged(of(S3), now=found_at))
    assert (message.reason, message.not_before) == (Reason.QUIET_HOURS, told_at)


def test_what_is_held_for_another_reason_says_so_at_night_too() -> None:
    before = judged(of(S3)).alert
    grown = judged(of(S3), coverage_of("copy"), [before], NIGHT)
    assert told(grown).reason is Reason.NO_NEWS
    assert told(judged(of(S3), old("backfill"), now=NIGHT)).reason is Reason.OLD_NEWS


# ---------------------------------------------------------------- the next rung


def climbing(desk: Desk, alert: Alert, now: datetime) -> tuple[Delivery, ...]:
    """What goes out when the clock tells the rung at which the alert stands."""
    telling = Telling(rung=rung_at(alert), reason=Reason.UNANSWERED)
    return messages_of(desk, alert, telling, now)


def test_the_next_rung_reads_why_it_is_told() -> None:
    alert = replace(judged().alert, step=1)
    (message,) = climbing(a_desk(), alert, LATER)
    assert (message.person, message.reason) == ("Ruth Adeyemi", Reason.UNANSWERED)
    assert (message.state, message.not_before) == (DeliveryState.NEW, LATER)


def test_the_next_rung_of_what_can_wait_is_not_woken() -> None:
    chains = {S3: (Step(role="on-call", after_minutes=0), Step(role="backup", after_minutes=60))}
    desk = a_desk(chains=chains)
    alert = replace(judged(of(S3), desk=desk).alert, step=1)
    (message,) = climbing(desk, alert, NIGHT)
    assert (message.person, message.not_before) == ("Ruth Adeyemi", MORNING)


def test_an_alert_climbs_the_ladder_that_it_began_with() -> None:
    before = replace(judged(of(S1)).alert, step=2)
    short = a_desk(chains={S1: (Step(role="on-call", after_minutes=0),)})
    found = judged(of(S1), coverage_of("copy"), [before], LATER, short)
    assert told(found).reason is Reason.NO_NEWS
    (message,) = climbing(short, before, LATER)
    assert message.person == "Gwen Pryce"
