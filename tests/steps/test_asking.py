"""Platforms asked by the step: keys, logins, pages, money, robots.txt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.records import Outcome, PollReport
from monitor.settings import load_settings
from monitor.steps.asking import ask
from monitor.steps.collecting import collect_due
from monitor.steps.watch import Watch, open_watch
from monitor.store.sources import list_polls, list_source_events, posts_paid
from tests.conftest import Desk
from tests.fakes.publisher import Publisher
from tests.fakes.social import Answer, Bluesky, Mastodon, Platform, X

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ECHO = {"id": "77", "username": "northmoorecho", "name": "The Echo"}


@pytest.fixture
def desk(new_desk: Callable[[], Desk]) -> Desk:
    return new_desk()


@pytest.fixture
def served() -> Iterator[Callable[[Any], Platform]]:
    """Puts a platform on a socket for the length of a test."""
    with ExitStack() as stack:
        yield lambda service: stack.enter_context(Platform(service.speak))


def block(kind: str, url: str, query: str = "", more: str = "", name: str = "social") -> str:
    return (
        f'[[sources]]\nid = "{name}"\nname = "{kind}"\nkind = "{kind}"\nurl = "{url}"\n'
        f'query = \'{query}\'\ntier = "social"\ngroup = "{kind}"\n{more}\n'
    )


@contextmanager
def watching(desk: Desk, sources: str = "") -> Iterator[Watch]:
    if sources:
        desk.watch({}, more=sources)
    with open_watch(load_settings(desk.config), desk.data, None, print) as watch:
        yield watch


def one(reports: list[PollReport]) -> tuple[Outcome, int]:
    (report,) = reports
    return report.outcome, report.tally.new


def x_post(number: int) -> dict[str, Any]:
    at = NOW - 2 * HOUR + timedelta(minutes=number)
    since = (int(at.timestamp() * 1000) - 1_288_834_974_657) << 22
    words = {"text": f"Northmoor PCC, part {number}", "author_id": "77", "lang": "en"}
    return {"id": str(since), "created_at": at.isoformat(), **words}


def bluesky_post(number: int) -> dict[str, Any]:
    at = f"2026-06-01T11:{number:02}:00.000Z"
    words = {"text": f"Northmoor PCC, part {number}", "createdAt": at, "langs": ["en"]}
    return {
        "uri": f"at://did:plc:echo/app.bsky.feed.post/3k{number}",
        "author": {"did": "did:plc:echo", "handle": "echo.example", "displayName": "The Echo"},
        "record": {"$type": "app.bsky.feed.post", **words},
        "indexedAt": at,
    }


# ---------------------------------------------------------------- keys and logins


def test_a_source_without_its_key_is_not_asked_and_says_which_is_missing(
    desk: Desk, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MONITOR_GUARDIAN_KEY", raising=False)
    with watching(desk, block("guardian", publisher.url(), "Northmoor")) as watch:
        (report,) = collect_due(watch, NOW)
        assert (report.outcome, report.reason) == (Outcome.TOKEN, "MONITOR_GUARDIAN_KEY is not set")
    assert publisher.requests == []


def test_a_key_is_read_from_its_own_file(
    desk: Desk, served: Callable[[Any], Platform], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "key"
    key.write_text("AAAA-bearer\n")
    key.chmod(0o600)
    monkeypatch.setenv("OUR_X_KEY_FILE", str(key))
    platform = served(X(posts=[x_post(1)], users=[ECHO]))
    more = 'secret = "OUR_X_KEY"\nmonthly_dollars = 10'
    with watching(desk, block("x", platform.url, "Northmoor", more)) as watch:
        assert one(collect_due(watch, NOW)) == (Outcome.FRESH, 1)


def test_one_login_serves_two_searches_and_an_ended_session_is_begun_anew(
    desk: Desk, served: Callable[[Any], Platform], monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Bluesky(posts=[bluesky_post(1)])
    platform = served(service)
    monkeypatch.setenv("MONITOR_BLUESKY_LOGIN", service.secret)
    first = block("bluesky", platform.url, "Northmoor PCC", "poll_minutes = 10", "one")
    second = block("bluesky", platform.url, "Northmoor", "poll_minutes = 11", "two")
    with watching(desk, first) as watch:
        assert one(collect_due(watch, NOW)) == (Outcome.FRESH, 1)
    with watching(desk, first + second) as watch:
        assert len(collect_due(watch, NOW + HOUR)) == 2
        logins = service.logins
        assert logins <= 3  # both may have begun before the first was in
        collect_due(watch, NOW + 2 * HOUR)
        assert service.logins == logins
        service.expired.add(service.token)
        service.expired.update(f"eyJ.access-{n}.sig" for n in range(1, logins + 1))
        service.posts.insert(0, bluesky_post(2))
        reports = collect_due(watch, NOW + 3 * HOUR)
        assert {report.outcome for report in reports} == {Outcome.FRESH}
        assert sum(report.tally.new for report in reports) == 1
        assert service.logins > logins


def test_a_refused_password_is_tried_once_a_poll_and_said(
    desk: Desk, served: Callable[[Any], Platform], monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = served(Bluesky())
    monkeypatch.setenv("MONITOR_BLUESKY_LOGIN", "desk.example:wrong-pass-word")
    with watching(desk, block("bluesky", platform.url, "Northmoor")) as watch:
        (report,) = collect_due(watch, NOW)
        assert report.outcome is Outcome.TOKEN
        assert report.reason == "Bluesky refuses the app password: renew it"
    assert len(platform.calls) == 1


def test_a_session_that_is_refused_though_it_is_new_is_no_endless_loop(
    desk: Desk, served: Callable[[Any], Platform], monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Bluesky()
    service.expired.update(f"eyJ.access-{n}.sig" for n in range(100))
    platform = served(service)
    monkeypatch.setenv("MONITOR_BLUESKY_LOGIN", service.secret)
    with watching(desk, block("bluesky", platform.url, "Northmoor")) as watch:
        assert one(collect_due(watch, NOW)) == (Outcome.TOKEN, 0)
    assert len(platform.calls) <= 4


def test_an_accounts_number_is_looked_up_once(
    desk: Desk, served: Callable[[Any], Platform]
) -> None:
    platform = served(Mastodon())
    with watching(desk, block("mastodon", platform.url, "@echo")) as watch:
        for hours in range(3):
            collect_due(watch, NOW + hours * HOUR)
    paths = [call.path for call in platform.calls]
    assert paths.count("/api/v1/accounts/lookup") == 1
    assert len(paths) == 4


# ---------------------------------------------------------------- pages and money


def test_pages_are_followed_while_they_bring_something_new(
    desk: Desk, served: Callable[[Any], Platform], monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Bluesky(posts=[bluesky_post(1)], per_page=10)
    platform = served(service)
    monkeypatch.setenv("MONITOR_BLUESKY_LOGIN", service.secret)
    with watching(desk, block("bluesky", platform.url, "Northmoor")) as watch:
        collect_due(watch, NOW)
        service.posts[:0] = [bluesky_post(number) for number in range(36, 1, -1)]
        assert one(collect_due(watch, NOW + HOUR)) == (Outcome.FRESH, 35)
        assert list_source_events(watch.ledger, NOW) == []


def test_pages_without_end_are_left_after_five_and_the_gap_is_told(
    desk: Desk, served: Callable[[Any], Platform], monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Bluesky(posts=[bluesky_post(1)], per_page=5)
    platform = served(service)
    monkeypatch.setenv("MONITOR_BLUESKY_LOGIN", service.secret)
    with watching(desk, block("bluesky", platform.url, "Northmoor")) as watch:
        collect_due(watch, NOW)
        service.posts[:0] = [bluesky_post(number) for number in range(59, 1, -1)]
        asked = len(platform.calls)
        assert one(collect_due(watch, NOW + HOUR)) == (Outcome.FRESH, 25)
        assert len(platform.calls) - asked == 5
        (event,) = list_source_events(watch.ledger, NOW)
        assert event.what == "gap"


def test_a_search_goes_on_where_it_left_off_even_after_a_restart(
    desk: Desk, served: Callable[[Any], Platform], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_X_TOKEN", "AAAA-bearer")
    service = X(posts=[x_post(1)], users=[ECHO])
    platform = served(service)
    source = block("x", platform.url, "Northmoor", "monthly_dollars = 10")
    with watching(desk, source) as watch:
        collect_due(watch, NOW)
    with watching(desk) as watch:
        collect_due(watch, NOW + HOUR)
    assert platform.calls[-1].asked["since_id"] == x_post(1)["id"]


def test_what_was_billed_is_counted_and_the_months_limit_is_a_hard_stop(
    desk: Desk, served: Callable[[Any], Platform], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_X_TOKEN", "AAAA-bearer")
    service = X(posts=[x_post(number) for number in range(20, 0, -1)], users=[ECHO])
    platform = served(service)
    # 300 posts may be billed at once: 1.5 dollars. 20 posts and their author cost 0.11.
    with watching(desk, block("x", platform.url, "Northmoor", "monthly_dollars = 1.6")) as watch:
        assert one(collect_due(watch, NOW)) == (Outcome.FRESH, 20)
        assert posts_paid(watch.ledger, "social", "2026-06") == 22
        (report,) = collect_due(watch, NOW + HOUR)
        assert report.outcome is Outcome.BUDGET
        assert report.reason == "the month's 1.6 dollars are spent"
        assert len(platform.calls) == 1
        july = datetime(2026, 7, 1, 0, 5, tzinfo=UTC)
        assert one(collect_due(watch, july))[0] is Outcome.FRESH


def test_a_refusal_costs_nothing_and_a_lost_answer_counts_in_full(
    desk: Desk, served: Callable[[Any], Platform], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_X_TOKEN", "AAAA-bearer")
    platform = served(X())
    platform.next_answers(Answer({"title": "Too Many Requests"}, 429), Answer(b"{cut"))
    with watching(desk, block("x", platform.url, "Northmoor", "monthly_dollars = 9")) as watch:
        assert one(collect_due(watch, NOW))[0] is Outcome.WAIT
        assert posts_paid(watch.ledger, "social", "2026-06") == 0
        assert one(collect_due(watch, NOW + HOUR))[0] is Outcome.NOT_A_FEED
        assert posts_paid(watch.ledger, "social", "2026-06") == 300


def test_money_counted_before_a_crash_stays_counted(
    desk: Desk, served: Callable[[Any], Platform], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_X_TOKEN", "AAAA-bearer")
    platform = served(X())
    source = block("x", platform.url, "Northmoor", "monthly_dollars = 9")
    with watching(desk, source) as watch:
        ask(watch, watch.settings.sources, list_polls(watch.ledger), NOW)
    with watching(desk) as watch:
        assert posts_paid(watch.ledger, "social", "2026-06") == 300


# ---------------------------------------------------------------- robots.txt


def page_source(publisher: Publisher) -> str:
    select = "[sources.select]\nentry = 'li'\n"
    return block("page", publisher.url("/news"), more=select)


def test_a_page_is_read_only_where_robots_txt_lets_us(desk: Desk, publisher: Publisher) -> None:
    publisher.serve("/robots.txt", b"User-agent: *\nDisallow: /n*s", content_type="text/plain")
    publisher.serve("/news", b"<ul><li><a href='/1'>One</a></li></ul>", content_type="text/html")
    with watching(desk, page_source(publisher)) as watch:
        (report,) = collect_due(watch, NOW)
        assert report.outcome is Outcome.ROBOTS
        assert report.reason.endswith("'s robots.txt forbids it")
        next_look = list_polls(watch.ledger)["social"].next_poll_at
        assert next_look == NOW + timedelta(hours=24)
    assert [request.path for request in publisher.requests] == ["/robots.txt"]


def test_a_page_is_asked_in_the_same_pass_as_its_robots_txt(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/news", b"<ul><li><a href='/1'>One</a></li></ul>", content_type="text/html")
    with watching(desk, page_source(publisher)) as watch:
        assert one(collect_due(watch, NOW)) == (Outcome.FRESH, 1)
    assert [request.path for request in publisher.requests] == ["/robots.txt", "/news"]
