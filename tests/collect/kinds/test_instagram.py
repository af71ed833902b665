"""Our own Instagram account: what differs from Facebook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from monitor.collect.kinds import graph
from monitor.records import Asking, Outcome
from tests.collect.kinds.conversation import asking, guids, hear, only
from tests.fakes.social import Graph, Platform


def picture(number: int) -> dict[str, Any]:
    return {
        "id": f"1789{number}",
        "caption": f"Northmoor in pictures, part {number} #northmoor",
        "timestamp": f"2026-06-01T09:{number:02}:00+0000",
        "permalink": f"https://www.instagram.com/p/C{number}/",
        "media_url": "https://cdn.example/1.jpg",
    }


@pytest.fixture
def service() -> Graph:
    return Graph(page="1784", edge="media", posts=[picture(2), picture(1)])


@pytest.fixture
def platform(service: Graph) -> Iterator[Platform]:
    with Platform(service.speak) as server:
        yield server


def watch(platform: Platform, **more: Any) -> Asking:
    return asking("instagram", platform.url, "1784", **{"secret": "EAAB-page-token", **more})


def test_captions_are_read_by_the_id_of_the_account(platform: Platform, service: Graph) -> None:
    service.posts = [picture(5)]
    entry = only(hear(watch(platform)))
    (call,) = platform.calls
    assert (call.path, call.key) == (f"/{graph.VERSION}/1784/media", "EAAB-page-token")
    assert call.asked == {"fields": "id,caption,timestamp,permalink", "limit": "50"}
    assert (entry.guid, entry.url) == ("17895", "https://www.instagram.com/p/C5/")
    assert (entry.title, entry.text) == ("", "Northmoor in pictures, part 5 #northmoor")
    assert entry.published_at == datetime(2026, 6, 1, 9, 5, tzinfo=UTC)


def test_pages_are_asked_for_one_after_the_other(platform: Platform, service: Graph) -> None:
    service.per_page = 1
    first = hear(watch(platform))
    last = hear(watch(platform, more=first.more, page=2))
    assert guids(first) + guids(last) == ["17892", "17891"]
    assert last.more == ""


def test_refusals_name_the_platform(platform: Platform) -> None:
    feed = hear(watch(platform, secret="EAAB-expired"))
    assert feed.outcome is Outcome.TOKEN
    assert feed.reason == "the token has ended: renew the page token (Instagram's error 190)"
