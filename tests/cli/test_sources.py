"""`monitor sources`: what is watched, how it is, what an address would bring, and adding some."""

from __future__ import annotations

import json
import tomllib
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from monitor import ids
from monitor.clock import now_utc
from monitor.collect.opml import read_opml
from monitor.records import Item, Outcome, PollState, SourceEvent, Tier
from monitor.settings import load_settings
from monitor.store.coverage import open_coverage
from monitor.store.items import add_items
from monitor.store.ledger import open_ledger
from monitor.store.lock import sole_owner
from monitor.store.publish import prepare_lake, publish
from monitor.store.sources import save_polls
from monitor.times import as_iso, for_people
from tests.cli.conftest import Monitor, in_a_process
from tests.fakes.publisher import Publisher, rss
from tests.settings import GOOD, SOURCES, write

NOW = now_utc()
GAZETTE = PollState(
    source_id="gazette",
    url="https://gazette.example/feed",
    next_poll_at=NOW,
    outcome=Outcome.FRESH,
    reason="12 entries",
    polled_at=NOW,
    since_at=NOW - timedelta(days=3),
    ok_at=NOW,
    new_at=NOW - timedelta(hours=20),
)
PCC = replace(GAZETTE, source_id="ashvale-pcc", url="https://ashvale-pcc.example/feed")
BLOCKED = replace(PCC, outcome=Outcome.BLOCKED, reason="refuses us (403)", failures=9.0)
GAP = SourceEvent(
    source_id="gazette", at=NOW - timedelta(days=1), what="gap", note="news came and went unseen"
)


# ---------------------------------------------------------------- list


def test_every_source_is_listed(monitor: Monitor, config: Path) -> None:
    ended = monitor("--config", config, "sources", "list")
    assert (ended.code, ended.told) == (0, "")
    first, own, off, count = ended.out.splitlines()
    assert " ".join(first.split()) == (
        "gazette on every 15 minutes feed local Ashvale Gazette (Mereside Media)"
    )
    assert own.split()[:2] == ["ashvale-pcc", "on"]
    assert off.split()[:2] == ["courier", "off"]
    assert count == "3 sources, 2 of them on"


def test_the_list_as_json(monitor: Monitor, config: Path) -> None:
    listed = json.loads(monitor("--config", config, "sources", "list", "--json").out)
    assert [one["id"] for one in listed] == ["gazette", "ashvale-pcc", "courier"]
    assert listed[0] == {
        "id": "gazette",
        "name": "Ashvale Gazette",
        "kind": "feed",
        "url": "https://gazette.example/feed",
        "query": "",
        "tier": "local",
        "owner": "Mereside Media",
        "poll_minutes": 15,
        "enabled": True,
        "office": "",
        "note": "",
    }


# ---------------------------------------------------------------- health


def filled(data: Path, *polls: PollState, events: tuple[SourceEvent, ...] = ()) -> Path:
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        save_polls(ledger, polls, events)
    return data


def test_before_it_ever_ran_every_source_is_new(
    monitor: Monitor, config: Path, tmp_path: Path
) -> None:
    ended = monitor("--config", config, "--data", tmp_path / "none", "sources", "health")
    assert (ended.code, ended.told) == (0, "")
    assert ended.out.splitlines() == [
        "NEW        gazette      not polled yet",
        "NEW        ashvale-pcc  not polled yet",
        "OFF        courier      switched off in sources.toml",
        "3 sources: 2 new, 1 off",
    ]
    assert list(tmp_path.iterdir()) == []


def test_the_worst_stands_first_with_its_reason(
    monitor: Monitor, config: Path, tmp_path: Path
) -> None:
    data = filled(tmp_path, GAZETTE, BLOCKED, events=(GAP,))
    ended = monitor("--config", config, "--data", data, "sources", "health")
    since = for_people(GAZETTE.since_at)
    assert (ended.code, ended.told) == (1, "")
    assert ended.out.splitlines() == [
        f"BLOCKED    ashvale-pcc  since {since}: refuses us (403)",
        f"WELL       gazette      since {since}: 12 entries",
        "OFF        courier      switched off in sources.toml",
        "3 sources: 1 blocked, 1 well, 1 off",
        "In the last seven days:",
        f"  {for_people(GAP.at)}  gazette: news came and went unseen",
    ]


def test_health_as_json(monitor: Monitor, config: Path, tmp_path: Path) -> None:
    old = replace(GAP, at=NOW - timedelta(days=8), what="moved", note="long ago")
    data = filled(tmp_path, GAZETTE, PCC, events=(GAP, old))
    ended = monitor("--config", config, "--data", data, "sources", "health", "--json")
    facts = json.loads(ended.out)
    assert ended.code == 0
    assert facts["sources"][0] == {
        "source_id": "gazette",
        "state": "well",
        "reason": "12 entries",
        "since": as_iso(GAZETTE.since_at),
    }
    assert [(one["what"], one["note"]) for one in facts["events"]] == [("gap", GAP.note)]


def test_the_state_of_another_address_does_not_count(
    monitor: Monitor, config: Path, tmp_path: Path
) -> None:
    data = filled(tmp_path, replace(BLOCKED, url="https://old.example/"))
    assert monitor("--config", config, "--data", data, "sources", "health").code == 0


def test_a_source_that_breaks_its_habit_is_quiet_while_a_daemon_holds_the_database(
    config: Path, tmp_path: Path
) -> None:
    data = filled(tmp_path, GAZETTE)
    with (
        sole_owner(data),
        closing(open_coverage(data / "coverage.duckdb")) as coverage,
        closing(open_ledger(data / "ledger.sqlite")) as ledger,
    ):
        prepare_lake(coverage, ledger, data / "analyst")
        hourly = [_item(hours) for hours in range(21, 321)]
        add_items(coverage, hourly, {one.url: one.id for one in hourly})
        publish(coverage, ledger, data / "analyst")
        ended = in_a_process("--config", config, "--data", data, "sources", "health")
    assert (ended.code, ended.told) == (1, "")
    silence = f"nothing new since {for_people(GAZETTE.new_at or NOW)}; it seldom goes an hour"
    assert ended.out.startswith("QUIET      gazette ")
    assert silence in ended.out


def _item(hours_ago: int) -> Item:
    url = f"https://gazette.example/{hours_ago}"
    return Item(
        id=ids.item_id(url),
        source_id="gazette",
        outlet="Ashvale Gazette",
        tier=Tier.LOCAL,
        owner="Mereside Media",
        url=url,
        title="A hub opens",
        text="",
        author="",
        published_at=None,
        first_seen_at=NOW - timedelta(hours=hours_ago),
    )


# ---------------------------------------------------------------- test


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A configuration that is only begun: how we behave, and nothing else."""
    manners = '[polling]\ncontact = "mailto:desk@example.org"\nallow_private = true\n'
    (tmp_path / "sources.toml").write_text(f"{manners}host_gap_seconds = 0\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def feed(publisher: Publisher) -> str:
    date = NOW - timedelta(hours=1)
    link = publisher.url("/news/1")
    entries = [{"guid": "1", "title": "Northmoor PCC\x1b[31m", "link": link, "published": date}]
    more = [{"title": f"More {number}"} for number in range(6)]
    publisher.serve(
        "/feed",
        rss("Echo", [*entries, *more]),  # type: ignore[list-item]
        etag='"a"',
        headers={"Cache-Control": "max-age=7200"},
    )
    return publisher.url("/feed")


def test_an_address_is_tried_and_nothing_stored(monitor: Monitor, alone: Path, feed: str) -> None:
    data = alone / "data"
    ended = monitor("--config", alone, "--data", data, "sources", "test", feed)
    assert (ended.code, ended.told) == (0, "")
    lines = dict(line.split(maxsplit=1) for line in ended.out.splitlines() if line[0] != " ")
    date = for_people(NOW - timedelta(hours=1))
    assert lines["Address"] == f"{feed} (feed)"
    assert lines["Answer"].startswith("read: 7 entries, ")
    assert lines["Items"].startswith(f"{date}")
    assert "Northmoor PCC" in lines["Items"]
    assert "and 2 more" in ended.out
    assert "\x1b" not in ended.out
    assert lines["Polling"] == (
        "every 15 minutes, a busy feed oftener; its publisher says that it stays fresh for "
        "2 hours, of which we heed 1 hour: next look after 1 hour"
    )
    assert lines["Unchanged"].startswith("it sends ETag; asked again, it answered that nothing")
    assert lines["Robots"].endswith(
        "(it has no robots.txt, 404): this address may be read, "
        "1 of 1 pages behind the items may be read"
    )
    assert [path.name for path in alone.iterdir()] == ["sources.toml"]


def test_a_trial_as_json(monitor: Monitor, alone: Path, feed: str) -> None:
    ended = monitor("--config", alone, "sources", "test", feed, "--json")
    facts = json.loads(ended.out)
    assert (ended.code, facts["ok"], facts["outcome"], facts["status"]) == (0, True, "fresh", 200)
    assert (facts["entries"], facts["repeated"], len(facts["first"])) == (7, 0, 5)
    first = facts["first"][0]
    assert (first["title"], first["date_doubtful"]) == ("Northmoor PCC�[31m", False)
    assert facts["polling"] == {
        "poll_minutes": 15,
        "publisher_asks_minutes": 120,
        "ceiling_minutes": 60,
        "next_look_minutes": 60,
    }
    assert facts["validators"] == {"etag": '"a"', "last_modified": None, "answered_304": True}


def test_the_source_of_an_id_is_tried(monitor: Monitor, tmp_path: Path, feed: str) -> None:
    sources = SOURCES.replace("https://gazette.example/feed", feed).replace(
        "deadline_seconds = 30", "allow_private = true"
    )
    config = write(tmp_path, GOOD | {"sources.toml": sources})
    ended = monitor("--config", config, "sources", "test", "gazette", "--json")
    facts = json.loads(ended.out)
    assert (ended.code, facts["address"], facts["first"][0]["outlet"]) == (
        0,
        feed,
        "Ashvale Gazette",
    )


def test_a_web_page_leads_to_its_feeds(monitor: Monitor, alone: Path, publisher: Publisher) -> None:
    page = b'<html><head><link rel=alternate type=application/atom+xml href="/a"></head></html>'
    publisher.serve("/", page, content_type="text/html")
    ended = monitor("--config", alone, "sources", "test", publisher.url("/"))
    assert ended.code == 1
    assert "NOT A FEED: a web page came instead of a feed" in ended.out
    assert f"try one: monitor sources test {publisher.url('/a')}" in ended.out


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("not_found", "HTTP ERROR: no feed at this address (404)"),
        ("close_at_once", "BROKEN: the connection broke off"),
        ("html_page", "this web page names none"),
    ],
)
def test_a_failure_is_told_in_words(
    monitor: Monitor, alone: Path, publisher: Publisher, fault: str, said: str
) -> None:
    publisher.misbehave("/feed", fault)
    ended = monitor("--config", alone, "sources", "test", publisher.url("/feed"))
    assert (ended.code, ended.told) == (1, "")
    assert said in ended.out


def test_without_a_configuration_our_own_network_stays_closed(
    monitor: Monitor, tmp_path: Path, publisher: Publisher
) -> None:
    ended = monitor("--config", tmp_path, "sources", "test", publisher.url("/feed"))
    assert (ended.code, ended.told) == (1, "")
    assert "REFUSED: " in ended.out
    assert publisher.requests == []


def test_what_is_neither_id_nor_address_is_told(
    monitor: Monitor, config: Path, tmp_path: Path
) -> None:
    for folder in (config, tmp_path):
        ended = monitor("--config", folder, "sources", "test", "gazete")
        told = "'gazete' is neither the id of a source nor a whole https:// address\n"
        assert (ended.code, ended.out, ended.told) == (1, "", told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[polling", "not TOML"),
        ("[polling]\ncontact = 5\n", "`[polling]` has mistakes; `monitor check` tells them"),
        ('[polling]\ncontact = " "\n', "`contact` must be an address"),
    ],
)
def test_manners_that_cannot_be_read_are_told(
    monitor: Monitor, tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    ended = monitor("--config", tmp_path, "sources", "test", "https://echo.example/")
    assert (ended.code, ended.out) == (1, "")
    assert told in ended.told


# ---------------------------------------------------------------- add

ECHO = ["--name", "Northmoor Echo", "--tier", "local", "--group", "Mereside Media"]


def test_a_source_is_added_under_its_name(monitor: Monitor, tmp_path: Path) -> None:
    config = write(tmp_path)
    words = ["add", "https://echo.example/feed", *ECHO, "--poll-minutes", "10"]
    ended = monitor("--config", config, "sources", *words)
    assert (ended.code, ended.told) == (0, "")
    assert ended.out.startswith("Added `northmoor-echo`.")
    added = load_settings(config).sources[-1]
    assert (added.id, added.url, added.poll_minutes, added.tier, added.enabled) == (
        "northmoor-echo",
        "https://echo.example/feed",
        10,
        Tier.LOCAL,
        True,
    )
    again = monitor("--config", config, "sources", "add", "http://echo.example/feed/", *ECHO)
    told = "`northmoor-echo` (Northmoor Echo) reads this already: nothing was added\n"
    assert (again.code, again.out, again.told) == (1, "", told)


def test_an_own_source_and_a_search_are_added(monitor: Monitor, tmp_path: Path) -> None:
    config = write(tmp_path)
    own = ["--name", "Our diary", "--tier", "own", "--group", "OPCC", "--office", "ashvale"]
    search = ["--name", "Posts", "--tier", "social", "--group", "B", "--kind", "bluesky"]
    for words in (["https://diary.example/", *own], [*search, "--query", "@ash", "--id", "posts"]):
        ended = monitor("--config", config, "sources", "add", *words, "--json")
        assert ended.code == 0
    assert json.loads(ended.out)["added"]["query"] == "@ash"
    assert [one.id for one in load_settings(config).sources[-2:]] == ["our-diary", "posts"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["https://e.example/", *ECHO, "--id", "gazette"], "`gazette` (Ashvale Gazette) has this"),
        (["gazette.example", *ECHO], "sources.toml:37: `url` must begin with http"),
        (ECHO, "a source of kind feed needs `url`"),
        (["https://e.example/", *ECHO, "--poll-minutes", "0.1"], "would burden the publisher"),
        (["https://e.example/", *ECHO, "--office", "ashvale"], "`office` is only for sources of"),
    ],
)
def test_what_would_be_a_mistake_is_not_added(
    monitor: Monitor, tmp_path: Path, words: list[str], told: str
) -> None:
    config = write(tmp_path)
    ended = monitor("--config", config, "sources", "add", *words)
    assert (ended.code, ended.out) == (1, "")
    assert told in ended.told
    assert (config / "sources.toml").read_text() == SOURCES


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["https://e.example/", *ECHO, "--id", "No Id"], "small letters, figures and hyphens"),
        (["https://e.example/", *ECHO, "--tier", "loud"], "invalid choice: 'loud'"),
        (["https://e.example/", "--name", "Echo"], "required: --tier, --group"),
    ],
)
def test_wrong_use_is_told(monitor: Monitor, words: list[str], told: str) -> None:
    ended = monitor("sources", "add", *words)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.told


# ---------------------------------------------------------------- OPML

LIST = """<opml version="1.0"><body><outline text="Local">
<outline text="Northmoor Echo" xmlUrl="https://echo.example/feed"/>
<outline text="Northmoor Echo" xmlUrl="https://echo.example/sport"/>
<outline text="Gazette" xmlUrl="http://www.gazette.example/feed"/>
<outline text="Echo again" xmlUrl="https://echo.example/feed/"/>
<outline text="Script" xmlUrl="javascript:alert(1)"/>
</outline></body></opml>"""


def test_feeds_of_another_reader_are_added_switched_off(monitor: Monitor, tmp_path: Path) -> None:
    config = write(tmp_path / "config")
    (tmp_path / "feeds.opml").write_text(LIST, encoding="utf-8")
    ended = monitor("--config", config, "sources", "import-opml", tmp_path / "feeds.opml")
    assert (ended.code, ended.told) == (1, "")  # one was refused
    assert ended.out.splitlines() == [
        "added          Northmoor Echo as `northmoor-echo`, switched off",
        "added          Northmoor Echo as `northmoor-echo-2`, switched off",
        "already there  Gazette: `gazette` reads it",
        "already there  Echo again: `northmoor-echo` reads it",
        "REFUSED        Script: `url` must begin with http:// or https://, "
        "not 'javascript:alert(1)'",
        "2 added, 2 already there, 1 refused",
        "Check tier and group of those added in sources.toml, then set enabled = true there.",
    ]
    text = (config / "sources.toml").read_text()
    assert text.startswith(SOURCES)
    for one in tomllib.loads(text)["sources"][-2:]:
        assert (one["tier"], one["group"], one["enabled"]) == ("local", "Northmoor Echo", False)
        assert one["note"] == "imported; check its tier and owner"
    again = monitor("--config", config, "sources", "import-opml", tmp_path / "feeds.opml", "--json")
    facts = json.loads(again.out)
    assert (facts["added"], len(facts["already_there"]), len(facts["refused"])) == ([], 4, 1)
    assert (config / "sources.toml").read_text() == text


def test_a_list_from_standard_input_is_read(tmp_path: Path) -> None:
    config = write(tmp_path)
    given = LIST.replace("javascript:alert(1)", "https://s.example/").encode("utf-16")
    ended = in_a_process("--config", config, "sources", "import-opml", "-", given=given)
    assert (ended.code, ended.told) == (0, "")
    assert "3 added, 2 already there, 0 refused" in ended.out


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'<!DOCTYPE o [<!ENTITY a "b">]><opml/>', "it defines XML entities"),
        (b"<html>", "not well-formed XML"),
        (None, "No such file or directory"),
    ],
)
def test_what_is_no_list_is_refused(
    monitor: Monitor, tmp_path: Path, data: bytes | None, told: str
) -> None:
    config = write(tmp_path)
    if data is not None:
        (tmp_path / "feeds.opml").write_bytes(data)
    ended = monitor("--config", config, "sources", "import-opml", tmp_path / "feeds.opml")
    assert (ended.code, ended.out) == (1, "")
    assert told in ended.told
    assert (config / "sources.toml").read_text() == SOURCES


def test_a_configuration_with_mistakes_takes_no_list(monitor: Monitor, tmp_path: Path) -> None:
    config = write(tmp_path, GOOD | {"sources.toml": SOURCES.replace("tier", "teir")})
    (tmp_path / "feeds.opml").write_text(LIST, encoding="utf-8")
    ended = monitor("--config", config, "sources", "import-opml", tmp_path / "feeds.opml")
    assert (ended.code, ended.out) == (1, "")
    assert "did you mean `tier`?" in ended.told


def test_what_is_exported_can_be_imported(monitor: Monitor, tmp_path: Path) -> None:
    odd = SOURCES.replace("Ashvale Gazette", "Gazette & “Post” <\\u0007>")
    config = write(tmp_path / "config", GOOD | {"sources.toml": odd})
    shown = monitor("--config", config, "sources", "export-opml")
    written = monitor("--config", config, "sources", "export-opml", tmp_path / "out.opml")
    assert written.out == f"3 feeds written to {tmp_path}/out.opml\n"
    assert ET.fromstring(shown.out.encode()).attrib == {"version": "2.0"}
    assert (tmp_path / "out.opml").read_text() == shown.out
    listed = read_opml((tmp_path / "out.opml").read_bytes())
    assert [(one.name, one.url) for one in listed] == [
        ("Gazette & “Post” <>", "https://gazette.example/feed"),
        ("Ashvale PCC news", "https://ashvale-pcc.example/feed"),
        ("The Daily Courier", "https://courier.example/feed"),
    ]
    begun = SOURCES[: SOURCES.index("[[sources]]")]
    empty = write(tmp_path / "empty", GOOD | {"sources.toml": begun})
    taken = monitor("--config", empty, "sources", "import-opml", tmp_path / "out.opml")
    assert (taken.code, taken.told) == (0, "")
    assert [one.url for one in load_settings(empty).sources] == [one.url for one in listed]


def test_a_file_that_cannot_be_written_is_told(monitor: Monitor, config: Path) -> None:
    ended = monitor("--config", config, "sources", "export-opml", "/nowhere/out.opml")
    assert (ended.code, ended.told) == (1, "/nowhere/out.opml: No such file or directory\n")
