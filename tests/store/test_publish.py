"""The analysts' lake: complete, current, readable while the daemon works, never half a file."""

import multiprocessing
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import duckdb
import pytest

from monitor.records import (
    Arrival,
    Degree,
    Enquiry,
    Evidence,
    Item,
    KeyMessage,
    Mention,
    Office,
    OnCall,
    Outcome,
    Output,
    Pickup,
    Polling,
    PollState,
    Reuse,
    Settings,
    Source,
    SourceEvent,
    StoryPlace,
    Tier,
    Tone,
    Understanding,
)
from monitor.store.coverage import Coverage, add_understandings, open_coverage
from monitor.store.items import add_edits, add_items
from monitor.store.lake import ask
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.publish import CONFIGURED, MONTHLY, VIEWS, WHOLE, prepare_lake, publish
from monitor.store.registers import add_found_outputs, save
from monitor.store.sources import save_polls
from tests.store.samples import an_edit

NOW = datetime(2026, 10, 20, 21, 40, tzinfo=UTC)

POLL = PollState(
    source_id="ashvale-gazette",
    url="https://gazette.example/feed",
    next_poll_at=NOW,
    outcome=Outcome.TOO_SLOW,
    reason="no answer in 30 s",
    polled_at=NOW,
    since_at=NOW,
    rhythm_minutes=3.75,
    failures=0.25,
)


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[tuple[Coverage, Ledger, Path]]:
    coverage = open_coverage(tmp_path / "coverage.duckdb")
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    prepare_lake(coverage, ledger, tmp_path / "analyst")
    yield coverage, ledger, tmp_path / "analyst"
    coverage.close()
    ledger.close()


def _item(number: int, at: datetime = NOW) -> Item:
    return Item(
        id=f"item-{number}",
        source_id="ashvale-gazette",
        outlet="Ashvale Gazette",
        tier=Tier.LOCAL,
        owner="Mereside Media",
        url=f"https://gazette.example/{number}",
        title=f"Report {number}",
        text="Nobody else's business.",
        author="",
        published_at=at,
        first_seen_at=at,
    )


def _understood(item: Item) -> Understanding:
    mention = Mention(
        office_id="ashvale",
        holder_id="marsh",
        role="pcc",
        surface="Helen Marsh",
        start=0,
        end=11,
        where="lead",
        confidence=0.9,
    )
    evidence = Evidence(sentence="She was praised.", words=("praised",))
    return Understanding(
        item_id=item.id,
        mentions=(mention,),
        tones=(
            Tone(
                office_id="ashvale",
                label="positive",
                score=0.7,
                scorer="vader-1",
                evidence=(evidence,),
            ),
        ),
        pickups=(
            _pickup("r1", "verbatim"),
            _pickup("r2", ""),
        ),
        story=StoryPlace(story_id="s1", reason="first", likeness=1.0),
    )


def _pickup(output: str, degree: Degree | Literal[""]) -> Pickup:
    reuse = Reuse(release_share=0.5, item_share=0.8, blocks=(40, 12), quotes=1, quotes_of=1)
    return Pickup(output_id=output, office_id="ashvale", kind="release", reuse=reuse, degree=degree)


def test_every_table_can_be_asked_before_there_is_anything(
    stores: tuple[Coverage, Ledger, Path],
) -> None:
    for table in (*MONTHLY, *WHOLE, *CONFIGURED, "press_releases", "appearances", "uses"):
        columns, rows = ask(stores[2], f"SELECT * FROM {table}")
        assert columns
        assert rows == []


def test_what_was_understood_is_published_and_the_text_of_the_press_is_not(
    stores: tuple[Coverage, Ledger, Path],
) -> None:
    coverage, ledger, lake = stores
    add_items(coverage, [_item(1)], {"url:1": "item-1"})
    add_understandings(coverage, [_understood(_item(1))], NOW)
    publish(coverage, ledger, lake)
    columns, rows = ask(lake, "SELECT * FROM items")
    assert "text" not in columns
    assert dict(zip(columns, rows[0], strict=True))["title"] == "Report 1"
    assert ask(lake, "SELECT label, evidence[1].words FROM tones")[1] == [("positive", ["praised"])]
    assert ask(lake, "SELECT degree, blocks FROM pickups")[1] == [("verbatim", [40, 12])]
    assert ask(lake, "SELECT story_id FROM stories")[1] == [("s1",)]


def test_how_an_item_came_and_how_its_source_is_polled_is_published(
    stores: tuple[Coverage, Ledger, Path],
) -> None:
    coverage, ledger, lake = stores
    item = replace(
        _item(1), arrival=Arrival.BACKFILL, language="cy", date_doubtful=True, wording="w"
    )
    add_items(coverage, [item], {})
    gap = SourceEvent(
        source_id="ashvale-gazette", at=NOW, what="gap", note="02:10-07:40", from_at=NOW, to_at=NOW
    )
    save_polls(ledger, [POLL], [gap])
    publish(coverage, ledger, lake)
    assert ask(lake, "SELECT arrival, language, date_doubtful FROM items")[1] == [
        ("backfill", "cy", True)
    ]
    columns, rows = ask(lake, "SELECT * FROM polls")
    found = dict(zip(columns, rows[0], strict=True))
    assert (found["rhythm_minutes"], found["failures"]) == (3.75, 0.25)
    assert (found["since_at"], found["new_at"]) == (NOW, None)
    assert ask(lake, "SELECT what, from_at = to_at FROM source_events")[1] == [("gap", True)]


def test_a_key_that_a_poll_has_seen_is_no_analysts_business(
    stores: tuple[Coverage, Ledger, Path],
) -> None:
    for hidden in ("etag", "cursor", "moved_url", "url"):
        assert hidden not in ask(stores[2], "SELECT * FROM polls")[0]


def _output(number: int, issued_at: datetime | None) -> Output:
    return Output(
        id=f"o{number}",
        office_id="ashvale",
        title=f"Output {number}",
        text="What the office said, at length.",
        issued_at=issued_at,
        lists=("Local press", "Ashvale Gazette"),
        quotes=("Helen Marsh: “We did, and we’d do it again.”",),
        entered_by="sam",
        entered_at=NOW,
    )


SETTINGS = Settings(
    polling=Polling(contact="mailto:press@ashvale.example"),
    sources=(
        Source(
            id="gazette", name="Ashvale Gazette", kind="feed", tier=Tier.LOCAL, group="Mereside"
        ),
    ),
    offices=(Office(id="ashvale", name="Ashvale", title="PCC", names=("Ashvale PCC",)),),
    rules=(),
    oncall=OnCall(people=(), roles={}, chains={}),
    messages=(
        KeyMessage(
            id="beat",
            campaign="Visible policing",
            text="We will put 200 more officers on the beat",
            variants=("200 extra officers",),
            from_=NOW.date(),
        ),
    ),
)


def test_the_registers_are_published_with_real_times_and_lists(
    stores: tuple[Coverage, Ledger, Path],
) -> None:
    coverage, ledger, lake = stores
    at_work = NOW.replace(hour=10)
    outputs = [_output(1, at_work), _output(2, NOW), _output(3, None)]
    add_found_outputs(ledger, outputs)
    publish(coverage, ledger, lake, SETTINGS)
    told = (
        "SELECT output_id, issued_at, lists[2], quotes[1], in_hours FROM press_releases ORDER BY 1"
    )
    quote = outputs[0].quotes[0]
    assert ask(lake, told)[1] == [
        ("o1", at_work, "Ashvale Gazette", quote, True),
        ("o2", NOW, "Ashvale Gazette", quote, False),
        ("o3", None, "Ashvale Gazette", quote, None),
    ]
    assert "text" not in ask(lake, "SELECT * FROM outputs")[0]


def test_which_journalist_asked_is_not_published(stores: tuple[Coverage, Ledger, Path]) -> None:
    coverage, ledger, lake = stores
    enquiry = Enquiry(
        id="e1",
        office_id="ashvale",
        received_at=NOW,
        outlet="Ashvale Gazette",
        asked_by="A. Reporter",
        subject="The budget",
        entered_by="sam",
        entered_at=NOW,
    )
    save(ledger, "enquiries", enquiry, "sam", NOW)
    changed = replace(enquiry, asked_by="B. Reporter", decision="declined")
    save(ledger, "enquiries", changed, "ruth", NOW)
    publish(coverage, ledger, lake)
    for table in ("enquiries", "register_changes"):
        assert "Reporter" not in str(ask(lake, f"SELECT * FROM {table}"))
    assert ask(lake, "SELECT field, after, changed_by FROM register_changes")[1] == [
        ("decision", "declined", "ruth")
    ]


def test_what_the_configuration_says_is_published_at_every_start(
    stores: tuple[Coverage, Ledger, Path],
) -> None:
    coverage, ledger, lake = stores
    prepare_lake(coverage, ledger, lake, SETTINGS)
    assert ask(lake, "FROM offices")[1] == [("ashvale", "Ashvale")]
    assert ask(lake, "FROM sources")[1] == [
        ("gazette", "Ashvale Gazette", "feed", "local", "Mereside", True)
    ]
    columns, (row,) = ask(lake, "FROM key_messages")
    told = dict(zip(columns, row, strict=True))
    assert (told["message_id"], told["variants"]) == ("beat", ["200 extra officers"])
    assert (told["from_date"], told["to_date"]) == (NOW.date(), None)


def test_an_edited_title_is_published_anew(stores: tuple[Coverage, Ledger, Path]) -> None:
    coverage, ledger, lake = stores
    add_items(coverage, [_item(1)], {})
    publish(coverage, ledger, lake)
    add_edits(coverage, [an_edit("item-1", title="Report 1, corrected")], NOW)
    publish(coverage, ledger, lake)
    assert ask(lake, "SELECT title FROM items")[1] == [("Report 1, corrected",)]


def test_times_are_shown_as_a_london_clock_shows_them(
    stores: tuple[Coverage, Ledger, Path],
) -> None:
    coverage, ledger, lake = stores
    add_items(coverage, [_item(1)], {})
    publish(coverage, ledger, lake)
    assert ask(lake, "SELECT first_seen_at::VARCHAR FROM items")[1] == [("2026-10-20 22:40:00+01",)]


def test_only_months_that_changed_are_written_anew(stores: tuple[Coverage, Ledger, Path]) -> None:
    coverage, ledger, lake = stores
    add_items(coverage, [_item(1), _item(2, NOW + timedelta(days=31))], {})
    publish(coverage, ledger, lake)
    october = (lake / "items" / "2026-10.parquet").stat().st_mtime_ns
    add_items(coverage, [_item(3, NOW + timedelta(days=32))], {})
    publish(coverage, ledger, lake)
    assert (lake / "items" / "2026-10.parquet").stat().st_mtime_ns == october
    assert ask(lake, "SELECT count(*) FROM items")[1] == [(3,)]


def test_a_month_stays_stale_until_its_files_are_in_place(
    stores: tuple[Coverage, Ledger, Path],
) -> None:
    coverage, ledger, lake = stores
    add_items(coverage, [_item(1)], {})
    blocked = lake / "tones" / "2026-10.writing"
    blocked.mkdir()
    with pytest.raises((duckdb.Error, OSError)):
        publish(coverage, ledger, lake)
    blocked.rmdir()
    publish(coverage, ledger, lake)
    assert ask(lake, "SELECT count(*) FROM items")[1] == [(1,)]


def test_the_view_file_is_read_only_and_of_a_storage_that_older_tools_read(
    stores: tuple[Coverage, Ledger, Path],
) -> None:
    views = stores[2] / VIEWS
    assert views.stat().st_mode & 0o777 == 0o444
    # Bytes 12 to 19 of a DuckDB file hold its storage version; 64 is DuckDB 0.9 to 1.1.
    assert int.from_bytes(views.read_bytes()[12:20], "little") == 64


def test_a_session_held_open_sees_the_new_rows_at_its_next_query(
    stores: tuple[Coverage, Ledger, Path],
) -> None:
    coverage, ledger, lake = stores
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    analyst = context.Process(target=_count_on_request, args=(str(lake / VIEWS), theirs))
    analyst.start()
    theirs.close()
    counts = []
    for number in range(1, 11):
        add_items(coverage, [_item(number)], {})
        publish(coverage, ledger, lake)
        ours.send("count")
        counts.append(ours.recv())
    ours.send("stop")
    analyst.join(30)
    ours.close()
    assert counts == list(range(1, 11))


def test_readers_never_see_half_a_file(stores: tuple[Coverage, Ledger, Path]) -> None:
    coverage, ledger, lake = stores
    stop, wrong = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            same = "SELECT count(*) = count(DISTINCT item_id) AND count(*) % 50 = 0 FROM items"
            if ask(lake, same)[1] != [(True,)]:
                wrong.append(1)

    reader = threading.Thread(target=read)
    reader.start()
    for batch in range(8):
        add_items(coverage, [_item(batch * 50 + number) for number in range(50)], {})
        publish(coverage, ledger, lake)
    stop.set()
    reader.join()
    assert wrong == []


def test_a_lake_that_was_moved_gets_views_with_its_new_address(
    stores: tuple[Coverage, Ledger, Path], tmp_path: Path
) -> None:
    coverage, ledger, lake = stores
    add_items(coverage, [_item(1)], {})
    publish(coverage, ledger, lake)
    moved = tmp_path / "elsewhere"
    lake.rename(moved)
    prepare_lake(coverage, ledger, moved)
    assert ask(moved, "SELECT count(*) FROM items")[1] == [(1,)]


def _count_on_request(path: str, pipe: object) -> None:
    connection = duckdb.connect(path, read_only=True)
    while pipe.recv() == "count":  # type: ignore[attr-defined]
        pipe.send(connection.execute("SELECT count(*) FROM items").fetchall()[0][0])  # type: ignore[attr-defined]
    connection.close()
