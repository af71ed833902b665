"""How many of a London day's press items are negative."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from monitor import ids
from monitor.alert.firing import shown
from monitor.alert.watching.firing import firings_on
from monitor.records import Office, Rule, ShareState
from monitor.steps.watch import Watch
from monitor.steps.watches.seen import Seen, Watched
from monitor.steps.watches.usual import usual_of
from monitor.store.rates import Text, texts_since
from monitor.times import LONDON, in_london


def watched(watch: Watch, rules: Sequence[Rule], now: datetime) -> Seen:
    """The day so far, of each office; an alert of the day before stands until the day is over."""
    today = in_london(now).date()
    days = today - timedelta(days=1), today
    texts = texts_since(watch.coverage, _midnight(days[0]), now)
    found, standing = [], set()
    for office in watch.settings.offices:
        before, state = (_state(watch, office, texts, day, now) for day in days)
        was_so = any(firings_on(rule, before) for rule in rules)
        story = _story(office, today)
        title = f"A bad day for {office.name}: {state.negative} of {state.items} items are negative"
        coverage = shown(story, title, now, office_id=office.id, outlet="Press items")
        found.append(Watched(state=replace(state, day_before=was_so), coverage=coverage))
        standing |= {story, _story(office, days[0])}
    return Seen(watched=found, standing=standing)


def _state(
    watch: Watch, office: Office, texts: Sequence[Text], day: date, now: datetime
) -> ShareState:
    usual = usual_of(watch, office, "news", now)
    ours = [
        one
        for one in texts
        if one.is_of(office.id, "news") and in_london(one.seen_at).date() == day
    ]
    return ShareState(
        items=len(ours),
        negative=sum(one.negative for one in ours),
        usual_items=usual.items,
        usual_negative=usual.negative,
    )


def _story(office: Office, day: date) -> str:
    return ids.content_id("share", office.id, day.isoformat())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON).astimezone(UTC)
