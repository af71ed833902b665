"""History held against a rulebook: what would have been sent beside what was, nothing changed."""

import hashlib
import json
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor import ids
from monitor.errors import StoreUnusable
from monitor.pipeline import send_out, take_in
from monitor.records import CycleReport, Item, Mark, PollReport, Tier
from monitor.settings import load_settings
from monitor.steps.watch import Watch, open_watch
from monitor.store.alerts import list_alerts
from monitor.store.items import add_items
from monitor.store.ledger import open_ledger
from monitor.store.marks import add_mark
from monitor.store.snapshot import read_copy
from tests.alert.samples import NOON
from tests.cli.conftest import Ended, Monitor
from tests.settings import ALERTS, GOOD, write

DAY = timedelta(days=1)
SPAN = ("--from", "2026-11-16", "--to", "2026-11-30")
RESIGN = "Councillors call on Ashvale PCC Helen Marsh to resign"
PRECEPT = "Ashvale PCC Helen Marsh plans a precept rise of £15"
VETO = """
[[rules]]
id = "R08"
name = "The precept"
severity = "S3"
lead = "PCC"
[[rules.when]]
words = ["precept"]
"""
# Beside what was: nobody cares for calls to go, and the precept matters.
CHANGED = ALERTS.replace('words = ["resign*"]', 'words = ["embezzle*"]') + VETO


def item(name: str, at: datetime, title: str, **changes: Any) -> Item:
    values: dict[str, Any] = {
        "id": ids.item_id(name),
        "source_id": "gazette",
        "outlet": "Ashvale Gazette",
        "tier": Tier.LOCAL,
        "owner": "Vale Papers",
        "url": f"https://gazette.example/{name}",
        "title": title,
        "text": f"{title}. The Ashvale PCC was told on {at:%A} at the {name} meeting.",
        "author": "",
        "published_at": at,
        "first_seen_at": at,
    }
    return Item(**values | changes)


def nothing(_watch: Watch, _now: datetime) -> list[PollReport]:
    return []


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two weeks of a desk: a call to resign that two owners carry, and the precept."""
    config = write(tmp_path_factory.mktemp("config"), GOOD)
    data = tmp_path_factory.mktemp("data")
    came = [
        item("kestley", NOON, RESIGN),
        item("lowfield", NOON + timedelta(hours=1), RESIGN, outlet="Echo", owner="Echo Group"),
        item("harbour", NOON + 3 * DAY, PRECEPT),
        item(
            "kestley-again", NOON + 12 * timedelta(hours=14), RESIGN.replace("Coun", "Parish coun")
        ),
    ]
    with open_watch(load_settings(config), data, None, lambda _: None) as watch:
        for one in came:
            add_items(watch.coverage, [one], {})
            take_in(watch, one.first_seen_at, nothing)
            send_out(watch, one.first_seen_at, CycleReport())
    return config, data


@pytest.fixture
def replay(monitor: Monitor, past: tuple[Path, Path]) -> Any:
    config, data = past

    def run(*words: str | Path) -> Ended:
        return monitor("--config", config, "--data", data, "replay", *SPAN, *words)

    return run


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    (tmp_path / "alerts.toml").write_text(CHANGED, encoding="utf-8")
    return tmp_path


def alerts_of(data: Path) -> list[str]:
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        return [alert.id for alert in list_alerts(ledger)]


def test_the_rulebook_in_use_tells_again_what_was_told(replay: Any) -> None:
    ended = replay("--diff")
    assert (ended.code, ended.out.strip()) == (0, "nothing changes")


def test_the_page_counts_by_week_and_hour_beside_what_was(replay: Any) -> None:
    out = replay().out
    assert "4 items" in out
    assert "Mon 16 Nov 2026" in out
    assert "S1 and S2" in out


def test_another_rulebook_tells_what_it_would_send_and_what_not(replay: Any, changed: Path) -> None:
    *lines, total = replay("--diff", "--rules", changed).out.splitlines()
    assert total == f"{len(lines)} alerts change"
    assert any(line.startswith("+") and "R08" in line and "precept" in line for line in lines)
    assert any(line.startswith("-") and "R01" in line and "→ not sent" in line for line in lines)


def test_nothing_is_changed_by_it(past: tuple[Path, Path], replay: Any, changed: Path) -> None:
    _, data = past
    before = alerts_of(data), hashlib.sha256((data / "coverage.duckdb").read_bytes()).hexdigest()
    replay("--rules", changed)
    after = alerts_of(data), hashlib.sha256((data / "coverage.duckdb").read_bytes()).hexdigest()
    assert before == after


def test_marks_say_what_a_change_is_worth(
    past: tuple[Path, Path], replay: Any, changed: Path
) -> None:
    _, data = past
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        alert = next(one for one in list_alerts(ledger) if one.rule_id == "R01")
        add_mark(ledger, Mark(alert_id=alert.id, says="useful", said_by="Sam", said_at=NOON + DAY))
        missed = Mark(
            alert_id="",
            item_id=ids.item_id("harbour"),
            says="missed",
            said_by="Sam",
            said_at=NOON + 4 * DAY,
        )
        add_mark(ledger, missed)
    out = replay("--rules", changed).out
    assert "0 of 1 that were marked useful: still sent" in out
    assert "1 of 1 that people missed: now sent" in out
    assert "1 of 1 that were marked useful: still sent" in replay().out


def test_facts_for_machines(replay: Any, changed: Path) -> None:
    facts = json.loads(replay("--rules", changed, "--json").out)
    assert facts["items"] == 4
    assert facts["rules"] == ["R01", "N01", "R08"]
    assert facts["would_be"]["sent"] == {"S3": 1}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[rules]]\nid = 'R01'\n", "`name` is missing"),
        (ALERTS.replace("resign*", "(a+)+"), "words are looked for as they stand"),
        (ALERTS.replace("owners = 2", "hours = 0.0"), "`hours` must be above 0"),
        (ALERTS.replace('"resign*"', '"resing*"]\nwrods = ["x"'), "unknown key `wrods`"),
        ("", "the table `rules` is missing"),
    ],
)
def test_a_rulebook_with_mistakes_is_not_tried(
    replay: Any, tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "alerts.toml").write_text(text, encoding="utf-8")
    ended = replay("--rules", tmp_path)
    assert ended.code == 1
    assert told in ended.told
    assert "alerts.toml:" in ended.told


def test_a_folder_without_rules_is_told_so(replay: Any, tmp_path: Path) -> None:
    ended = replay("--rules", tmp_path / "nowhere")
    assert (ended.code, "cannot be read" in ended.told) == (1, True)


def test_a_span_must_end_after_it_began(monitor: Monitor, past: tuple[Path, Path]) -> None:
    config, data = past
    words = ("replay", "--from", "2026-11-16", "--to", "2026-11-16")
    ended = monitor("--config", config, "--data", data, *words)
    assert (ended.code, "must be after" in ended.told) == (1, True)


def test_without_a_past_there_is_nothing_to_replay(monitor: Monitor, tmp_path: Path) -> None:
    ended = monitor("--config", tmp_path, "--data", tmp_path, "replay", *SPAN)
    assert (ended.code, "nothing is in" in ended.told) == (1, True)


def test_a_copy_is_read_while_another_process_writes(past: tuple[Path, Path]) -> None:
    config, data = past
    with open_watch(load_settings(config), data, None, lambda _: None) as watch:
        add_items(watch.coverage, [item("late", NOON + 6 * DAY, PRECEPT)], {})
        script = (
            "import sys; from pathlib import Path;"
            "from monitor.store.snapshot import read_copy\n"
            "with read_copy(Path(sys.argv[1])) as db:"
            " print(db.execute('SELECT count(*) FROM items').fetchone()[0])"
        )
        assert _in_another_process(script, data / "coverage.duckdb") == "5"


def _in_another_process(script: str, path: Path) -> str:
    command = [sys.executable, "-c", script, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_a_copy_of_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="No such file"), read_copy(tmp_path / "none.duckdb"):
        pass
