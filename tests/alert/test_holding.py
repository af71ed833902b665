"""Silences, crises, cool-downs, rules on trial, the day's budget: who is told, and who is not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from monitor import ids
from monitor.alert.holding import (
    Circumstances,
    Push,
    after,
    counted,
    reminders_due,
    silence_on,
)
from monitor.alert.judge import judge
from monitor.records import (
    HELD,
    Alert,
    AlertState,
    Arrival,
    Coverage,
    Crisis,
    Delivery,
    DeliveryState,
    Judgement,
    Manners,
    Reason,
    Sensitive,
    Severity,
    Silence,
)
from tests.alert.samples import (
    MORNING,
    NIGHT,
    NOON,
    S1,
    S2,
    S3,
    S4,
    STORY,
    a_desk,
    a_firing,
    a_rule,
    an_alert,
    an_item,
    coverage_of,
)

HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
LATER = NOON + 40 * MINUTE
OTHER = ids.story_id("other")


def a_silence(**changes: Any) -> Silence:
    silence = Silence(
        id="a1b2",
        rule_id="R01",
        why="the trial is on, everybody knows",
        owner="Ruth Adeyemi",
        begins_at=NOON - DAY,
        ends_at=NOON + DAY,
    )
    return replace(silence, **changes)


def a_crisis(**changes: Any) -> Crisis:
    crisis = Crisis(
        id="c1",
        office_id="ashvale",
        story_id=STORY,
        title="The row",
        started_by="Ruth Adeyemi",
        started_at=NOON - HOUR,
    )
    return replace(crisis, **changes)


def judged(
    severity: Severity = S2,
    rule: str = "R01",
    *,
    item: str = "resignation",
    coverage: Coverage | None = None,
    now: datetime = NOON,
    **around: Any,
) -> Judgement:
    firing = a_firing(rule_id=rule, severity=severity)
    found = judge(a_desk(), firing, coverage or coverage_of(item), Circumstances(**around), now)
    assert found
    return found


def told(judgement: Judgement) -> Delivery:
    (delivery,) = judgement.deliveries
    return delivery


def held(judgement: Judgement) -> Reason:
    message = told(judgement)
    assert (message.state is DeliveryState.HELD) == (message.reason in HELD)
    return message.reason


# ---------------------------------------------------------------- silences


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, Reason.SILENCED),
        ({"rule_id": "R02"}, Reason.FIRST),
        ({"rule_id": "", "story_id": STORY}, Reason.SILENCED),
        ({"rule_id": "", "story_id": OTHER}, Reason.FIRST),
        ({"rule_id": "", "source_id": "ashvale-gazette"}, Reason.SILENCED),
        ({"rule_id": "", "source_id": "norbury-post"}, Reason.FIRST),
        ({"story_id": STORY}, Reason.SILENCED),
        ({"story_id": OTHER}, Reason.FIRST),
        ({"begins_at": NOON}, Reason.SILENCED),
        ({"begins_at": NOON + MINUTE}, Reason.FIRST),
        ({"ends_at": NOON}, Reason.FIRST),
        ({"ends_at": NOON + MINUTE}, Reason.SILENCED),
        ({"ended_at": NOON - MINUTE, "ended_by": "Sam"}, Reason.FIRST),
    ],
)
def test_a_silence_holds_what_it_names_while_it_stands(
    changes: dict[str, Any], reason: Reason
) -> None:
    assert held(judged(silences=(a_silence(**changes),))) is reason


def test_what_is_silenced_says_whose_word_it_was_and_waits_for_nobody() -> None:
    found = judged(S1, silences=(a_silence(),))
    assert told(found).note == "silence a1b2 of Ruth Adeyemi: the trial is on, everybody knows"
    assert (found.alert.state, found.alert.due_at) == (AlertState.NOTED, None)


def test_an_alert_that_was_told_is_not_raised_while_it_is_silent() -> None:
    before = judged(S3).alert
    found = judged(S1, item="grave", standing=(before,), silences=(a_silence(),), now=LATER)
    assert (held(found), found.alert.severity) == (Reason.SILENCED, S3)


def test_after_a_silence_the_next_item_of_the_story_is_the_first_that_is_told() -> None:
    noted = judged(silences=(a_silence(),)).alert
    found = judged(item="next", standing=(noted,), now=NOON + DAY, silences=(a_silence(),))
    assert (held(found), found.alert.state) == (Reason.FIRST, AlertState.NEW)


def test_the_first_silence_that_fits_is_the_one_that_is_named() -> None:
    silences = (a_silence(id="x", rule_id="R09"), a_silence(id="y"), a_silence(id="z"))
    found = silence_on(silences, "R01", coverage_of(), NOON)
    assert found
    assert found.id == "y"


@pytest.mark.parametrize(
    ("changes", "days", "due"),
    [
        ({}, 6.99, False),
        ({}, 7, True),
        ({"reminded_at": NOON + DAY}, 8, False),
        ({"ended_at": NOON + DAY, "ended_by": "Sam"}, 8, False),
        ({"ends_at": NOON + 8 * DAY}, 8, False),
        ({"begins_at": NOON + DAY}, 7, False),
    ],
)
def test_a_silence_is_recalled_once_when_it_stands_for_a_week(
    changes: dict[str, Any], days: float, due: bool
) -> None:
    silence = a_silence(**{"begins_at": NOON, "ends_at": NOON + 60 * DAY} | changes)
    found = reminders_due([silence], Manners(reminder_days=7), NOON + days * DAY)
    assert found == ((silence,) if due else ())


@pytest.mark.parametrize(
    ("begins", "due"),
    [
        ("2026-10-20T09:00", "2026-10-27T10:00"),  # the clock goes back in between
        ("2027-03-24T10:00", "2027-03-31T09:00"),  # … or on
        ("2026-11-17T10:00", "2026-11-24T10:00"),
    ],
)
def test_a_week_is_a_week_by_londons_clock(begins: str, due: str) -> None:
    starts, ends = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (begins, due))
    silence = a_silence(begins_at=starts, ends_at=starts + 60 * DAY)
    assert reminders_due([silence], Manners(), ends - MINUTE) == ()
    assert reminders_due([silence], Manners(), ends) == (silence,)


# ---------------------------------------------------------------- rules on trial


def test_a_rule_on_trial_is_kept_for_the_books_alone() -> None:
    found = judged(S1, rules={"R01": a_rule(shadow=True)})
    assert (held(found), found.alert.state) == (Reason.SHADOW, AlertState.NOTED)


def test_a_rule_on_trial_mutes_no_other() -> None:
    shadow = judged(S1, "R02", rules={"R02": a_rule(id="R02", shadow=True)}).alert
    assert held(judged(S2, standing=(shadow,))) is Reason.FIRST


# ---------------------------------------------------------------- closing and resting


def closed(severity: Severity = S2, at: datetime = NOON) -> Alert:
    alert = judged(severity, now=NOON - DAY).alert
    return replace(alert, state=AlertState.CLOSED, updated_at=at, due_at=None)


@pytest.mark.parametrize(
    ("hours", "severity", "reason"),
    [
        (0.1, S2, Reason.COOLING),
        (11.9, S3, Reason.COOLING),
        (11.9, S1, Reason.MORE_URGENT),
        (12, S2, Reason.FIRST),
        (12, S4, Reason.NOTE_ONLY),
    ],
)
def test_a_closed_alert_rests_for_half_a_day_unless_it_becomes_more_urgent(
    hours: float, severity: Severity, reason: Reason
) -> None:
    now = NOON + hours * HOUR if severity is not S3 else NOON + timedelta(hours=5)
    found = judged(severity, item="again", standing=(closed(),), now=now)
    assert held(found) is reason


def test_the_cool_down_is_as_long_as_the_office_wants_it() -> None:
    short = Manners(cool_down_hours=0.5)
    found = judged(item="again", standing=(closed(),), manners=short, now=LATER)
    assert held(found) is Reason.FIRST


def test_news_of_a_resting_alert_do_not_make_it_rest_longer() -> None:
    before = closed()
    found = judged(item="again", standing=(before,), now=NOON + 11 * HOUR)
    assert (held(found), found.alert) == (Reason.COOLING, before)


def test_an_alert_that_opens_again_has_no_owner_and_a_ladder_from_now() -> None:
    before = replace(closed(), owner="Sam Okafor", acknowledged_at=NOON, step=1)
    found = judged(item="again", standing=(before,), now=NOON + 13 * HOUR).alert
    assert (found.id, found.state, found.owner) == (before.id, AlertState.NEW, "")
    assert (found.step, found.due_at) == (0, NOON + 13 * HOUR + 30 * MINUTE)
    assert found.created_at == before.created_at


def test_a_closed_alert_mutes_no_other() -> None:
    found = judged(S3, "R08", item="b", standing=(closed(S1),), now=LATER)
    assert held(found) is Reason.FIRST


# ---------------------------------------------------------------- one story, several rules


def test_variants_of_a_rule_raise_one_alert() -> None:
    before = an_alert("R01a", item_id="x")
    found = judged(S2, standing=(before,), now=LATER)
    assert (held(found), found.alert.id) == (Reason.NO_NEWS, before.id)


def test_a_standing_s1_mutes_a_lesser_alert_that_rises_below_it() -> None:
    urgent = an_alert("R02", severity=S1, item_id="x")
    before = an_alert("R01", severity=S3, item_id="y")
    found = judged(S2, item="z", standing=(urgent, before), now=LATER)
    assert (held(found), found.alert.severity) == (Reason.SAME_STORY, S3)


def test_a_standing_s1_does_not_mute_an_s1_of_another_rule() -> None:
    urgent = an_alert("R02", severity=S1, item_id="x")
    assert held(judged(S1, item="z", standing=(urgent,))) is Reason.FIRST


def test_an_open_s2_of_an_earlier_item_makes_another_rules_alert_more_urgent() -> None:
    earlier = an_alert("R06", item_id="x")
    found = judged(S2, standing=(earlier,), rules={"R01": a_rule()})
    assert (held(found), found.alert.severity) == (Reason.FIRST, S1)
    assert found.alert.card.because[-1] == (
        "more urgent by one: an urgent alert of R06 stands open in this story"
    )


def test_an_s2_of_an_item_that_is_judged_later_counts_for_nothing_when_judged_again() -> None:
    later = an_alert("R06", item_id="later")
    rules = {"R01": a_rule()}
    found = judged(S2, standing=(later,), rules=rules, ahead={"later"})
    assert found.alert.severity is S2


# ---------------------------------------------------------------- crises


@pytest.mark.parametrize(
    ("severity", "reason"),
    [
        (S1, Reason.FIRST),
        (S2, Reason.IN_CRISIS),
        (S3, Reason.IN_CRISIS),
        (S4, Reason.NOTE_ONLY),
    ],
)
def test_in_a_crisis_the_team_hears_of_s1_alone(severity: Severity, reason: Reason) -> None:
    assert held(judged(severity, crises=(a_crisis(),))) is reason


@pytest.mark.parametrize("changes", [{"story_id": OTHER}, {"ended_at": NOON, "ended_by": "Sam"}])
def test_another_storys_crisis_and_one_that_is_over_hold_nothing(changes: dict[str, Any]) -> None:
    assert held(judged(S2, crises=(a_crisis(**changes),))) is Reason.FIRST


def test_in_a_crisis_an_alert_that_rises_to_s1_is_told() -> None:
    before = an_alert("R01", severity=S2, item_id="x")
    found = judged(S1, item="z", standing=(before,), crises=(a_crisis(),), now=LATER)
    assert held(found) is Reason.MORE_URGENT


def test_after_a_crisis_the_next_item_is_told() -> None:
    noted = judged(S2, crises=(a_crisis(),)).alert
    assert noted.state is AlertState.NOTED
    assert held(judged(S2, item="next", standing=(noted,), now=LATER)) is Reason.FIRST


# ---------------------------------------------------------------- the day's budget


@pytest.mark.parametrize(
    ("severity", "pushed", "critical", "reason"),
    [
        (S2, 9, 0, Reason.FIRST),
        (S2, 10, 0, Reason.BUDGET),
        (S3, 10, 0, Reason.BUDGET),
        (S4, 10, 0, Reason.NOTE_ONLY),
        (S1, 500, 9, Reason.FIRST),
        (S1, 500, 10, Reason.BUDGET),
        (S2, 9, 9, Reason.FIRST),
    ],
)
def test_the_budget_of_a_day_holds_what_comes_after_it_and_an_s1_only_in_a_storm(
    severity: Severity, pushed: int, critical: int, reason: Reason
) -> None:
    assert held(judged(severity, pushed_today=pushed, critical_lately=critical)) is reason


def test_what_the_budget_holds_waits_for_an_answer_without_a_ladder_of_its_own() -> None:
    found = judged(S2, pushed_today=10)
    assert (found.alert.state, found.alert.due_at) == (AlertState.NEW, None)
    assert found.alert.severity is S2


def test_an_alert_that_rises_beyond_the_budget_has_risen() -> None:
    before = an_alert("R01", severity=S3, item_id="x")
    found = judged(S2, item="z", standing=(before,), pushed_today=10, now=LATER)
    assert (held(found), found.alert.severity) == (Reason.BUDGET, S2)
    assert (found.alert.raised_at, found.alert.due_at) == (LATER, None)


def test_a_story_in_crisis_is_not_held_by_the_budget() -> None:
    found = judged(S1, crises=(a_crisis(),), pushed_today=99)
    assert held(found) is Reason.FIRST


@pytest.mark.parametrize(
    ("severity", "summed_up_at", "told_at"),
    [
        (S2, None, NOON + 2 * MINUTE),
        (S2, NOON - 10 * MINUTE, NOON + 20 * MINUTE),
        (S2, NOON - 29 * MINUTE, NOON + 2 * MINUTE),
        (S2, NOON - 5 * HOUR, NOON + 2 * MINUTE),
        (S1, None, NOON),
        (S1, NOON - timedelta(seconds=20), NOON + timedelta(seconds=40)),
        (S1, NOON - 5 * MINUTE, NOON),
    ],
)
def test_a_summary_leaves_with_a_pause_after_the_last_one(
    severity: Severity, summed_up_at: datetime | None, told_at: datetime
) -> None:
    found = judged(severity, pushed_today=99, critical_lately=99, summed_up_at=summed_up_at)
    assert (held(found), told(found).not_before) == (Reason.BUDGET, told_at)


def test_what_can_wait_for_the_morning_waits_for_it_whatever_was_pushed() -> None:
    found = judged(S3, now=NIGHT, pushed_today=99)
    assert (held(found), told(found).not_before) == (Reason.QUIET_HOURS, MORNING)


def test_a_summary_of_what_can_wait_does_not_leave_in_quiet_hours() -> None:
    evening = NIGHT.replace(hour=19, minute=59)
    assert told(judged(S3, now=evening, pushed_today=99)).not_before == MORNING
    assert told(judged(S2, now=evening, pushed_today=99)).not_before == evening + 2 * MINUTE


# ---------------------------------------------------------------- counting a day


def pushes(*times: datetime, severity: Severity = S2, story: str = OTHER) -> list[Push]:
    return [Push(at, severity, story) for at in times]


def count(found: list[Push], now: datetime, **around: Any) -> tuple[int, int]:
    seen = counted(Circumstances(**around), found, now)
    return seen.pushed_today, seen.critical_lately


@pytest.mark.parametrize(
    ("pushed", "now", "today"),
    [
        # In winter London's midnight is UTC's, in summer an hour before it.
        (datetime(2026, 11, 16, 23, 59, tzinfo=UTC), datetime(2026, 11, 17, tzinfo=UTC), 0),
        (datetime(2026, 11, 17, 0, 0, tzinfo=UTC), datetime(2026, 11, 17, 23, 59, tzinfo=UTC), 1),
        (datetime(2026, 7, 1, 22, 59, tzinfo=UTC), datetime(2026, 7, 1, 23, 0, tzinfo=UTC), 0),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), datetime(2026, 7, 2, 22, 59, tzinfo=UTC), 1),
        # 25 October 2026 lasts from 23:00 UTC on the day before for 25 hours …
        (datetime(2026, 10, 24, 23, 0, tzinfo=UTC), datetime(2026, 10, 25, 23, 59, tzinfo=UTC), 1),
        (datetime(2026, 10, 24, 22, 59, tzinfo=UTC), datetime(2026, 10, 25, 0, 0, tzinfo=UTC), 0),
        # … and 28 March 2027 for 23.
        (datetime(2027, 3, 28, 0, 0, tzinfo=UTC), datetime(2027, 3, 28, 22, 59, tzinfo=UTC), 1),
        (datetime(2027, 3, 28, 0, 0, tzinfo=UTC), datetime(2027, 3, 28, 23, 0, tzinfo=UTC), 0),
    ],
)
def test_the_budget_is_that_of_a_london_day(pushed: datetime, now: datetime, today: int) -> None:
    assert count(pushes(pushed), now) == (today, 0)


def test_s1_count_for_an_hour_and_for_the_day() -> None:
    times = [NOON - timedelta(minutes=minutes) for minutes in (0, 59, 60, 90)]
    assert count(pushes(*times, severity=S1), NOON) == (4, 2)


def test_what_waits_for_tomorrow_counts_tomorrow() -> None:
    assert count(pushes(MORNING), NIGHT) == (0, 0)
    assert count(pushes(MORNING), MORNING) == (1, 0)


def test_what_is_told_of_a_story_in_crisis_costs_no_budget() -> None:
    assert count(pushes(NOON, severity=S1, story=STORY), NOON, crises=(a_crisis(),)) == (0, 0)


@pytest.mark.parametrize(
    ("severity", "now", "counts"),
    [
        (S1, NOON, (1, 1)),
        (S2, NOON, (1, 0)),
        (S3, NOON, (1, 0)),
        (S4, NOON, (0, 0)),
        (S3, NIGHT, (0, 0)),  # for tomorrow's morning
        (S3, MORNING - HOUR, (1, 0)),  # for this one
    ],
)
def test_a_push_is_counted_before_the_next_firing_is_judged(
    severity: Severity, now: datetime, counts: tuple[int, int]
) -> None:
    item = an_item(first_seen_at=now, published_at=now)
    done = judged(severity, coverage=coverage_of(item=item), now=now)
    left = after(Circumstances(), done, now)
    assert (left.pushed_today, left.critical_lately) == counts
    assert left.standing == (done.alert,)


def test_what_is_held_costs_no_budget_and_an_alert_stands_once() -> None:
    before = judged().alert
    grown = judged(item="copy", standing=(before,))
    left = after(Circumstances(standing=(before,)), grown, NOON)
    assert (left.pushed_today, left.standing) == (0, (grown.alert,))


# ---------------------------------------------------------------- before an election


PERIOD = Manners(
    sensitive=(Sensitive(name="The election", from_=date(2026, 11, 1), to=date(2026, 11, 20)),)
)


@pytest.mark.parametrize(
    ("party", "manners", "banner"),
    [
        (
            True,
            PERIOD,
            "The election, until 20 November: we answer for the office, not for a party",
        ),
        (True, Manners(), ""),
        (False, PERIOD, ""),
    ],
)
def test_party_news_carries_a_banner_before_an_election(
    party: bool, manners: Manners, banner: str
) -> None:
    found = judged(S2, rules={"R01": a_rule(party=party)}, manners=manners)
    assert found.alert.card.banner == told(found).card.banner == banner


# ---------------------------------------------------------------- which reason comes first


OLD = coverage_of(item=an_item(arrival=Arrival.BACKFILL))
Make = Callable[[], Judgement]


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (
            lambda: judged(S2, coverage=OLD, silences=(a_silence(),)),
            Reason.BACK_CATALOGUE,
        ),
        (
            lambda: judged(S2, silences=(a_silence(),), crises=(a_crisis(),)),
            Reason.SILENCED,
        ),
        (
            lambda: judged(S2, crises=(a_crisis(),), standing=(an_alert("R02", severity=S1),)),
            Reason.IN_CRISIS,
        ),
        (
            lambda: judged(S2, standing=(an_alert("R02", severity=S1),), pushed_today=99),
            Reason.SAME_STORY,
        ),
        (
            lambda: judged(S3, silences=(a_silence(ends_at=MORNING),), now=NIGHT),
            Reason.SILENCED,
        ),
    ],
)
def test_of_several_reasons_the_one_is_kept_that_says_most(found: Make, reason: Reason) -> None:
    assert held(found()) is reason


def test_old_is_what_the_office_says_it_is() -> None:
    item = an_item(published_at=NOON - 5 * HOUR)
    found = judged(coverage=coverage_of(item=item), manners=Manners(old_hours=4))
    assert held(found) is Reason.OLD_NEWS
