"""The search of X: what it asks, what it costs, and how it ends when the money does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.collect.kinds import x
from monitor.collect.reading import Unreadable
from monitor.records import Asking, Outcome, ParsedFeed, Reading
from tests.collect.kinds.conversation import NOW, asking, guids, hear, only, talk
from tests.fakes.social import Answer, Platform, X, x_error

SEARCH = "https://api.x.example/2/tweets/search/recent"
CAPPED = "https://api.twitter.com/2/problems/usage-capped"


def number_at(moment: datetime) -> int:
    """The id that X gives at this moment: milliseconds since its own beginning, shifted."""
    return (int(moment.timestamp() * 1000) - 1_288_834_974_657) << 22


def post(number: int, **changes: Any) -> dict[str, Any]:
    """A post of the last hour, the later the higher its number."""
    return {
        "id": str(number_at(NOW - timedelta(hours=1)) + number),
        "text": f"Northmoor PCC, part {number}",
        "author_id": "77",
        "created_at": "2026-06-01T11:00:00.000Z",
        "lang": "en",
        **changes,
    }


ECHO = {"id": "77", "username": "northmoorecho", "name": "The Echo"}


@pytest.fixture
def service() -> X:
    return X(posts=[post(3), post(2), post(1)], users=[ECHO])


@pytest.fixture
def platform(service: X) -> Iterator[Platform]:
    with Platform(service.speak) as server:
        yield server


def search(platform: Platform, query: str = '"Northmoor PCC"', **more: Any) -> Asking:
    return asking("x", platform.url, query, **{"secret": "AAAA-bearer", **more})


def test_a_search_asks_for_a_full_page_without_retweets(platform: Platform) -> None:
    feed = hear(search(platform, "Northmoor OR Kestley"))
    (call,) = platform.calls
    assert (call.method, call.path, call.key) == ("GET", x.SEARCH, "AAAA-bearer")
    assert call.asked == {
        "query": "(Northmoor OR Kestley) -is:retweet",
        "max_results": "100",
        "tweet.fields": "created_at,lang,author_id,referenced_tweets,note_tweet",
        "expansions": "author_id",
        "user.fields": "username,name",
    }
    assert guids(feed) == [post(number)["id"] for number in (3, 2, 1)]


def test_a_query_that_speaks_of_retweets_itself_is_left_alone() -> None:
    url = x.ask(asking("x", "", "Northmoor -is:retweet")).url
    assert url.startswith("https://api.x.com/2/tweets/search/recent?query=Northmoor+-is%3Aretweet&")


def test_a_post_is_read_with_its_author_and_without_entities(
    platform: Platform, service: X
) -> None:
    long = {"text": "Northmoor PCC &amp; panel: the whole of a long post"}
    service.posts = [post(1, text="Northmoor PCC &amp; …", note_tweet=long)]
    entry = only(hear(search(platform)))
    assert entry.url == f"https://x.com/northmoorecho/status/{entry.guid}"
    assert (entry.title, entry.text) == (
        "",
        "Northmoor PCC & panel: the whole of a long post",
    )
    assert (entry.author, entry.language) == ("The Echo (@northmoorecho)", "en")
    assert entry.published_at == datetime(2026, 6, 1, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tag", "language"), [("cy", "cy"), ("zh-tw", "zh"), ("und", ""), ("qht", ""), ("qu", "qu")]
)
def test_a_language_that_x_could_not_tell_is_none(tag: str, language: str) -> None:
    assert only(_read({"data": [post(1, lang=tag)]})).language == language


def test_a_post_whose_author_is_not_told_still_has_its_address() -> None:
    entry = only(_read({"data": [post(1)], "meta": {"result_count": 1}}))
    assert (entry.url, entry.author) == (f"https://x.com/i/status/{entry.guid}", "")


# ---------------------------------------------------------------- money


def test_each_post_and_twice_each_author_is_billed_even_of_retweets(
    platform: Platform, service: X
) -> None:
    service.posts[0]["referenced_tweets"] = [{"type": "retweeted", "id": "1"}]
    service.posts[1]["referenced_tweets"] = [{"type": "quoted", "id": "1"}]
    feed = hear(search(platform))
    assert (len(feed.entries), feed.billed) == (2, 3 + 2)


def test_no_page_bills_more_than_the_hard_stop_reckons_with() -> None:
    full = [post(number, author_id=str(number)) for number in range(100)]
    users = [{"id": str(number)} for number in range(100)]
    assert _read({"data": full, "includes": {"users": users}}).billed == x.MOST_POSTS == 300
    assert pytest.approx(100 * 0.005 + 100 * 0.010) == x.MOST_POSTS * x.PRICE_DOLLARS


def test_a_search_that_finds_nothing_costs_nothing_and_keeps_its_place(
    platform: Platform, service: X
) -> None:
    place = service.posts[0]["id"]
    feed = hear(search(platform, cursor=place))
    assert (feed.entries, feed.outcome, feed.billed) == ((), Outcome.FRESH, 0)
    assert feed.cursor == place


@pytest.mark.parametrize(
    ("status", "title", "kind"),
    [
        (429, "UsageCapExceeded", CAPPED),
        (402, "CreditsDepleted", "https://api.twitter.com/2/problems/credits"),
        (403, "SpendCapReached", "https://api.twitter.com/2/problems/credits"),
        (402, "Payment Required", "about:blank"),
    ],
)
def test_money_that_has_run_out_is_told_from_a_wait(
    platform: Platform, status: int, title: str, kind: str
) -> None:
    platform.next_answers(x_error(status, title, kind))
    feed = hear(search(platform))
    assert (feed.outcome, feed.billed) == (Outcome.BUDGET, 0)
    assert feed.reason == f"X has no more posts for us until we pay ({status})"


# ---------------------------------------------------------------- going on


def test_the_next_poll_goes_on_after_the_newest(platform: Platform, service: X) -> None:
    first = hear(search(platform))
    assert first.cursor == service.posts[0]["id"]
    service.posts.insert(0, post(4))
    assert guids(hear(search(platform, cursor=first.cursor))) == [post(4)["id"]]
    assert platform.calls[-1].asked["since_id"] == first.cursor


@pytest.mark.parametrize(
    ("cursor", "sent"),
    [
        (str(number_at(NOW - timedelta(days=6, hours=22))), True),
        (str(number_at(NOW - timedelta(days=7))), False),
        (str(number_at(NOW + timedelta(minutes=5))), True),
        (str(number_at(NOW + timedelta(days=1))), False),
        ("at://junk", False),
        ("٣" * 19, False),
        ("9" * 5000, False),
    ],
)
def test_a_cursor_that_x_would_refuse_for_good_is_not_sent(cursor: str, sent: bool) -> None:
    assert ("since_id=" in x.ask(asking("x", "", "Northmoor", cursor=cursor)).url) is sent


def test_pages_are_asked_for_one_after_the_other(platform: Platform, service: X) -> None:
    service.per_page = 2
    first = hear(search(platform))
    last = hear(search(platform, more=first.more, page=2))
    assert platform.calls[-1].asked["next_token"] == first.more == "2"
    assert guids(first) + guids(last) == [post(number)["id"] for number in (3, 2, 1)]
    assert (last.more, last.cursor) == ("", "")


def test_a_token_that_leads_to_its_own_page_is_not_followed() -> None:
    answer = {"data": [post(1)], "meta": {"next_token": "same"}}
    assert _read(answer, f"{SEARCH}?next_token=same").more == ""


# ---------------------------------------------------------------- refusals


def test_a_refused_bearer_token_is_said_in_words_and_nowhere_repeated(platform: Platform) -> None:
    wanted = search(platform, secret="AAAA-expired")
    fetched, feed = talk(wanted)
    assert (feed.outcome, feed.reason) == (
        Outcome.TOKEN,
        "X refuses the bearer token: renew it (401)",
    )
    told = [fetched.url, fetched.reason, repr(wanted), repr(x.ask(wanted)), repr(feed)]
    assert not [text for text in (*told, platform.calls[0].target) if "AAAA" in text]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(400, Outcome.ERROR), (403, Outcome.TOKEN), (503, Outcome.WAIT), (500, Outcome.SERVER)],
)
def test_refusals_have_their_outcome(platform: Platform, status: int, outcome: Outcome) -> None:
    platform.next_answers(x_error(status, "Refused", "about:blank"))
    assert hear(search(platform)).outcome is outcome


def test_a_used_up_quota_says_when_it_is_renewed(platform: Platform) -> None:
    quota = {"x_rate_limit_remaining": "0", "x_rate_limit_reset": "1780315200"}
    platform.next_answers(x_error(429, "Too Many Requests", "about:blank", **quota))
    fetched, feed = talk(search(platform))
    assert (feed.outcome, feed.reason) == (Outcome.WAIT, "X asks us to wait (429)")
    assert fetched.limit_reset == "1780315200"


def test_a_refusal_that_is_cut_off_is_told_by_its_status(platform: Platform) -> None:
    platform.next_answers(Answer(b'{"title": "UsageCapEx', 429))
    assert hear(search(platform)).outcome is Outcome.WAIT


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"errors": []}', b'{"data": {}}'])
def test_what_is_no_answer_of_x_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        x.read(Reading(kind="x", url=SEARCH), body)


def _read(answer: object, url: str = SEARCH) -> ParsedFeed:
    return x.read(Reading(kind="x", url=url), json.dumps(answer).encode())
