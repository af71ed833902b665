"""A command line, a configuration, and a data folder filled through the store itself."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor import ids
from monitor.cli.main import main
from monitor.clock import now_utc
from monitor.records import (
    Alert,
    AlertState,
    Card,
    Delivery,
    DeliveryState,
    Item,
    Judgement,
    Mention,
    Outcome,
    PollState,
    Reason,
    Severity,
    StoryPlace,
    Tier,
    Tone,
    Understanding,
)
from monitor.store.alerts import save_judgements
from monitor.store.coverage import add_understandings, open_coverage
from monitor.store.items import add_items
from monitor.store.ledger import open_ledger
from monitor.store.publish import prepare_lake, publish
from monitor.store.sources import save_polls
from tests.conftest import Desk as Folder
from tests.settings import write

SEEN = datetime(2026, 10, 20, 21, 40, tzinfo=UTC)


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    code: int
    out: str
    told: str  # on standard error


Monitor = Callable[..., Ended]


@pytest.fixture
def monitor(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Monitor:
    """Runs a command in this process; a SystemExit of argparse ends it too."""
    monkeypatch.setenv("COLUMNS", "80")
    # What `main` makes of the logs is this process's: the next test's logs are not its business.
    monkeypatch.setattr("monitor.cli.main._start_log", lambda verbose: None)

    def run(*words: str | Path) -> Ended:
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 1
        out, told = capsys.readouterr()
        return Ended(code, out, told)

    return run


@dataclass(frozen=True)
class Desk:
    """A desk whose commands run in this process: each of its own would take seconds to start."""

    folder: Folder
    run: Monitor

    @property
    def data(self) -> Path:
        return self.folder.data

    def monitor(self, *words: str) -> Ended:
        return self.run("--config", self.folder.config, "--data", self.data, *words)

    def once(self) -> dict[str, Any]:
        facts: dict[str, Any] = json.loads(self.monitor("once", "--json").out)
        return facts


def in_a_process(*words: str | Path, given: bytes = b"") -> Ended:
    """Runs a command as a shell does."""
    command = [sys.executable, "-m", "monitor", *map(str, words)]
    ended = subprocess.run(command, input=given, capture_output=True, timeout=60, check=False)
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configuration without mistakes, which nobody may change."""
    return write(tmp_path_factory.mktemp("config"))


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a lake, which nobody may change."""
    return publish_in(tmp_path_factory.mktemp("published"))


@pytest.fixture
def ledger_with(tmp_path: Path) -> Callable[..., Path]:
    """A data folder whose ledger holds these alerts, with a message each, and these polls."""

    def filled(alerts: Sequence[Alert] = (), polls: Sequence[PollState] = ()) -> Path:
        with closing(open_ledger(tmp_path / "ledger.sqlite")) as ledger:
            save_judgements(
                ledger, [Judgement(alert=one, deliveries=(_message(one),)) for one in alerts]
            )
            save_polls(ledger, polls)
        return tmp_path

    return filled


def publish_in(data: Path) -> Path:
    """Fills the folder's lake with two items, a mention and a story, and gives the folder back."""
    lake = data / "analyst"
    with (
        closing(open_coverage(data / "coverage.duckdb")) as coverage,
        closing(open_ledger(data / "ledger.sqlite")) as ledger,
    ):
        prepare_lake(coverage, ledger, lake)
        items = [
            _item("Helen Marsh opens a custody hub"),
            _item("[/b] Row, “no” :fire: in council"),
        ]
        add_items(coverage, items, {item.url: item.id for item in items})
        add_understandings(
            coverage, [_understood(items[0]), Understanding(item_id=items[1].id)], SEEN
        )
        publish(coverage, ledger, lake)
    return data


def an_alert(headline: str, severity: Severity = Severity.S2, hours_ago: float = 1) -> Alert:
    at = now_utc() - timedelta(hours=hours_ago)
    alert_id = ids.alert_id("R01", "ashvale", headline)
    card = Card(
        alert_id=alert_id,
        severity=severity,
        rule="R01 Call for the commissioner to go",
        headline=headline,
        outlet="Ashvale Gazette",
        tier="local",
        url="https://gazette.example/1",
        published_at=at,
        because=("“resign” beside the office's name",),
        tone="neutral (+0.00, vader-1)",
        sentence="Helen Marsh should resign, a councillor said.",
        outlets=("Ashvale Gazette",),
        owners=1,
        lead="PCC",
    )
    return Alert(
        id=alert_id,
        rule_id="R01",
        office_id="ashvale",
        story_id=ids.story_id(headline),
        item_id=ids.item_id(headline),
        severity=severity,
        card=card,
        created_at=at,
        updated_at=at,
        raised_at=at,
    )


def a_note(headline: str) -> Alert:
    """An alert of which nobody was told."""
    return replace(an_alert(headline, Severity.S4), state=AlertState.NOTED)


def a_poll(source: str, outcome: Outcome = Outcome.FRESH, reason: str = "read") -> PollState:
    fine = outcome is Outcome.FRESH
    return PollState(
        source_id=source,
        url=f"https://{source}.example/feed",
        next_poll_at=SEEN + timedelta(minutes=15),
        outcome=outcome,
        reason=reason,
        polled_at=SEEN,
        since_at=SEEN,
        ok_at=SEEN if fine else None,
        failures=0 if fine else 1,
    )


def _item(title: str) -> Item:
    url = f"https://gazette.example/{len(title)}"
    return Item(
        id=ids.item_id(url),
        source_id="gazette",
        outlet="Ashvale Gazette",
        tier=Tier.LOCAL,
        owner="Mereside Media",
        url=url,
        title=title,
        text="Words of the press, which stay in the house.",
        author="",
        published_at=SEEN,
        first_seen_at=SEEN,
    )


def _understood(item: Item) -> Understanding:
    mention = Mention(
        office_id="ashvale",
        holder_id="marsh",
        role="pcc",
        surface="Helen Marsh",
        start=0,
        end=11,
        where="headline",
        confidence=0.9,
    )
    tone = Tone(office_id="ashvale", label="neutral", score=0.0, scorer="vader-1", evidence=())
    story = StoryPlace(story_id=ids.story_id(item.id), reason="first", likeness=1.0)
    return Understanding(item_id=item.id, mentions=(mention,), tones=(tone,), story=story)


def _message(alert: Alert) -> Delivery:
    held = alert.state is AlertState.NOTED
    return Delivery(
        id=ids.delivery_id(alert.id, "console", "sam", "first"),
        alert_id=alert.id,
        way="console",
        person_id="sam",
        person="Sam Okafor",
        occasion="first",
        reason=Reason.NOTE_ONLY if held else Reason.FIRST,
        card=alert.card,
        state=DeliveryState.HELD if held else DeliveryState.SENT,
        not_before=alert.created_at,
        created_at=alert.created_at,
    )
