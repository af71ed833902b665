"""What the machine read and concluded is kept once, whole, and in one transaction."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from monitor.errors import StoreUnusable
from monitor.records import (
    Arrival,
    Evidence,
    Facts,
    Fingerprint,
    Flag,
    Item,
    Mention,
    Origin,
    Pickup,
    Possible,
    Quote,
    Reuse,
    Speaker,
    StoryPlace,
    Tag,
    Tier,
    Tone,
    Understanding,
)
from monitor.store.coverage import (
    Coverage,
    add_understandings,
    carriers_of,
    every_reuse,
    mentions_of,
    open_coverage,
    passages_of,
    read_again,
    reports_since,
    set_degrees,
    stories_of,
    tones_of,
    transaction,
)
from monitor.store.items import add_edits, add_items, items_to_understand
from tests.store.samples import an_edit

NOW = datetime(2026, 10, 20, 21, 40, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Coverage]:
    connection = open_coverage(tmp_path / "coverage.duckdb")
    yield connection
    connection.close()


def _item(number: int, outlet: str = "Ashvale Gazette", owner: str = "Mereside Media") -> Item:
    return Item(
        id=f"item-{number}",
        source_id="gazette",
        outlet=outlet,
        tier=Tier.LOCAL,
        owner=owner,
        url=f"https://gazette.example/{number}",
        title=f"Title {number} ’ £ 🌧",
        text="Some text.",
        author="A. Reporter",
        published_at=None,
        first_seen_at=NOW + timedelta(minutes=number),
    )


def _told(number: int, story: str = "s") -> Understanding:
    place = StoryPlace(story_id=story, reason="first", likeness=1.0)
    fingerprint = Fingerprint(runs=(number,))
    return Understanding(item_id=f"item-{number}", story=place, fingerprint=fingerprint)


def test_a_batch_that_fails_leaves_nothing_behind(db: Coverage) -> None:
    add_items(db, [_item(1)], {})
    with pytest.raises(duckdb.Error), transaction(db):
        _mark_all_and_fail(db)
    assert len(items_to_understand(db, NOW)) == 1


def _mark_all_and_fail(db: Coverage) -> None:
    db.execute("UPDATE items SET understood_at = ?", [NOW])
    db.execute("SELECT 1 / 'no number'")


def _telling(district: str) -> Understanding:
    mention = Mention(
        office_id="northmoor",
        holder_id="",
        role="office",
        surface="Northmoor PCC",
        start=0,
        end=13,
        where="body",
        confidence=1.0,
        evidence=("the office's own name",),
        prominence=1,
        passage=2**63 - 1,
    )
    facts = Facts(
        office_id="northmoor",
        subject="office",
        prominence=1,
        quoted=True,
        origin=Origin.REACTIVE,
        origin_why="others speak first",
        in_hours=False,
        districts=(Tag(id=district, words=(district,)),),
        flags=(Flag(kind="wrong name", words="Ada Fnch", sentence="Ada Fnch.", why="Ada Finch"),),
    )
    quote = Quote(speaker=Speaker.FORCE, name="", start=0, end=4, where="body", direct=True)
    weak = Possible(mention=replace(mention, confidence=0.4), sentence="It may be her.")
    return replace(_told(1), mentions=(mention,), facts=(facts,), quotes=(quote,), possible=(weak,))


def test_an_item_that_is_read_again_tells_only_what_it_tells_now(db: Coverage) -> None:
    add_items(db, [_item(1)], {})
    add_understandings(db, [_telling("Saltby")], NOW)
    add_understandings(db, [_telling("Oxley")], NOW)
    for table in ("facts", "flags", "quotes", "possible_mentions", "mentions"):
        assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,), table
    assert db.execute("SELECT kind, tag, words FROM tags").fetchall() == [
        ("district", "Oxley", ["Oxley"])
    ]
    (mention,) = mentions_of(db, ["item-1"])["item-1"]
    assert mention == _telling("Oxley").mentions[0]


def test_an_item_that_turns_out_to_mean_nobody_leaves_its_story(db: Coverage) -> None:
    add_items(db, [_item(1)], {})
    add_understandings(db, [_telling("Saltby")], NOW)
    assert stories_of(db, ["item-1"]) == {"item-1": "s"}
    add_understandings(db, [Understanding(item_id="item-1")], NOW)
    assert stories_of(db, ["item-1"]) == {}
    assert db.execute("SELECT count(*) FROM tags").fetchone() == (0,)


def test_items_with_a_sentence_are_found_to_be_read_again(db: Coverage) -> None:
    add_items(db, [_item(1), _item(2), _item(3)], {})
    copy = replace(_telling("Saltby"), item_id="item-2", mentions=())
    add_understandings(db, [_telling("Saltby"), copy, Understanding(item_id="item-3")], NOW)
    assert items_to_understand(db, NOW) == []
    passages = passages_of(db, "item-1", "northmoor")
    assert passages == [2**63 - 1]
    read_again(db, "item-1", passages)
    assert [item.id for item in items_to_understand(db, NOW)] == ["item-1", "item-2"]


def test_a_story_has_those_who_carried_it_within_the_window(db: Coverage) -> None:
    add_items(db, [_item(1), _item(2, "Norbury Post"), _item(3, "Echo", "Westmark")], {})
    add_understandings(db, [_told(1), _told(2), _told(3)], NOW)
    late = carriers_of(db, ["s"], NOW, NOW + timedelta(hours=1))["s"]
    assert {one.outlet for one in late} == {"Ashvale Gazette", "Echo", "Norbury Post"}
    assert {one.owner for one in late} == {"Mereside Media", "Westmark"}
    assert len(carriers_of(db, ["s"], NOW, NOW + timedelta(minutes=1))["s"]) == 1


@pytest.mark.parametrize(("arrival", "counts"), [*zip(Arrival, (1, 0, 0, 1), strict=True)])
def test_only_what_came_as_news_or_by_hand_spreads_a_story(
    db: Coverage, arrival: Arrival, counts: int
) -> None:
    add_items(db, [replace(_item(1), arrival=arrival), _item(2)], {})
    add_understandings(db, [_told(1), _told(2)], NOW)
    assert len(carriers_of(db, ["s"], NOW, NOW + timedelta(hours=1))["s"]) == counts + 1


def _mention(surface: str, start: int) -> Mention:
    return Mention(
        office_id="ashvale",
        holder_id="",
        role="office",
        surface=surface,
        start=start,
        end=start + len(surface),
        where="lead",
        confidence=0.9,
    )


def _tone(score: float, label: str = "negative") -> Tone:
    evidence = (Evidence(sentence="She said so.", words=("so",)),)
    whole = Tone(
        office_id="ashvale", label="negative", score=score, scorer="vader-1", evidence=evidence
    )
    return replace(whole, label=label)  # type: ignore[arg-type]


def test_an_item_that_is_read_again_is_known_by_what_it_says_now(db: Coverage) -> None:
    add_items(db, [_item(1), _item(2)], {})
    kept, dropped, gained = _mention("PCC", 0), _mention("Ashvale PCC", 20), _mention("PCC", 40)
    before = replace(_told(1), mentions=(kept, dropped), tones=(_tone(-0.5),))
    other = replace(_told(2), mentions=(kept,), tones=(_tone(0.1),))
    add_understandings(db, [before, other], NOW)
    add_edits(db, [an_edit("item-1")], NOW)
    now_said = replace(_told(1, story="t"), mentions=(kept, gained), tones=(_tone(0.5, "mixed"),))
    add_understandings(db, [now_said], NOW)
    assert mentions_of(db, ["item-1", "item-2"]) == {"item-1": [kept, gained], "item-2": [kept]}
    assert tones_of(db, ["item-1"]) == {("item-1", "ashvale"): _tone(0.5, "mixed")}
    assert stories_of(db, ["item-1"]) == {"item-1": "s"}  # a story never changes silently


def test_an_item_that_no_longer_means_the_office_loses_all_its_mentions(db: Coverage) -> None:
    add_items(db, [_item(1)], {})
    before = replace(_told(1), mentions=(_mention("PCC", 0),), tones=(_tone(-0.5),))
    add_understandings(db, [before], NOW)
    add_understandings(db, [Understanding(item_id="item-1")], NOW)
    assert (mentions_of(db, ["item-1"]), tones_of(db, ["item-1"])) == ({}, {})


def test_reports_carry_their_fingerprints_oldest_first(db: Coverage) -> None:
    add_items(db, [_item(2), _item(1)], {})
    add_understandings(db, [_told(1), _told(2)], NOW)
    found = reports_since(db, NOW)
    assert [(story, one.item_id, one.fingerprint.runs) for story, one in found] == [
        ("s", "item-1", (1,)),
        ("s", "item-2", (2,)),
    ]


REUSE = Reuse(
    release_share=0.4,
    item_share=0.9,
    blocks=(12, 30),
    quotes=1,
    quotes_of=2,
    quoted=0.25,
    said=2,
    strange=1,
    figures=("£412000", "4 lamp"),
    figures_of=3,
    names=("wick",),
    rare=("lamp",),
    named=True,
    headline=True,
    topic=0.5,
    days=-1,
    other_edition=True,
    rival="r2",
)


def _reusing(number: int, *outputs: str, reuse: Reuse = REUSE) -> Understanding:
    pickups = tuple(
        Pickup(output_id=one, office_id="ashvale", kind="release", reuse=reuse, degree="edited")
        for one in outputs
    )
    return replace(_told(number), pickups=pickups)


def test_what_was_measured_of_a_pickup_comes_back_as_it_was(db: Coverage) -> None:
    add_items(db, [_item(1), _item(2)], {})
    bare = Reuse(release_share=0.0, item_share=0.0)
    add_understandings(db, [_reusing(1, "r1"), _reusing(2, "r1", reuse=bare)], NOW)
    assert [(item, one.reuse) for item, one in every_reuse(db)] == [
        ("item-1", REUSE),
        ("item-2", bare),
    ]


def test_an_item_that_is_read_again_keeps_no_pickup_of_before(db: Coverage) -> None:
    add_items(db, [_item(1)], {})
    add_understandings(db, [_reusing(1, "r1", "r2")], NOW)
    add_understandings(db, [_reusing(1, "r3")], NOW)
    assert [one.output_id for _, one in every_reuse(db)] == ["r3"]


def test_a_degree_is_judged_anew_without_measuring_again(db: Coverage) -> None:
    add_items(db, [_item(1)], {})
    add_understandings(db, [_reusing(1, "r1", "r2")], NOW)
    set_degrees(db, [("item-1", "r1", "verbatim"), ("item-1", "r2", "")])
    assert [(one.output_id, one.degree) for _, one in every_reuse(db)] == [
        ("r1", "verbatim"),
        ("r2", ""),
    ]
    assert all(one.reuse == REUSE for _, one in every_reuse(db))


def test_opening_it_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "coverage.duckdb"
    with open_coverage(path) as first:
        add_items(first, [_item(1)], {"url:1": "item-1"})
    with open_coverage(path) as second:
        assert items_to_understand(second, NOW) == [_item(1)]


def test_a_file_that_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "coverage.duckdb"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreUnusable, match=r"coverage\.duckdb"):
        open_coverage(path)
