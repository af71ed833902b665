"""Coverage that was not judged → the rules → alerts and messages in the ledger → the mark."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from monitor.alert.conditions import Readable, firings
from monitor.alert.judge import judge
from monitor.alert.rulebook import ReadyRule
from monitor.records import (
    Alert,
    Coverage,
    CycleReport,
    Firing,
    Item,
    Judgement,
    Mention,
    Spread,
)
from monitor.steps.understanding import ASIDE
from monitor.steps.watch import Watch
from monitor.store import coverage as store
from monitor.store import items as stored
from monitor.store import ledger
from monitor.understand.recognition.mentions import sentences_about
from monitor.understand.text import sentences

SPREAD_WINDOW = timedelta(days=1)
log = logging.getLogger(__name__)


def alert_on_new(watch: Watch, now: datetime, report: CycleReport) -> None:
    """Holds everything that waits against the rules, in batches.

    The ledger is written first, the mark last: a crash between them judges the batch again, which
    changes nothing, because alerts and messages are named by their content.
    """
    while items := stored.items_to_judge(watch.coverage, now):
        coverage = _gather(watch, items, now)
        told_with = store.told_with(watch.coverage)
        standing = _standing(watch, coverage, told_with)
        judgements, judged = [], []
        for item in items:
            try:
                for one in (one for one in coverage if one.item.id == item.id):
                    found = _judge(watch, one, _of_story(one, standing, told_with), now)
                    standing |= {judgement.alert.id: judgement.alert for judgement in found}
                    judgements += found
                judged.append(item.id)
            except Exception as error:
                log.exception("item=%s cannot be judged", item.id)
                stored.set_aside(watch.coverage, item.id, repr(error), now + ASIDE)
                report.stepped_aside += 1
        ledger.save_judgements(watch.ledger, judgements)
        stored.mark_judged(watch.coverage, judged, now)
        report.alerts += len({judgement.alert.id for judgement in judgements})
        if len(items) < stored.BATCH:
            return


def readable(office_id: str, mentions: Sequence[Mention], title: str, text: str) -> Readable:
    """The parts of an item that rules read: those naming the office, and all of it."""
    naming = [sentence for _, sentence in sentences_about(office_id, mentions, title, text)]
    whole = [title, *(text[start:end] for start, end in sentences(text))]
    return Readable(
        naming=tuple(dict.fromkeys([title, *naming])), all=tuple(part for part in whole if part)
    )


def fired_on(rules: Iterable[ReadyRule], one: Coverage) -> tuple[Firing, ...]:
    """The rules that fire on one item."""
    parts = readable(one.office_id, one.mentions, one.item.title, one.item.text)
    return firings(rules, one, parts)


def _judge(
    watch: Watch, one: Coverage, of_story: dict[str, Alert], now: datetime
) -> list[Judgement]:
    """Judges an item; each rule sees what those before it raised."""
    judgements = []
    for firing in fired_on(watch.rules, one):
        if judgement := judge(watch.desk, firing, one, tuple(of_story.values()), now):
            of_story[judgement.alert.id] = judgement.alert
            judgements.append(judgement)
            reasons = {delivery.reason.value for delivery in judgement.deliveries}
            log.info(
                "alert=%s rule=%s item=%s severity=%s reason=%r",
                judgement.alert.id,
                firing.rule_id,
                one.item.id,
                firing.severity,
                ", ".join(reasons),
            )
    return judgements


def _of_story(
    one: Coverage, standing: Mapping[str, Alert], told_with: Mapping[str, str]
) -> dict[str, Alert]:
    """The alerts of its story, those of stories that a person had told with it among them."""
    return {
        alert.id: alert
        for alert in standing.values()
        if told_with.get(alert.story_id, alert.story_id) == one.story_id
        and alert.office_id == one.office_id
    }


def _gather(watch: Watch, items: Sequence[Item], now: datetime) -> list[Coverage]:
    ids = [item.id for item in items]
    mentions, tones = store.mentions_of(watch.coverage, ids), store.tones_of(watch.coverage, ids)
    stories = store.stories_of(watch.coverage, ids)
    told = sorted(set(stories.values()))
    spread = store.spread_of(watch.coverage, told, now - SPREAD_WINDOW, now)
    return [
        Coverage(
            item=item,
            office_id=office,
            mentions=tuple(found),
            tone=tones.get((item.id, office)),
            story_id=stories[item.id],
            spread=spread.get(stories[item.id], Spread()),
        )
        for item in items
        for office, found in _by_office(mentions.get(item.id, [])).items()
    ]


def _by_office(mentions: Sequence[Mention]) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.office_id, []).append(mention)
    return found


def _standing(
    watch: Watch, coverage: Sequence[Coverage], told_with: Mapping[str, str]
) -> dict[str, Alert]:
    stories = {one.story_id for one in coverage}
    merged = [story for story, into in told_with.items() if into in stories]
    alerts = ledger.alerts_of_stories(watch.ledger, sorted(stories.union(merged)))
    return {alert.id: alert for alert in alerts}
