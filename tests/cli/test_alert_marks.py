"""What people say of alerts, and the briefing on one."""

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.records import AlertState, DeliveryState, Mark, Reason
from monitor.store.coverage import open_coverage
from monitor.store.lake import ask
from monitor.store.ledger import open_ledger
from monitor.store.marks import list_marks
from tests.cli.conftest import Monitor
from tests.cli.stories import (
    HEADLINE,
    STORY,
    a_story_in,
    an_alert_on_it,
    beside,
    item_of,
    publish_again,
)

ALERT = an_alert_on_it()
ITEM = item_of(1, ALERT.created_at).id


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_story_in(tmp_path_factory.mktemp("told"), ALERT)


@pytest.fixture
def data(whole: Path, tmp_path: Path) -> Path:
    return beside(whole, tmp_path)


def marks(data: Path) -> list[Mark]:
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        return list_marks(ledger)


@pytest.mark.parametrize("says", ["useful", "not useful", "wrong"])
def test_an_alert_is_marked_by_the_beginning_of_its_id(
    monitor: Monitor, data: Path, says: str
) -> None:
    words = ("queue", "mark", ALERT.id[:7], says, "--why", "a football club", "--by", "Ruth")
    ended = monitor("--data", data, *words)
    assert (ended.code, ended.out) == (0, f"R01 “{HEADLINE}” was {says}, says Ruth.\n")
    (mark,) = marks(data)
    assert (mark.alert_id, mark.says, mark.why, mark.said_by, mark.item_id) == (
        *(ALERT.id, says, "a football club", "Ruth", ALERT.item_id),
    )


def test_the_newest_word_of_each_person_counts_and_none_is_lost(
    monitor: Monitor, tmp_path: Path
) -> None:
    data = a_story_in(tmp_path, ALERT)
    for by, says in (("Ruth", "wrong"), ("Sam", "useful"), ("Ruth", "useful")):
        monitor("--data", data, "queue", "mark", ALERT.id, says, "--by", by)
    assert [(one.said_by, one.says) for one in marks(data)] == [
        ("Sam", "useful"),
        ("Ruth", "useful"),
    ]
    publish_again(data)
    assert ask(data / "analyst", "SELECT says FROM marks ORDER BY entry")[1] == [
        *(("wrong",), ("useful",), ("useful",))
    ]


def test_a_word_that_is_none_is_wrong_usage(monitor: Monitor, data: Path) -> None:
    ended = monitor("--data", data, "queue", "mark", ALERT.id, "missed")
    assert ended.code == 2
    assert "invalid choice: 'missed'" in ended.told


def test_a_beginning_that_two_alerts_share_is_told(monitor: Monitor, tmp_path: Path) -> None:
    two = [replace(ALERT, id=f"abc{n}", rule_id=f"R0{n}") for n in range(5)]
    data = a_story_in(tmp_path, *two)
    for words in (("mark", "abc", "useful"), ("ack", "abc"), ("brief", "abc")):
        ended = monitor("--data", data, "queue", *words)
        assert ended.code == 1
        assert ended.told.startswith("abc may be abc")
        assert ended.told.endswith(" or 2 more: say more of the id\n")
    assert marks(data) == []


def test_an_alert_is_taken_in_hand_by_the_beginning_of_its_id(monitor: Monitor, data: Path) -> None:
    ended = monitor("--data", data, "queue", "ack", ALERT.id[:5].upper(), "--by", "Sam")
    assert ended.out.startswith(f"{ALERT.id} is yours, Sam; nobody further is told.\n")


def test_a_crisis_is_marked_by_nobody(monitor: Monitor, data: Path) -> None:
    monitor("--data", data, "crisis", "start", STORY, "--by", "Ruth")
    queue = json.loads(monitor("--data", data, "queue", "list", "--json").out)
    called = next(one["id"] for one in queue if one["rule_id"] == "CRISIS")
    ended = monitor("--data", data, "queue", "mark", called, "useful")
    assert ended.told == f"{called} is a crisis, which a person declared: no rule raised it\n"


# ---------------------------------------------------------------- missed


@pytest.mark.parametrize("called", [ITEM, "https://news.example/1"])
def test_an_item_is_missed_by_its_id_or_address(monitor: Monitor, data: Path, called: str) -> None:
    words = ("--why", "an MP asked", "--rule", "r25", "--by", "Ruth")
    ended = monitor("--data", data, "queue", "missed", called, *words)
    assert ended.code == 0
    first, second = ended.out.splitlines()
    assert first.startswith("“Lamps at Hallby towpath, part 1” was missed, says Ruth.")
    assert second == (
        f"There is {ALERT.id} on its story (R01 Call for the commissioner to go): "
        "Sam Okafor was told"
    )
    (mark,) = marks(data)
    assert (mark.item_id, mark.alert_id, mark.why) == (ITEM, "", "R25: an MP asked")


def test_an_alert_that_was_held_is_told_with_its_reason(monitor: Monitor, tmp_path: Path) -> None:
    data = a_story_in(tmp_path, replace(ALERT, state=AlertState.NOTED))
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        ledger.execute(
            "UPDATE deliveries SET state = ?, reason = ?",
            (DeliveryState.HELD.value, Reason.OLD_NEWS.value),
        )
    ended = monitor("--data", data, "queue", "missed", ITEM, "--why", "x", "--by", "Ruth")
    assert ended.out.endswith(f"held: {Reason.OLD_NEWS.value}\n")


def test_news_that_we_do_not_have_is_missed_by_its_address(monitor: Monitor, data: Path) -> None:
    url = "https://elsewhere.example/1"
    ended = monitor("--data", data, "queue", "missed", url, "--why", "a row", "--by", "Ruth")
    assert ended.out.splitlines()[1] == (
        "We have no item of that address: is its source in sources.toml?"
    )
    assert marks(data)[0].item_id == url


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("nowhere", "--why", "x"), 1, "no item has the id nowhere; of news we do not have, say"),
        ((ITEM,), 2, "the following arguments are required: --why"),
        ((ITEM, "--why", " "), 2, "argument --why: say why"),
        ((ITEM, "--why", "x", "--rule", "resign"), 2, "a rule's id such as R01, not 'resign'"),
    ],
)
def test_what_cannot_be_meant_is_told_and_nothing_kept(
    monitor: Monitor, data: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    ended = monitor("--data", data, "queue", "missed", *words)
    assert ended.code == code
    assert told in ended.told
    assert marks(data) == []


def test_before_anything_is_published_an_address_is_kept(monitor: Monitor, tmp_path: Path) -> None:
    open_ledger(tmp_path / "ledger.sqlite").close()
    words = ("queue", "missed", "https://a.example/1", "--why", "x", "--by", "Ruth")
    assert monitor("--data", tmp_path, *words).code == 0
    assert len(marks(tmp_path)) == 1


# ---------------------------------------------------------------- briefing


def test_a_briefing_is_headed_as_a_draft_with_who_was_told_below(
    monitor: Monitor, data: Path
) -> None:
    monitor("--data", data, "queue", "ack", ALERT.id, "--by", "Ruth")
    out = monitor("--data", data, "queue", "brief", ALERT.id[:6]).out
    head, paragraph, below = out.split("\n\n")
    assert head == "Draft, for a person to check and send"
    said = " ".join(paragraph.split())
    assert "Spread: 3 items in 3 outlets of 3 owners (local 3) since " in said
    assert (
        "Quoted: Dana Whitlock (Ashvale Gazette): "
        "“We have asked for these lamps since the spring and nobody has come”."
    ) in said
    title, *told = below.splitlines()
    assert title == "Who was told, when, by whom"
    assert told[0].endswith(
        "monitor told Sam Okafor by console: R01 Call for the commissioner to go, "
        "first alert of this story"
    )
    assert told[1].endswith("Ruth acknowledged R01")


def test_the_words_of_the_press_are_in_the_lake_for_stories_in_hand_alone(
    monitor: Monitor, tmp_path: Path
) -> None:
    data = a_story_in(tmp_path)
    assert ask(data / "analyst", "SELECT words FROM excerpts")[1] == []
    monitor("--data", data, "crisis", "start", STORY, "--by", "Ruth")
    publish_again(data)
    ((words,),) = ask(data / "analyst", "SELECT words FROM excerpts")[1]
    assert words.startswith("“We have asked")


def test_a_quotation_is_cut_to_twenty_five_words(tmp_path: Path) -> None:
    data = a_story_in(tmp_path, ALERT)
    item = item_of(0, ALERT.created_at)
    with closing(open_coverage(data / "coverage.duckdb")) as coverage:
        long = " ".join(f"word{n}" for n in range(80))
        coverage.execute("UPDATE items SET text = ? WHERE item_id = ?", [long, item.id])
        coverage.execute("UPDATE quotes SET end_char = ?", [len(long)])
    publish_again(data)
    ((words,),) = ask(data / "analyst", "SELECT words FROM excerpts")[1]
    assert words == " ".join(f"word{n}" for n in range(25))


def test_a_story_without_items_in_the_lake_is_still_briefed(
    monitor: Monitor, tmp_path: Path
) -> None:
    data = a_story_in(tmp_path, replace(ALERT, story_id="elsewhere"))
    out = " ".join(monitor("--data", data, "queue", "brief", ALERT.id).out.split())
    assert "Spread: we have seen no item of it." in out
    facts = json.loads(monitor("--data", data, "queue", "brief", ALERT.id, "--json").out)
    assert facts["story_id"] == "elsewhere"
