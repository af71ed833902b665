"""One pass over good and hostile publishers: a clear line for each, and no good news lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from tests.conftest import Desk
from tests.fakes.publisher import Entry, Publisher, atom, rss

DEADLINE = 6  # seconds: enough for 10 MB over loopback on a busy machine

HOSTILE = {
    "away": "UNREACHABLE: nobody answers there",
    "bomb": "TOO LARGE: larger than 10 MB",
    "cut-off": "BROKEN: the connection broke off",
    "empty": "EMPTY: the answer was empty",
    "gone": "HTTP ERROR: no feed at this address (404)",
    "hang": f"TOO SLOW: no whole answer within {DEADLINE} s",
    "huge": "TOO LARGE: larger than 10 MB",
    "laughs": "UNSAFE: the feed defines XML entities, which may swell without end",
    "login": "NOT A FEED: a web page came instead of a feed",
    "loop": "REFUSED: redirected in a circle",
    "nowhere": "REFUSED: redirected to 'http://127.0.0.1:99999/', which is no address",
    "stacked": "BROKEN: content encoding 'gzip, gzip'",
    "tired": "ASKED TO WAIT: asked us to wait (429)",
}
FAULTS = {
    "bomb": "gzip_bomb",
    "cut-off": "length_lies",
    "empty": "empty_body",
    "gone": "not_found",
    "hang": "hang",
    "huge": "ten_megabytes",
    "laughs": "billion_laughs",
    "login": "html_page",
    "loop": "redirect_loop",
    "nowhere": "redirect_to:http://127.0.0.1:99999/",
    "stacked": "stacked_gzip",
    "tired": "retry_after:Mon, 01 Jun 2026 00:00:00 +99999999999999999999",
}
GOOD = ["a-good-one", "good-atom", "zealous"]


@dataclass(frozen=True)
class Run:
    """What a pass wrote, its exit code, and the titles it stored."""

    code: int
    lines: dict[str, str]
    total: str
    log: str
    stored: list[str]


@pytest.fixture(scope="module")
def run(new_desk: Callable[[], Desk]) -> Run:
    desk = new_desk()
    with Publisher() as publisher:
        for name, fault in FAULTS.items():
            publisher.misbehave(name, fault)
        for name in GOOD:
            write = atom if "atom" in name else rss
            publisher.serve(name, write(name, [_story(name, number) for number in range(3)]))
        urls = {name: publisher.url(name) for name in (*HOSTILE, *GOOD)}
        urls["away"] = "http://127.0.0.1:1/"
        desk.watch(dict(sorted(urls.items())), deadline_seconds=DEADLINE)
        ended = desk.monitor("once")
    *lines, total = ended.stdout.splitlines()
    told = {line.split()[0]: line.partition("  ")[2].strip() for line in lines if line}
    stored = sorted(item["title"] for item in desk.items())
    return Run(ended.returncode, told, total, ended.stderr, stored)


def _story(name: str, number: int) -> Entry:
    return {
        "guid": f"{name}-{number}",
        "title": f"{name} {number}",
        "link": f"https://{name}.example/{number}",
        "description": "Something happened.",
        "published": datetime(2026, 6, 1, 9, 0, tzinfo=UTC),
    }


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_publisher_gets_one_clear_line(run: Run, name: str) -> None:
    assert run.lines[name] == HOSTILE[name]


@pytest.mark.parametrize("name", GOOD)
def test_a_good_publisher_is_read_as_if_alone(run: Run, name: str) -> None:
    assert run.lines[name] == "read: 3 new, 0 known"


def test_nothing_but_the_good_news_is_stored(run: Run) -> None:
    assert run.stored == sorted(f"{name} {number}" for name in GOOD for number in range(3))


def test_every_source_has_its_line_and_the_last_line_adds_them_up(run: Run) -> None:
    assert list(run.lines) == sorted([*HOSTILE, *GOOD])
    assert run.total.startswith("16 sources (13 to look at), 9 entries, 9 new items")


def test_the_exit_code_says_that_something_is_to_be_looked_at(run: Run) -> None:
    assert run.code == 1


def test_the_log_has_a_line_for_each_and_no_traceback(run: Run) -> None:
    assert "Traceback" not in run.log
    lines = run.log.splitlines()
    assert len(lines) == len(HOSTILE)
    assert all(sum(f"source={name} " in line for line in lines) == 1 for name in HOSTILE)


def test_with_good_publishers_alone_all_is_fine(
    new_desk: Callable[[], Desk], publisher: Publisher
) -> None:
    desk = new_desk()
    publisher.serve("/feed", rss("Good", [_story("good", 1)]))
    desk.watch({"good": publisher.url("/feed")})
    ended = desk.monitor("once")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[0] == "good  read: 1 new, 0 known"


def test_a_configuration_with_mistakes_gets_a_line_for_each_and_touches_nobody(
    new_desk: Callable[[], Desk], publisher: Publisher
) -> None:
    desk = new_desk()
    desk.watch({"good": publisher.url("/feed"), "bad": "news.example/feed"})
    sources = desk.config / "sources.toml"
    text = sources.read_text().replace('tier = "local"', 'teir = "local"', 1)
    sources.write_text(text)
    (desk.config / "rules" / "oncall.toml").write_text("[oncall\n")
    ended = desk.monitor("once")
    lines = ended.stderr.splitlines()
    tier = text.splitlines().index('teir = "local"') + 1
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert f"sources.toml:{tier}: unknown key `teir`, did you mean `tier`?" in lines
    assert any(line.startswith("rules/oncall.toml:1: not TOML: ") for line in lines)
    assert any(line.endswith(": `tier` is missing") for line in lines)
    assert len(lines) == 3
    assert publisher.requests == []
    assert list(desk.data.iterdir()) == []
