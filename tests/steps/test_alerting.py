"""Coverage held against the rules, over a real DuckDB and a real SQLite."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor import ids
from monitor.alert.rulebook import make_ready
from monitor.records import (
    Alert,
    AlertState,
    Clause,
    Crisis,
    CycleReport,
    Delivery,
    DeliveryState,
    Holder,
    Item,
    Manners,
    Office,
    Polling,
    Raise,
    Reason,
    Rule,
    Settings,
    Silence,
    Source,
    Step,
    StoryPlace,
    StoryRuling,
    Tier,
    Understanding,
)
from monitor.steps.acting import acknowledge, close_alerts
from monitor.steps.alerting import alert_on_new
from monitor.steps.escalating import escalate_due
from monitor.steps.regrouping import take_story_rulings
from monitor.steps.summing_up import sum_up_due
from monitor.steps.understanding import understand_new
from monitor.steps.watch import Watch, open_watch
from monitor.store import coverage as store
from monitor.store import items as stored
from monitor.store.alerts import list_alerts
from monitor.store.ledger import SQL
from monitor.store.outbox import list_deliveries
from monitor.store.rows import to_row
from monitor.store.silences import add_silence
from monitor.store.story_rulings import add_story_rulings
from tests.alert.samples import (
    HEADLINE,
    MORNING,
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

RESIGN = a_rule(when=(Clause(words=("resign*",)),), raise_=(Raise(to=S1, owners=2),))
OFFICE = Office(
    id="ashvale",
    name="Ashvale",
    title="Police and Crime Commissioner for Ashvale",
    names=("Ashvale PCC", "Ashvale's commissioner"),
    holders=(Holder(id="marsh", name="Helen Marsh", role="pcc", from_=NOON.date()),),
)
NORBURY = Office(
    id="norbury",
    name="Norbury",
    title="Police and Crime Commissioner for Norbury",
    names=("Norbury PCC",),
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
        found = an_item(name, **({"published_at": seen, "text": ""} | item), first_seen_at=seen)
        self.store({found: story}, office)
        return found

    def store(self, items: Mapping[Item, str], office: str = "ashvale") -> None:
        """Stores these items, each of its story, understood."""
        read = [
            Understanding(
                item_id=item.id,
                mentions=(a_mention(office_id=office),),
                tones=(a_tone(office_id=office),),
                story=StoryPlace(story_id=ids.story_id(story), reason="first", likeness=1.0),
            )
            for item, story in items.items()
        ]
        keys = {item.url: item.id for item in items}
        stored.add_items(self.watch.coverage, [*items], keys)
        store.add_understandings(self.watch.coverage, read, NOON)

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
        offices=(OFFICE, NORBURY),
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
    rules = (RESIGN, a_rule(id="R09", severity=S3, when=(Clause(words=("chaos",)),)))
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
    assert newsroom.reasons() == [("a", Reason.ACKNOWLEDGED), ("b", Reason.ACKNOWLEDGED)]
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
    assert alert.due_at == NIGHT + timedelta(minutes=30)


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


def test_disabled_rules_are_not_asked(tmp_path: Path) -> None:
    rules = (a_rule(enabled=False, when=(Clause(words=("resign",)),)),)
    assert make_ready(rules) == ()
    with open_watch(settings_with(*rules), tmp_path, None, print) as watch:
        newsroom = Newsroom(watch)
        newsroom.bring("a")
        assert newsroom.judge().alerts == 0


# ---------------------------------------------------------------- how things stand around a story


NOTES = a_rule(id="R09", name="Chaos", severity=S3, when=(Clause(words=("chaos",)),))
FIGHT = a_rule(id="R06", name="A fight", when=(Clause(words=("fight*",)),))
MINUTE = timedelta(minutes=1)
RESIGN_TITLE, CHAOS_TITLE = "Marsh told to resign", "Marsh: chaos"


@pytest.fixture
def open_desk(tmp_path: Path) -> Iterator[Callable[..., Newsroom]]:
    """Opens a newsroom with these rules and manners, on the same folder each time."""
    with ExitStack() as held:

        def opened(*rules: Rule, **manners: Any) -> Newsroom:
            held.pop_all().close()
            settings = replace(settings_with(*rules), manners=Manners(**manners))
            return Newsroom(held.enter_context(open_watch(settings, tmp_path, None, print)))

        yield opened


def a_silence(**of: Any) -> Silence:
    return Silence(
        id="a1b2", why="known", owner="Ruth", begins_at=NOON, ends_at=NOON + 60 * MINUTE, **of
    )


def a_crisis(story: str) -> Crisis:
    return Crisis(
        id="c1",
        office_id="ashvale",
        story_id=ids.story_id(story),
        title="The row",
        started_by="Ruth",
        started_at=NOON,
    )


def test_a_silence_in_the_ledger_holds_what_it_names(newsroom: Newsroom) -> None:
    add_silence(newsroom.watch.ledger, a_silence(story_id=ids.story_id("row")))
    newsroom.bring("a")
    newsroom.bring("b", story="other")
    newsroom.judge()
    assert newsroom.reasons() == [("a", Reason.SILENCED), ("b", Reason.FIRST)]


def test_a_silenced_source_is_held_and_the_same_story_elsewhere_is_told(
    newsroom: Newsroom,
) -> None:
    add_silence(newsroom.watch.ledger, a_silence(source_id="ashvale-gazette"))
    newsroom.bring("a")
    newsroom.bring("b", source_id="norbury-post")
    newsroom.judge()
    assert newsroom.reasons() == [("a", Reason.SILENCED), ("b", Reason.FIRST)]


def test_a_silence_of_a_story_holds_when_a_person_has_it_told_with_another(
    newsroom: Newsroom,
) -> None:
    add_silence(newsroom.watch.ledger, a_silence(story_id=ids.story_id("other")))
    merged = StoryRuling(
        says="merge",
        story_id=ids.story_id("other"),
        into=ids.story_id("row"),
        ruled_by="Ruth",
        ruled_at=NOON,
    )
    add_story_rulings(newsroom.watch.ledger, [merged])
    take_story_rulings(newsroom.watch)
    newsroom.bring("a")
    newsroom.judge()
    assert newsroom.reasons() == [("a", Reason.SILENCED)]


def test_a_crisis_in_the_ledger_leaves_its_story_to_the_team_but_for_an_s1(
    newsroom: Newsroom,
) -> None:
    crisis = to_row(a_crisis("row"), "crisis_id")
    newsroom.watch.ledger.execute(SQL["add_crisis"], crisis)
    newsroom.bring("a")
    newsroom.bring("b", story="other")
    newsroom.judge()
    assert newsroom.reasons() == [("a", Reason.IN_CRISIS), ("b", Reason.FIRST)]
    newsroom.bring("c", owner="BBC")  # a second owner: S1
    newsroom.judge()
    assert newsroom.reasons()[2] == ("c", Reason.FIRST)


def test_another_rules_open_s2_makes_an_alert_more_urgent_once_it_is_of_an_earlier_item(
    open_desk: Callable[..., Newsroom],
) -> None:
    newsroom = open_desk(replace(RESIGN, raise_=()), FIGHT)
    newsroom.bring("a")
    newsroom.judge()
    newsroom.bring("b", title="Marsh in a fight", owner="Echo Group", outlet="Echo")
    newsroom.judge()
    found = {alert.rule_id: alert.severity for alert in newsroom.alerts()}
    assert found == {"R01": S2, "R06": S1}
    before = newsroom.alerts(), newsroom.messages()
    newsroom.forget_judging("a", "b")
    newsroom.judge(NOON + 5 * MINUTE)
    assert (newsroom.alerts(), newsroom.messages()) == before


def test_two_rules_that_fire_on_one_item_make_neither_more_urgent(
    open_desk: Callable[..., Newsroom],
) -> None:
    newsroom = open_desk(RESIGN, FIGHT)
    newsroom.bring("a", title="Marsh told to resign after a fight")
    newsroom.judge()
    assert {alert.severity for alert in newsroom.alerts()} == {S2}


# ---------------------------------------------------------------- the budget of a day


def told(newsroom: Newsroom) -> Counter[Reason]:
    return Counter(one.reason for one in newsroom.messages())


def bring_many(newsroom: Newsroom, count: int, at: datetime, title: str = RESIGN_TITLE) -> None:
    """Stores so many items that are seen at once, each of a story of its own."""
    names = [f"{at.isoformat()}{number}" for number in range(count)]
    seen = {"first_seen_at": at, "published_at": at, "title": title, "text": ""}
    newsroom.store({an_item(name, **seen): name for name in names})


def test_beyond_the_budget_alerts_are_held_for_a_summary_within_one_pass(
    newsroom: Newsroom,
) -> None:
    bring_many(newsroom, 13, NOON)
    newsroom.judge()
    assert told(newsroom) == {Reason.FIRST: 10, Reason.BUDGET: 3}


def test_the_budget_counts_earlier_passes_and_restarts(open_desk: Callable[..., Newsroom]) -> None:
    newsroom = open_desk(RESIGN, budget=4)
    bring_many(newsroom, 3, NOON)
    newsroom.judge()
    newsroom = open_desk(RESIGN, budget=4)
    bring_many(newsroom, 3, NOON + MINUTE)
    newsroom.judge(NOON + MINUTE)
    assert told(newsroom) == {Reason.FIRST: 4, Reason.BUDGET: 2}


def test_neither_items_that_add_nothing_nor_later_rungs_cost_budget(
    open_desk: Callable[..., Newsroom],
) -> None:
    newsroom = open_desk(RESIGN, budget=2)
    for name in "abc":
        newsroom.bring(name)
    newsroom.judge()
    for minutes in (30, 60):
        escalate_due(newsroom.watch.ledger, newsroom.watch.desk, NOON + minutes * MINUTE)
    bring_many(newsroom, 2, NOON + 70 * MINUTE)
    newsroom.judge(NOON + 70 * MINUTE)
    assert told(newsroom)[Reason.UNANSWERED] == 1
    assert (told(newsroom)[Reason.FIRST], told(newsroom)[Reason.BUDGET]) == (2, 1)


@pytest.mark.parametrize(
    ("before", "later", "reasons"),
    [
        ("2026-07-01T22:59", "2026-07-01T23:00", {Reason.FIRST: 4}),  # midnight in summer
        # The day of 25 hours, from its beginning to its end.
        ("2026-10-24T23:00", "2026-10-25T23:59", {Reason.FIRST: 2, Reason.BUDGET: 2}),
        ("2027-03-28T22:59", "2027-03-28T23:00", {Reason.FIRST: 4}),  # the end of that of 23
    ],
)
def test_the_budget_begins_anew_at_midnight_in_london(
    open_desk: Callable[..., Newsroom], before: str, later: str, reasons: dict[Reason, int]
) -> None:
    newsroom = open_desk(RESIGN, budget=2)
    for written in (before, later):
        at = datetime.fromisoformat(written).replace(tzinfo=UTC)
        bring_many(newsroom, 2, at)
        newsroom.judge(at)
    assert told(newsroom) == reasons


def test_what_waits_for_the_morning_is_of_the_mornings_budget(
    open_desk: Callable[..., Newsroom],
) -> None:
    newsroom = open_desk(RESIGN, NOTES, budget=2)
    bring_many(newsroom, 2, NIGHT, CHAOS_TITLE)
    newsroom.judge(NIGHT)
    bring_many(newsroom, 1, NIGHT + MINUTE)
    newsroom.judge(NIGHT + MINUTE)
    assert told(newsroom) == {Reason.QUIET_HOURS: 2, Reason.FIRST: 1}
    bring_many(newsroom, 1, MORNING + 60 * MINUTE)
    newsroom.judge(MORNING + 60 * MINUTE)
    assert told(newsroom)[Reason.BUDGET] == 1


def test_a_summary_comes_of_what_alerting_held_and_costs_no_budget(
    open_desk: Callable[..., Newsroom],
) -> None:
    newsroom = open_desk(RESIGN, budget=2)
    bring_many(newsroom, 5, NOON)
    newsroom.judge()
    watch = newsroom.watch
    assert sum_up_due(watch.ledger, watch.desk, watch.settings.manners, NOON + 5 * MINUTE) == 1
    (summary,) = (one for one in newsroom.alerts() if one.rule_id == "SUMMARY")
    assert summary.card.headline == "Summary of 3 alerts: 3 S2"
    bring_many(newsroom, 1, NOON + 6 * MINUTE)
    newsroom.judge(NOON + 6 * MINUTE)
    held = [one for one in newsroom.messages() if one.state is DeliveryState.HELD]
    assert max(one.not_before for one in held) == NOON + 35 * MINUTE


def test_a_crash_between_the_ledger_and_the_mark_spends_no_budget_twice(
    open_desk: Callable[..., Newsroom],
) -> None:
    newsroom = open_desk(RESIGN, budget=3)
    for name in "abcdefgh":
        newsroom.bring(name, story=name)
    newsroom.judge()
    before = newsroom.alerts(), newsroom.messages()
    assert told(newsroom) == {Reason.FIRST: 3, Reason.BUDGET: 5}
    newsroom = open_desk(RESIGN, budget=3)
    newsroom.forget_judging(*"abcdefgh")
    newsroom.judge(NOON + 3 * MINUTE)
    assert (newsroom.alerts(), newsroom.messages()) == before


def test_a_storm_of_crisis_alerts_tells_ten_at_once_and_the_rest_together(
    open_desk: Callable[..., Newsroom],
) -> None:
    newsroom = open_desk(replace(RESIGN, severity=S1, raise_=()))
    bring_many(newsroom, 700, NOON)
    newsroom.judge()
    watch = newsroom.watch
    posts, now = 0, NOON
    while now < NOON + 2 * 60 * MINUTE:
        posts += escalate_due(watch.ledger, watch.desk, now)
        posts += sum_up_due(watch.ledger, watch.desk, watch.settings.manners, now)
        now += MINUTE / 2
    first = told(newsroom)[Reason.FIRST]
    assert (first, told(newsroom)[Reason.BUDGET]) == (10, 690 + 1)
    assert first + posts <= 60
    assert len(newsroom.alerts()) == 701


# ---------------------------------------------------------------- closing, and opening again


def test_a_closed_alert_rests_and_opens_again_nobodys(newsroom: Newsroom) -> None:
    newsroom.bring("a")
    newsroom.judge()
    (alert,) = newsroom.alerts()
    ledger = newsroom.watch.ledger
    acknowledge(ledger, alert.id, "Sam Okafor", NOON + 2 * MINUTE)
    close_alerts(ledger, [alert.id], NOON + 5 * MINUTE)
    newsroom.bring("b", first_seen_at=NOON + 60 * MINUTE)
    newsroom.judge(NOON + 60 * MINUTE)
    (alert,) = newsroom.alerts()
    assert (alert.state, alert.updated_at) == (AlertState.CLOSED, NOON + 5 * MINUTE)
    later = NOON + 13 * 60 * MINUTE
    newsroom.bring("c", first_seen_at=later)
    newsroom.judge(later)
    (alert,) = newsroom.alerts()
    assert newsroom.reasons() == [
        ("a", Reason.ACKNOWLEDGED),  # before its message had left
        ("b", Reason.COOLING),
        ("c", Reason.FIRST),
    ]
    assert (alert.state, alert.owner, alert.acknowledged_at) == (AlertState.NEW, "", None)
    assert (alert.raised_at, alert.due_at) == (later, later + 30 * MINUTE)
    assert alert.created_at == NOON + MINUTE
