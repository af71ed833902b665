"""Publishers of every kind, asked over real sockets."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from monitor import __version__
from monitor.network.fetcher import Fetcher
from monitor.records import Fetched, FetchRequest, Outcome, Polling
from tests.fakes import Exchange, Loopback
from tests.fakes.publisher import FAULTS, SAMPLE, Publisher

POLLING = Polling(
    contact="mailto:desk@example.org", allow_private=True, host_at_once=20, host_gap_seconds=0
)
HURRIED = replace(POLLING, deadline_seconds=0.7)
NOBODY = "http://127.0.0.1:1/"
NO_SUCH_HOST = f"http://{'a' * 64}.example/"  # no label is that long, so no resolver is asked


def fetch_all(requests: Iterable[FetchRequest], polling: Polling) -> list[Fetched]:
    """Every answer, in the order of the requests."""
    wanted = list(requests)
    with Fetcher(polling) as fetcher:
        fetcher.start(wanted)
        answers = [one for batch in fetcher.answers(60) for one in batch]
    return sorted(answers, key=lambda answer: wanted.index(answer.request))


def fetch(url: str, polling: Polling = POLLING, **more: Any) -> Fetched:
    (answer,) = fetch_all([FetchRequest(source_id="echo", url=url, **more)], polling)
    return answer


def at(publisher: Publisher, path: str) -> list[dict[str, str]]:
    """The headers of every request for this path."""
    return [request.headers for request in publisher.requests if request.path == path]


def test_a_good_answer_brings_body_type_address_and_validators(publisher: Publisher) -> None:
    manners = {"Cache-Control": "max-age=60", "Expires": "0", "X-Rate-Limit-Reset": "1790000000"}
    publisher.serve(
        "/feed",
        b"<rss/>",
        etag='"a"',
        last_modified="now",
        content_type="text/xml",
        headers=manners,
    )
    assert fetch(publisher.url("/feed")) == Fetched(
        request=FetchRequest(source_id="echo", url=publisher.url("/feed")),
        outcome=Outcome.FRESH,
        reason="read",
        status=200,
        body=b"<rss/>",
        content_type="text/xml",
        url=publisher.url("/feed"),
        etag='"a"',
        last_modified="now",
        cache_control="max-age=60",
        expires="0",
        limit_reset="1790000000",
    )


def test_we_say_who_we_are_and_ask_for_nothing_we_cannot_read(publisher: Publisher) -> None:
    fetch(publisher.url("/feed"))
    (headers,) = at(publisher, "/feed")
    assert headers["user-agent"] == f"pressroom-monitor/{__version__} (+mailto:desk@example.org)"
    assert headers["accept-encoding"] == "gzip"
    assert not {"if-none-match", "if-modified-since", "cookie", "referer"} & set(headers)


def test_a_contact_beyond_ascii_still_goes_out(publisher: Publisher) -> None:
    publisher.serve("/feed", b"<rss/>")
    answer = fetch(publisher.url("/feed"), replace(POLLING, contact="the café desk"))
    assert answer.outcome is Outcome.FRESH
    sent = at(publisher, "/feed")[0]["user-agent"].encode("latin-1").decode()
    assert sent.endswith("(+the café desk)")


# ---------------------------------------------------------------- conditional requests


@pytest.mark.parametrize(
    "tag",
    ['"a"', 'W/"a"', "no-quotes", '"a, b"', '""', 'W/"a\\"b"', "caf\xe9", '"\xc3\xa9\x80"', "*"],
)
def test_a_tag_comes_back_byte_for_byte_and_is_answered_unchanged(
    publisher: Publisher, tag: str
) -> None:
    publisher.serve("/feed", b"<rss/>", etag=tag)
    first = fetch(publisher.url("/feed"))
    second = fetch(publisher.url("/feed"), etag=first.etag)
    assert at(publisher, "/feed")[1]["if-none-match"] == tag
    assert (second.outcome, second.reason, second.body) == (Outcome.UNCHANGED, "unchanged", b"")
    assert second.etag == first.etag == tag


@pytest.mark.parametrize("date", ["Mon, 01 Jun 2026 08:30:00 GMT", "Mon, 1 jun 2026 8:30 BST", "0"])
def test_a_date_comes_back_as_it_was_written(publisher: Publisher, date: str) -> None:
    publisher.serve("/feed", b"<rss/>", last_modified=date)
    first = fetch(publisher.url("/feed"))
    second = fetch(publisher.url("/feed"), last_modified=first.last_modified)
    assert at(publisher, "/feed")[1]["if-modified-since"] == date
    assert second.outcome is Outcome.UNCHANGED


def test_validators_are_sent_to_where_a_redirect_leads(publisher: Publisher) -> None:
    publisher.serve("/new", b"<rss/>", etag='"a"')
    publisher.misbehave("/old", f"redirect_to:{publisher.url('/new')}")
    answer = fetch(publisher.url("/old"), etag='"a"')
    assert answer.outcome is Outcome.UNCHANGED


def test_a_cookie_does_not_outlive_the_pass(publisher: Publisher) -> None:
    publisher.serve("/feed", b"<rss/>", headers={"Set-Cookie": "who=you; Path=/; Max-Age=9999"})
    fetch(publisher.url("/feed"))
    fetch(publisher.url("/feed"))
    assert "cookie" not in at(publisher, "/feed")[1]


# ---------------------------------------------------------------- every way it can go wrong

ENDINGS = {
    "drip_headers": (Outcome.TOO_SLOW, "no whole answer within 0.7 s"),
    "drip_body": (Outcome.TOO_SLOW, "no whole answer within 0.7 s"),
    "hang": (Outcome.TOO_SLOW, "no whole answer within 0.7 s"),
    "endless_body": (Outcome.TOO_LARGE, "larger than 10 MB"),
    "gzip_bomb": (Outcome.TOO_LARGE, "larger than 10 MB"),
    "ten_megabytes": (Outcome.TOO_LARGE, "larger than 10 MB"),
    "stacked_gzip": (Outcome.BROKEN, "content encoding 'gzip, gzip'"),
    "bad_gzip": (Outcome.BROKEN, "not valid gzip: "),
    "length_lies": (Outcome.BROKEN, "the connection broke off"),
    "reset": (Outcome.BROKEN, "the connection broke off"),
    "close_at_once": (Outcome.BROKEN, "the connection broke off"),
    "redirect_loop": (Outcome.REFUSED, "redirected in a circle"),
    "redirect_to:ftp://news.example/": (Outcome.REFUSED, "redirected to 'ftp://news.example/'"),
    "http_500": (Outcome.SERVER, "the publisher's server failed (500)"),
    "not_found": (Outcome.ERROR, "no feed at this address (404)"),
    "retry_after:7200": (Outcome.WAIT, "asked us to wait (429)"),
    "html_page": (Outcome.FRESH, "read"),
    "empty_body": (Outcome.FRESH, "read"),
    "billion_laughs": (Outcome.FRESH, "read"),
    "truncated_xml": (Outcome.FRESH, "read"),
}
SLOW = {"drip_headers", "drip_body", "hang"}


def test_every_misbehaviour_has_its_ending_here() -> None:
    assert {name.partition(":")[0] for name in ENDINGS} == set(FAULTS)


@pytest.mark.parametrize("fault", ENDINGS)
def test_a_misbehaving_publisher_gets_its_outcome_and_a_reason_in_words(
    publisher: Publisher, fault: str
) -> None:
    publisher.misbehave("/feed", fault)
    polling = HURRIED if fault in SLOW else POLLING
    began = time.monotonic()
    answer = fetch(publisher.url("/feed"), polling)
    assert time.monotonic() - began < polling.deadline_seconds + 1
    outcome, words = ENDINGS[fault]
    assert answer.outcome is outcome
    assert answer.reason.startswith(words)
    assert answer.body == b"" or outcome is Outcome.FRESH


def test_a_wish_to_wait_is_handed_on_as_it_was_spoken(publisher: Publisher) -> None:
    publisher.misbehave("/a", "retry_after:soon, please")
    assert fetch(publisher.url("/a")).retry_after == "soon, please"
    publisher.serve("/b", b"", status=503, headers={"Retry-After": "120"})
    answer = fetch(publisher.url("/b"))
    assert (answer.outcome, answer.retry_after) == (Outcome.WAIT, "120")


@pytest.mark.parametrize(
    ("status", "outcome", "reason"),
    [
        (204, Outcome.ERROR, "HTTP 204"),
        (206, Outcome.ERROR, "HTTP 206"),
        (400, Outcome.ERROR, "the publisher did not understand us (400)"),
        (401, Outcome.BLOCKED, "needs a login (401)"),
        (403, Outcome.BLOCKED, "refuses us (403)"),
        (407, Outcome.BLOCKED, "a proxy of theirs needs a login (407)"),
        (410, Outcome.GONE, "the publisher withdrew this feed (410)"),
        (418, Outcome.ERROR, "HTTP 418"),
        (451, Outcome.BLOCKED, "withheld for legal reasons (451)"),
        (502, Outcome.SERVER, "the publisher's server failed (502)"),
        (599, Outcome.SERVER, "the publisher's server failed (599)"),
        (600, Outcome.ERROR, "HTTP 600"),
    ],
)
def test_a_status_is_told_in_words(
    publisher: Publisher, status: int, outcome: Outcome, reason: str
) -> None:
    publisher.serve("/feed", b"" if status == 204 else b"<rss/>", status=status)
    answer = fetch(publisher.url("/feed"))
    assert (answer.outcome, answer.reason, answer.body) == (outcome, reason, b"")
    assert answer.status == status


@pytest.mark.parametrize("kind", ["application/json", "application/problem+json; charset=utf-8"])
def test_what_a_platform_minds_is_read_when_it_says_so_in_json(
    publisher: Publisher, kind: str
) -> None:
    body = b'{"error": "rate_limited"}'
    publisher.serve("/api", body, status=429, content_type=kind, headers={"RateLimit-Reset": "9"})
    answer = fetch(publisher.url("/api"))
    assert (answer.outcome, answer.body, answer.limit_reset) == (Outcome.WAIT, body, "9")


def test_of_a_long_complaint_the_beginning_is_read(publisher: Publisher) -> None:
    publisher.serve("/api", b"x" * 300_000, status=400, content_type="application/json")
    assert fetch(publisher.url("/api")).body == b"x" * 65_536


@pytest.mark.parametrize(
    ("url", "outcome", "reason"),
    [
        (NOBODY, Outcome.UNREACHABLE, "nobody answers there"),
        ("http://[::1]:1/", Outcome.UNREACHABLE, "nobody answers there"),
        (NO_SUCH_HOST, Outcome.UNREACHABLE, "no such host"),
        ("ftp://news.example/", Outcome.REFUSED, "the address cannot be asked: "),
        ("file:///etc/hostname", Outcome.REFUSED, "the address cannot be asked: "),
        ("http://127.0.0.1:99999/", Outcome.REFUSED, "the address cannot be asked: "),
        ("http://[half/", Outcome.REFUSED, "the address cannot be asked: "),
        ("news", Outcome.REFUSED, "the address cannot be asked: "),
        ("", Outcome.REFUSED, "the address cannot be asked: "),
    ],
)
def test_an_address_that_leads_nowhere_says_why(url: str, outcome: Outcome, reason: str) -> None:
    answer = fetch(url)
    assert answer.outcome is outcome
    assert answer.reason.startswith(reason)


def test_headers_without_end_break_off(publisher: Publisher) -> None:
    publisher.serve("/feed", b"<rss/>", headers={"X-Long": "x" * 2_000_000})
    assert fetch(publisher.url("/feed")).outcome is Outcome.BROKEN


def test_a_compressed_feed_is_read(publisher: Publisher) -> None:
    headers = {"Content-Encoding": "gzip"}
    publisher.serve("/feed", gzip.compress(SAMPLE.body), headers=headers)
    assert fetch(publisher.url("/feed")).body == SAMPLE.body


def test_the_limit_is_the_configured_one(publisher: Publisher) -> None:
    publisher.serve("/feed", b"x" * 2001)
    answer = fetch(publisher.url("/feed"), replace(POLLING, max_megabytes=0.002))
    assert (answer.outcome, answer.reason) == (Outcome.TOO_LARGE, "larger than 0.002 MB")


# ---------------------------------------------------------------- redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_the_address_it_leads_to_is_told(
    publisher: Publisher, status: int
) -> None:
    publisher.serve("/new/feed", b"<rss/>")
    publisher.serve("/feed", b"", status=status, headers={"Location": "/new/feed"})
    answer = fetch(publisher.url("/feed"))
    assert (answer.outcome, answer.body) == (Outcome.FRESH, b"<rss/>")
    assert answer.url == publisher.url("/new/feed")


@pytest.mark.parametrize(("hops", "outcome"), [(5, Outcome.FRESH), (6, Outcome.REFUSED)])
def test_a_chain_of_redirects_is_followed_so_far(
    publisher: Publisher, hops: int, outcome: Outcome
) -> None:
    for hop in range(hops):
        publisher.serve(f"/{hop}", b"", status=302, headers={"Location": f"/{hop + 1}"})
    publisher.serve(f"/{hops}", b"<rss/>")
    assert fetch(publisher.url("/0")).outcome is outcome
    assert len(publisher.requests) == 6


@pytest.mark.parametrize(
    "location",
    [
        "ftp://news.example/feed",
        "file:///etc/hostname",
        "javascript:alert(1)",
        "data:text/xml,<rss/>",
        "",
        "http://",
        "http://[half",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:-1/",
        "//127.0.0.1:65536/",
        "https://127.0.0.1:abc/",
        "http://\xe2\x98\x83.example/",
    ],
)
def test_a_redirect_to_where_we_do_not_go_is_refused(publisher: Publisher, location: str) -> None:
    publisher.serve("/feed", b"", status=302, headers={"Location": location})
    answer = fetch(publisher.url("/feed"))
    assert answer.outcome is Outcome.REFUSED
    assert len(publisher.requests) == 1


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [
        ([], ""),
        ([301], "/1"),
        ([308], "/1"),
        ([301, 308, 301], "/3"),
        ([301, 302], "/1"),
        ([301, 302, 301], "/1"),
        ([302], ""),
        ([302, 301], ""),
        ([303, 301], ""),
        ([307, 308], ""),
    ],
)
def test_a_move_for_good_is_told_as_far_as_it_is_one_from_the_start(
    publisher: Publisher, statuses: list[int], moved: str
) -> None:
    for hop, status in enumerate(statuses):
        publisher.serve(f"/{hop}", b"", status=status, headers={"Location": f"/{hop + 1}#top"})
    publisher.serve(f"/{len(statuses)}", b"<rss/>", etag='"a"')
    for validator in (None, '"a"'):
        answer = fetch(publisher.url("/0"), etag=validator)
        assert answer.url == publisher.url(f"/{len(statuses)}")
        assert answer.moved_to == (publisher.url(moved) if moved else "")


def test_a_request_s_own_headers_go_to_its_own_server_and_to_no_other(
    publisher: Publisher,
) -> None:
    home = publisher.url("/home")
    with Publisher() as other:
        other.misbehave("/away", "redirect_to:/further")
        other.misbehave("/further", f"redirect_to:{home}")
        publisher.misbehave("/feed", "redirect_to:/next")
        publisher.misbehave("/next", f"redirect_to:{other.url('/away')}")
        publisher.serve("/home", b"<rss/>")
        key = (("Authorization", "Bearer café"), ("X-Key", "secret"))
        assert fetch(publisher.url("/feed"), headers=key).outcome is Outcome.FRESH
        there = [*(request.headers for request in other.requests), at(publisher, "/home")[0]]
    for path in ("/feed", "/next"):
        assert at(publisher, path)[0]["x-key"] == "secret"
    assert len(there) == 3
    assert not any({"authorization", "x-key"} & set(headers) for headers in there)


class Api:
    """A platform's own server, which keeps what it was told and redirects from /old."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str, str, bytes]] = []
        self._server = Loopback(self._answer)

    def __enter__(self) -> str:
        self._server.start()
        return self._server.address

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    def _answer(self, exchange: Exchange) -> None:
        kind = exchange.headers.get("Content-Type", "")
        self.told.append((exchange.command, exchange.path, kind, exchange.content))
        old = exchange.path == "/old"
        exchange.reply(307 if old else 200, {"Location": "/new"} if old else {}, b"{}")


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ((), "application/json"),
        (
            (("content-type", "application/x-www-form-urlencoded"),),
            "application/x-www-form-urlencoded",
        ),
    ],
)
def test_a_request_with_a_body_is_a_post_of_json_unless_it_says_otherwise(
    headers: tuple[tuple[str, str], ...], kind: str
) -> None:
    api = Api()
    with api as address:
        answer = fetch(f"{address}/login", body=b'{"a": 1}', headers=headers)
    assert (answer.outcome, answer.body) == (Outcome.FRESH, b"{}")
    assert api.told == [("POST", "/login", kind, b'{"a": 1}')]


def test_a_post_is_never_redirected() -> None:
    api = Api()
    with api as address:
        answer = fetch(f"{address}/old", body=b"")
    assert answer.outcome is Outcome.REFUSED
    assert answer.reason == "redirected what is meant for nobody else (307)"
    assert [path for _, path, *_ in api.told] == ["/old"]


def test_a_header_that_no_server_could_read_is_not_sent(publisher: Publisher) -> None:
    answer = fetch(publisher.url("/feed"), headers=(("X-Key", "two\r\nX-Lines: 1"),))
    assert answer.outcome is Outcome.REFUSED
    assert publisher.requests == []


def test_the_deadline_stands_around_a_whole_chain(publisher: Publisher) -> None:
    publisher.misbehave("/slow", "hang")
    publisher.misbehave("/feed", f"redirect_to:{publisher.url('/slow')}")
    began = time.monotonic()
    assert fetch(publisher.url("/feed"), HURRIED).outcome is Outcome.TOO_SLOW
    assert time.monotonic() - began < 2


# ---------------------------------------------------------------- many at once


def test_every_request_gets_its_own_answer(publisher: Publisher) -> None:
    paths = [f"/{n}" for n in range(30)]
    for path in paths[::2]:
        publisher.serve(path, path.encode())
    publisher.misbehave("/0", "drip_body")
    requests = [FetchRequest(source_id=path, url=publisher.url(path)) for path in paths]
    answers = fetch_all(requests, HURRIED)
    assert [answer.request.source_id for answer in answers] == paths
    assert [answer.body for answer in answers[2::2]] == [path.encode() for path in paths[2::2]]
    assert [answer.outcome for answer in answers[:2]] == [Outcome.TOO_SLOW, Outcome.ERROR]
    assert {answer.outcome for answer in answers[3::2]} == {Outcome.ERROR}


def test_one_slow_host_does_not_delay_the_others(publisher: Publisher) -> None:
    with Publisher() as slow:
        slow.misbehave("/feed", "hang")
        urls = [slow.url("/feed"), *(publisher.url(f"/{n}") for n in range(40))]
        began = time.monotonic()
        polling = replace(POLLING, deadline_seconds=2, at_once=2)
        answers = fetch_all([FetchRequest(source_id=url, url=url) for url in urls], polling)
        assert time.monotonic() - began < 3
    assert answers[0].outcome is Outcome.TOO_SLOW
    assert len(publisher.requests) == 40
    assert publisher.requests[-1].at_monotonic - began < 1.5


def test_no_more_are_asked_at_once_than_the_configuration_says(publisher: Publisher) -> None:
    for n in range(6):
        publisher.misbehave(f"/{n}", "hang")
    urls = [publisher.url(f"/{n}") for n in range(6)]
    polling = replace(POLLING, deadline_seconds=2, at_once=3)
    fetch_all([FetchRequest(source_id=url, url=url) for url in urls], polling)
    moments = [request.at_monotonic for request in publisher.requests]
    assert len(moments) == 6
    assert moments[3] - moments[2] > 1, "the fourth waited for a place"


def test_the_deadline_of_a_source_begins_when_its_turn_comes(publisher: Publisher) -> None:
    publisher.misbehave("/slow", "hang")
    publisher.serve("/good", b"<rss/>")
    urls = [publisher.url("/slow"), publisher.url("/good")]
    polling = replace(HURRIED, at_once=1)
    answers = fetch_all([FetchRequest(source_id=url, url=url) for url in urls], polling)
    assert [answer.outcome for answer in answers] == [Outcome.TOO_SLOW, Outcome.FRESH]


def test_of_nobody_nothing_is_fetched() -> None:
    assert fetch_all([], POLLING) == []


def test_a_proxy_in_the_environment_is_not_ours(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.serve("/feed", b"<rss/>")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, NOBODY)
    assert fetch(publisher.url("/feed")).outcome is Outcome.FRESH


def test_a_publisher_that_comes_back_is_read_again(publisher: Publisher) -> None:
    publisher.serve("/feed", b"<rss/>")
    publisher.stop()
    assert fetch(publisher.url("/feed")).outcome is Outcome.UNREACHABLE
    publisher.start()
    assert fetch(publisher.url("/feed")).outcome is Outcome.FRESH
