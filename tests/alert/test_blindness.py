"""Rules about sources: which trouble is told, at which severity, and when we must be blind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alert.blindness import MANY, blind, unwell
from monitor.alert.conditions import fires
from monitor.alert.holding import Circumstances
from monitor.alert.judge import judge
from monitor.alert.rulebook import make_ready
from monitor.records import (
    UNWELL,
    Clause,
    Coverage,
    Firing,
    Health,
    HealthState,
    Reason,
    Rule,
    Source,
    Tier,
)
from tests.alert.samples import NOON, S2, S3, S4, a_desk, a_rule, coverage_of

HOUR = timedelta(hours=1)
MINOR = a_rule(id="R39", name="Silent source", severity=S4, watches="source", tiers=(Tier.LOCAL,))
MAJOR = a_rule(
    id="R39a", name="Silent source", severity=S3, watches="source", tiers=(Tier.NATIONAL,)
)
ALL = a_rule(id="R39b", name="We are blind", severity=S2, watches="all-sources")
RULES = (MINOR, MAJOR, ALL)

Fired = Sequence[tuple[Firing, Coverage]]


def source(number: int, tier: Tier = Tier.LOCAL) -> Source:
    return Source(
        id=f"s{number}",
        name=f"Source {number}",
        kind="feed",
        url=f"https://s{number}.example/feed",
        tier=tier,
        group=f"G{number}",
    )


def ill(
    number: int = 1,
    state: HealthState = HealthState.BROKEN,
    tier: Tier = Tier.LOCAL,
    since: datetime | None = NOON - 4 * HOUR,
) -> tuple[Source, Health]:
    told = Health(source_id=f"s{number}", state=state, reason="refuses us (403)", since=since)
    return source(number, tier), told


def well(number: int) -> tuple[Source, Health]:
    return ill(number, HealthState.WELL)


def told(
    *sources: tuple[Source, Health], rules: Sequence[Rule] = RULES, now: datetime = NOON
) -> Fired:
    return unwell(rules, sources, now)


def stories(fired: Fired) -> list[str]:
    return [coverage.story_id for _, coverage in fired]


# ---------------------------------------------------------------- one source


@pytest.mark.parametrize("state", HealthState)
def test_a_source_is_told_of_when_it_is_unwell_and_not_before(state: HealthState) -> None:
    assert bool(told(ill(1, state))) == (state in UNWELL)


def test_what_is_told_names_the_source_its_state_and_the_reason() -> None:
    ((firing, coverage),) = told(ill(7))
    assert (firing.rule_id, firing.rule_name, firing.severity) == ("R39", "Silent source", S4)
    assert firing.because == ("refuses us (403)",)
    item = coverage.item
    assert item.title == "Source 7 is broken: refuses us (403)"
    assert (item.outlet, item.tier, item.url) == (
        "Source 7",
        Tier.LOCAL,
        "https://s7.example/feed",
    )


def test_how_urgent_it_is_depends_on_what_kind_of_voice_is_missing() -> None:
    ((firing, _),) = told(ill(1, tier=Tier.NATIONAL))
    assert (firing.rule_id, firing.severity) == ("R39a", S3)
    assert told(ill(1, tier=Tier.SOCIAL)) == []
    anything = a_rule(watches="source", severity=S3)
    ((firing, _),) = told(ill(1, tier=Tier.SOCIAL), rules=[anything])
    assert firing.severity is S3


def test_the_same_trouble_stays_one_story_and_a_new_one_is_another() -> None:
    (story,) = stories(told(ill(1)))
    assert stories(told(ill(1), now=NOON + 9 * HOUR)) == [story]
    others = [
        ill(2),
        ill(1, HealthState.QUIET),
        ill(1, since=NOON - HOUR),
        ill(1, since=None),
    ]
    assert len({story, *(one for other in others for one in stories(told(other)))}) == 5


def test_a_trouble_is_judged_as_coverage_is_and_told_once() -> None:
    ((firing, coverage),) = told(ill(1, tier=Tier.NATIONAL))
    first = judge(a_desk(), firing, coverage, Circumstances(), NOON)
    assert first
    assert [one.reason for one in first.deliveries] == [Reason.FIRST]
    assert first.alert.card.headline == "Source 1 is broken: refuses us (403)"
    ((firing, coverage),) = told(ill(1, tier=Tier.NATIONAL), now=NOON + HOUR)
    around = Circumstances(standing=(first.alert,))
    assert judge(a_desk(), firing, coverage, around, NOON + HOUR) is None


def test_a_rule_that_watches_sources_never_fires_on_what_they_bring() -> None:
    for ready in make_ready(RULES):
        assert fires(ready, coverage_of()) is None


def test_a_rule_about_coverage_never_fires_on_a_source() -> None:
    assert (
        told(
            ill(1), rules=[a_rule(when=(Clause(words=("resign*",)),)), a_rule(tiers=(Tier.LOCAL,))]
        )
        == []
    )
    assert blind([a_rule(), MINOR], NOON - 2 * HOUR, None, 5, NOON) == []


# ---------------------------------------------------------------- one trouble of many


def many(count: int, tier: Tier = Tier.LOCAL) -> list[tuple[Source, Health]]:
    return [ill(number, tier=tier) for number in range(count)]


def test_as_few_as_five_are_told_one_by_one() -> None:
    assert len(told(*many(MANY))) == MANY


def test_many_that_fall_ill_together_are_one_trouble_of_the_most_urgent_rule() -> None:
    sources = [*many(MANY + 3), ill(90, tier=Tier.NATIONAL, since=NOON - 5 * HOUR), well(91)]
    ((firing, coverage),) = told(*sources)
    title = "9 sources cannot be read since Tue 17 Nov, 08:00; is our connection down?"
    assert (firing.rule_id, firing.severity, firing.because) == ("R39a", S3, (title,))
    assert (coverage.item.title, coverage.item.outlet) == (title, "The monitor itself")


def test_many_of_very_many_have_each_their_own_trouble() -> None:
    whole = [*many(MANY + 1), *(well(number) for number in range(100, 100 + MANY + 2))]
    assert len(told(*whole)) == MANY + 1
    assert len(told(*whole[:-1])) == 1


def test_one_trouble_of_many_stays_one_story_through_its_day() -> None:
    first, later = told(*many(8)), told(*many(9), now=NOON + HOUR)
    assert stories(first) == stories(later)


def test_a_source_that_was_broken_long_before_does_not_make_two_outages_one() -> None:
    old = ill(90, since=NOON - timedelta(days=9))
    outages = [
        [ill(number, since=NOON + day * 24 * HOUR) for number in range(8)] for day in range(2)
    ]
    one, other = (told(old, *ones, now=ones[0][1].since or NOON) for ones in outages)
    assert "since Tue 17 Nov, 12:00" in one[0][1].item.title
    assert stories(one) != stories(other)


def test_many_that_are_merely_quiet_have_each_their_own_trouble() -> None:
    assert len(told(*(ill(number, HealthState.QUIET) for number in range(20)))) == 20


def test_a_quiet_source_is_still_told_of_beside_the_one_trouble_of_many() -> None:
    quiet = ill(90, HealthState.QUIET, tier=Tier.NATIONAL)
    alone = told(quiet)
    assert set(stories(alone)) <= set(stories(told(quiet, *many(8))))


def test_many_that_no_rule_watches_are_told_of_by_none() -> None:
    assert told(*many(8), rules=[ALL]) == []
    assert told(*many(8, Tier.SOCIAL)) == []
    assert told(*many(8), rules=[]) == []


def test_a_rule_for_other_sources_does_not_tell_of_the_trouble_of_many() -> None:
    quiet = ill(90, HealthState.QUIET, tier=Tier.NATIONAL)
    fired = told(quiet, *many(8))
    assert {
        firing.severity for firing, coverage in fired if "cannot be read" in coverage.item.title
    } == {S4}


# ---------------------------------------------------------------- blind


def london(hour: int, minute: int = 0, day: int = 17) -> datetime:
    """In winter, when London's time is UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def is_blind(
    newest: datetime | None, now: datetime, habit: timedelta | None = None, sources: int = 40
) -> bool:
    return bool(blind(RULES, newest, habit, sources, now))


@pytest.mark.parametrize(
    ("newest", "now", "expected"),
    [
        (london(10), london(11, 29), False),
        (london(10), london(11, 30), True),
        (london(10), london(18), True),
        (london(20, 29), london(21, 59), True),
        (london(20, 29), london(22), False),
        (london(3), london(6, 59), False),
        (london(21), london(23), False),
    ],
)
def test_we_are_blind_after_an_hour_and_a_half_of_the_day_without_anything(
    newest: datetime, now: datetime, expected: bool
) -> None:
    assert is_blind(newest, now) == expected


@pytest.mark.parametrize("newest", [london(23, 30, day=16), london(21, day=16), london(9, day=13)])
def test_a_silence_that_began_before_the_morning_is_told_when_the_day_has_begun(
    newest: datetime,
) -> None:
    assert not is_blind(newest, london(8, 29))
    assert is_blind(newest, london(9))
    assert is_blind(newest, london(15))


@pytest.mark.parametrize(
    ("habit", "hours", "expected"),
    [
        (timedelta(minutes=10), 1.5, True),
        (timedelta(minutes=30), 1.5, True),
        (HOUR, 2.9, False),
        (HOUR, 3, True),
        (4 * HOUR, 11, False),
        (4 * HOUR, 12, True),
    ],
)
def test_few_sources_may_rest_together_three_times_as_long_as_is_their_habit(
    habit: timedelta, hours: float, expected: bool
) -> None:
    assert is_blind(london(21) - hours * HOUR, london(21), habit) == expected


def test_the_hours_are_those_of_a_london_clock() -> None:
    summer = datetime(2026, 7, 1, 6, 0, tzinfo=UTC)  # 07:00 in London
    assert is_blind(summer, summer + 2 * HOUR)
    assert not is_blind(summer, summer + 1.9 * HOUR)
    assert is_blind(summer + 12 * HOUR, summer + 14.9 * HOUR)
    assert not is_blind(summer + 12 * HOUR, summer + 15 * HOUR)


def test_before_anything_ever_came_and_without_sources_nobody_is_blind() -> None:
    assert not is_blind(None, london(12))
    assert not is_blind(london(8), london(12), sources=0)


def test_the_officer_is_told_since_when_we_are_blind() -> None:
    ((firing, coverage),) = blind(RULES, london(10), None, 40, london(12))
    title = "We are blind: none of 40 sources has brought anything since Tue 17 Nov, 10:00"
    assert (firing.rule_id, firing.severity, firing.because) == ("R39b", S2, (title,))
    assert coverage.item.title == title


def test_one_blindness_is_one_story_and_the_next_is_another() -> None:
    first = blind(RULES, london(10), None, 40, london(12))
    assert stories(blind(RULES, london(10), None, 40, london(15))) == stories(first)
    assert stories(blind(RULES, london(16), None, 40, london(18))) != stories(first)


# ---------------------------------------------------------------- whatever falls ill


HEALTHS = st.lists(
    st.builds(
        ill,
        st.integers(0, 50),
        st.sampled_from(HealthState),
        st.sampled_from(Tier),
        st.none() | st.just(NOON - HOUR),
    ),
    max_size=20,
)


@given(HEALTHS, st.lists(st.sampled_from(RULES), unique_by=lambda rule: rule.id))
def test_whatever_falls_ill_is_told_by_a_rule_that_watches_sources(
    sources: list[tuple[Source, Health]], rules: list[Rule]
) -> None:
    watching = {rule.id for rule in rules if rule.watches == "source"}
    fired = told(*sources, rules=rules)
    assert {firing.rule_id for firing, _ in fired} <= watching
    assert all(coverage.story_id == coverage.item.id for _, coverage in fired)
    assert len(fired) <= len(watching) * len(sources)
