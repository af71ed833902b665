"""When a rule fires: each condition alone, all of them together, and what makes it more urgent."""

from itertools import combinations
from typing import Any

import pytest

from monitor.alert.conditions import Readable, fires, firings
from monitor.alert.rulebook import make_ready
from monitor.records import Coverage, Firing, Item, Raise, Spread, Tier
from tests.alert.samples import (
    HEADLINE,
    S1,
    S2,
    S3,
    S4,
    a_mention,
    a_rule,
    a_tone,
    an_item,
    coverage_of,
)

LEAD = "Commissioner Helen Marsh rejected the budget."
ELSEWHERE = "The Bishop of Lowfield will retire."
READABLE = Readable(naming=(HEADLINE, LEAD), all=(HEADLINE, LEAD, ELSEWHERE))
THREE_OWNERS = Spread(
    items=4,
    outlets=("Ashvale Gazette", "BBC Ashvale", "Norbury Post"),
    owners=("BBC", "Post Group", "Vale Papers"),
)


def fired(coverage: Coverage | None = None, readable: Readable = READABLE, **rule: Any) -> bool:
    return firing(coverage, readable, **rule) is not None


def firing(
    coverage: Coverage | None = None, readable: Readable = READABLE, **rule: Any
) -> Firing | None:
    (ready,) = make_ready([a_rule(**rule)])
    return fires(ready, coverage or coverage_of(), readable)


def a_certain_firing(coverage: Coverage | None = None, **rule: Any) -> Firing:
    found = firing(coverage, **rule)
    assert found
    return found


def national() -> Item:
    return an_item(tier=Tier.NATIONAL, outlet="The Daily Courier")


def test_words_must_stand_in_the_headline_or_in_a_sentence_that_names_the_office() -> None:
    assert fired(words=("resign",))
    assert fired(words=("budget",))
    assert not fired(words=("retire",))
    assert not fired(words=("veto",))


def test_with_the_scope_of_an_item_every_sentence_counts() -> None:
    assert fired(words=("retire",), scope="item")
    assert not fired(words=("veto",), scope="item")


def test_and_words_must_stand_in_the_same_sentence_as_a_word() -> None:
    assert fired(words=("budget",), and_words=("rejected",))
    assert not fired(words=("budget",), and_words=("resign",))
    assert not fired(words=("budget",), and_words=("retire",), scope="item")


def test_a_later_sentence_may_meet_what_the_first_one_does_not() -> None:
    readable = Readable(naming=("A budget row", "A budget veto"), all=())
    found = firing(readable=readable, words=("budget",), and_words=("veto",))
    assert found
    assert found.sentence == "A budget veto"
    assert found.words == ("budget", "veto")


def test_an_unless_word_silences_its_own_sentence_alone() -> None:
    assert not fired(words=("resign",), unless=("Councillors",))
    assert fired(words=("resign",), unless=("Bishop", "budget"))
    assert fired(words=("resign", "rejected"), unless=("Councillors",))


def test_and_words_and_unless_count_without_words_too() -> None:
    assert fired(and_words=("budget",), tones=("negative",))
    assert not fired(and_words=("veto",), tones=("negative",))
    only_headline = Readable(naming=(HEADLINE,), all=(HEADLINE,))
    assert fired(readable=only_headline, unless=("veto",), tones=("negative",))
    assert not fired(readable=only_headline, unless=("resign",), tones=("negative",))


@pytest.mark.parametrize("label", ["negative", "neutral", "positive", "mixed", "unsure"])
def test_a_tone_must_be_among_those_given(label: Any) -> None:
    coverage = coverage_of(tone=a_tone(label=label))
    assert fired(coverage, tones=(label,))
    assert not fired(coverage, tones=("other",))


def test_an_item_without_a_tone_counts_as_neutral() -> None:
    assert fired(coverage_of(tone=None), tones=("neutral",))
    assert not fired(coverage_of(tone=None), tones=("negative",))


@pytest.mark.parametrize("tier", Tier)
def test_a_tier_must_be_among_those_given(tier: Tier) -> None:
    coverage = coverage_of(item=an_item(tier=tier))
    assert fired(coverage, tiers=(tier,))
    assert not fired(coverage, tiers=tuple(set(Tier) - {tier}))


def test_the_office_must_be_named_at_one_of_the_places_given() -> None:
    mentions = (a_mention(where="lead"), a_mention(where="body"))
    assert fired(coverage_of(mentions=mentions), where=("headline", "body"))
    assert not fired(coverage_of(mentions=mentions), where=("headline",))


@pytest.mark.parametrize(("owners", "fires_on"), [(0, True), (1, True), (3, True), (4, False)])
def test_that_many_owner_groups_must_carry_the_story(owners: int, fires_on: bool) -> None:
    assert fired(coverage_of(spread=THREE_OWNERS), owners=owners) == fires_on


def test_a_rule_fires_exactly_when_all_that_it_states_holds() -> None:
    stated = {
        "words": ("resign",),
        "and_words": ("call",),
        "unless": ("manager",),
        "tones": ("negative",),
        "tiers": (Tier.NATIONAL,),
        "where": ("headline",),
        "owners": 3,
    }
    broken: dict[str, dict[str, Any]] = {
        "words": {"headline": "Councillors call on Helen Marsh to explain"},
        "and_words": {"headline": "Helen Marsh urged to resign"},
        "unless": {"headline": "Councillors call on the manager and Helen Marsh to resign"},
        "tones": {"tone": a_tone(label="positive")},
        "tiers": {"item": an_item()},
        "where": {"mentions": (a_mention(where="body"),)},
        "owners": {"spread": Spread(owners=("BBC", "Vale Papers"))},
    }
    for count in range(len(stated) + 1):
        for names in combinations(stated, count):
            rule = {name: stated[name] for name in names}
            assert _fires_when(rule, {}), names
            for name, change in broken.items():
                assert _fires_when(rule, change) == (name not in names), (name, names)


def _fires_when(rule: dict[str, Any], change: dict[str, Any]) -> bool:
    holds: dict[str, Any] = {"item": national(), "spread": THREE_OWNERS} | change
    headline = holds.pop("headline", HEADLINE)
    return fired(coverage_of(**holds), Readable(naming=(headline,), all=(headline,)), **rule)


def test_a_rule_that_states_nothing_fires_always() -> None:
    assert fired(coverage_of(tone=None, mentions=()), Readable(naming=(), all=()))


def test_a_firing_says_what_made_it() -> None:
    coverage = coverage_of(item=national(), spread=THREE_OWNERS)
    found = a_certain_firing(
        coverage,
        words=("budget",),
        and_words=("rejected",),
        tones=("negative",),
        tiers=(Tier.NATIONAL,),
        owners=3,
    )
    assert (found.rule_id, found.lead, found.severity) == ("R01", "PCC", S2)
    assert (found.words, found.sentence) == (("budget", "rejected"), LEAD)
    assert found.because == (
        "“budget”, “rejected” beside the office's name",
        "tone towards the office is negative",
        "The Daily Courier is national",
        "3 owner groups carry it within a day",
    )


def test_words_of_the_whole_item_are_said_to_stand_in_the_report() -> None:
    found = a_certain_firing(words=("retire",), scope="item")
    assert found.because == ("“retire” in the report",)
    assert found.sentence == ELSEWHERE


def test_several_owner_groups_make_it_more_urgent() -> None:
    raising = Raise(to=S1, owners=3)
    two = coverage_of(spread=Spread(owners=("BBC", "Vale Papers")))
    assert a_certain_firing(two, raise_=raising).severity is S2
    found = a_certain_firing(coverage_of(spread=THREE_OWNERS), raise_=raising)
    assert found.severity is S1
    assert found.because[-1] == (
        "more urgent because 3 owner groups carry it: BBC, Post Group, Vale Papers"
    )


def test_a_tier_makes_it_more_urgent() -> None:
    raising = Raise(to=S1, tiers=(Tier.NATIONAL,))
    assert a_certain_firing(raise_=raising).severity is S2
    found = a_certain_firing(coverage_of(item=national()), raise_=raising)
    assert found.severity is S1
    assert found.because[-1] == "more urgent because a national outlet carries it"


def test_words_anywhere_in_the_item_make_it_more_urgent() -> None:
    found = a_certain_firing(raise_=Raise(to=S1, words=("Bishop",)))
    assert found.severity is S1
    assert found.because[-1] == "more urgent because it says “Bishop”"
    assert a_certain_firing(raise_=Raise(to=S1, words=("MP",))).severity is S2


def test_any_part_suffices_to_make_it_more_urgent_and_none_given_does_not() -> None:
    raising = Raise(to=S1, owners=9, tiers=(Tier.NATIONAL,), words=("Bishop",))
    assert a_certain_firing(raise_=raising).severity is S1
    assert a_certain_firing(raise_=Raise(to=S1)).severity is S2


@pytest.mark.parametrize("to", [S2, S3, S4])
def test_nothing_makes_a_rule_less_urgent_or_says_so(to: Any) -> None:
    found = a_certain_firing(raise_=Raise(to=to, words=("Bishop",)))
    assert found.severity is S2
    assert found.because == ()


def test_firings_come_the_most_urgent_first_and_then_by_rule() -> None:
    rules = make_ready(
        [
            a_rule(id="R09", severity=S3),
            a_rule(id="R08", severity=S2),
            a_rule(id="R07", severity=S2, words=("veto",)),
            a_rule(id="R06", severity=S2),
            a_rule(id="R10", severity=S3, raise_=Raise(to=S1, words=("resign",))),
        ]
    )
    found = firings(rules, coverage_of(), READABLE)
    assert [one.rule_id for one in found] == ["R10", "R06", "R08", "R09"]
