"""What people of the office do in a script."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from monitor import ids
from monitor.alert.crisis.sitrep import crisis_alert
from monitor.alert.queue.until import until
from monitor.records import Act as Doing
from monitor.records import (
    ActKind,
    Alert,
    Crisis,
    DiaryEntry,
    Moved,
    Output,
    Silence,
    StoryRuling,
)
from monitor.steps.acting import acknowledge, act_on, close_alerts
from monitor.steps.dossiers import Asked, live_dossier
from monitor.store import silences
from monitor.store.alerts import list_alerts
from monitor.store.coverage import stories_of, told_with
from monitor.store.crises import end_crisis, standing_crises, start_crisis
from monitor.store.registers import save
from monitor.store.story_rulings import add_story_rulings
from monitor.times import as_iso, in_london
from tests.scenarios.nights.lines import Act
from tests.scenarios.nights.night import Night
from tests.scenarios.nights.times import next_time

SOMEBODY = "Sam Okafor"
LONG = timedelta(days=400)


def ack(at: str, rule: str, by: str = SOMEBODY, of: str = "") -> Act:
    """Takes the rule's newest alert in hand, or the one under the headline `of`."""

    def does(night: Night) -> None:
        alert = alert_of(night, rule, of)
        assert acknowledge(night.watch.ledger, alert.id, by, night.now), f"{rule} is not waiting"

    return Act(at, does, f"{by} acknowledges {rule}", stirs=False)


def take(at: str, rule: str, by: str = SOMEBODY, of: str = "") -> Act:
    """Works on the rule's newest alert: it does not come back, as one that was only acknowledged
    does."""

    def does(night: Night) -> None:
        _do(night, alert_of(night, rule, of), ActKind.TAKE_IN_HAND, by)

    return Act(at, does, f"{by} takes {rule} in hand", stirs=False)


def snooze(at: str, rule: str, span: str, by: str = SOMEBODY, of: str = "") -> Act:
    """Puts the rule's newest alert off for so long."""

    def does(night: Night) -> None:
        _do(night, alert_of(night, rule, of), ActKind.SNOOZE, by, until(span, night.now))

    return Act(at, does, f"{by} puts {rule} off for {span}", stirs=False)


def close(at: str, rule: str, of: str = "") -> Act:
    """The rule's newest alert is over."""

    def does(night: Night) -> None:
        close_alerts(night.watch.ledger, [alert_of(night, rule, of).id], night.now)

    return Act(at, does, f"{rule} is closed", stirs=False)


def tell_together(at: str, headline: str, into: str) -> Act:
    """A person says that two stories, known by headlines of theirs, are one."""

    def does(night: Night) -> None:
        ruling = StoryRuling(
            says="merge",
            story_id=story_of(night, headline),
            into=story_of(night, into),
            ruled_by=SOMEBODY,
            ruled_at=night.now,
        )
        add_story_rulings(night.watch.ledger, [ruling])

    return Act(at, does, f"“{headline}” is told with “{into}”")


def silence(
    at: str, until: str, rule: str = "", story: str = "", source: str = "", why: str = "known"
) -> Act:
    """Nothing of a rule, of the story under a headline, or of a source is told until then."""

    def does(night: Night) -> None:
        one = Silence(
            id=ids.content_id("silence", rule, story, source, as_iso(night.now)),
            rule_id=rule,
            story_id=story_of(night, story) if story else "",
            source_id=source,
            why=why,
            owner=SOMEBODY,
            begins_at=night.now,
            ends_at=next_time(until, night.now, LONG),
        )
        silences.add_silence(night.watch.ledger, one)

    return Act(at, does, f"{rule or story or source} is silenced until {until}")


def end_silence(at: str, by: str = SOMEBODY) -> Act:
    """Takes back the silence that ends first."""

    def does(night: Night) -> None:
        (standing, *_) = silences.standing_silences(night.watch.ledger, night.now)
        assert silences.end_silence(night.watch.ledger, standing.id, by, night.now)

    return Act(at, does, f"{by} ends a silence")


def crisis_starts(at: str, headline: str, by: str = SOMEBODY) -> Act:
    """Declares the story under this headline a crisis."""

    def does(night: Night) -> None:
        story, ledger, now = story_of(night, headline), night.watch.ledger, night.now
        crisis = Crisis(
            id=ids.content_id("crisis", "ashvale", story, as_iso(now)),
            office_id="ashvale",
            story_id=story,
            title=headline,
            started_by=by,
            started_at=now,
        )
        asked = Asked("ashvale", story, told_with(night.watch.coverage), now)
        dossier = live_dossier(night.watch.coverage, ledger, asked)
        assert start_crisis(ledger, crisis, crisis_alert(crisis, dossier), "") is None

    return Act(at, does, f"{by} declares a crisis")


def crisis_ends(at: str, by: str = SOMEBODY) -> Act:
    """Ends the one that is on."""

    def does(night: Night) -> None:
        (crisis,) = standing_crises(night.watch.ledger)
        assert end_crisis(night.watch.ledger, crisis, by, "", night.now)

    return Act(at, does, f"{by} ends the crisis")


def diary(at: str, title: str, starts: str, ends: str = "", **more: Any) -> Act:
    """Writes down what is to come, at the next time that is written so."""

    def does(night: Night) -> None:
        begins = next_time(starts, night.now, LONG)
        entry = DiaryEntry(
            id=ids.content_id("diary", title),
            office_id="ashvale",
            title=title,
            starts_at=begins,
            ends_at=next_time(ends, begins, LONG) if ends else None,
            entered_by=SOMEBODY,
            entered_at=night.now,
            **more,
        )
        save(night.watch.ledger, "diary", entry, SOMEBODY, night.now)

    return Act(at, does, f"diary: {title}")


def release(at: str, title: str, text: str = "", embargo: str = "", **more: Any) -> Act:
    """Registers a press release that is issued now, or as of the end of its embargo."""

    def does(night: Night) -> None:
        until = next_time(embargo, night.now, LONG) if embargo else None
        output = Output(
            id=ids.content_id("output", title),
            office_id="ashvale",
            title=title,
            text=text,
            issued_at=night.now,
            embargo_until=until,
            entered_by=SOMEBODY,
            entered_at=night.now,
        )
        save(night.watch.ledger, "outputs", replace(output, **more), SOMEBODY, night.now)

    return Act(at, does, f"release: {title}")


def _do(night: Night, alert: Alert, kind: ActKind, by: str, ends: datetime | None = None) -> None:
    act = Doing(kind=kind, by=by, at=night.now, origin="cli", until=ends)
    outcome = act_on(night.watch.ledger, night.watch.desk, alert.id, act)
    assert isinstance(outcome, Moved), outcome


def alert_of(night: Night, rule: str, headline: str = "") -> Alert:
    """The rule's newest alert, of this headline if one is given."""
    for alert in list_alerts(night.watch.ledger):
        if alert.rule_id == rule and headline in alert.card.headline:
            return alert
    raise AssertionError(f"no alert of {rule} {headline!r} at {in_london(night.now):%H:%M}")


def story_of(night: Night, headline: str) -> str:
    """The story of the first item under this headline."""
    query = "SELECT item_id FROM items WHERE title = ? ORDER BY first_seen_at LIMIT 1"
    row = night.watch.coverage.execute(query, [headline]).fetchone()
    assert row, f"nothing was published under {headline!r}"
    return stories_of(night.watch.coverage, [row[0]])[row[0]]
