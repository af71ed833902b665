"""What the ledger keeps of sources: polls, events, robots.txt, money, and what people entered."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.records import (
    Card,
    HandEntry,
    Outcome,
    PollState,
    Robots,
    Sighting,
    SourceEvent,
    Tier,
)
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.queries import migrations
from monitor.store.registers import save
from monitor.store.rows import from_row, to_row
from monitor.store.sources import (
    add_posts_paid,
    find_robots,
    hand_entries_to_take,
    list_polls,
    list_source_events,
    mark_hand_entries_taken,
    posts_paid,
    save_polls,
    save_robots,
)
from tests.alert.samples import NOON, a_card

LATER = NOON + timedelta(minutes=5)
POLL = PollState(
    source_id="gazette",
    url="https://gazette.example/feed",
    next_poll_at=LATER,
    outcome=Outcome.FRESH,
    reason="20 entries",
    polled_at=NOON,
    since_at=NOON,
    ok_at=NOON,
    new_at=NOON,
    rhythm_minutes=3.75,
    failures=0.25,
    etag='W/"1"',
    last_modified="Tue, 17 Nov 2026 11:00:00 GMT",
    body_hash="0011223344556677",
    cursor="2026-11-17",
    sighting=Sighting(what="moved", url="https://new.example/“feed”", first_at=NOON, times=2),
    moved_url="https://new.example/feed",
)
EVENT = SourceEvent(
    source_id="gazette", at=NOON, what="gap", note="02:10-07:40", from_at=NOON, to_at=LATER
)
ENTRY = HandEntry(
    id="h1",
    outlet="Radio Ashvale",
    tier=Tier.REGIONAL,
    owner="Vale Radio",
    title="The commissioner on the breakfast show",
    text="She spoke of the budget – “a hard year”.",
    url="",
    published_at=NOON,
    entered_by="Sam Okafor",
    entered_at=LATER,
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Ledger]:
    with closing(open_ledger(tmp_path / "ledger.sqlite")) as ledger:
        yield ledger


# ---------------------------------------------------------------- rows and records


MOMENTS = st.builds(
    lambda micros, minutes: (
        datetime(1990, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
    ).astimezone(timezone(timedelta(minutes=minutes))),
    st.integers(0, 10**16),
    st.integers(-14 * 60, 14 * 60),
)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
SIGHTINGS = st.builds(
    Sighting,
    what=st.sampled_from(["moved", "gone"]),
    url=WORDS,
    first_at=MOMENTS,
    times=st.integers(0, 2**53),
)
MAYBE_WHEN, MAYBE_WORDS = st.none() | MOMENTS, st.none() | WORDS
POLLS = st.builds(
    PollState,
    source_id=WORDS,
    url=WORDS,
    next_poll_at=MOMENTS,
    outcome=st.sampled_from(Outcome),
    reason=WORDS,
    polled_at=MOMENTS,
    since_at=MOMENTS,
    ok_at=MAYBE_WHEN,
    new_at=MAYBE_WHEN,
    rhythm_minutes=st.floats(0, 10080),
    failures=st.floats(0, 10**6),
    etag=MAYBE_WORDS,
    last_modified=MAYBE_WORDS,
    body_hash=WORDS,
    cursor=WORDS,
    sighting=st.none() | SIGHTINGS,
    moved_url=WORDS,
)


@given(POLLS)
def test_a_poll_comes_back_from_its_row_as_it_was(poll: PollState) -> None:
    row = to_row(poll)
    found = from_row(PollState, row)
    assert found == poll
    assert type(found.outcome) is Outcome
    assert {type(value) for value in row.values()} <= {str, float, int, type(None)}
    for one in fields(found):
        if isinstance(value := getattr(found, one.name), datetime):
            assert value.tzinfo is UTC


@settings(max_examples=30)
@given(st.lists(POLLS, max_size=8, unique_by=lambda poll: poll.source_id))
def test_polls_come_back_from_the_ledger_as_they_were(polls: list[PollState]) -> None:
    with closing(open_ledger(Path(":memory:"))) as db:
        save_polls(db, polls)
        assert list_polls(db) == {poll.source_id: poll for poll in polls}


@given(MOMENTS, MOMENTS)
def test_rows_of_times_sort_as_time_does(one: datetime, other: datetime) -> None:
    rows = [to_row(replace(POLL, next_poll_at=at))["next_poll_at"] for at in (one, other)]
    assert (rows[0] < rows[1]) == (one < other)


def test_a_row_may_hold_more_than_its_record(db: Ledger) -> None:
    assert from_row(PollState, to_row(POLL) | {"taken_at": None}) == POLL


def test_lists_within_a_record_within_a_row_come_back() -> None:
    card = a_card(because=("a", "“b”"), outlets=(), published_at=None)
    assert from_row(Card, to_row(card)) == card
    row: dict[str, Any] = {"id": "1"} | to_row(ENTRY, "entry_id")
    assert (row["entry_id"], from_row(HandEntry, row, "entry_id")) == ("h1", ENTRY)


# ---------------------------------------------------------------- polls and events


def test_a_poll_replaces_the_one_before_it(db: Ledger) -> None:
    failed = replace(POLL, outcome=Outcome.ERROR, failures=2, etag=None, sighting=None)
    save_polls(db, [POLL])
    save_polls(db, [failed])
    assert list_polls(db) == {"gazette": failed}


def test_polls_and_events_are_kept_together_or_not_at_all(db: Ledger) -> None:
    nobody: Any = None
    with pytest.raises(sqlite3.IntegrityError):
        save_polls(db, [POLL, replace(POLL, source_id=nobody)], [EVENT])
    assert (list_polls(db), list_source_events(db, NOON)) == ({}, [])


def test_an_event_that_cannot_be_kept_is_a_fault_and_not_passed_over(db: Ledger) -> None:
    nothing: Any = None
    with pytest.raises(sqlite3.IntegrityError):
        save_polls(db, [POLL], [replace(EVENT, note=nothing)])
    assert list_polls(db) == {}


def test_events_are_listed_newest_first_and_kept_once(db: Ledger) -> None:
    moved = SourceEvent(source_id="echo", at=LATER, what="moved", note="from here to there")
    save_polls(db, [], [EVENT, moved])
    save_polls(db, [], [replace(EVENT, note="told again")])
    assert list_source_events(db, NOON) == [moved, EVENT]
    assert list_source_events(db, LATER) == [moved]
    assert list_source_events(db, LATER + timedelta(microseconds=1)) == []


# ---------------------------------------------------------------- robots.txt


def test_a_hosts_robots_txt_is_kept_as_it_was_answered_last(db: Ledger) -> None:
    first = Robots(host="https://e.example", text="User-agent: *\n", fetched_at=NOON)
    save_robots(db, first)
    assert find_robots(db, "https://e.example") == first
    last = replace(first, text="", fetched_at=LATER)
    save_robots(db, last)
    assert find_robots(db, "https://e.example") == last
    assert find_robots(db, "https://e.example:8443") is None


# ---------------------------------------------------------------- posts that cost money


def test_posts_are_counted_by_source_and_month(db: Ledger) -> None:
    assert posts_paid(db, "x", "2026-10") == 0
    for posts in (100, 20, -70):
        add_posts_paid(db, "x", "2026-10", posts)
    add_posts_paid(db, "x", "2026-11", 7)
    add_posts_paid(db, "other", "2026-10", 9)
    assert posts_paid(db, "x", "2026-10") == 50
    assert posts_paid(db, "x", "2026-11") == 7


@given(st.lists(st.integers(-1000, 1000), max_size=20))
def test_no_more_is_given_back_than_was_counted(changes: list[int]) -> None:
    with closing(open_ledger(Path(":memory:"))) as db:
        expected = 0
        for posts in changes:
            add_posts_paid(db, "x", "2026-10", posts)
            expected = max(0, expected + posts)
            assert posts_paid(db, "x", "2026-10") == expected


def test_what_was_counted_survives_the_end_of_the_process(tmp_path: Path) -> None:
    with closing(open_ledger(tmp_path / "ledger.sqlite")) as db:
        add_posts_paid(db, "x", "2026-10", 100)
        save_robots(db, Robots(host="h", text="", fetched_at=NOON))
        save(db, "coverage", ENTRY, "Sam Okafor", LATER)
        other = sqlite3.connect(tmp_path / "ledger.sqlite")
        for table in ("spending", "robots", "hand_entries"):
            assert other.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)
        other.close()


# ---------------------------------------------------------------- what people entered


def test_what_a_person_entered_is_taken_once_oldest_first(db: Ledger) -> None:
    second = replace(ENTRY, id="h2", entered_at=LATER + timedelta(minutes=1))
    third = replace(ENTRY, id="a3", entered_at=LATER + timedelta(minutes=2))
    for entry in (third, second, ENTRY):
        save(db, "coverage", entry, "Sam Okafor", LATER)
    assert hand_entries_to_take(db) == [ENTRY, second, third]
    mark_hand_entries_taken(db, [ENTRY, third, replace(ENTRY, id="no such entry")], LATER)
    assert hand_entries_to_take(db) == [second]
    mark_hand_entries_taken(db, [], LATER)
    assert hand_entries_to_take(db) == [second]


def test_the_same_entry_is_kept_once_and_not_taken_again(db: Ledger) -> None:
    save(db, "coverage", ENTRY, "Sam Okafor", LATER)
    mark_hand_entries_taken(db, [ENTRY], LATER)
    assert save(db, "coverage", ENTRY, "Ruth Amory", LATER) == ()
    assert hand_entries_to_take(db) == []


def test_an_entry_that_was_changed_is_taken_again(db: Ledger) -> None:
    save(db, "coverage", ENTRY, "Sam Okafor", LATER)
    mark_hand_entries_taken(db, [ENTRY], LATER)
    changed = replace(ENTRY, title="The commissioner at breakfast")
    save(db, "coverage", changed, "Ruth Amory", LATER)
    assert hand_entries_to_take(db) == [changed]


def test_what_was_changed_while_it_was_being_taken_is_taken_again(db: Ledger) -> None:
    save(db, "coverage", ENTRY, "Sam Okafor", LATER)
    (read,) = hand_entries_to_take(db)
    changed = replace(ENTRY, text="She spoke of patrols.")
    save(db, "coverage", changed, "Ruth Amory", LATER)
    mark_hand_entries_taken(db, [read], LATER)
    assert hand_entries_to_take(db) == [changed]


# ---------------------------------------------------------------- a ledger of an earlier day


@pytest.mark.parametrize("done", [1, 2])
def test_polls_of_an_earlier_day_are_known_by_their_last_look(tmp_path: Path, done: int) -> None:
    path = tmp_path / "ledger.sqlite"
    old_rows = [
        ("ok", "https://a/", "2", "fresh", "20 entries", "1", "1", 0, '"a"', None),
        ("ill", "https://b/", "4", "http error", "refuses us", "3", "2", 7, None, "lately"),
        ("new", "https://c/", "2", "unreachable", "no answer", "1", None, 1, None, None),
    ]
    with closing(sqlite3.connect(path)) as old:
        for step, sql in migrations("ledger")[:done]:
            old.executescript(f"{sql}; PRAGMA user_version = {step};")
        for row in old_rows:
            times = [at and f"2026-10-0{at}T12:00:00.000000Z" for at in (row[2], row[5], row[6])]
            values = (*row[:2], times[0], *row[3:5], times[1], times[2], *row[7:])
            old.execute("INSERT INTO polls VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        old.commit()
    for _ in range(2):
        with closing(open_ledger(path)) as db:
            polls = list_polls(db)
    assert set(polls) == {"ok", "ill", "new"}
    assert polls["ok"] == PollState(
        source_id="ok",
        url="https://a/",
        next_poll_at=datetime(2026, 10, 2, 12, tzinfo=UTC),
        outcome=Outcome.FRESH,
        reason="20 entries",
        polled_at=datetime(2026, 10, 1, 12, tzinfo=UTC),
        since_at=datetime(2026, 10, 1, 12, tzinfo=UTC),
        ok_at=datetime(2026, 10, 1, 12, tzinfo=UTC),
        new_at=datetime(2026, 10, 1, 12, tzinfo=UTC),
        etag='"a"',
    )
    ill = polls["ill"]
    assert (ill.failures, ill.last_modified, ill.outcome) == (7, "lately", Outcome.ERROR)
    assert ill.since_at == datetime(2026, 10, 3, 12, tzinfo=UTC)
    assert (polls["new"].ok_at, polls["new"].new_at) == (None, None)
