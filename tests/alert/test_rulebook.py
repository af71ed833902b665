"""Rules made ready, and what is asked of all of them together."""

from monitor.alert.rulebook import alarms, make_ready, urgent, windows
from monitor.records import Clause, Raise
from tests.alert.samples import S1, S2, S3, a_rule


def test_disabled_rules_are_left_out_and_the_others_keep_their_order() -> None:
    rules = [a_rule(id="R03"), a_rule(id="R01", enabled=False), a_rule(id="R02")]
    assert [ready.rule.id for ready in make_ready(rules)] == ["R03", "R02"]


def test_of_several_raises_the_most_urgent_is_asked_first_and_none_lowers() -> None:
    (ready,) = make_ready([a_rule(severity=S3, raise_=(Raise(to=S2), Raise(to=S1), Raise(to=S3)))])
    assert [one.to for one in ready.raises] == [S1, S2]


def test_the_windows_are_those_that_any_rule_or_raise_asks_for_beside_a_day() -> None:
    rules = make_ready([a_rule(hours=6), a_rule(raise_=(Raise(to=S1, hours=3, owners=2),))])
    assert windows(rules) == {6, 3}


def test_alarms_are_the_words_of_rules_on_the_force_or_the_area() -> None:
    rules = make_ready(
        [
            a_rule(when=(Clause(words=("resign",)),)),
            a_rule(about=("area",), when=(Clause(words=("riot*",)),)),
            a_rule(about=("us", "force"), when=(Clause(words=("misconduct",)),)),
        ]
    )
    found = alarms(rules)
    assert found.found_in("Riots, misconduct, and somebody may resign") == ("Riots", "misconduct")
    assert not alarms(rules[:1]).stands_in("riot")


def test_urgent_are_the_words_of_rules_that_can_wake_somebody() -> None:
    rules = make_ready(
        [
            a_rule(severity=S2, when=(Clause(words=("resign",)),)),
            a_rule(severity=S3, when=(Clause(words=("precept",)),)),
            a_rule(severity=S3, raise_=(Raise(to=S1, when=(Clause(words=("veto",)),)),)),
        ]
    )
    assert urgent(rules).found_in("veto the precept or resign") == ("veto", "resign")
