"""Rules that watch: for each kind of state what fires, how urgently, and in which words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from monitor.alert.watching.firing import KINDS, SOURCES, answers, firings_on
from monitor.alert.watching.shares import wilson_low
from monitor.records import (
    ChainState,
    ClashState,
    Conditions,
    DistrictState,
    Firing,
    Raise,
    RateState,
    ReleaseState,
    Rule,
    Severity,
    ShareState,
    StoryState,
    Tier,
    WatchState,
)
from tests.alert.samples import S1, S2, S3, S4


def rule(watches: str, **changes: Any) -> Rule:
    made = Rule(id="R21", name="Something to watch", severity=S3, lead="PCC", watches=watches)  # type: ignore[arg-type]
    return replace(made, **changes)


def fired(one: Rule, state: WatchState) -> Firing:
    found = firings_on(one, state)
    assert found
    return found


# ---------------------------------------------------------------- rates

SPIKE = rule(
    "rate",
    at_least=5,
    raise_=(Raise(to=S2, tone_below=-0.25), Raise(to=S2, office_hours=False)),
)
NINE = RateState(stream="news", hours=1, count=9, usual=0.8, unusual=True)
SURGE = rule(
    "rate", severity=S2, stream="social", hours=0.5, at_least=10, growth=2.0, authors=8,
    office_hours=False,
)  # fmt: skip
POSTS = RateState(
    stream="social", hours=0.5, count=26, usual=3, unusual=False, before=13, authors=21,
    office_hours=False,
)  # fmt: skip


def test_what_is_unusual_fires_with_its_counts() -> None:
    """Nine items name the commissioner between seven and eight where 0.8 is usual."""
    found = fired(SPIKE, NINE)
    assert (found.severity, found.because) == (S3, ("9 items in an hour where 0.8 are usual",))
    assert fired(SPIKE, replace(NINE, words="9 items, honestly")).because == ("9 items, honestly",)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"expected": "Precept day", "count": 12}, "the diary expected it"),
        ({"unusual": False}, "it is usual"),
        ({"count": 4}, "they are few"),
    ],
)
def test_what_is_expected_usual_or_little_does_not(changes: dict[str, Any], why: str) -> None:
    assert firings_on(SPIKE, replace(NINE, **changes)) is None, why


def test_a_rule_for_one_stream_leaves_the_other_alone() -> None:
    assert firings_on(replace(SPIKE, stream="social"), NINE) is None
    assert firings_on(replace(SPIKE, stream="news"), NINE)


@pytest.mark.parametrize(
    ("changes", "severity", "said"),
    [
        ({"tone": -0.25}, S2, "their mean tone towards the office is -0.25"),
        ({"tone": -0.24}, S3, ""),
        ({"tone": None}, S3, ""),
        ({"office_hours": False}, S2, "it is outside office hours"),
    ],
)
def test_a_sour_or_late_spike_is_more_urgent(
    changes: dict[str, Any], severity: str, said: str
) -> None:
    found = fired(SPIKE, replace(NINE, **changes))
    assert found.severity == severity
    assert found.because[1:] == ((f"more urgent because {said}",) if said else ())


def test_a_surge_at_night_fires() -> None:
    """At 22:40 on Saturday posts double to 26 in half an hour, from 21 accounts."""
    assert fired(SURGE, POSTS).because == (
        "26 posts in half an hour, 13 in as long before",
        "from 21 accounts",
        "it is outside office hours",
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"authors": 1},
        {"before": 14},
        {"count": 9, "before": 1},
        {"office_hours": True},
        {"hours": 1},
    ],
    ids=["one account", "not doubled", "few", "by day", "another window"],
)
def test_other_posts_are_no_surge(changes: dict[str, Any]) -> None:
    assert firings_on(SURGE, replace(POSTS, **changes)) is None


def test_the_most_urgent_raise_that_holds_counts_and_none_lowers() -> None:
    raises = (Raise(to=S2, items=5), Raise(to=S1, items=9), Raise(to=S4, items=1))
    assert fired(replace(SPIKE, raise_=raises), NINE).severity is S1
    assert fired(replace(SPIKE, raise_=raises), replace(NINE, count=8)).severity is S2
    assert fired(replace(SPIKE, raise_=raises[2:]), NINE).severity is S3


# ---------------------------------------------------------------- shares

SOUR = rule("share", at_least=6, share=0.6)
SEVEN_OF_NINE = ShareState(items=9, negative=7, usual_items=200, usual_negative=40)


def test_a_sour_day_fires() -> None:
    """Seven of today's nine press items, against one in five in an ordinary week."""
    assert fired(SOUR, SEVEN_OF_NINE).because == (
        "7 of 9 press items of the day are negative, where 20% are usual (40 of 200)",
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"items": 2, "negative": 2},
        {"negative": 5},
        {"usual_negative": 120},
        {"items": 6, "negative": 4, "usual_negative": 70},
    ],
    ids=["a weekend's two", "half of them", "always so", "chance alone"],
)
def test_other_days_are_not_sour(changes: dict[str, Any]) -> None:
    assert firings_on(SOUR, replace(SEVEN_OF_NINE, **changes)) is None


@pytest.mark.parametrize(("severity", "twice"), [(S4, S3), (S3, S2), (S2, S2), (S1, S1)])
def test_a_second_day_running_is_more_urgent(severity: Severity, twice: Severity) -> None:
    found = fired(replace(SOUR, severity=severity), replace(SEVEN_OF_NINE, day_before=True))
    assert found.severity is twice
    assert ("it was so on the day before, too" in found.because[-1]) == (twice != severity)


def test_without_a_past_a_share_is_told_as_it_is() -> None:
    young = replace(SEVEN_OF_NINE, usual_items=0, usual_negative=0)
    assert "nothing to compare it with" in fired(SOUR, young).because[0]


@pytest.mark.parametrize(
    ("k", "n", "low"), [(7, 9, 0.453), (0, 5, 0.0), (5, 5, 0.566), (50, 100, 0.404), (1, 1, 0.207)]
)
def test_the_lower_bound_is_wilson_s(k: int, n: int, low: float) -> None:
    assert wilson_low(k, n) == pytest.approx(low, abs=0.001)


# ---------------------------------------------------------------- stories

SLOW = rule("story", days=5, after_hours=336.0, at_least=2)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (StoryState(negative_days=6), "negative items on 6 of the last 7 days"),
        (
            StoryState(rested_hours=480, new_items=2),
            "back with 2 new items after 20 days of rest",
        ),
    ],
)
def test_a_story_that_will_not_die_or_comes_back_fires(state: StoryState, said: str) -> None:
    assert fired(SLOW, state).because == (said,)


@pytest.mark.parametrize(
    "state",
    [
        StoryState(negative_days=4),
        StoryState(rested_hours=6000, new_items=1),
        StoryState(rested_hours=335, new_items=5),
    ],
    ids=["four days", "a review of the year", "a short rest"],
)
def test_other_stories_do_not(state: StoryState) -> None:
    assert firings_on(SLOW, state) is None


def test_a_rule_on_slow_burn_alone_does_not_mind_a_return() -> None:
    back = StoryState(rested_hours=480, new_items=9)
    assert firings_on(replace(SLOW, after_hours=0.0), back) is None


def test_a_raise_may_ask_how_much_a_returning_story_brings() -> None:
    more = replace(SLOW, raise_=(Raise(to=S2, items=5),))
    assert fired(more, StoryState(rested_hours=480, new_items=5)).severity is S2
    assert fired(more, StoryState(rested_hours=480, new_items=4)).severity is S3


# ---------------------------------------------------------------- releases

UNUSED = rule("release", severity=S4, after_hours=24.0)
TWO_DAYS = ReleaseState(hours=48, title="A helpline for victims")


def test_a_release_that_nobody_used_fires() -> None:
    """Forty-eight hours after issue no outlet on its list has carried it."""
    assert fired(UNUSED, TWO_DAYS).because == ("no pick-up by the press 48 hours after it was out",)
    later = replace(UNUSED, severity=S3, after_hours=72.0)
    assert firings_on(later, TWO_DAYS) is None
    assert fired(later, replace(TWO_DAYS, hours=72)).severity is S3


@pytest.mark.parametrize(
    "changes",
    [{"silent": ("Ashvale Gazette",)}, {"pickups": 1}, {"minor": True}, {"hours": 23.9}],
    ids=["a silent feed", "used", "minor", "young"],
)
def test_other_releases_do_not(changes: dict[str, Any]) -> None:
    assert firings_on(UNUSED, replace(TWO_DAYS, **changes)) is None


# ---------------------------------------------------------------- districts

UNHEARD = rule("district", severity=S4, days=21, at_least=10)
HARROW_MERE = DistrictState(district="Harrow Mere", days=28, elsewhere=19)


def test_a_district_that_hears_nothing_fires() -> None:
    """Four weeks without coverage while the area had nineteen items."""
    assert fired(UNHEARD, HARROW_MERE).because == (
        "no press item about the office in 28 days, 19 items elsewhere in the area",
    )


@pytest.mark.parametrize(("days", "elsewhere"), [(14, 3), (14, 30), (28, 9)])
def test_a_quiet_christmas_does_not(days: float, elsewhere: int) -> None:
    assert firings_on(UNHEARD, replace(HARROW_MERE, days=days, elsewhere=elsewhere)) is None


def test_a_quarter_without_a_release_fires() -> None:
    state = DistrictState(district="Kestley", days=1, elsewhere=0, release_days=91)
    assert fired(UNHEARD, state).because == ("no release has named it for 91 days",)
    assert firings_on(UNHEARD, replace(state, release_days=90.9)) is None


def test_a_rule_may_be_about_some_districts() -> None:
    assert firings_on(replace(UNHEARD, districts=("Kestley",)), HARROW_MERE) is None
    assert firings_on(replace(UNHEARD, districts=("Harrow Mere",)), HARROW_MERE)


# ---------------------------------------------------------------- the diary

CLASH = rule("diary")
FIGURES = ClashState(
    title="Burglary figures",
    hours=1,
    other="A burglary team closes",
    kind="news",
    shared="burglary",
)


def test_news_of_one_matter_within_the_hour_clashes() -> None:
    """The office's burglary figures an hour after the force closes a burglary team."""
    assert fired(CLASH, FIGURES).because == (
        "“Burglary figures” and “A burglary team closes” come within an hour; both are of burglary",
    )


@pytest.mark.parametrize(
    "changes", [{"hours": 168}, {"shared": ""}, {"hours": 24.5}], ids=["a week", "other", "a day"]
)
def test_other_plans_do_not(changes: dict[str, Any]) -> None:
    assert firings_on(CLASH, replace(FIGURES, **changes)) is None


def test_a_rule_may_look_further_ahead() -> None:
    assert fired(replace(CLASH, hours=200.0), replace(FIGURES, hours=168))


def test_what_is_promotional_clashes_with_a_sensitive_period() -> None:
    state = ClashState(
        title="A summer of fun", hours=0, other="the election", kind="sensitive period"
    )
    assert "promotional" in fired(CLASH, state).because[0]
    assert firings_on(CLASH, replace(state, promotional=False)) is None


def test_what_is_planned_clashes_with_an_open_story_of_the_same_theme() -> None:
    state = replace(FIGURES, kind="open story", hours=20, other="Anger over burglaries")
    assert fired(CLASH, state).because == (
        "“Burglary figures” is of burglary, as is an open story: “Anger over burglaries”",
    )
    assert firings_on(CLASH, replace(state, hours=30)) is None


# ---------------------------------------------------------------- the chain

BROKEN = rule("delivery", severity=S2)
STUCK = ChainState(trouble="undelivered", severity=S1, minutes=3, what="“Suspended” by slack")


@pytest.mark.parametrize(
    ("state", "severity"),
    [
        (STUCK, S1),
        (replace(STUCK, severity=S2, minutes=5), S2),
        (replace(STUCK, severity=S3, minutes=60), S2),
        (replace(STUCK, trouble="unacknowledged", minutes=10), S2),
        (replace(STUCK, trouble="unacknowledged", severity=S2, minutes=30), S2),
        (ChainState(trouble="nobody on call", what="no backup"), S2),
        (ChainState(trouble="spending", what="X has used 80 of 100 dollars"), S2),
    ],
)
def test_a_broken_chain_fires_and_is_as_urgent_as_what_is_lost(
    state: ChainState, severity: str
) -> None:
    found = fired(BROKEN, state)
    assert found.severity == severity
    assert state.what in found.because[0]


@pytest.mark.parametrize(
    "state",
    [
        ChainState(trouble="rate limited", severity=S3, minutes=0.5, what="slack"),
        replace(STUCK, minutes=2.9),
        replace(STUCK, severity=S2, minutes=4.9),
        replace(STUCK, severity=S3),
        replace(STUCK, severity=S4, minutes=9999),
        replace(STUCK, trouble="unacknowledged", minutes=9.9),
        replace(STUCK, trouble="unacknowledged", severity=S2, minutes=29),
        replace(STUCK, trouble="unacknowledged", severity=S3, minutes=9999),
        ChainState(trouble=""),
    ],
)
def test_a_chain_that_is_merely_slow_does_not(state: ChainState) -> None:
    assert firings_on(BROKEN, state) is None


# ---------------------------------------------------------------- all kinds

STATES: dict[str, tuple[Rule, WatchState]] = {
    "rate": (SPIKE, NINE),
    "share": (SOUR, SEVEN_OF_NINE),
    "story": (SLOW, StoryState(negative_days=6)),
    "release": (UNUSED, TWO_DAYS),
    "district": (UNHEARD, HARROW_MERE),
    "diary": (CLASH, FIGURES),
    "delivery": (BROKEN, STUCK),
}


@pytest.mark.parametrize("kind", STATES)
def test_a_condition_that_a_state_cannot_tell_never_holds(kind: str) -> None:
    one, state = STATES[kind]
    stated: dict[str, Any] = {"tones": ("negative",), "owners": 3, "tiers": (Tier.LOCAL,)}
    for key, value in stated.items():
        assert key not in answers(kind)  # type: ignore[arg-type]
        assert firings_on(replace(one, **{key: value}), state) is None
        raised = Raise(to=S1, **{key: value})
        raising = replace(one, severity=S3, raise_=(raised,))
        assert fired(raising, not_urgent(state)).severity is S3


def not_urgent(state: WatchState) -> WatchState:
    """A chain's S1 is an S1 whatever the rule says."""
    return replace(state, severity=S2, minutes=5) if isinstance(state, ChainState) else state


@pytest.mark.parametrize("kind", STATES)
def test_a_raise_that_states_nothing_raises_nothing(kind: str) -> None:
    one, state = STATES[kind]
    raised = replace(one, severity=S3, raise_=(Raise(to=S2),))
    assert fired(raised, not_urgent(state)).severity is S3


@pytest.mark.parametrize("kind", STATES)
def test_a_rule_looks_at_states_of_its_kind_alone(kind: str) -> None:
    one, _ = STATES[kind]
    for other, (_, state) in STATES.items():
        assert (firings_on(one, state) is not None) == (other == kind)
    assert firings_on(replace(one, watches=""), STATES[kind][1]) is None


@pytest.mark.parametrize("kind", STATES)
def test_a_firing_says_all_that_the_rule_says_of_it(kind: str) -> None:
    one, state = STATES[kind]
    said: dict[str, Any] = {
        "row": "budget",
        "notify": ("head",),
        "signpost": "101",
        "note": "Ring.",
        "shadow": True,
    }
    found = fired(replace(one, **said), state)
    assert {key: getattr(found, key) for key in said} == said
    assert (found.rule_id, found.rule_name, found.lead) == ("R21", "Something to watch", "PCC")


def test_every_kind_says_which_keys_mean_anything() -> None:
    keys = {one for kind in (*KINDS, *SOURCES) for one in answers(kind)}
    assert keys <= set(Rule.__dataclass_fields__)
    assert answers("source") == {"tiers"}
    assert answers("rate") >= {"stream", "at_least", "growth", "hours", "authors", "tone_below"}
    conditions = set(Conditions.__dataclass_fields__)
    assert {kind: answers(kind) & conditions for kind in ("release", "delivery")} == {
        "release": set(),
        "delivery": set(),
    }
