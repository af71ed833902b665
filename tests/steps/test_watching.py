"""What is watched over time, over a real DuckDB and a real SQLite: rates, stories, releases, …"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor import ids
from monitor.network.console import Console
from monitor.records import (
    AlertState,
    Arrival,
    Crisis,
    DiaryEntry,
    Firing,
    Outcome,
    Output,
    Person,
    Pickup,
    PollState,
    Raise,
    Reason,
    Reuse,
    Sensitive,
    SourceEvent,
    Step,
    Tier,
)
from monitor.steps.acting import acknowledge
from monitor.steps.judging import judge_and_keep
from monitor.steps.watch import open_watch
from monitor.steps.watches.usual import STREAMS, usual_of
from monitor.store import ledger
from monitor.store.registers import save
from monitor.store.rows import to_row
from monitor.store.sources import add_posts_paid, save_polls
from monitor.store.watched import find_state, stuck_ways
from tests.alert.samples import NIGHT, NOON, S1, S2, S3, S4, a_firing, a_rule, coverage_of
from tests.steps.quiet_past import (
    DAY,
    HOUR,
    MINUTE,
    Ashvale,
    Data,
    a_source,
    quiet_weeks,
    settings_with,
    watching,
)

ONE = NOON + HOUR
SPIKE = a_rule(
    id="R21",
    name="More than usual",
    severity=S3,
    watches="rate",
    at_least=5,
    raise_=(Raise(to=S2, tone_below=-0.25), Raise(to=S2, office_hours=False)),
)
SURGE = a_rule(
    id="R24",
    name="A surge at night",
    watches="rate",
    stream="social",
    hours=0.5,
    at_least=10,
    growth=2.0,
    authors=8,
    office_hours=False,
)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Data]:
    base, path = tmp_path_factory.mktemp("base"), tmp_path_factory.mktemp("past")
    with open_watch(settings_with(), base, None, print) as watch:
        yield quiet_weeks(Data(path, watch))


@pytest.fixture
def folder(past: Data, tmp_path: Path) -> Data:
    """Nine quiet weeks, ready to go on."""
    return past.copied(tmp_path / "data")


def of(ashvale: Ashvale, rule: str) -> list[tuple[str, AlertState]]:
    return [(one.severity.value, one.state) for one in ashvale.alerts(rule)]


# ---------------------------------------------------------------- spikes


def test_a_spike_is_told_once_grows_and_ends(folder: Data) -> None:
    with watching(folder, SPIKE) as ashvale:
        ashvale.look(ONE - 10 * MINUTE)
        assert ashvale.alerts() == []
        ashvale.bring_many(9, at=ONE)
        ashvale.look(ONE)
        (alert,) = ashvale.alerts()
        assert (alert.severity, alert.state) == (S3, AlertState.NEW)
        assert alert.card.because == (
            "9 items in the last hour where 0.4 is usual at this time of a Tuesday; yesterday 1, "
            "last Tuesday 1; since Tue 17 Nov, 12:00",
        )
        ashvale.look(ONE + MINUTE)
        assert len(ashvale.messages()) == 1
        ashvale.bring_many(20, at=ONE + 20 * MINUTE)
        ashvale.looks(ONE + 20 * MINUTE, ONE + HOUR)
        assert [one.reason for one in ashvale.messages()] == [Reason.FIRST, Reason.NO_NEWS]
        ashvale.looks(ONE + HOUR, ONE + 6 * HOUR)
        assert of(ashvale, "R21") == [("S3", AlertState.CLOSED)]


def test_a_restart_in_the_middle_neither_loses_a_spike_nor_tells_it_again(folder: Data) -> None:
    with watching(folder, SPIKE) as ashvale:
        ashvale.bring_many(9, at=ONE)
        ashvale.look(ONE)
        told = ashvale.alerts(), ashvale.messages()
    with watching(folder, SPIKE) as ashvale:
        ashvale.looks(ONE + MINUTE, ONE + 20 * MINUTE)
        assert (ashvale.alerts(), ashvale.messages()) == told
    with watching(folder, SPIKE) as ashvale:
        ashvale.looks(ONE + 4 * HOUR, ONE + 7 * HOUR)
        assert of(ashvale, "R21") == [("S3", AlertState.CLOSED)]


def test_a_crash_between_the_spike_and_its_alert_loses_nothing(folder: Data) -> None:
    """No rule was there to be fired, as if the process had died just before it was asked."""
    deaf = replace(SPIKE, at_least=1000)
    with watching(folder, deaf) as ashvale:
        ashvale.bring_many(9, at=ONE)
        ashvale.look(ONE)
        assert ashvale.alerts() == []
    with watching(folder, SPIKE) as ashvale:
        ashvale.look(ONE + 2 * MINUTE)
        assert of(ashvale, "R21") == [("S3", AlertState.NEW)]


@pytest.mark.parametrize(
    ("changes", "at", "severity"),
    [({"score": -0.6}, ONE, "S2"), ({}, ONE + 7 * HOUR, "S2"), ({}, ONE, "S3")],
    ids=["negative", "at eight in the evening", "by day"],
)
def test_a_sour_or_late_spike_is_urgent(
    folder: Data, changes: dict[str, Any], at: datetime, severity: str
) -> None:
    with watching(folder, SPIKE) as ashvale:
        ashvale.bring_many(9, at=at, **changes)
        ashvale.look(at)
        assert of(ashvale, "R21") == [(severity, AlertState.NEW)]


@pytest.mark.parametrize(
    "changes",
    [
        {"story": "wire", "reason": "copy"},
        {"arrival": Arrival.BACKFILL},
        {"arrival": Arrival.BY_HAND},
        {"published_at": ONE - 6 * HOUR},
        {"tier": Tier.PARTNER},
    ],
    ids=["copies", "back catalogue", "by hand", "after an outage of ours", "partners"],
)
def test_copies_and_what_comes_late_are_no_spike(folder: Data, changes: dict[str, Any]) -> None:
    with watching(folder, SPIKE) as ashvale:
        ashvale.bring_many(12, at=ONE, **changes)
        ashvale.look(ONE)
        assert ashvale.alerts() == []


def test_a_date_without_a_time_does_not_make_an_item_late(folder: Data) -> None:
    with watching(folder, SPIKE) as ashvale:
        ashvale.bring_many(9, at=ONE, published_at=datetime(2026, 11, 17, tzinfo=UTC))
        ashvale.look(ONE)
        assert len(ashvale.alerts()) == 1


def the_diary(ashvale: Ashvale, **changes: Any) -> None:
    entry = DiaryEntry(
        id=ids.content_id("diary", repr(changes)),
        office_id="ashvale",
        kind="meeting",
        title="Precept day",
        starts_at=NOON,
        words=("precept",),
        entered_by="sam",
        entered_at=NOON - DAY,
    )
    save(ashvale.watch.ledger, "diary", replace(entry, **changes), "sam", NOON - DAY)


def test_what_the_diary_expected_is_no_spike_and_what_comes_beside_it_is(folder: Data) -> None:
    with watching(folder, SPIKE) as ashvale:
        the_diary(ashvale)
        ashvale.bring_many(12, at=ONE, title="Commissioner sets the precept")
        ashvale.look(ONE)
        assert ashvale.alerts() == []
        ashvale.bring_many(9, at=ONE + 5 * MINUTE, title="Commissioner in a storm")
        ashvale.look(ONE + 5 * MINUTE)
        assert len(ashvale.alerts("R21")) == 1


def a_crisis(story: str, **changes: Any) -> Crisis:
    crisis = Crisis(
        id="crisis",
        office_id="ashvale",
        story_id=ids.story_id(story),
        title="The row",
        started_by="sam",
        started_at=NOON,
    )
    return replace(crisis, **changes)


def declare(ashvale: Ashvale, crisis: Crisis) -> None:
    row = replace(crisis, ended_by="sam" if crisis.ended_at else "")
    ashvale.watch.ledger.execute(ledger.SQL["add_crisis"], to_row(row, "crisis_id"))


def test_what_a_declared_crisis_brings_is_no_spike_of_its_own(folder: Data) -> None:
    with watching(folder, SPIKE) as ashvale:
        declare(ashvale, a_crisis("row"))
        ashvale.bring_many(12, at=ONE, story="row")
        ashvale.look(ONE)
        assert ashvale.alerts() == []


def test_crises_the_diary_and_outages_teach_nothing(folder: Data) -> None:
    with watching(folder, SPIKE) as ashvale:
        then = NOON - 3 * DAY
        declare(ashvale, a_crisis("row", started_at=then, ended_at=then + DAY))
        due = NOON - 6 * DAY + HOUR
        the_diary(ashvale, starts_at=due)
        ashvale.bring_many(4, at=due + 9 * MINUTE, title="Commissioner sets the precept")
        ashvale.bring(at=NOON + 3 * DAY)  # nothing had come for three days
        now = NOON + 3 * DAY + HOUR
        (office,) = ashvale.watch.settings.offices
        for stream in STREAMS:
            left_out = usual_of(ashvale.watch, office, stream, now).history.left_out
            assert {NOON, NOON + DAY, NOON + 3 * DAY} <= left_out
            assert {then - DAY, then, then + 2 * DAY} <= left_out
            assert (due in left_out) == (stream == "news")
            assert not {due + DAY, due - DAY, then - 2 * DAY} & left_out


# ---------------------------------------------------------------- surges


def test_a_surge_of_posts_at_night_is_told_and_ends(folder: Data) -> None:
    with watching(folder, SURGE) as ashvale:
        posts = [
            {"at": NIGHT - n * MINUTE, "tier": Tier.SOCIAL, "author": f"@{n % 21}"}
            for n in range(26)
        ]
        ashvale.bring_all(posts)
        ashvale.look(NIGHT)
        (alert,) = ashvale.alerts()
        assert alert.card.because[:2] == (
            "26 posts in half an hour, none in as long before",
            "from 21 accounts",
        )
        ashvale.looks(NIGHT + 5 * MINUTE, NIGHT + 90 * MINUTE, 5 * MINUTE)
        assert of(ashvale, "R24") == [("S2", AlertState.CLOSED)]
        assert len(ashvale.messages()) == 1


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"author": "@one"}, NIGHT),
        ({"author": "@one", "story": "same", "reason": "copy"}, NIGHT),
        ({}, NOON + HOUR),
    ],
    ids=["one account", "the same words", "by day"],
)
def test_other_posts_are_no_surge(folder: Data, changes: dict[str, Any], at: datetime) -> None:
    with watching(folder, SURGE) as ashvale:
        posts = [
            {"at": at - n * MINUTE, "tier": Tier.SOCIAL, "author": f"@{n}"} | changes
            for n in range(26)
        ]
        ashvale.bring_all(posts)
        ashvale.look(at)
        assert ashvale.alerts() == []


# ---------------------------------------------------------------- a sour day

SOUR = a_rule(id="R22", name="A sour day", severity=S3, watches="share", at_least=6, share=0.6)


def a_day(ashvale: Ashvale, negative: int, others: int, at: datetime) -> None:
    ashvale.bring_all([{"at": at - n * MINUTE, "score": -0.6} for n in range(negative)])
    if others:
        ashvale.bring_all([{"at": at - HOUR - n * MINUTE} for n in range(others)])


def test_a_day_of_bad_news_is_told_and_a_second_one_is_urgent(folder: Data) -> None:
    with watching(folder, SOUR) as ashvale:
        a_day(ashvale, 7, 1, NOON)  # and one that came at nine
        ashvale.look(NOON)
        (first,) = ashvale.alerts()
        assert first.severity is S3
        assert first.card.headline == "A bad day for Ashvale: 7 of 9 items are negative"
        a_day(ashvale, 8, 0, NOON + DAY)
        ashvale.look(NOON + DAY)
        assert of(ashvale, "R22") == [("S2", AlertState.NEW), ("S3", AlertState.NEW)]
        ashvale.look(NOON + 2 * DAY)
        assert of(ashvale, "R22") == [("S2", AlertState.NEW), ("S3", AlertState.CLOSED)]
        ashvale.look(NOON + 3 * DAY)
        assert {one.state for one in ashvale.alerts()} == {AlertState.CLOSED}


def test_what_is_held_for_the_morning_does_not_end_at_midnight(folder: Data) -> None:
    with watching(folder, SOUR) as ashvale:
        a_day(ashvale, 7, 1, NIGHT)
        ashvale.look(NIGHT)
        ashvale.look(NIGHT + 3 * HOUR)
        assert [one.state.value for one in ashvale.messages()] == ["new"]


# ---------------------------------------------------------------- stories

SLOW = a_rule(
    id="R23", name="It will not die", severity=S3, watches="story", days=5, after_hours=336.0,
    at_least=2,
)  # fmt: skip


def test_a_story_that_is_negative_on_five_days_is_told_and_rests(folder: Data) -> None:
    with watching(folder, SLOW) as ashvale:
        for day in range(5):
            (alert,) = ashvale.alerts() or (None,)
            assert alert is None
            at = NOON + day * DAY
            newest = ashvale.bring(at=at, story="101 calls", score=-0.5, title=f"Calls, day {day}")
            ashvale.look(at)
        (alert,) = ashvale.alerts()
        assert (alert.item_id, alert.story_id) == (newest.id, ids.story_id("101 calls"))
        assert alert.card.headline == "Calls, day 4"
        assert alert.card.because[0] == "negative items on 5 of the last 7 days"
        ashvale.look(NOON + 9 * DAY)
        assert of(ashvale, "R23") == [("S3", AlertState.CLOSED)]


def test_a_story_that_comes_back_is_told_and_a_single_mention_is_not(folder: Data) -> None:
    with watching(folder, SLOW) as ashvale:
        ashvale.bring_many(3, at=NOON, story="budget")
        back = NOON + 20 * DAY
        ashvale.bring(at=back, story="budget")
        ashvale.look(back)
        assert ashvale.alerts() == []
        ashvale.bring(at=back + DAY, story="budget")
        ashvale.look(back + DAY)
        (alert,) = ashvale.alerts()
        assert alert.card.because[0] == "back with 2 new items after 20 days of rest"


# ---------------------------------------------------------------- releases

UNUSED = a_rule(id="R32", name="Not picked up", severity=S4, watches="release", after_hours=24.0)
STILL = replace(UNUSED, id="R32b", severity=S3, after_hours=72.0)


def a_release(ashvale: Ashvale, **changes: Any) -> Output:
    output = Output(
        id="helpline",
        office_id="ashvale",
        title="A helpline for victims in Kestley",
        issued_at=NOON,
        entered_by="sam",
        entered_at=NOON,
    )
    output = replace(output, **changes)
    save(ashvale.watch.ledger, "outputs", output, "sam", NOON)
    return output


def used(output: Output, **changes: Any) -> Pickup:
    reuse = Reuse(release_share=0.6, item_share=0.7, days=1)
    pickup = Pickup(
        output_id=output.id, office_id="ashvale", kind="release", reuse=reuse, degree="edited"
    )
    return replace(pickup, **changes)


def heard(ashvale: Ashvale, source: str, at: datetime, **changes: Any) -> None:
    """How the last poll of a source ended: well, and with news."""
    poll = PollState(
        source_id=source,
        url=f"https://{source}.example/feed",
        next_poll_at=at,
        outcome=Outcome.FRESH,
        reason="fine",
        polled_at=at,
        since_at=NOON - 30 * DAY,
        new_at=at,
    )
    save_polls(ashvale.watch.ledger, [replace(poll, **changes)])


def both_heard(ashvale: Ashvale, at: datetime) -> None:
    for source in ("ashvale-gazette", "norbury-post"):
        heard(ashvale, source, at)


def test_a_release_that_nobody_used_is_noted_then_told_until_somebody_does(folder: Data) -> None:
    with watching(folder, UNUSED, STILL) as ashvale:
        output = a_release(ashvale)
        for hours in (23, 25, 71):
            both_heard(ashvale, NOON + hours * HOUR)
            ashvale.look(NOON + hours * HOUR)
            noted = [("S4", AlertState.NOTED)] if hours > 24 else []
            assert of(ashvale, "R32") == noted
        both_heard(ashvale, NOON + 73 * HOUR)
        ashvale.look(NOON + 73 * HOUR)
        (alert,) = ashvale.alerts("R32")  # its variant tells more of the same
        assert alert.card.headline == "Nobody has used it yet: A helpline for victims in Kestley"
        ashvale.bring(at=NOON + 74 * HOUR, pickups=(used(output),))
        ashvale.look(NOON + 75 * HOUR)
        assert of(ashvale, "R32") == [("S3", AlertState.CLOSED)]


def failing(ashvale: Ashvale, source: str) -> None:
    since = NOON + HOUR
    heard(
        ashvale, source, NOON + 25 * HOUR, outcome=Outcome.BLOCKED, since_at=since, failures=9,
        reason="refuses us", new_at=since,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "told"),
    [((), False), (("Norbury Post",), False), (("The Ashvale Gazette",), True)],
    ids=["no list", "on the list", "another on the list"],
)
def test_while_feeds_are_silent_nobody_can_tell(
    folder: Data, sent: tuple[str, ...], told: bool
) -> None:
    with watching(folder, UNUSED) as ashvale:
        a_release(ashvale, lists=sent)
        both_heard(ashvale, NOON + 25 * HOUR)
        failing(ashvale, "norbury-post")
        ashvale.look(NOON + 25 * HOUR)
        assert bool(ashvale.alerts()) == told


def test_whoever_usually_uses_releases_is_whom_we_must_hear(folder: Data) -> None:
    with watching(folder, UNUSED) as ashvale:
        earlier = a_release(ashvale, id="earlier", issued_at=NOON - 20 * DAY)
        ashvale.bring(at=NOON - 19 * DAY, pickups=(used(earlier),))  # in the Gazette
        a_release(ashvale)
        both_heard(ashvale, NOON + 25 * HOUR)
        failing(ashvale, "norbury-post")
        ashvale.look(NOON + 25 * HOUR)
        assert len(ashvale.alerts()) == 1


def test_a_gap_in_a_feed_leaves_it_open_whether_a_release_was_used(folder: Data) -> None:
    with watching(folder, UNUSED) as ashvale:
        a_release(ashvale)
        both_heard(ashvale, NOON + 25 * HOUR)
        gap = SourceEvent(
            source_id="norbury-post", at=NOON + 5 * HOUR, what="gap", note="all was new",
            from_at=NOON + HOUR, to_at=NOON + 5 * HOUR,
        )  # fmt: skip
        save_polls(ashvale.watch.ledger, [], [gap])
        ashvale.look(NOON + 25 * HOUR)
        assert ashvale.alerts() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"note": "Minor: for the website"},
        {"kind": "statement"},
        {"issued_at": None},
        {"embargo_until": NOON + 20 * HOUR},
        {"issued_at": NOON - 20 * DAY},
    ],
    ids=["minor", "a statement", "a draft", "under embargo", "long ago"],
)
def test_other_outputs_are_not_missed(folder: Data, changes: dict[str, Any]) -> None:
    with watching(folder, UNUSED) as ashvale:
        a_release(ashvale, **changes)
        both_heard(ashvale, NOON + 25 * HOUR)
        ashvale.look(NOON + 25 * HOUR)
        assert ashvale.alerts() == []


@pytest.mark.parametrize(
    ("item", "changes"),
    [
        ({"tier": Tier.SOCIAL}, {}),
        ({}, {"degree": "mention"}),
        ({}, {"reuse": Reuse(release_share=0.6, item_share=0.7, days=-1)}),
    ],
    ids=["a post", "of the same matter", "before its issue"],
)
def test_other_uses_are_no_pick_up_by_the_press(
    folder: Data, item: dict[str, Any], changes: dict[str, Any]
) -> None:
    with watching(folder, UNUSED) as ashvale:
        output = a_release(ashvale)
        ashvale.bring(at=NOON + HOUR, pickups=(used(output, **changes),), **item)
        both_heard(ashvale, NOON + 25 * HOUR)
        ashvale.look(NOON + 25 * HOUR)
        assert len(ashvale.alerts()) == 1


# ---------------------------------------------------------------- districts

UNHEARD = a_rule(id="R36", name="Unheard", severity=S4, watches="district", days=21, at_least=10)


def test_a_district_without_coverage_is_noted_and_heard_again(folder: Data) -> None:
    with watching(folder, UNHEARD) as ashvale:
        ashvale.bring(at=NOON - 28 * DAY, districts=("Harrow Mere",))
        ashvale.bring(at=NOON - DAY, districts=("Kestley",))
        ashvale.look(NOON)
        (alert,) = ashvale.alerts()
        assert alert.card.headline == "Harrow Mere hears little of Ashvale"
        elsewhere = 2 + 27 * 4 + 1 + 1  # the rest of that day, the days since, today, Kestley's
        assert alert.card.because == (
            f"no press item about the office in 28 days, {elsewhere} items elsewhere in the area",
        )
        ashvale.bring(at=NOON + HOUR, districts=("Harrow Mere",))
        ashvale.bring(at=NOON + DAY, districts=("Kestley",))
        ashvale.look(NOON + DAY)
        assert len(ashvale.alerts()) == 1


def test_a_district_that_no_release_names_is_noted(folder: Data) -> None:
    with watching(folder, UNHEARD) as ashvale:
        ashvale.bring_all([{"at": NOON - DAY, "districts": ("Harrow Mere", "Kestley")}])
        a_release(ashvale, id="first", title="Harrow Mere first", issued_at=NOON - 200 * DAY)
        a_release(ashvale, id="last", issued_at=NOON - 20 * DAY)
        ashvale.look(NOON)
        (alert,) = ashvale.alerts()
        assert alert.card.because == ("no release has named it for 200 days",)
        assert alert.card.headline.startswith("Harrow Mere")


# ---------------------------------------------------------------- the diary

CLASH = a_rule(id="R35", name="A clash", severity=S3, watches="diary")
FIGURES: dict[str, Any] = {
    "kind": "release",
    "title": "Burglary figures",
    "words": ("burglar*",),
    "starts_at": NOON + 20 * HOUR,
}
CLOSURE = FIGURES | {
    "whose": "force",
    "title": "A burglary team closes",
    "starts_at": NOON + 19 * HOUR,
}


def test_a_plan_that_clashes_with_the_force_s_news_is_told_until_it_is_past(folder: Data) -> None:
    with watching(folder, CLASH) as ashvale:
        the_diary(ashvale, **FIGURES)
        the_diary(ashvale, **CLOSURE)
        ashvale.look(NOON)
        (alert,) = ashvale.alerts()
        assert alert.card.because == (
            "“Burglary figures” and “A burglary team closes” come within an hour; "
            "both are of burglar*",
        )
        ashvale.look(NOON + DAY)
        assert of(ashvale, "R35") == [("S3", AlertState.CLOSED)]


@pytest.mark.parametrize(
    "other",
    [
        {"starts_at": NOON + 188 * HOUR},
        {"whose": "ours", "title": "Burglary, continued"},
        {"title": "Road safety", "words": ("road*",)},
    ],
    ids=["a week apart", "our own", "another matter"],
)
def test_other_plans_do_not_clash(folder: Data, other: dict[str, Any]) -> None:
    with watching(folder, CLASH) as ashvale:
        the_diary(ashvale, **FIGURES)
        the_diary(ashvale, **(CLOSURE | other))
        ashvale.look(NOON)
        assert ashvale.alerts() == []


@pytest.mark.parametrize(("kind", "told"), [("event", 1), ("meeting", 0)])
def test_what_is_promotional_clashes_with_a_sensitive_period(
    folder: Data, kind: str, told: int
) -> None:
    today = NOON.date()
    period = Sensitive(name="The election", from_=today, to=today + 9 * DAY)
    manners = replace(settings_with().manners, sensitive=(period,))
    with watching(folder, CLASH, manners=manners) as ashvale:
        the_diary(ashvale, kind=kind, starts_at=NOON + 4 * DAY)
        the_diary(ashvale, kind=kind, starts_at=NOON + 40 * DAY)
        ashvale.look(NOON)
        assert len(ashvale.alerts()) == told


def raise_alert(ashvale: Ashvale, at: datetime, **changes: Any) -> Firing:
    """An alert as an item raises it."""
    firing = a_firing(**changes)
    judge_and_keep(ashvale.watch, [(firing, coverage_of())], at)
    return firing


def test_what_is_planned_clashes_with_an_open_urgent_story_of_its_words(folder: Data) -> None:
    with watching(folder, CLASH) as ashvale:
        the_diary(ashvale, words=("resign*",), starts_at=NOON + 20 * HOUR, title="A new start")
        raise_alert(ashvale, NOON)
        ashvale.look(NOON + HOUR)
        (alert,) = ashvale.alerts("R35")
        assert alert.card.because == (
            "“A new start” is of resign*, as is an open story: “Councillors call on Helen Marsh to "
            "resign”",
        )


# ---------------------------------------------------------------- the chain

CHAIN = a_rule(id="R40", name="The chain is broken", severity=S2, watches="delivery")


def sent(ashvale: Ashvale) -> None:
    """All messages have left, and the ladder has no further rung."""
    ashvale.watch.ledger.execute("UPDATE deliveries SET state = 'sent' WHERE state = 'new'")
    ashvale.watch.ledger.execute("UPDATE alerts SET due_at = NULL")


def test_an_s1_that_nobody_acknowledges_is_told_until_somebody_does(folder: Data) -> None:
    with watching(folder, CHAIN) as ashvale:
        raise_alert(ashvale, NOON, severity=S1)
        sent(ashvale)
        ashvale.look(NOON + 9 * MINUTE)
        assert ashvale.alerts("R40") == []
        ashvale.look(NOON + 10 * MINUTE)
        (alert,) = ashvale.alerts("R40")
        assert alert.severity is S2
        assert alert.card.because == (
            "nobody has acknowledged an S1 for 10 minutes: “Councillors call on Helen Marsh to "
            "resign”",
        )
        sent(ashvale)
        ashvale.looks(NOON + HOUR, NOON + 2 * HOUR)
        assert len(ashvale.alerts("R40")) == 1  # of itself it does not tell
        (told,) = ashvale.alerts("R01")
        acknowledge(ashvale.watch.ledger, told.id, "Ruth", NOON + 2 * HOUR)
        ashvale.look(NOON + 3 * HOUR)
        assert of(ashvale, "R40") == [("S2", AlertState.CLOSED)]


def with_two_ways(ashvale: Ashvale, folder: Data) -> Ashvale:
    ways = {way: Console(folder.path / f"{way}.log", print) for way in ("slack", "phone")}
    return Ashvale(replace(ashvale.watch, channels=dict(ways)))


def arrived(ashvale: Ashvale, way: str) -> None:
    ashvale.watch.ledger.execute("UPDATE deliveries SET state = 'sent' WHERE way = ?", [way])


def test_a_way_that_delivers_nothing_is_told_of_by_the_other(folder: Data) -> None:
    with watching(folder, CHAIN) as one_way:
        ashvale = with_two_ways(one_way, folder)
        raise_alert(ashvale, NOON, severity=S1)
        arrived(ashvale, "phone")
        ashvale.look(NOON + 2 * MINUTE)
        assert ashvale.alerts("R40") == []
        ashvale.look(NOON + 4 * MINUTE)
        (alert,) = ashvale.alerts("R40")
        assert (alert.severity, alert.card.headline) == (S1, "Alerts do not arrive by slack")
        assert [one.way for one in ashvale.messages() if one.alert_id == alert.id] == ["phone"]
        raise_alert(ashvale, NOON + 7 * MINUTE, rule_id="R02", severity=S1)
        ashvale.look(NOON + 15 * MINUTE)
        assert len(ashvale.alerts("R40")) == 1  # who is next hears of the S1 by its own ladder
        arrived(ashvale, "slack")
        ashvale.look(NOON + 16 * MINUTE)
        (ended,) = (one for one in ashvale.alerts("R40") if one.id == alert.id)
        assert ended.state is AlertState.CLOSED
        assert stuck_ways(ashvale.watch.ledger) == []


def test_when_the_only_way_is_broken_the_log_says_so_once(
    folder: Data, caplog: pytest.LogCaptureFixture
) -> None:
    with watching(folder, CHAIN) as ashvale:
        raise_alert(ashvale, NOON, severity=S1)
        with caplog.at_level(logging.ERROR):
            ashvale.looks(NOON + 6 * MINUTE, NOON + 9 * MINUTE, MINUTE)
        assert [line.message for line in caplog.records if "delivers nothing" in line.message] == [
            "way=console delivers nothing since=2026-11-17T12:00:00.000000Z waiting=1; "
            "NO OTHER WAY WORKS"
        ]
        (stuck,) = stuck_ways(ashvale.watch.ledger)
        assert (stuck.way, stuck.since, stuck.only) == ("console", NOON, True)
        (alert,) = ashvale.alerts("R40")
        waiting = [one.state.value for one in ashvale.messages() if one.alert_id == alert.id]
        assert waiting == ["new"]  # it leaves with the others, should the way work again


def test_what_waits_for_the_morning_is_not_undelivered(folder: Data) -> None:
    with watching(folder, CHAIN) as ashvale:
        raise_alert(ashvale, NIGHT, severity=S3)
        ashvale.looks(NIGHT, NIGHT + 8 * HOUR, HOUR)
        assert ashvale.alerts("R40") == []


def test_a_role_that_no_named_person_has_is_told_of(folder: Data) -> None:
    oncall = settings_with().oncall
    nameless = (Person(id="ruth", name=" "), *(p for p in oncall.people if p.id != "ruth"))
    with watching(folder, CHAIN, oncall=replace(oncall, people=nameless)) as ashvale:
        ashvale.look(NOON)
        (alert,) = ashvale.alerts()
        assert alert.card.because == ("the rota: no named person is backup",)
    with watching(folder, CHAIN) as ashvale:
        ashvale.look(NOON + HOUR)
        assert of(ashvale, "R40") == [("S2", AlertState.CLOSED)]


@pytest.mark.parametrize(("posts", "told"), [(15_999, 0), (16_000, 1)])
def test_four_fifths_of_a_month_s_money_are_told(folder: Data, posts: int, told: int) -> None:
    paid = a_source("x-search", "X", kind="x", tier=Tier.SOCIAL, monthly_dollars=100.0)
    with watching(folder, CHAIN, sources=(paid,)) as ashvale:
        add_posts_paid(ashvale.watch.ledger, "x-search", "2026-11", posts)
        ashvale.look(NOON)
        assert len(ashvale.alerts()) == told


# ---------------------------------------------------------------- all of it


def test_without_rules_that_watch_nothing_is_looked_at(folder: Data) -> None:
    with watching(folder, a_rule()) as ashvale:
        ashvale.look(NOON)
        assert find_state(ashvale.watch.ledger, "looked rate") is None


def test_a_kind_that_fails_is_shown_and_keeps_no_other_from_being_looked_at(folder: Data) -> None:
    oncall = settings_with().oncall
    nobodys = (Step(role="nobody", after_minutes=0),)
    broken = replace(oncall, chains=dict.fromkeys((S1, S2, S3, S4), nobodys))
    with watching(folder, SPIKE, UNHEARD, oncall=broken) as ashvale:
        ashvale.bring_many(9, at=ONE)
        assert ashvale.look(ONE).stepped_aside == 2
        assert ashvale.look(ONE + MINUTE).stepped_aside == 1  # districts wait for a day


def test_states_are_gathered_anew_only_when_they_are_due(folder: Data) -> None:
    with watching(folder, SPIKE, SOUR) as ashvale:
        ashvale.look(ONE)
        ashvale.bring_many(9, at=ONE, score=-0.5)
        ashvale.look(ONE + 59 * timedelta(seconds=1))
        assert ashvale.alerts() == []
        ashvale.look(ONE + MINUTE)
        assert [one.rule_id for one in ashvale.alerts()] == ["R21"]
        ashvale.look(ONE + 5 * MINUTE)
        assert {one.rule_id for one in ashvale.alerts()} == {"R21", "R22"}
