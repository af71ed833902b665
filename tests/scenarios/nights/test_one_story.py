"""One alert for a story and a rule: later items are silent, a more urgent one tells again."""

from monitor.records import Reason
from tests.scenarios.nights.ashvale import RUTH, SAM
from tests.scenarios.nights.conftest import Play
from tests.scenarios.nights.lines import S1, S2, S3, S4, held, item, quiet_until, told
from tests.scenarios.nights.people import ack, take, tell_together
from tests.scenarios.nights.rulebooks import COUNTERS, INQUIRY, RESIGN, RESIGN_RISING, rule
from tests.scenarios.nights.texts import BOTH, CALL, PETITION

TUESDAY = "Tue 20 Oct 2026"


def test_a_second_title_with_the_story_wakes_nobody_again(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN_RISING,
        item("22:40", "Ashvale Gazette", CALL),
        told("22:40", "22:40", S2, "R01", SAM),
        ack("22:44", "R01"),
        item("22:50", "Norbury Post", CALL),
        held("22:50", "22:50", "R01", Reason.ACKNOWLEDGED),
        quiet_until("23:45"),
    )


def test_while_nobody_has_it_in_hand_the_story_may_grow_in_silence(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN_RISING,
        item("22:40", "Ashvale Gazette", CALL),
        told("22:40", "22:40", S2, "R01", SAM),
        item("22:50", "Norbury Post", CALL),
        held("22:50", "22:50", "R01", Reason.NO_NEWS),
        ack("22:55", "R01"),
        quiet_until("23:45"),
    )


def test_two_stories_of_a_night_are_two_alerts(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN,
        item("22:40", "Ashvale Gazette", CALL),
        told("22:40", "22:40", S2, "R01", SAM, says=CALL.headline),
        ack("22:42", "R01"),
        item("22:50", "Harrow Mere Times", PETITION),
        told("22:50", "22:50", S2, "R01", SAM, says=PETITION.headline),
        ack("22:52", "R01"),
        quiet_until("23:45"),
    )


def test_a_second_owner_makes_it_a_crisis_and_tells_again(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN_RISING,
        item("22:40", "Ashvale Gazette", CALL),
        told("22:40", "22:40", S2, "R01", SAM, says=Reason.FIRST.value),
        item("22:50", "Radio Ashvale Today", CALL),
        told("22:50", "22:50", S1, "R01", SAM, says=Reason.MORE_URGENT.value),
        ack("22:52", "R01"),
        item("23:10", "Lowfield Advertiser", CALL),
        held("23:10", "23:10", "R01", Reason.ACKNOWLEDGED),
        quiet_until("23:45"),
    )


def test_somebody_who_has_it_in_hand_hears_that_it_became_a_crisis(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN_RISING,
        item("22:40", "Ashvale Gazette", CALL),
        told("22:40", "22:40", S2, "R01", SAM),
        ack("22:44", "R01", by=RUTH),
        item("22:50", "Radio Ashvale Today", CALL),
        told("22:50", "22:50", S1, "R01", SAM, says=Reason.MORE_URGENT.value),
        quiet_until("23:45"),
    )


def test_what_is_less_urgent_than_before_is_not_told(night: Play) -> None:
    """The second title alone would be S2: the owners of the first day no longer count by then."""
    night(
        TUESDAY,
        RESIGN_RISING,
        item("11:00", "Ashvale Gazette", CALL),
        told("11:00", "11:00", S2, "R01", SAM),
        item("11:10", "Radio Ashvale Today", CALL),
        told("11:10", "11:10", S1, "R01", SAM),
        take("11:12", "R01"),
        item("Wed 15:00", "Norbury Post", CALL),
        held("15:00", "15:00", "R01", Reason.ACKNOWLEDGED),
        quiet_until("16:00"),
        every=240,
    )


def test_of_two_rules_on_one_item_the_more_urgent_one_tells(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN + COUNTERS,
        item("11:00", "Norbury Post", BOTH),
        told("11:00", "11:00", S2, "R01", SAM),
        held("11:00", "11:00", "R08", Reason.SAME_STORY),
        ack("11:05", "R01"),
        quiet_until("12:00"),
    )


def test_a_note_is_kept_for_the_digest_and_tells_nobody(night: Play) -> None:
    night(
        TUESDAY,
        rule("N01", S4, "front counter"),
        item("11:00", "Norbury Post", BOTH),
        held("11:00", "11:00", "N01", Reason.NOTE_ONLY),
        quiet_until("12:00"),
    )


def test_stories_that_a_person_tells_together_have_one_alert(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN,
        item("11:00", "Ashvale Gazette", CALL),
        told("11:00", "11:00", S2, "R01", SAM),
        ack("11:04", "R01"),
        item("11:20", "Harrow Mere Times", PETITION),
        told("11:20", "11:20", S2, "R01", SAM),
        ack("11:24", "R01"),
        tell_together("11:30", PETITION.headline, into=CALL.headline),
        item("11:40", "Norbury Post", PETITION),
        held("11:40", "11:40", "R01", Reason.ACKNOWLEDGED),
        quiet_until("12:30"),
    )


def test_a_rule_that_is_on_trial_tells_nobody(night: Play) -> None:
    night(
        TUESDAY,
        rule("R01", S2, "resign*", more="shadow = true"),
        item("22:40", "Ashvale Gazette", CALL),
        held("22:40", "22:40", "R01", Reason.SHADOW),
        item("22:50", "Radio Ashvale Today", CALL),
        held("22:50", "22:50", "R01", Reason.SHADOW),
        quiet_until("23:45"),
    )


def test_a_rule_on_trial_does_not_mute_those_that_are_not(night: Play) -> None:
    night(
        TUESDAY,
        rule("R01", S1, "resign*", more="shadow = true") + COUNTERS,
        item("11:00", "Norbury Post", BOTH),
        held("11:00", "11:00", "R01", Reason.SHADOW),
        told("11:00", "11:00", S3, "R08", SAM),
        quiet_until("12:00"),
    )


def test_a_rule_that_is_switched_off_is_not_asked(night: Play) -> None:
    night(
        TUESDAY,
        rule("R01", S2, "resign*", more="enabled = false"),
        item("22:40", "Ashvale Gazette", CALL),
        quiet_until("23:45"),
    )


def test_a_crisis_alert_mutes_the_lesser_ones_of_its_story(night: Play) -> None:
    night(
        TUESDAY,
        rule("R01", S1, "resign*") + COUNTERS,
        item("11:00", "Ashvale Gazette", CALL),
        told("11:00", "11:00", S1, "R01", SAM),
        ack("11:02", "R01"),
        item("11:20", "Norbury Post", CALL.headline, f"{CALL.text} A front counter may close."),
        held("11:20", "11:20", "R08", Reason.SAME_STORY),
        quiet_until("12:00"),
    )


def test_and_not_those_of_another_story(night: Play) -> None:
    night(
        TUESDAY,
        rule("R01", S1, "resign*") + COUNTERS,
        item("11:00", "Ashvale Gazette", CALL),
        told("11:00", "11:00", S1, "R01", SAM),
        ack("11:02", "R01"),
        item("11:20", "Norbury Post", "Norbury Cross: the Ashvale commissioner's front counter"),
        told("11:20", "11:20", S3, "R08", SAM),
        quiet_until("12:00"),
    )


def test_a_crisis_after_a_lesser_alert_is_told(night: Play) -> None:
    night(
        TUESDAY,
        INQUIRY + COUNTERS,
        item("11:00", "Ashvale Gazette", BOTH),
        told("11:00", "11:00", S3, "R08", SAM),
        item("11:20", "Norbury Post", BOTH.headline, f"{BOTH.text} She is under investigation."),
        told("11:20", "11:20", S1, "R02", SAM),
        ack("11:22", "R02"),
        quiet_until("12:00"),
    )
