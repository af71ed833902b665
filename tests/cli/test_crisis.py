"""`monitor crisis`: a person declares it, sees how it stands, and ends it."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.records import AlertState, Severity, StoryRuling
from monitor.steps.acting import acknowledge
from monitor.store.alerts import list_alerts
from monitor.store.crises import list_crises, standing_crises
from monitor.store.ledger import open_ledger
from monitor.store.registers import save
from monitor.store.story_rulings import add_story_rulings
from tests.alert.dossiers import an_output
from tests.cli.conftest import Ended, Monitor
from tests.cli.stories import HEADLINE, STORY, a_story_in, an_alert_on_it, beside


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_story_in(tmp_path_factory.mktemp("told"), an_alert_on_it())


@pytest.fixture
def data(whole: Path, tmp_path: Path) -> Path:
    return beside(whole, tmp_path)


def start(monitor: Monitor, data: Path, story: str = STORY, *words: str) -> Ended:
    return monitor("--data", data, "crisis", "start", story, "--by", "Ruth Amory", *words)


def crisis_id(data: Path) -> str:
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        return standing_crises(ledger)[0].id


def test_a_person_declares_a_story_a_crisis(monitor: Monitor, data: Path) -> None:
    ended = start(monitor, data, STORY, "--note", "three councillors")
    assert (ended.code, ended.told) == (0, "")
    called = crisis_id(data)
    assert ended.out.splitlines() == [
        f"Crisis {called} is on: “{HEADLINE}”, declared by Ruth Amory.",
        "Whoever is on call hears how it stands at the daemon's next pass, then every hour.",
        "Its outlets are looked at more often. It lasts until: monitor crisis end " + called,
    ]
    queue = monitor("--data", data, "queue", "list").out
    assert f"{called}  S1  " in queue
    assert f"acknowledged by Ruth Amory: {HEADLINE} (CRISIS How it stands)" in queue


def test_an_alert_or_the_beginning_of_its_id_names_its_story(monitor: Monitor, data: Path) -> None:
    assert start(monitor, data, an_alert_on_it().id[:6]).code == 0
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        (crisis,) = standing_crises(ledger)
    assert (crisis.story_id, crisis.office_id) == (STORY, "ashvale")


def test_a_story_that_is_a_crisis_is_not_declared_again(monitor: Monitor, data: Path) -> None:
    start(monitor, data)
    again = start(monitor, data)
    assert (again.code, again.out) == (1, "")
    assert again.told.startswith(f"it is crisis {crisis_id(data)} since ")
    assert again.told.endswith(", declared by Ruth Amory\n")


def test_nor_one_whose_story_was_merged_into_it(monitor: Monitor, data: Path) -> None:
    start(monitor, data)
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        (crisis,) = standing_crises(ledger)
        ledger.execute("UPDATE crises SET story_id = 'older'")
        word = StoryRuling(
            says="merge",
            story_id="older",
            into=STORY,
            ruled_by="Ruth",
            ruled_at=crisis.started_at,
        )
        add_story_rulings(ledger, [word])
    assert start(monitor, data).told.startswith(f"it is crisis {crisis.id} since ")


@pytest.mark.parametrize(
    ("story", "told"),
    [
        ("nowhere", "no story has the id nowhere, and there is no alert nowhere; see `monitor sto"),
        ("", "no story has the id , and there is no alert ; see `monitor story list`"),
    ],
)
def test_a_story_that_nobody_knows_is_told(
    monitor: Monitor, data: Path, story: str, told: str
) -> None:
    ended = start(monitor, data, story)
    assert (ended.code, ended.out) == (1, "")
    assert ended.told.startswith(told)


def test_a_trouble_of_a_source_is_no_story(monitor: Monitor, tmp_path: Path) -> None:
    alert = an_alert_on_it(story_id="trouble")
    trouble = replace(alert, office_id="", card=replace(alert.card, outlets=()))
    ended = start(monitor, a_story_in(tmp_path, trouble), trouble.id)
    assert ended.told == f"{trouble.id} is not on coverage: {HEADLINE}\n"


def test_an_office_that_the_story_does_not_mean_is_told(monitor: Monitor, data: Path) -> None:
    ended = start(monitor, data, STORY, "--office", "kestrel")
    assert ended.told == "the story means ashvale, not 'kestrel'\n"
    assert start(monitor, data, STORY, "--office", "ashvale").code == 0


def test_before_there_is_a_ledger_it_says_so(monitor: Monitor, tmp_path: Path) -> None:
    for words in (("list",), ("start", "x"), ("end", "x")):
        ended = monitor("--data", tmp_path, "crisis", *words)
        assert (ended.code, ended.told) == (1, f"there is no ledger in {tmp_path} yet\n")


def test_before_anything_is_published_it_says_so(monitor: Monitor, tmp_path: Path) -> None:
    open_ledger(tmp_path / "ledger.sqlite").close()
    ended = monitor("--data", tmp_path, "crisis", "start", "x")
    assert (ended.code, ended.out) == (1, "")
    assert "nothing is published" in ended.told


def test_the_list_has_those_that_are_on_first(monitor: Monitor, data: Path) -> None:
    assert monitor("--data", data, "crisis", "list").out == "There has been no crisis.\n"
    start(monitor, data)
    first = crisis_id(data)
    monitor("--data", data, "crisis", "end", first, "--by", "Ruth")
    start(monitor, data)
    lines = monitor("--data", data, "crisis", "list").out.splitlines()
    assert [line[:16] for line in lines] == [crisis_id(data), first]
    assert "on for 0 min: “" in lines[0]
    assert "ended by Ruth after 0 min: “" in lines[1]
    facts = json.loads(monitor("--data", data, "crisis", "list", "--json").out)
    assert [one["id"] for one in facts] == [crisis_id(data), first]


def test_the_report_is_the_situation_now(monitor: Monitor, data: Path) -> None:
    start(monitor, data)
    ended = monitor("--data", data, "crisis", "report", crisis_id(data)[:5])
    assert ended.code == 0
    assert ended.out.startswith(f"🔴 Situation now: {HEADLINE}\n  Hour 0 of the crisis that Ruth")
    said = " ".join(ended.out.split())
    assert "New so far: 3 items: " in said
    assert "Spread: 3 items in 3 outlets of 3 owners" in said
    assert f"In hand: nobody has R01 ({an_alert_on_it().id})" in said


def test_show_has_the_timeline_while_it_is_on(monitor: Monitor, data: Path) -> None:
    start(monitor, data)
    out = monitor("--data", data, "crisis", "show", crisis_id(data)).out
    events = out.split("\nTimeline\n")[1].splitlines()
    kinds = [line.split("  ")[1] for line in events]
    # The second item and the alert are of the same second.
    assert [kinds[0], *sorted(kinds[1:3]), *kinds[3:]] == [
        *("item", "alert", "item", "told", "item", "done")
    ]
    assert events[-1].endswith("done      Ruth Amory declared a crisis")


def test_of_one_that_ended_it_is_the_after_action_record(monitor: Monitor, data: Path) -> None:
    start(monitor, data)
    called, alert = crisis_id(data), an_alert_on_it()
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        (found,) = (one for one in list_alerts(ledger) if one.id == alert.id)
        acknowledge(ledger, alert.id, "Sam Okafor", found.created_at + timedelta(minutes=9))
        line = an_output(
            title="Lamps at the Hallby towpath", issued_at=found.created_at + timedelta(minutes=30)
        )
        save(ledger, "outputs", line, "ruth", found.created_at)
    monitor("--data", data, "crisis", "end", called, "--by", "Ruth", "--note", "the lamps are on")
    out = monitor("--data", data, "crisis", "show", called).out
    assert "After-action record\nDeclared by Ruth Amory, " in out
    assert "Note: the lamps are on" in out
    assert "Time to detect: 1 h\n" in out
    assert "Time to first acknowledgement: 9 min\n" in out
    assert "Time to first line: 1 h 30 min\n" in out
    assert "Time to normal: 3 h\n" in out
    assert "monitor told Sam Okafor by console: R01 Call for the commissioner to go" in out
    facts = json.loads(monitor("--data", data, "crisis", "show", called, "--json").out)
    assert facts["minutes"]["to first acknowledgement"] == 9.0


def test_ending_it_says_what_to_read_and_who_was_quicker(monitor: Monitor, data: Path) -> None:
    start(monitor, data, STORY, "--note", "three councillors")
    called = crisis_id(data)
    ended = monitor("--data", data, "crisis", "end", called, "--by", "Ruth", "--note", "done")
    assert ended.out.splitlines() == [
        f"Crisis {called} is over, says Ruth: nobody hears of it again.",
        f"The after-action record: monitor crisis show {called}",
    ]
    again = monitor("--data", data, "crisis", "end", called, "--by", "Sam")
    assert (again.code, again.told) == (1, f"Ruth ended {called} before you\n")
    report = monitor("--data", data, "crisis", "report", called)
    assert report.told.startswith(f"{called} ended ")
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        (crisis,) = list_crises(ledger)
        alert = next(one for one in list_alerts(ledger) if one.id == called)
    assert (crisis.note, alert.state) == ("three councillors; done", AlertState.CLOSED)


def test_the_briefing_is_a_draft_for_a_person(monitor: Monitor, data: Path) -> None:
    start(monitor, data)
    out = monitor("--data", data, "crisis", "brief", crisis_id(data)).out
    assert out.startswith(f"Draft, for a person to check and send\n\n“{HEADLINE}” (S2, R01 Call")
    assert "Where: Hallby." in out


def test_the_queue_proposes_a_crisis_until_a_person_declares_it(
    monitor: Monitor, tmp_path: Path
) -> None:
    alert = an_alert_on_it(severity=Severity.S1)
    data = a_story_in(tmp_path, replace(alert, card=replace(alert.card, owners=3)))
    lines = monitor("--data", data, "queue", "list").out.splitlines()
    assert lines[-1] == (
        f"Crisis mode? an S1 alert stands and 3 owners carry it: “{HEADLINE}”. "
        f"A person decides: monitor crisis start {STORY}"
    )
    start(monitor, data)
    assert "Crisis mode?" not in monitor("--data", data, "queue", "list").out
