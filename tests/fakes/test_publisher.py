"""The fake publisher, seen through the standard library's plain HTTP client."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPResponse, IncompleteRead, RemoteDisconnected
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from tests.fakes.publisher import (
    BOMB_MEGABYTES,
    SAMPLE,
    Entry,
    Publisher,
    atom,
    rss,
)

AWKWARD = 'PCC <quits> & says "it\'s\r\nover" ]]> £5m 🚓'
BST = timezone(timedelta(hours=1))
ATOM = "{http://www.w3.org/2005/Atom}"
ENTRY: Entry = {
    "guid": "g&1",
    "title": AWKWARD,
    "link": 'https://news.example/?a=1&b="2"',
    "description": "<p>At the hearing</p>",
    "published": datetime(2026, 6, 1, 9, 30, tzinfo=BST),
}


@dataclass(frozen=True)
class Got:
    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as server:
        yield server


@contextmanager
def asked(
    publisher: Publisher,
    path: str,
    headers: Mapping[str, str] | None = None,
    timeout: float = 5,
) -> Iterator[HTTPResponse]:
    connection = HTTPConnection(urlsplit(publisher.url()).netloc, timeout=timeout)
    try:
        connection.request("GET", path, headers=dict(headers or {}))
        with connection.getresponse() as response:
            yield response
    finally:
        connection.close()


def get(publisher: Publisher, path: str, headers: Mapping[str, str] | None = None) -> Got:
    with asked(publisher, path, headers) as response:
        names = {name.lower(): value for name, value in response.getheaders()}
        return Got(response.status, names, response.read())


def spoilt(publisher: Publisher, name: str) -> Got:
    publisher.misbehave("/feed", name)
    return get(publisher, "/feed")


def test_a_served_path_answers_body_type_status_and_headers(publisher: Publisher) -> None:
    publisher.serve("/a.xml", b"<rss/>", content_type="text/xml", headers={"Age": "5"}, status=203)
    got = get(publisher, "/a.xml")
    assert (got.status, got.body) == (203, b"<rss/>")
    assert got.headers == {"content-type": "text/xml", "age": "5", "content-length": "6"}


def test_a_path_that_nobody_serves_is_not_found(publisher: Publisher) -> None:
    assert get(publisher, "/feed").status == 404


def test_an_address_with_a_query_is_the_page_without_unless_served_itself(
    publisher: Publisher,
) -> None:
    publisher.serve("/feed", b"all")
    publisher.serve("/feed?page=2", b"second")
    assert get(publisher, "/feed?page=1").body == b"all"
    assert get(publisher, "/feed?page=2").body == b"second"


def test_requests_are_on_record_with_lower_cased_headers(publisher: Publisher) -> None:
    get(publisher, "/feed?page=2", {"User-Agent": "monitor/1", "X-Two": "b"})
    (request,) = publisher.requests
    assert request.path == "/feed?page=2"
    assert request.headers["user-agent"] == "monitor/1"
    assert request.at_monotonic <= time.monotonic()


def test_the_same_etag_is_answered_unchanged(publisher: Publisher) -> None:
    publisher.serve("/feed", b"x", etag='W/"a"', last_modified="Mon, 01 Jun 2026 08:30:00 GMT")
    got = get(publisher, "/feed", {"If-None-Match": 'W/"a"'})
    assert (got.status, got.body) == (304, b"")
    assert got.headers == {"etag": 'W/"a"', "last-modified": "Mon, 01 Jun 2026 08:30:00 GMT"}


@pytest.mark.parametrize("etag", ['"a"', 'W/"A"', 'W/"a" ,"b"', "*"])
def test_an_etag_that_differs_in_a_byte_is_answered_in_full(
    publisher: Publisher, etag: str
) -> None:
    publisher.serve("/feed", b"x", etag='W/"a"')
    assert get(publisher, "/feed", {"If-None-Match": etag}).status == 200


def test_the_same_date_is_answered_unchanged_and_any_other_in_full(publisher: Publisher) -> None:
    publisher.serve("/feed", b"x", last_modified="Mon, 01 Jun 2026 08:30:00 GMT")
    same = {"If-Modified-Since": "Mon, 01 Jun 2026 08:30:00 GMT"}
    later = {"If-Modified-Since": "Mon, 01 Jun 2026 08:30:01 GMT"}
    assert get(publisher, "/feed", same).status == 304
    assert get(publisher, "/feed", later).status == 200


def test_a_new_etag_outweighs_the_same_date(publisher: Publisher) -> None:
    date = "Mon, 01 Jun 2026 08:30:00 GMT"
    publisher.serve("/feed", b"x", etag='"new"', last_modified=date)
    headers = {"If-None-Match": '"old"', "If-Modified-Since": date}
    assert get(publisher, "/feed", headers).status == 200


def test_a_connection_may_be_used_again(publisher: Publisher) -> None:
    publisher.serve("/feed", b"x", etag='"a"')
    connection = HTTPConnection(urlsplit(publisher.url()).netloc, timeout=5)
    for headers, status in (({}, 200), ({"If-None-Match": '"a"'}, 304), ({}, 200)):
        connection.request("GET", "/feed", headers=headers)
        response = connection.getresponse()
        response.read()
        assert response.status == status
    connection.close()


def test_drip_headers_sends_a_byte_at_a_time_and_never_a_header(publisher: Publisher) -> None:
    publisher.misbehave("/feed", "drip_headers")
    assert 1 <= len(_raw(publisher, "/feed", seconds=0.7)) <= 4


def test_drip_body_sends_headers_at_once_and_then_a_byte_at_a_time(publisher: Publisher) -> None:
    publisher.misbehave("/feed", "drip_body")
    headers, _, body = _raw(publisher, "/feed", seconds=0.7).partition(b"\r\n\r\n")
    assert headers.startswith(b"HTTP/1.1 200 OK")
    assert 1 <= len(body) <= 4
    assert SAMPLE.body.startswith(body)


def test_endless_body_goes_on_after_ten_megabytes(publisher: Publisher) -> None:
    publisher.misbehave("/feed", "endless_body")
    with asked(publisher, "/feed") as response:
        assert response.getheader("Content-Length") is None
        assert len(response.read(12_000_000)) == 12_000_000


def test_gzip_bomb_is_a_megabyte_that_inflates_to_two_hundred(publisher: Publisher) -> None:
    got = spoilt(publisher, "gzip_bomb")
    assert got.headers["content-encoding"] == "gzip"
    assert 500_000 < len(got.body) < 2_000_000
    assert _inflated(got.body) > BOMB_MEGABYTES * 1_000_000


def test_stacked_gzip_is_a_few_kilobytes_that_hold_the_bomb(publisher: Publisher) -> None:
    got = spoilt(publisher, "stacked_gzip")
    assert got.headers["content-encoding"] == "gzip, gzip"
    assert len(got.body) < 20_000
    assert _inflated(gzip.decompress(got.body)) > BOMB_MEGABYTES * 1_000_000


def test_bad_gzip_cannot_be_decoded(publisher: Publisher) -> None:
    got = spoilt(publisher, "bad_gzip")
    assert got.headers["content-encoding"] == "gzip"
    with pytest.raises(zlib.error):
        gzip.decompress(got.body)


def test_length_lies_promises_more_than_it_sends(publisher: Publisher) -> None:
    with pytest.raises(IncompleteRead) as failure:
        spoilt(publisher, "length_lies")
    assert failure.value.partial == SAMPLE.body


def test_reset_breaks_the_connection(publisher: Publisher) -> None:
    with pytest.raises(ConnectionResetError) as failure:
        spoilt(publisher, "reset")
    assert not isinstance(failure.value, RemoteDisconnected)


def test_close_at_once_ends_without_a_byte(publisher: Publisher) -> None:
    with pytest.raises(RemoteDisconnected):
        spoilt(publisher, "close_at_once")


def test_redirect_loop_sends_two_addresses_to_each_other(publisher: Publisher) -> None:
    assert spoilt(publisher, "redirect_loop").headers["location"] == "/feed?again"
    assert get(publisher, "/feed?again").headers["location"] == "/feed"


def test_redirect_to_names_the_address_given(publisher: Publisher) -> None:
    got = spoilt(publisher, "redirect_to:http://169.254.169.254:80/x")
    assert (got.status, got.headers["location"]) == (302, "http://169.254.169.254:80/x")


def test_hang_never_answers(publisher: Publisher) -> None:
    publisher.misbehave("/feed", "hang")
    assert _raw(publisher, "/feed", seconds=0.5) == b""


def test_http_500_fails(publisher: Publisher) -> None:
    assert spoilt(publisher, "http_500").status == 500


def test_not_found_hides_what_was_served(publisher: Publisher) -> None:
    publisher.serve("/feed", b"x")
    assert spoilt(publisher, "not_found").status == 404


def test_html_page_is_a_success_that_is_no_feed(publisher: Publisher) -> None:
    got = spoilt(publisher, "html_page")
    assert (got.status, got.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b"<html>" in got.body


def test_empty_body_is_a_success_without_a_byte(publisher: Publisher) -> None:
    got = spoilt(publisher, "empty_body")
    assert (got.status, got.body) == (200, b"")
    assert got.headers["content-length"] == "0"


@pytest.mark.parametrize("value", ["120", "Mon, 01 Jun 2026 08:30:00 GMT", "soon"])
def test_retry_after_asks_to_wait_as_given(publisher: Publisher, value: str) -> None:
    got = spoilt(publisher, f"retry_after:{value}")
    assert (got.status, got.headers["retry-after"]) == (429, value)


def test_ten_megabytes_is_a_valid_feed_a_little_over(publisher: Publisher) -> None:
    got = spoilt(publisher, "ten_megabytes")
    assert 10 * 1024 * 1024 < len(got.body) < 11 * 1024 * 1024
    assert len(ElementTree.fromstring(got.body).findall("channel/item")) == 1000


def test_billion_laughs_is_small_and_full_of_entities(publisher: Publisher) -> None:
    got = spoilt(publisher, "billion_laughs")
    assert len(got.body) < 1000
    assert got.body.count(b"<!ENTITY") == 10
    assert b"<title>&l9;</title>" in got.body


def test_truncated_xml_breaks_off_after_a_whole_item(publisher: Publisher) -> None:
    got = spoilt(publisher, "truncated_xml")
    assert (got.body.count(b"<item>"), got.body.count(b"</item>")) == (2, 1)
    with pytest.raises(ElementTree.ParseError):
        ElementTree.fromstring(got.body)


def test_a_fault_spoils_the_body_that_is_served_there(publisher: Publisher) -> None:
    publisher.serve("/feed", b"abcdef", content_type="text/xml")
    assert spoilt(publisher, "truncated_xml").body == b"abcd"


@pytest.mark.parametrize(
    "mend",
    [lambda p: p.behave("/feed"), lambda p: p.serve("/feed", b"x")],
    ids=["behave", "serve"],
)
def test_a_path_may_be_mended(publisher: Publisher, mend: Callable[[Publisher], None]) -> None:
    publisher.serve("/feed", b"x")
    assert spoilt(publisher, "http_500").status == 500
    mend(publisher)
    assert get(publisher, "/feed").body == b"x"


def test_an_unknown_fault_is_refused_before_any_request(publisher: Publisher) -> None:
    with pytest.raises(ValueError, match="no such fault: 'explode'"):
        publisher.misbehave("/feed", "explode")
    with pytest.raises(ValueError, match="a value after the colon"):
        publisher.misbehave("/feed", "redirect_to")


def test_stop_ends_every_open_connection_at_once(publisher: Publisher) -> None:
    address, names = urlsplit(publisher.url()), ("hang", "drip_headers", "drip_body")
    for name in (*names, "endless_body"):
        publisher.misbehave(name, name)
    paths = (*names, "endless_body", "an_idle_connection_kept_alive")
    sockets = [_begin(address.hostname, address.port, f"/{path}") for path in paths]
    _wait_until_asked(publisher, len(sockets))
    began = time.monotonic()
    publisher.stop()
    assert time.monotonic() - began < 2
    for each in sockets:
        each.close()


def test_a_stopped_publisher_refuses_connections(publisher: Publisher) -> None:
    publisher.stop()
    with pytest.raises(ConnectionRefusedError):
        get(publisher, "/feed")


def test_rss_carries_every_field_through_a_parser() -> None:
    feed = ElementTree.fromstring(rss("Tom & Jerry", [ENTRY]))
    item = feed.find("channel/item")
    assert item is not None
    assert feed.findtext("channel/title") == "Tom & Jerry"
    assert item.findtext("guid") == ENTRY["guid"]
    assert item.findtext("title") == AWKWARD
    assert item.findtext("link") == ENTRY["link"]
    assert item.findtext("description") == ENTRY["description"]
    assert parsedate_to_datetime(item.findtext("pubDate", "")) == ENTRY["published"]


def test_atom_carries_every_field_through_a_parser() -> None:
    feed = ElementTree.fromstring(atom("Tom & Jerry", [ENTRY]))
    entry, link = feed.find(f"{ATOM}entry"), feed.find(f"{ATOM}entry/{ATOM}link")
    assert entry is not None
    assert link is not None
    assert feed.findtext(f"{ATOM}title") == "Tom & Jerry"
    assert entry.findtext(f"{ATOM}id") == ENTRY["guid"]
    assert entry.findtext(f"{ATOM}title") == AWKWARD
    assert link.get("href") == ENTRY["link"]
    assert entry.findtext(f"{ATOM}summary") == ENTRY["description"]
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}published", "")) == ENTRY["published"]


@pytest.mark.parametrize("write", [rss, atom])
def test_a_feed_leaves_out_what_an_entry_has_not(
    write: Callable[[str, list[Entry]], bytes],
) -> None:
    feed = write("News", [{"title": "Bare", "published": None}])
    assert feed.count(b"<title>") == 2
    assert not any(
        tag in feed for tag in (b"<guid", b"<pubDate", b"<published", b"<description></")
    )


@pytest.mark.parametrize("write", [rss, atom])
def test_a_feed_stays_well_formed_around_what_xml_cannot_carry(
    write: Callable[[str, list[Entry]], bytes],
) -> None:
    feed = ElementTree.fromstring(write("a\x00b\ud800c\uffff", []))
    assert "a\ufffdb\ufffdc\ufffd" in "".join(feed.itertext())


def test_a_date_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 6, 1, 9, 30, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="has no zone"):
        rss("News", [{"title": "When?", "published": naive}])


def _inflated(body: bytes) -> int:
    """The decoded length, found without holding more than a piece of it."""
    inflate, total, rest = zlib.decompressobj(31), 0, body
    while rest and not inflate.eof:
        total += len(inflate.decompress(rest, 4_000_000))
        rest = inflate.unconsumed_tail
    return total + len(inflate.flush())


def _begin(host: str | None, port: int | None, path: str) -> socket.socket:
    connection = socket.create_connection((str(host), int(port or 0)), timeout=5)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: test\r\n\r\n".encode())
    return connection


def _raw(publisher: Publisher, path: str, seconds: float) -> bytes:
    """What has come over the wire after so many seconds."""
    address, got = urlsplit(publisher.url()), b""
    deadline = time.monotonic() + seconds
    with _begin(address.hostname, address.port, path) as connection:
        while (left := deadline - time.monotonic()) > 0:
            connection.settimeout(left)
            try:
                got += connection.recv(65536)
            except TimeoutError:
                break
    return got


def _wait_until_asked(publisher: Publisher, times: int) -> None:
    deadline = time.monotonic() + 5
    while len(publisher.requests) < times and time.monotonic() < deadline:
        time.sleep(0.01)
