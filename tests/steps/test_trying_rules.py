"""Rules are tried on their examples: whether they fire, why, and what kept them from it."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest

from monitor.records import (
    ChainState,
    Chief,
    Clause,
    Force,
    HealthState,
    Holder,
    Office,
    Origin,
    Raise,
    RateState,
    ReleaseState,
    Rule,
    Severity,
    Speaker,
    Tier,
)
from monitor.settings.examples import AllSourcesState, Carriers, Example, Placed, SourceState
from monitor.steps.explaining import Reader, make_reader
from monitor.steps.staging import USUAL_TIME
from monitor.steps.trying_rules import NOBODYS, Answer, Try, answers

S1, S2, S3, S4 = Severity
OFFICE = Office(
    id="northmoor",
    name="Northmoor",
    title="Police and Crime Commissioner for Northmoor",
    names=("Northmoor PCC", "Police and Crime Commissioner for Northmoor"),
    area=("Northmoor",),
    holders=(Holder(id="finch", name="Ada Finch", role="pcc", from_=date(2024, 5, 9)),),
    force=Force(name="Northmoor Police", chiefs=(Chief(name="Alan Tarn", from_=date(2023, 4, 1)),)),
)
NEIGHBOUR = replace(
    OFFICE,
    id="southmoor",
    name="Southmoor",
    names=("Southmoor PCC",),
    area=("Southmoor",),
    holders=(Holder(id="reed", name="Iris Reed", role="pcc", from_=date(2024, 5, 9)),),
    force=None,
)
CALL = Rule(
    id="R01",
    name="Call to go",
    severity=S2,
    lead="PCC",
    when=(
        Clause(words=("petition*",), of=("commissioner",)),
        Clause(words=("resign*",), of=("commissioner",), unless=("football",)),
    ),
    raise_=(Raise(to=S1, owners=2),),
)
SATURDAY_NIGHT = datetime(2026, 10, 24, 22, 40)  # noqa: DTZ001 - a wall clock's
ASKED = "Councillors called on Northmoor PCC Ada Finch to resign over her budget."


@cache
def reader() -> Reader:
    return make_reader([OFFICE], [CALL], USUAL_TIME)


@cache
def reader_of_two() -> Reader:
    return make_reader([OFFICE, NEIGHBOUR], [CALL], USUAL_TIME)


def answer(rule: Rule = CALL, *, fires: bool = True, **given: Any) -> Answer:
    """What a rule does on one example."""
    example = Example(fires=fires, **({} if "state" in given else {"text": ASKED}) | given)
    placed = Placed(rule_id=rule.id, file="R01.toml", line=3, example=example)
    (found,) = answers([rule], [placed], lambda office: reader_of_two() if office else reader())
    return found


def attempt(rule: Rule = CALL, **given: Any) -> Try:
    """What a rule alone did on one example, and why."""
    (found,) = answer(rule, **given).tries
    return found


def rule_with(**given: Any) -> Rule:
    """A rule on the call that asks for this, too."""
    return replace(CALL, **given)


def test_a_rule_that_should_fire_and_does_is_right() -> None:
    assert answer().is_right
    found = attempt()
    assert found.firing is not None
    assert (found.firing.severity, found.failed) == (S2, "")


def test_the_clause_that_held_is_told_with_its_sentence() -> None:
    found = attempt(title="A busy day", text=f"It rained. {ASKED}")
    assert (found.clause, found.sentence) == (2, ASKED)
    assert found.firing is not None
    assert any("resign" in why for why in found.firing.because)


def test_a_rule_that_should_not_fire_and_does_is_wrong() -> None:
    assert not answer(fires=False).is_right
    assert attempt(fires=False).clause == 2


def test_a_rule_that_should_fire_and_does_not_says_what_failed_first() -> None:
    text = f"{ASKED[:-1]} of a football ground."
    assert not answer(text=text).is_right
    found = attempt(text=text)
    assert found.firing is None
    assert found.clause == 2
    assert "“football” of `unless`" in found.failed
    assert "football ground" in found.sentence


def test_words_that_stand_nowhere_are_told() -> None:
    found = attempt(text="Northmoor PCC Ada Finch opened a fair.")
    assert found.failed
    assert (found.clause, found.sentence) == (0, "")


def test_words_about_somebody_else_do_not_fire() -> None:
    text = "Northmoor PCC Ada Finch said officers who fail vetting should resign."
    assert answer(fires=False, text=text).is_right
    assert "its words are about" in attempt(text=text).failed


def test_what_names_nobody_of_ours_is_nothing_to_a_rule() -> None:
    text = "The manager of Saltby United faces calls to resign."
    assert answer(fires=False, text=text).is_right
    assert attempt(text=text).failed == NOBODYS


@pytest.mark.parametrize("tier", [Tier.OWN, Tier.PARTNER])
def test_the_offices_own_news_raises_nothing(tier: Tier) -> None:
    assert answer(fires=False, tier=tier).is_right


def test_the_severity_must_be_the_one_that_is_wanted() -> None:
    assert answer(severity=S2).is_right
    found = answer(severity=S1)
    assert not found.is_right
    assert found.firing is not None
    assert found.firing.severity is S2


def test_who_carries_a_story_makes_it_more_urgent() -> None:
    assert answer(severity=S1, spread=Carriers(owners=("A", "B"))).is_right
    assert answer(severity=S2, spread=Carriers(owners=("A",), outlets=("X", "Y"))).is_right


def test_accounts_and_items_are_counted_within_any_window() -> None:
    many = rule_with(authors=8, items=12, hours=0.5)
    assert answer(many, spread=Carriers(authors=12, items=14), tier=Tier.SOCIAL).is_right
    assert answer(many, fires=False, spread=Carriers(authors=12), tier=Tier.SOCIAL).is_right


@pytest.mark.parametrize(
    ("rule", "given", "otherwise"),
    [
        (rule_with(tone_below=-0.5), {"tone": -0.6}, {"tone": -0.4}),
        (rule_with(tones=("negative",)), {"tone": -0.3}, {"tone": -0.05}),
        (rule_with(tones=("neutral",)), {"tone": 0.0}, {"tone": -1.0}),
        (rule_with(tones=("positive",)), {"tone": 0.9}, {}),
        (rule_with(origins=(Origin.UNLOGGED,)), {"origin": Origin.UNLOGGED}, {}),
        (rule_with(speakers=(Speaker.MP,)), {"quoted": (Speaker.MP,)}, {}),
        (rule_with(release=("early",)), {"release": ("early",)}, {"release": ("turned",)}),
        (rule_with(addressed=True), {"addressed": True}, {}),
        (rule_with(beside_rules=("R09",)), {"beside_rules": ("R09",)}, {}),
        (rule_with(election_days=90), {"election_in": 40}, {"election_in": 91}),
        (rule_with(tiers=(Tier.NATIONAL,)), {"tier": Tier.NATIONAL}, {}),
        (rule_with(office_hours=False), {"at": SATURDAY_NIGHT}, {}),
        (rule_with(where=("headline",)), {"title": "Northmoor PCC under fire"}, {}),
    ],
)
def test_what_an_example_says_is_taken_as_found(
    rule: Rule, given: dict[str, Any], otherwise: dict[str, Any]
) -> None:
    assert answer(rule, **given).is_right
    assert answer(rule, fires=False, **otherwise).is_right


def test_an_example_of_an_own_office_is_read_with_its_names() -> None:
    text = "Councillors called on Southmoor PCC Iris Reed to resign."
    assert answer(text=text, office="southmoor").is_right
    assert answer(text=text, fires=False).is_right
    assert answer(text=text, fires=False, office="northmoor").is_right


def test_a_rule_that_is_switched_off_is_tried_all_the_same() -> None:
    assert answer(rule_with(enabled=False)).is_right


def test_a_rule_and_its_variants_are_tried_together_and_the_most_urgent_counts() -> None:
    variants = [rule_with(tiers=(Tier.NATIONAL,)), rule_with(id="R01a", severity=S1, raise_=())]
    example = Example(fires=True, text=ASKED, severity=S1)
    placed = Placed(rule_id="R01", file="R01.toml", line=3, example=example)
    (found,) = answers(variants, [placed], lambda _: reader())
    assert found.is_right
    assert [(one.rule_id, one.firing is not None) for one in found.tries] == [
        ("R01a", True),
        ("R01", False),
    ]


# ---------------------------------------------------------------- states


def watching(watches: Any, **given: Any) -> Rule:
    return Rule(id="W", name="Watching", severity=S3, lead="PCC", watches=watches, **given)


SPIKE = RateState(stream="news", hours=1.0, count=9, usual=0.8, unusual=True, tone=-0.4)


@pytest.mark.parametrize(
    ("rule", "state", "severity"),
    [
        (watching("rate", stream="news", at_least=5), SPIKE, S3),
        (
            watching("rate", at_least=5, raise_=(Raise(to=S2, tone_below=-0.25),)),
            SPIKE,
            S2,
        ),
        (watching("rate", stream="news", at_least=10), SPIKE, None),
        (watching("rate", stream="news", at_least=5), replace(SPIKE, unusual=False), None),
        (watching("release", after_hours=24.0), ReleaseState(hours=49), S3),
        (watching("release", after_hours=24.0), ReleaseState(hours=49, silent=("A",)), None),
        (watching("delivery"), ChainState(trouble="nobody on call", what="24 hours"), S3),
        (watching("delivery"), ChainState(trouble="rate limited"), None),
        (watching("source"), SourceState(health=HealthState.QUIET), S3),
        (watching("source"), SourceState(health=HealthState.WELL), None),
        (
            watching("source", tiers=(Tier.NATIONAL,)),
            SourceState(health=HealthState.BROKEN, tier=Tier.LOCAL),
            None,
        ),
        (watching("all-sources"), AllSourcesState(hours=2), S3),
        (watching("all-sources"), AllSourcesState(hours=1), None),
        (watching("all-sources"), AllSourcesState(hours=2, usual_hours=3), None),
    ],
)
def test_a_rule_that_watches_is_tried_on_a_state(
    rule: Rule, state: Any, severity: Severity | None
) -> None:
    found = answer(rule, fires=severity is not None, severity=severity, state=state)
    assert found.is_right, found
    assert bool(found.tries[0].failed) == (severity is None)


def test_by_night_no_source_is_missed() -> None:
    night = datetime(2026, 10, 20, 3, 0)  # noqa: DTZ001 - a wall clock's
    rule = watching("all-sources")
    assert answer(rule, fires=False, state=AllSourcesState(hours=2), at=night).is_right
