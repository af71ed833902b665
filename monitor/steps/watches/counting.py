"""Texts counted in the hours before a moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor import ids
from monitor.alert.firing import shown
from monitor.hours import in_hours
from monitor.records import Office, RateState, Tier
from monitor.steps.watch import Watch
from monitor.steps.watches.expecting import explained
from monitor.steps.watches.seen import Watched
from monitor.store.rates import Stream, Text
from monitor.times import as_iso

# What was published so long before the hours that are counted came late, after an outage of ours
# or of its publisher's: six hours of posts that come at once are no surge.
LATE = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Look:
    """One office and one stream, looked at now; `texts` are theirs, of two days at least."""

    watch: Watch
    office: Office
    stream: Stream
    texts: Sequence[Text]
    now: datetime


def within(texts: Iterable[Text], hours: float, now: datetime) -> list[Text]:
    """Those that came in the hours before this moment, and are of them."""
    begins = now - timedelta(hours=hours)
    return [
        text
        for text in texts
        if begins < text.seen_at <= now
        and (text.appeared_at is None or text.appeared_at > begins - LATE)
    ]


def rate_of(look: Look, hours: float) -> RateState:
    """The counts of these hours; nothing yet of what is usual."""
    found = within(look.texts, hours, look.now)
    scores = [text.score for text in found if text.score is not None]
    return RateState(
        stream=look.stream,
        hours=hours,
        count=len(found),
        usual=0.0,
        unusual=False,
        before=len(within(look.texts, hours, look.now - timedelta(hours=hours))),
        authors=len({text.author for text in found if text.author}),
        tone=round(sum(scores) / len(scores), 2) if scores else None,
        office_hours=in_hours(look.now, look.office.hours),
    )


def explaining(look: Look, hours: float) -> tuple[str, list[Text]]:
    """What explains most of these hours' texts, "" if nothing does, and all that it leaves."""
    titles = explained(look.watch, look.office.id, within(look.texts, hours, look.now))
    told = list(titles.values())
    rest = [text for text in look.texts if text.item_id not in titles]
    return max(told, key=told.count, default=""), rest


def as_watched(
    look: Look, kind: str, opened_at: datetime, told_of: int, rate: RateState, only: frozenset[str]
) -> Watched:
    """An open spike or surge, for these rules; telling of more is another turn of it."""
    story = ids.content_id(kind, look.office.id, look.stream, as_iso(opened_at))
    news = look.stream == "news"
    coverage = shown(
        story,
        f"Unusually many {'press items' if news else 'posts'} about {look.office.name}",
        look.now,
        office_id=look.office.id,
        outlet="Press items" if news else "Social media",
        tier=Tier.LOCAL if news else Tier.SOCIAL,
        item=ids.content_id("turn", story, str(told_of)),
    )
    return Watched(state=rate, coverage=coverage, only=only)
