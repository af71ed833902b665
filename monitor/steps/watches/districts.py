"""How long each district has heard nothing of the office, and no release has named it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from monitor import ids
from monitor.alert.firing import shown
from monitor.records import DistrictState, Office, Output, Rule
from monitor.registers.diary import out_at
from monitor.steps.watch import Watch
from monitor.steps.watches.seen import Seen, Watched
from monitor.store.rates import began_at
from monitor.store.registers import list_outputs
from monitor.store.watched import district_news
from monitor.times import as_iso
from monitor.wordlists import Words, words_of

BACK: Final = timedelta(days=366)
DAY: Final = timedelta(days=1)
News = Sequence[tuple[datetime, tuple[str, ...]]]


def watched(watch: Watch, _rules: Sequence[Rule], now: datetime) -> Seen:
    """Every district of every office."""
    began = began_at(watch.coverage) or now
    all_news = district_news(watch.coverage, now - BACK)
    outputs = list_outputs(watch.ledger, now - BACK, now)
    found = []
    for office in watch.settings.offices:
        news = [(at, districts) for one, at, districts in all_news if one == office.id]
        ours = [one for one in outputs if one.office_id == office.id]
        found += list(_of(office, news, ours, began, now))
    return Seen(watched=found)


def _of(
    office: Office, news: News, outputs: Sequence[Output], began: datetime, now: datetime
) -> Iterator[Watched]:
    for district, words in _names(office).items():
        last = max((at for at, districts in news if district in districts), default=None)
        since = last or began
        state = DistrictState(
            district=district,
            days=(now - since) / DAY,
            elsewhere=sum(at > since and district not in districts for at, districts in news),
            release_days=_without_release(outputs, words, now),
        )
        story = ids.content_id("district", office.id, district, as_iso(last) if last else "")
        title = f"{district} hears little of {office.name}"
        yield Watched(state=state, coverage=shown(story, title, now, office_id=office.id))


def _names(office: Office) -> Mapping[str, Words]:
    """By what a release names each district."""
    names: dict[str, list[str]] = {}
    for place in office.places:
        names.setdefault(place.district, []).extend((place.name, *place.also))
    return {district: words_of(found) for district, found in names.items()}


def _without_release(outputs: Sequence[Output], words: Words, now: datetime) -> float:
    """Days since the last that names it, or since the first that we know of."""
    naming = [one for one in outputs if words.stands_in(f"{one.title}\n{one.text}")]
    times = [at for one in naming[-1:] or outputs[:1] if (at := out_at(one))]
    return max((now - times[0]) / DAY, 0.0) if times else 0.0
