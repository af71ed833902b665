"""Eight quiet weeks that lie behind a script, put into the store as if they had been read."""

from datetime import datetime, timedelta

from monitor import ids
from monitor.records import Item, Mention, StoryPlace, Understanding
from monitor.store.coverage import add_understandings
from monitor.store.items import add_items, mark_judged
from monitor.times import in_london
from tests.scenarios.nights.lines import Act
from tests.scenarios.nights.night import Night

WEEKS = 8
HOURS = (9, 11, 14, 16)  # of a London day, at which something may be written about the office


def quiet_weeks(at: str, outlet: str = "Ashvale Gazette", a_day: int = 2) -> Act:
    """Some items about the office on every day of the last eight weeks, a few more at times."""

    def does(night: Night) -> None:
        days = [night.now - timedelta(days=ago) for ago in range(WEEKS * 7, 0, -1)]
        found = [
            _item(night, outlet, day, hour)
            for number, day in enumerate(days)
            for hour in HOURS[: a_day + (number % 3 == 0)]
        ]
        coverage = night.watch.coverage
        add_items(coverage, found, {f"url:{one.url}": one.id for one in found})
        add_understandings(coverage, [_read(one) for one in found], night.now)
        mark_judged(coverage, [one.id for one in found], night.now)

    return Act(at, does, "eight quiet weeks", stirs=False)


def _item(night: Night, outlet: str, day: datetime, hour: int) -> Item:
    source = night.watch.outlets[outlet.casefold()]
    written = in_london(day).replace(hour=hour, minute=20)
    name = f"{source.id} {written:%Y-%m-%d %H}"
    return Item(
        id=ids.item_id(name),
        source_id=source.id,
        outlet=source.name,
        tier=source.tier,
        owner=source.group,
        url=f"https://{source.id}.example/{written:%Y/%m/%d/%H}",
        title=f"News of {written:%-d %B}",
        text="Ashvale's police and crime commissioner Helen Marsh was there.",
        author=f"writer-{hour}",
        published_at=written.astimezone(night.now.tzinfo),
        first_seen_at=(written + timedelta(minutes=5)).astimezone(night.now.tzinfo),
    )


def _read(item: Item) -> Understanding:
    mention = Mention(
        office_id="ashvale",
        holder_id="marsh",
        role="pcc",
        surface="Helen Marsh",
        start=40,
        end=51,
        where="body",
        confidence=0.9,
    )
    place = StoryPlace(story_id=ids.story_id(item.id), reason="first", likeness=1.0)
    return Understanding(item_id=item.id, mentions=(mention,), story=place)
