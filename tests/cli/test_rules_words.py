"""A rule is read aloud: every condition that can be given has its words."""

from dataclasses import fields
from typing import Any, get_args

import pytest

from monitor.cli.rules_list import LOOKS_AT
from monitor.cli.rules_pages import rule_in_words
from monitor.cli.rules_watching import WATCHING
from monitor.cli.rules_words import (
    ABOUT,
    FLAGS,
    ORIGINS,
    PARTIES,
    USES,
    clause_in_words,
    conditions_in_words,
    hours,
    raise_in_words,
)
from monitor.records import (
    About,
    Clause,
    Conditions,
    FlagKind,
    Origin,
    PartyKind,
    Raise,
    Rule,
    Severity,
    Speaker,
    Tier,
    Use,
    Watches,
)
from tests.alert.samples import an_oncall

S1, S2, S3, S4 = Severity
GIVEN: dict[str, Any] = {
    "item_words": ("budget*",),
    "tones": ("negative", "mixed"),
    "tone_below": -0.25,
    "tone_above": 0.5,
    "tiers": (Tier.NATIONAL,),
    "where": ("headline", "lead"),
    "named": 2,
    "owners": 2,
    "outlets": 3,
    "authors": 8,
    "items": 5,
    "speakers": (Speaker.MP, Speaker.FAMILY),
    "origins": (Origin.UNLOGGED,),
    "themes": ("streets",),
    "districts": ("Norbury",),
    "topics": ("money",),
    "flags": ("wrong name",),
    "office_hours": False,
    "fresh_hours": 6.0,
    "release": ("turned",),
    "addressed": True,
    "beside_rules": ("R09",),
    "election_days": 90,
}
ELSEWHERE = {"when", "unless", "hours"}  # told beside these, or within them


def a_rule(**given: Any) -> Rule:
    return Rule(**({"id": "R01", "name": "A rule", "severity": S2, "lead": "PCC"} | given))


def page(**given: Any) -> str:
    """The rule's page on one line: where it breaks does not matter here."""
    return " ".join(" ".join(rule_in_words(a_rule(**given), an_oncall())).split())


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        (PARTIES, PartyKind),
        (ABOUT, About),
        (USES, Use),
        (FLAGS, FlagKind),
        (LOOKS_AT, Watches),
    ],
)
def test_every_kind_has_its_words(names: dict[str, str], kinds: Any) -> None:
    assert set(names) == set(get_args(kinds))


def test_every_origin_and_every_kind_of_watching_has_its_words() -> None:
    assert set(ORIGINS) == set(Origin)
    assert {*WATCHING, ""} == set(get_args(Watches))


def test_no_condition_is_left_out_of_this_test() -> None:
    assert set(GIVEN) | ELSEWHERE == {one.name for one in fields(Conditions)}


@pytest.mark.parametrize("key", GIVEN)
def test_every_condition_is_told_once(key: str) -> None:
    (told,) = conditions_in_words(Conditions(**{key: GIVEN[key]}))
    assert len(told.split()) >= 3
    assert "None" not in told


def test_conditions_that_are_not_given_are_not_told() -> None:
    assert conditions_in_words(Conditions()) == []


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        (
            Clause(words=("resign*", "stand down"), of=("commissioner", "deputy"), within=12),
            "It says “resign…” or “stand down” of the commissioner or the deputy, "
            "at most 12 words away.",
        ),
        (
            Clause(words=("quit",), where=("headline",), unless=("manager",)),
            "It says “quit” in the headline, but not “manager”.",
        ),
        (
            Clause(words=("clash*",), beside=("chief",), also=("budget",), naming=True),
            "It says “clash…”, with the chief constable named beside it, and it also says "
            "“budget”, and it or the headline names the office.",
        ),
        (
            Clause(words=("untenable",), by=("MP",), not_of=("officer",)),
            "It says “untenable”, said or done by an MP, but not of police officers.",
        ),
        (Clause(by=("victim",)), "It tells what is said or done by a victim or their family."),
        (Clause(of=("service",)), "It speaks of a service that the office pays for."),
    ],
)
def test_a_clause_is_a_sentence(clause: Clause, told: str) -> None:
    assert clause_in_words(clause) == told


def test_of_a_long_list_the_first_words_are_told_and_the_rest_counted() -> None:
    words = tuple("abcdefghijkl")
    assert clause_in_words(Clause(words=words), 3) == "It says “a”, “b”, “c” or 9 others."
    assert clause_in_words(Clause(words=words[:4]), 3) == "It says “a”, “b”, “c” or “d”."
    assert "“l”" in clause_in_words(Clause(words=words))
    assert "“h” or 4 others" in page(when=(Clause(words=words),))


@pytest.mark.parametrize(
    ("raising", "told"),
    [
        (Raise(to=S1, owners=2), "S1 when 2 owner groups or more carry the story within a day."),
        (
            Raise(to=S1, owners=3, hours=6, unless=("copy",)),
            "S1 when 3 owner groups or more carry the story within 6 hours; "
            "and it says nowhere “copy”.",
        ),
        (
            Raise(to=S1, when=(Clause(words=("veto*",)), Clause(by=("MP",))), tiers=(Tier.LOCAL,)),
            "S1 when in one sentence it says “veto…”; or it tells what is said or done by an MP; "
            "and its source is local.",
        ),
    ],
)
def test_a_raise_is_a_sentence(raising: Raise, told: str) -> None:
    assert raise_in_words(raising) == told


@pytest.mark.parametrize(
    ("number", "told"),
    [(0.5, "30 minutes"), (1, "1 hour"), (6, "6 hours"), (24, "a day"), (72, "3 days")],
)
def test_hours_are_told_as_people_say_them(number: float, told: str) -> None:
    assert hours(number) == told


def test_a_page_tells_who_is_told_and_when() -> None:
    told = page(notify=("chief-executive",), raise_=(Raise(to=S1, owners=2),))
    assert "S1: on-call (Sam Okafor) at once, backup (Ruth Adeyemi) after 10 minutes" in told
    assert "S2: on-call (Sam Okafor) at once, backup (Ruth Adeyemi) after 30 minutes." in told
    assert "And with them: chief-executive (Gwen Pryce)." in told


def test_a_page_says_that_notes_wake_nobody() -> None:
    assert "S4: nobody; it waits for the digest." in page(severity=S4)


def test_a_page_says_what_becomes_of_an_alert_at_night() -> None:
    assert "what comes from 20:00 on waits until 07:30" in page(severity=S3)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"about": ("us", "force")}, "items that mean the office or name our force."),
        ({"when": (Clause(words=("quit",)),)}, "In one sentence: It says “quit”."),
        ({"when": (Clause(words=("a",)), Clause(words=("b",)))}, "2. It says “b”."),
        ({"unless": ("football",)}, "Never when the item says “football”."),
        ({"owners": 2}, "But only when 2 owner groups or more carry"),
        ({"row": "money"}, "Who answers: PCC, by the row “money”"),
        ({"note": "Do not repeat the name."}, "Note for the officer: Do not repeat the name."),
        ({"signpost": "999"}, "Where to send the person, by hand: 999"),
        ({"standing": True}, "never made less urgent"),
        ({"party": True}, "party politics"),
        ({"shadow": True}, "nobody is told"),
    ],
)
def test_a_page_tells_all_of_a_rule(given: dict[str, Any], told: str) -> None:
    assert told in page(**given)
    assert told not in page()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"watches": "source", "tiers": (Tier.NATIONAL,)}, "when a national source is silent"),
        ({"watches": "all-sources"}, "by day no source has brought anything new"),
        (
            {"watches": "rate", "stream": "news", "at_least": 5, "hours": 1.0},
            "when 5 press items or more mean the office within 1 hour; and chance alone",
        ),
        (
            {
                "watches": "rate",
                "stream": "social",
                "at_least": 10,
                "growth": 2.0,
                "authors": 8,
                "office_hours": False,
            },
            "when 10 posts or more mean the office within 30 minutes; and they are 2 times as "
            "many as in the 30 minutes before, or more; and they come from 8 accounts or more; "
            "and it comes outside office hours.",
        ),
        (
            {"watches": "rate", "tone_below": -0.25, "at_least": 3},
            "their tone towards the office is −0.25 or lower on average",
        ),
        ({"watches": "share", "at_least": 6, "share": 0.6}, "60% of them or more are negative"),
        (
            {"watches": "story", "days": 5, "after_hours": 336.0},
            "a story had negative items on 5 or more of the last seven days or rested for "
            "14 days and is back with 2 new items or more.",
        ),
        ({"watches": "release", "after_hours": 72.0}, "a release of ours 3 days after"),
        (
            {"watches": "district", "days": 21, "at_least": 10},
            "named a district for 21 days while the rest of the area had 10 or more.",
        ),
        ({"watches": "district", "after_hours": 2160.0}, "no release of ours has named"),
        ({"watches": "diary"}, "within a day of other news"),
        ({"watches": "delivery"}, "when nobody is on call"),
    ],
)
def test_a_rule_that_watches_says_what(given: dict[str, Any], told: str) -> None:
    assert told in page(**given)


def test_a_raise_on_a_second_sour_day_and_on_a_lost_alert_is_told() -> None:
    sour = page(watches="share", at_least=6, share=0.6, raise_=(Raise(to=S1, hours=48.0),))
    assert "S1 when it was so on the day before, too." in sour
    lost = page(watches="delivery", raise_=(Raise(to=S1),))
    assert "S1 when the alert that was not delivered is itself S1." in lost
