"""Old items are scored anew in batches: resumable, without an alert, with old scores kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.records import Clause, CycleReport, Item
from monitor.steps.alerting import alert_on_new
from monitor.steps.rescoring import BATCH, rescore_some
from monitor.steps.understanding import understand_new
from monitor.steps.watch import Watch, open_watch
from monitor.store.alerts import list_alerts
from monitor.store.items import add_items, drop_article_texts, settle_articles
from monitor.store.rescorings import Rescoring, ask_for_rescoring, open_rescorings
from tests.alert.samples import NOON, a_rule, an_item
from tests.steps.test_alerting import settings_with
from tests.store.samples import a_page

DAY = timedelta(days=1)
LATER = NOON + 30 * DAY
OLD = "an-old-scorer"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Watch]:
    rule = a_rule(when=(Clause(words=("resign*",)),))
    with open_watch(settings_with(rule), tmp_path, None, print) as watch:
        yield watch


def fill(watch: Watch, *items: Item) -> None:
    """Reads and judges them, as of a scorer that we no longer use."""
    add_items(watch.coverage, items, {f"url:{one.id}": one.id for one in items})
    understand_new(watch, NOON, CycleReport())
    alert_on_new(watch, NOON, CycleReport())
    watch.coverage.execute("UPDATE tones SET scorer = ?", [OLD])


def about(name: str, at: datetime = NOON) -> Item:
    return an_item(name, title=f"Helen Marsh must resign: {name}", text="", first_seen_at=at)


def ask(watch: Watch, since: datetime = NOON - DAY) -> Rescoring:
    asked = Rescoring(asked_at=LATER, asked_by="ruth", since=since, reached_at=since)
    return ask_for_rescoring(watch.ledger, asked)


def scorers(watch: Watch) -> set[str]:
    rows = watch.coverage.execute("SELECT DISTINCT scorer FROM tones").fetchall()
    return {scorer for (scorer,) in rows}


def rescore(watch: Watch) -> Rescoring | None:
    return rescore_some(watch, LATER, CycleReport())


def test_without_a_request_nothing_is_done(desk: Watch) -> None:
    fill(desk, about("a"))
    assert rescore(desk) is None
    assert scorers(desk) == {OLD}


def test_it_goes_on_where_it_was_until_all_is_done(desk: Watch) -> None:
    fill(desk, *(about(f"n{number}", NOON + timedelta(hours=number // 3)) for number in range(105)))
    ask(desk)
    first, second = rescore(desk), rescore(desk)
    assert first
    assert second
    assert (first.done, first.total, first.ended_at) == (BATCH, BATCH + 5, None)
    assert (second.done, second.ended_at) == (BATCH + 5, LATER)
    assert OLD not in scorers(desk)
    assert open_rescorings(desk.ledger) == []
    assert rescore(desk) is None


def test_old_scores_are_kept_with_their_scorers_name(desk: Watch) -> None:
    fill(desk, about("a"))
    ask(desk)
    rescore(desk)
    kept = desk.coverage.execute("SELECT scorer, replaced_at FROM tone_versions").fetchall()
    assert kept == [(OLD, LATER)]


def test_old_news_wakes_nobody_twice(desk: Watch) -> None:
    fill(desk, about("a"))
    before = list_alerts(desk.ledger)
    assert len(before) == 1
    ask(desk)
    rescore(desk)
    report = CycleReport()
    alert_on_new(desk, LATER, report)
    assert (report.alerts, list_alerts(desk.ledger)) == (0, before)


def test_only_what_came_since_then_and_before_the_request_is_read(desk: Watch) -> None:
    fill(desk, about("too-old", NOON - 2 * DAY), about("a"), about("new", LATER + DAY))
    ask(desk)
    told = rescore(desk)
    assert told
    assert (told.done, told.total) == (1, 1)
    left = desk.coverage.execute("SELECT count(*) FROM tones WHERE scorer = ?", [OLD]).fetchone()
    assert left == (2,)


def test_a_page_whose_text_is_gone_keeps_its_score(desk: Watch) -> None:
    """From the feed's summary alone it would mean nobody, and lose its tone."""
    item = an_item("a", title="A row", text="A summary.", first_seen_at=NOON)
    page = replace(a_page(), item_id=item.id, until=NOON + DAY)
    add_items(desk.coverage, [item], {}, [page])
    settle_articles(desk.coverage, [(item.id, "read", "Helen Marsh must resign.", "")], NOON)
    fill(desk, about("b"))
    drop_article_texts(desk.coverage, NOON + DAY)
    ask(desk)
    told = rescore(desk)
    assert told
    assert (told.done, told.total, told.kept) == (1, 1, 1)
    assert len(scorers(desk)) == 2


def test_a_request_of_the_same_span_is_gone_on_with_and_another_waits(desk: Watch) -> None:
    first = ask(desk)
    again = Rescoring(asked_at=LATER + DAY, asked_by="sam", since=first.since, reached_at=NOON)
    assert ask_for_rescoring(desk.ledger, again) == first
    other = replace(again, since=NOON - 9 * DAY)
    assert ask_for_rescoring(desk.ledger, other) == other
    assert open_rescorings(desk.ledger) == [first, other]
