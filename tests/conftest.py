"""What the tests of several rooms share: a publisher, and a desk that watches it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import settings

from tests.fakes.publisher import Publisher

settings.register_profile("unhurried", deadline=None)  # a busy machine is not a failure
settings.load_profile("unhurried")

WATCHLIST = """
[[offices]]
id = "northmoor"
name = "Northmoor"
title = "Police and Crime Commissioner for Northmoor"
names = ["Northmoor PCC", "Police and Crime Commissioner for Northmoor"]
"""

ALERTS = """
[[rules]]
id = "R01"
name = "Call for the commissioner to go"
severity = "S2"
lead = "PCC"
[[rules.when]]
words = ["resign*"]
naming = true
"""

ONCALL = """
[oncall]

[[oncall.people]]
id = "duty-officer"
name = "Duty officer"

[oncall.roles]
on-call = "duty-officer"

[oncall.chains]
S1 = [{ role = "on-call", after_minutes = 0 }]
S2 = [{ role = "on-call", after_minutes = 0 }]
S3 = [{ role = "on-call", after_minutes = 0 }]
S4 = [{ role = "on-call", after_minutes = 0 }]
"""


@dataclass(frozen=True)
class Desk:
    """A configuration and a data folder, and `monitor` run on them in a process of its own."""

    config: Path
    data: Path

    def watch(self, urls: Mapping[str, str], more: str = "", **polling: float) -> None:
        """Write a whole configuration with these sources: id → address; `more` is TOML as it is."""
        polling = {"host_at_once": 20, "host_gap_seconds": 0} | polling
        limits = "".join(f"{name} = {value}\n" for name, value in polling.items())
        sources = "".join(
            f'[[sources]]\nid = "{source}"\nname = "The {source}"\nkind = "feed"\n'
            f'url = "{url}"\ntier = "local"\ngroup = "{source}"\n\n'
            for source, url in urls.items()
        )
        manners = '[polling]\ncontact = "mailto:desk@example.org"\nallow_private = true\n'
        files = {
            "sources.toml": f"{manners}{limits}\n{sources}{more}",
            "rules/watchlist.toml": WATCHLIST,
            "rules/alerts.toml": ALERTS,
            "rules/oncall.toml": ONCALL,
        }
        (self.config / "rules").mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (self.config / name).write_text(text, encoding="utf-8")

    def monitor(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command and wait for its end; without Slack, whatever the environment holds."""
        where = ["--config", str(self.config), "--data", str(self.data)]
        command = [sys.executable, "-m", "monitor", *where, *words]
        clean = {name: text for name, text in os.environ.items() if "SLACK" not in name}
        return subprocess.run(
            command, capture_output=True, text=True, env=clean, timeout=120, check=False
        )

    def once(self) -> dict[str, Any]:
        """The facts of one full pass, which may have found sources that failed."""
        ended = self.monitor("once", "--json")
        assert ended.returncode in {0, 1}, ended.stderr
        facts: dict[str, Any] = json.loads(ended.stdout)
        return facts

    def items(self) -> list[dict[str, Any]]:
        """Every stored item, while no other process holds the data folder."""
        with duckdb.connect(str(self.data / "coverage.duckdb"), read_only=True) as db:
            rows = db.execute("SELECT source_id, url, title FROM items ORDER BY item_id").fetchall()
        return [dict(zip(("source_id", "url", "title"), row, strict=True)) for row in rows]


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as server:
        yield server


@pytest.fixture(scope="session")
def new_desk(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Desk]:
    """Makes desks, each with empty folders of its own."""

    def make() -> Desk:
        folder = tmp_path_factory.mktemp("desk")
        (folder / "data").mkdir()
        return Desk(folder / "config", folder / "data")

    return make
