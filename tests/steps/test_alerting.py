"""Coverage held against the rules, over a real DuckDB and a real SQLite."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor import ids
from monitor.alert.rulebook import make_ready
from monitor.records import (
    Alert,
    AlertState,
    CycleReport,
    Delivery,
    DeliveryState,
    Holder,
    Item,
    Office,
    Polling,
    Raise,
    Reason,
    Rule,
    Settings,
    Source,
    Step,
    StoryPlace,
    Tier,
    Understanding,
)
from monitor.steps.alerting import alert_on_new, readable
from monitor.steps.understanding import understand_new
from monitor.steps.watch import Watch, open_watch
from monitor.store import coverage as store
from monitor.store import items as stored
from monitor.store.ledger import acknowledge, list_alerts, list_deliveries
from tests.alert.samples import (
    HEADLINE,
    NIGHT,
    NOON,
    S1,
    S2,
    S3,
    S4,
    a_mention,
    a_rule,
    a_tone,
    an_item,
    an_oncall,
)

RESIGN = a_rule(words=("resign*",), raise_=Raise(to=S1, owners=2))
OFFICE = Office(
    id="ashvale",
    name="Ashvale",
    title="Police and Crime Commissioner for Ashvale",
    names=("Ashvale PCC", "Ashvale's commissioner"),
    holders=(Holder(id="marsh", name="Helen Marsh", role="pcc", from_=NOON.date()),),
)
OWN = Source(
    id="ashvale-pcc",
    name="Ashvale PCC",
    kind="feed",
    url="https://pcc.example/feed",
    tier=Tier.OWN,
    group="Ashvale PCC",
    office="ashvale",
)


class Newsroom:
    """A watch, and items that are put before it as if they had been read."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.count = 0

    def bring(self, name: str, *, story: str = "row", office: str = "ashvale", **item: Any) -> Item:
        """Stores an item whose headline names the office, understood."""
        self.count += 1
        seen = item.pop("first_seen_at", NOON + timedelta(seconds=self.count))
        found = an_item(name, **({"published_at": seen} | item), first_seen_at=seen)
        read = Understanding(
            item_id=found.id,
            mentions=(a_mention(office_id=office),),
            tones=(a_tone(office_id=office),),
            story=StoryPlace(story_id=ids.story_id(story), reason="first", likeness=1.0),
        )
        stored.add_items(self.watch.coverage, [found], {f"url:{name}": found.id})
        store.add_understandings(self.watch.coverage, [read], seen)
        return found

    def judge(self, now: datetime = NOON + timedelta(minutes=1)) -> CycleReport:
        report = CycleReport()
        alert_on_new(self.watch, now, report)
        return report

    def forget_judging(self, *names: str) -> None:
        """As after a crash that came before the mark."""
        unmark = "UPDATE items SET judged_at = NULL WHERE item_id IN (SELECT unnest(?))"
        self.watch.coverage.execute(unmark, [[ids.item_id(name) for name in names]])

    def alerts(self) -> list[Alert]:
        return list_alerts(self.watch.ledger)

    def messages(self) -> list[Delivery]:
        return list_deliveries(self.watch.ledger, [alert.id for alert in self.alerts()])

    def reasons(self) -> list[tuple[str, Reason]]:
        """Which item was told or held and why, by item."""
        names = {ids.item_id(name): name for name in "abcdefgh"}
        found = [(names.get(one.occasion, "?"), one.reason) for one in self.messages()]
        return sorted(found)

    def waiting(self, now: datetime) -> int:
        return len(stored.items_to_judge(self.watch.coverage, now))


def settings_with(*rules: Rule, **oncall: Any) -> Settings:
    return Settings(
        polling=Polling(contact="mailto:desk@example.org"),
        sources=(OWN,),
        offices=(OFFICE,),
        rules=rules,
        oncall=an_oncall(**oncall),
    )


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with open_watch(settings_with(RESIGN), tmp_path, None, print) as watch:
        yield Newsroom(watch)


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom where nobody has the role that is told of S3."""
    chains = {S3: (Step(role="nobody", after_minutes=0),)}
    rules = (RESIGN, a_rule(id="R09", severity=S3, words=("chaos",)))
    with open_watch(settings_with(*rules, chains=chains), tmp_path, None, print) as watch:
        yield Newsroom(watch)


# ---------------------------------------------------------------- from an item to a message


def test_an_item_on_which_a_rule_fires_becomes_an_alert_with_a_message(newsroom: Newsroom) -> None:
    item = newsroom.bring("a")
    assert newsroom.judge().alerts == 1
    (alert,), (message,) = newsroom.alerts(), newsroom.messages()
    assert (alert.item_id, alert.severity, alert.state) == (item.id, S2, AlertState.NEW)
    assert alert.card.headline == HEADLINE
    assert (message.way, message.person, message.reason) == ("console", "Sam Okafor", Reason.FIRST)
    assert newsroom.waiting(NOON) == 0


def test_an_item_on_which_no_rule_fires_is_marked_and_leaves_nothing(newsroom: Newsroom) -> None:
    newsroom.bring("a", title="Helen Marsh opens a fete")
    assert newsroom.judge().alerts == 0
    assert (newsroom.alerts(), newsroom.waiting(NOON)) == ([], 0)


def test_items_of_one_pass_see_what_those_before_them_raised(newsroom: Newsroom) -> None:
    for name in "abc":
        newsroom.bring(name)
    newsroom.judge()
    assert newsroom.reasons() == [
        ("a", Reason.FIRST),
        ("b", Reason.NO_NEWS),
        ("c", Reason.NO_NEWS),
    ]
    assert len(newsroom.alerts()) == 1


def test_items_of_a_later_pass_see_what_stands_in_the_ledger(newsroom: Newsroom) -> None:
    newsroom.bring("a")
    newsroom.judge()
    newsroom.bring("b")
    newsroom.judge()
    assert newsroom.reasons() == [("a", Reason.FIRST), ("b", Reason.NO_NEWS)]


def test_a_second_owner_makes_the_alert_more_urgent(newsroom: Newsroom) -> None:
    newsroom.bring("a")
    newsroom.judge()
    newsroom.bring("b", outlet="BBC Ashvale", owner="BBC")
    newsroom.judge()
    (alert,) = newsroom.alerts()
    assert newsroom.reasons() == [("a", Reason.FIRST), ("b", Reason.MORE_URGENT)]
    assert (alert.severity, alert.item_id) == (S1, ids.item_id("b"))
    assert (alert.card.owners, alert.card.outlets) == (2, ("Ashvale Gazette", "BBC Ashvale"))


def test_a_second_title_of_one_owner_does_not(newsroom: Newsroom) -> None:
    for name, outlet in (("a", "Ashvale Gazette"), ("b", "Kestley Gazette")):
        newsroom.bring(name, outlet=outlet)
        newsroom.judge()
    assert newsroom.alerts()[0].severity is S2


def test_owners_count_for_a_day(newsroom: Newsroom) -> None:
    newsroom.bring("a")
    newsroom.judge()
    next_day = NOON + timedelta(days=1, minutes=5)
    newsroom.bring("b", owner="BBC", first_seen_at=next_day)
    newsroom.judge(next_day)
    assert newsroom.alerts()[0].severity is S2


def test_stories_and_offices_are_told_apart(newsroom: Newsroom) -> None:
    newsroom.bring("a")
    newsroom.bring("b", story="other")
    newsroom.bring("c", office="norbury")
    newsroom.judge()
    assert {reason for _, reason in newsroom.reasons()} == {Reason.FIRST}
    assert len(newsroom.alerts()) == 3


def test_an_item_about_two_offices_is_judged_for_each(newsroom: Newsroom) -> None:
    item = an_item("a")
    read = Understanding(
        item_id=item.id,
        mentions=(a_mention(), a_mention(office_id="norbury", start=0, end=11)),
        story=StoryPlace(story_id=ids.story_id("row"), reason="first", likeness=1.0),
    )
    stored.add_items(newsroom.watch.coverage, [item], {"url:a": item.id})
    store.add_understandings(newsroom.watch.coverage, [read], NOON)
    newsroom.judge()
    assert {alert.office_id for alert in newsroom.alerts()} == {"ashvale", "norbury"}


def test_more_items_than_a_batch_are_all_judged(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "BATCH", 3)
    for name in "abcdefgh":
        newsroom.bring(name, story=name)
    assert newsroom.judge().alerts == 8
    assert newsroom.waiting(NOON) == 0


def test_an_acknowledged_alert_stays_in_hand_while_its_story_grows(newsroom: Newsroom) -> None:
    newsroom.bring("a")
    newsroom.judge()
    (alert,) = newsroom.alerts()
    acknowledge(newsroom.watch.ledger, alert.id, "Sam Okafor", NOON)
    newsroom.bring("b")
    newsroom.judge()
    assert newsroom.reasons() == [("a", Reason.FIRST), ("b", Reason.ACKNOWLEDGED)]
    (alert,) = newsroom.alerts()
    assert (alert.state, alert.owner) == (AlertState.ACKNOWLEDGED, "Sam Okafor")


def test_old_items_of_an_outage_wake_nobody_until_a_fresh_one_comes(newsroom: Newsroom) -> None:
    newsroom.bring("a", published_at=NOON - timedelta(days=4))
    newsroom.judge(NIGHT)
    assert newsroom.alerts()[0].state is AlertState.NOTED
    newsroom.bring("b")
    newsroom.judge(NIGHT)
    assert newsroom.reasons() == [("a", Reason.OLD_NEWS), ("b", Reason.FIRST)]
    (alert,) = newsroom.alerts()
    assert (alert.state, alert.item_id) == (AlertState.NEW, ids.item_id("b"))
    assert alert.escalate_at == NIGHT + timedelta(minutes=30)


def test_a_note_is_kept_for_the_digest(tmp_path: Path) -> None:
    rule = a_rule(severity=S4, tones=("negative",))
    with open_watch(settings_with(rule), tmp_path, None, print) as watch:
        newsroom = Newsroom(watch)
        newsroom.bring("a")
        newsroom.judge()
        (message,) = newsroom.messages()
    assert (message.reason, message.state) == (Reason.NOTE_ONLY, DeliveryState.HELD)


# ---------------------------------------------------------------- judged again


def test_a_crash_before_the_mark_judges_again_and_changes_nothing(newsroom: Newsroom) -> None:
    newsroom.bring("a", published_at=NOON - timedelta(days=4))
    newsroom.bring("b")
    newsroom.bring("c")
    newsroom.bring("d", outlet="BBC Ashvale", owner="BBC")
    newsroom.bring("e", story="other")
    newsroom.judge()
    alerts, messages = newsroom.alerts(), newsroom.messages()
    newsroom.forget_judging(*"abcde")
    assert newsroom.waiting(NOON) == 5
    newsroom.judge()
    assert newsroom.messages() == messages
    assert newsroom.alerts() == alerts


def test_a_crash_in_a_later_pass_changes_nothing_either(newsroom: Newsroom) -> None:
    newsroom.bring("a")
    newsroom.judge()
    newsroom.bring("b", outlet="BBC Ashvale", owner="BBC")
    newsroom.judge()
    alerts, messages = newsroom.alerts(), newsroom.messages()
    newsroom.forget_judging("b")
    newsroom.judge()
    assert (newsroom.alerts(), newsroom.messages()) == (alerts, messages)


# ---------------------------------------------------------------- items that break the step


def test_an_item_that_cannot_be_judged_steps_aside_for_an_hour_and_blocks_no_other(
    broken: Newsroom,
) -> None:
    item = broken.bring("a", title="Helen Marsh: chaos", story="chaos")
    broken.bring("b")
    now = NOON + timedelta(minutes=1)
    assert (broken.judge(now).stepped_aside, broken.reasons()) == (1, [("b", Reason.FIRST)])
    assert broken.judge(now + timedelta(minutes=59)).stepped_aside == 0
    broken.watch.settings.oncall.roles["nobody"] = "sam"
    assert broken.judge(now + timedelta(minutes=60)).alerts == 1
    assert item.id in {alert.item_id for alert in broken.alerts()}


def test_what_an_item_raised_before_it_broke_is_raised_by_the_next_one_of_its_story(
    broken: Newsroom,
) -> None:
    broken.bring("a", title="Helen Marsh told to resign over chaos")
    broken.bring("b")
    broken.judge()
    assert broken.reasons() == [("b", Reason.FIRST)]
    assert broken.alerts()[0].item_id == ids.item_id("b")


# ---------------------------------------------------------------- what counts as coverage


@pytest.mark.parametrize("tier", Tier)
def test_neither_the_office_nor_its_partners_raise_an_alert(newsroom: Newsroom, tier: Tier) -> None:
    item = an_item(tier=tier, source_id=OWN.id)
    stored.add_items(newsroom.watch.coverage, [item], {"url:x": item.id})
    understand_new(newsroom.watch, NOON, CycleReport())
    newsroom.judge()
    assert (newsroom.alerts() == []) == (tier in {Tier.OWN, Tier.PARTNER})


def test_an_item_that_names_no_office_raises_no_alert(newsroom: Newsroom) -> None:
    item = an_item(title="Manager Colin Marsh faces calls to resign", text="He lost again.")
    stored.add_items(newsroom.watch.coverage, [item], {"url:x": item.id})
    understand_new(newsroom.watch, NOON, CycleReport())
    newsroom.judge()
    assert newsroom.alerts() == []


# ---------------------------------------------------------------- what rules read


def test_rules_read_the_headline_and_the_sentences_that_name_the_office() -> None:
    text = "She won. Helen Marsh spoke. The Bishop left. PCC Marsh stayed."
    mentions = [
        a_mention(where="lead", start=9, end=20),
        a_mention(where="body", start=45, end=54),
        a_mention(where="body", start=0, end=3, office_id="norbury"),
    ]
    found = readable("ashvale", mentions, "A day out", text)
    assert found.naming == ("A day out", "Helen Marsh spoke.", "PCC Marsh stayed.")
    assert found.all == (
        "A day out",
        "She won.",
        "Helen Marsh spoke.",
        "The Bishop left.",
        "PCC Marsh stayed.",
    )


def test_rules_read_a_headline_that_names_the_office_once() -> None:
    mentions = [a_mention(where="headline", start=0, end=11)]
    assert readable("ashvale", mentions, "Helen Marsh quits", "").naming == ("Helen Marsh quits",)


def test_disabled_rules_are_not_asked(tmp_path: Path) -> None:
    rules = (a_rule(enabled=False, words=("resign",)),)
    assert make_ready(rules) == ()
    with open_watch(settings_with(*rules), tmp_path, None, print) as watch:
        newsroom = Newsroom(watch)
        newsroom.bring("a")
        assert newsroom.judge().alerts == 0
