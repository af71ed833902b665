"""What raises the severity of a firing, what lowers it, and what does neither."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from monitor.alert.severity import modified, sensitive_on
from monitor.records import (
    Alert,
    AlertState,
    Coverage,
    Manners,
    Raise,
    Rule,
    Sensitive,
    Severity,
    Spread,
    Tier,
)
from tests.alert.samples import (
    S1,
    S2,
    S3,
    S4,
    a_firing,
    a_mention,
    a_rule,
    an_alert,
    an_item,
    coverage_of,
)

DAY = date(2026, 11, 17)
ELECTION = Manners(
    sensitive=(
        Sensitive(name="The election", from_=date(2028, 3, 25), to=date(2028, 5, 4)),
        Sensitive(name="The by-election", from_=DAY, to=DAY),
    )
)


def national(*places: Any, name: str = "national") -> Coverage:
    item = an_item(name, outlet="The Daily Courier", tier=Tier.NATIONAL)
    return coverage_of(item=item, mentions=tuple(a_mention(where=place) for place in places))


def partner(*outlets: str) -> Coverage:
    item = an_item(outlet="Safe Harbour", tier=Tier.PARTNER)
    return coverage_of(item=item, spread=Spread(outlets=outlets))


def another(rule: str = "R06", **changes: Any) -> Alert:
    return an_alert(rule, item_id="an earlier item", **changes)


def seen(
    coverage: Coverage,
    severity: Severity = S3,
    standing: Sequence[Alert] = (),
    *,
    rule: Rule | None = None,
    manners: Manners | None = None,
) -> tuple[Severity, tuple[str, ...]]:
    firing = a_firing(severity=severity)
    return modified(firing, rule or a_rule(), coverage, standing, manners or Manners(), DAY)


def test_nothing_around_it_leaves_a_firing_as_it_is() -> None:
    assert seen(coverage_of(spread=Spread())) == (S3, ())


# ---------------------------------------------------------------- what raises


@pytest.mark.parametrize(("place", "severity"), [("headline", S2), ("lead", S2), ("body", S3)])
def test_a_national_outlet_raises_by_where_it_names_the_office(
    place: str, severity: Severity
) -> None:
    assert seen(national(place))[0] is severity


def test_a_national_outlet_says_so_in_words() -> None:
    assert seen(national("body", "lead"))[1] == (
        "more urgent by one: The Daily Courier is national and names the office in the lead",
    )


def test_a_story_of_the_force_alone_is_not_raised_by_its_outlet() -> None:
    assert seen(national()) == (S3, ())


@pytest.mark.parametrize("tier", [tier for tier in Tier if tier is not Tier.NATIONAL])
def test_no_other_tier_raises(tier: Tier) -> None:
    coverage = coverage_of(item=an_item(tier=tier), spread=Spread(outlets=("Ashvale Gazette", "B")))
    assert seen(coverage) == (S3, ())


@pytest.mark.parametrize(
    "rule",
    [
        a_rule(tiers=(Tier.NATIONAL,)),
        a_rule(tiers=(Tier.LOCAL, Tier.NATIONAL)),
        a_rule(raise_=(Raise(to=S1, owners=2), Raise(to=S1, tiers=(Tier.NATIONAL,)))),
    ],
)
def test_a_rule_that_speaks_of_tiers_is_not_raised_by_one(rule: Rule) -> None:
    assert seen(national("headline"), rule=rule) == (S3, ())


def test_a_rule_that_raises_by_something_else_is() -> None:
    assert seen(national("headline"), rule=a_rule(raise_=(Raise(to=S1, owners=2),)))[0] is S2


@pytest.mark.parametrize(
    ("standing", "severity"),
    [
        (another(), S2),
        (another(state=AlertState.ACKNOWLEDGED), S2),
        (another(state=AlertState.CLOSED), S3),
        (another(state=AlertState.NOTED), S3),
        (another(severity=S1), S3),
        (another(severity=S3), S3),
        (another("R01"), S3),  # the same rule's own
        (an_alert("R06"), S3),  # of the very same item
    ],
)
def test_another_rules_open_s2_from_an_earlier_item_raises(
    standing: Alert, severity: Severity
) -> None:
    assert seen(coverage_of(), standing=[standing])[0] is severity


def test_a_copy_by_an_owner_who_carried_it_before_raises_nothing() -> None:
    assert seen(coverage_of(new_owner=False), standing=[another()]) == (S3, ())


def test_a_variant_of_the_rule_is_no_other_rule() -> None:
    assert seen(coverage_of(), standing=[another("R01a")]) == (S3, ())


def test_several_open_s2_raise_once_and_one_of_them_is_named() -> None:
    said = "more urgent by one: an urgent alert of R05 stands open in this story"
    assert seen(coverage_of(), standing=[another(), another("R05")]) == (S2, (said,))


def test_two_different_reasons_raise_by_two_and_never_above_s1() -> None:
    found = {one: seen(national("headline"), one, [another()]) for one in Severity}
    assert [found[one][0] for one in Severity] == [S1, S1, S1, S2]
    assert [len(found[one][1]) for one in Severity] == [0, 2, 2, 2]


# ---------------------------------------------------------------- what lowers


def test_what_only_the_office_and_its_partners_carry_is_lowered() -> None:
    said = "less urgent by one: only the office and its partners carry it"
    assert seen(partner("Safe Harbour"), S2) == (S3, (said,))
    assert seen(partner(), S2)[0] is S3


def test_what_a_newsroom_carries_beside_a_partner_is_not() -> None:
    assert seen(partner("Ashvale Gazette", "Safe Harbour"), S2) == (S2, ())


def test_what_the_diary_expected_is_lowered_and_named() -> None:
    coverage = coverage_of(expected="Precept day")
    assert seen(coverage) == (S4, ("less urgent by one: the diary expected it (“Precept day”)",))


def test_both_lower_and_never_below_s4() -> None:
    coverage = replace(partner(), expected="Precept day")
    assert [seen(coverage, one)[0] for one in Severity] == [S3, S4, S4, S4]
    assert seen(coverage, S4) == (S4, ())


def test_what_raises_and_what_lowers_are_both_said_where_they_cancel_out() -> None:
    coverage = replace(national("headline"), expected="Precept day")
    severity, said = seen(coverage, S2)
    assert (severity, [one.partition(":")[0] for one in said]) == (
        S2,
        ["more urgent by one", "less urgent by one"],
    )
    assert seen(coverage, S1)[0] is S1


def test_a_standing_rule_is_never_lowered_and_still_raised() -> None:
    standing = a_rule(standing=True)
    assert seen(replace(partner(), expected="Precept day"), S2, rule=standing) == (S2, ())
    raised = replace(national("headline"), expected="Precept day")
    assert seen(raised, S2, rule=standing)[0] is S1


def test_nothing_is_lowered_in_a_sensitive_period() -> None:
    coverage = replace(partner(), expected="Precept day")
    assert seen(coverage, S2, manners=ELECTION) == (S2, ())


@pytest.mark.parametrize("watches", ["source", "rate", "delivery"])
def test_a_rule_that_watches_something_else_says_itself_how_urgent_it_is(watches: Any) -> None:
    rule = a_rule(watches=watches)
    assert seen(replace(partner(), expected="x"), S2, [another()], rule=rule) == (S2, ())


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2028, 3, 24), ""),
        (date(2028, 3, 25), "The election"),
        (date(2028, 5, 4), "The election"),
        (date(2028, 5, 5), ""),
        (DAY, "The by-election"),
    ],
)
def test_a_sensitive_period_has_its_first_and_last_day(day: date, name: str) -> None:
    found = sensitive_on(ELECTION, day)
    assert (found.name if found else "") == name
