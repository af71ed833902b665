"""The demo runs as a newcomer would run it, and survives being killed."""

import json
import os
import random  # noqa: TID251 - for the moments of the kills; the seed is printed
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from monitor.store.lake import ask
from monitor.store.publish import MONTHLY, WHOLE

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^┏━.*?^┗━ \w+$", re.MULTILINE | re.DOTALL)
PATIENCE = 300  # seconds for a replay of one week, beside other work


QUIET, CRISIS = "2", "3"


def _demo(data: Path, *options: str, week: str = CRISIS) -> list[str]:
    command = [sys.executable, "-m", "monitor", "--data", str(data), "demo", "--week", week]
    return [*command, *options]


def _run(command: list[str]) -> str:
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    return ended.stdout


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    data = tmp_path_factory.mktemp("undisturbed")
    return data, _run(_demo(data))


def test_the_crisis_week_wakes_the_officer_in_the_night(undisturbed: tuple[Path, str]) -> None:
    first, *_ = [block for block in BLOCK.findall(undisturbed[1]) if "S1 CRISIS" in block]
    assert "Data breach" in first
    assert "Tue 20 Oct, 22:45" in first
    assert "Sam Okafor" in first


def test_the_backup_is_told_when_nobody_answers(undisturbed: tuple[Path, str]) -> None:
    told = [block for block in BLOCK.findall(undisturbed[1]) if "nobody acknowledged" in block]
    assert told
    assert all("Ruth Adeyemi" in block for block in told)


def test_it_ends_with_a_summary_and_says_what_to_try_next(undisturbed: tuple[Path, str]) -> None:
    for word in ("Items", "Mentions", "Tone", "Stories", "Pick-up", "Alerts", "Told", "Try next:"):
        assert f"\n{word}" in undisturbed[1]


def test_what_it_says_to_try_next_works(undisturbed: tuple[Path, str]) -> None:
    data, out = undisturbed
    tried = 0
    for line in out.partition("Try next:")[2].splitlines():
        if line.startswith("  python -m monitor") and "FILE" not in line:
            answer = subprocess.run(
                line.replace("  python", sys.executable, 1),
                shell=True,
                capture_output=True,
                text=True,
                check=True,
            )
            tried += bool(answer.stdout)
    assert tried == 5
    assert str(data) in out


def test_every_question_of_the_analysts_guide_has_an_answer(
    undisturbed: tuple[Path, str],
) -> None:
    guide = (ROOT / "docs" / "analysts.md").read_text(encoding="utf-8")
    questions = re.findall(r"```sql\n(.*?)```", guide, re.DOTALL)
    assert len(questions) == 9
    for question in questions:
        assert ask(undisturbed[0] / "demo" / "analyst", question)[1], question


def test_the_guide_names_every_table_and_column_of_the_lake(undisturbed: tuple[Path, str]) -> None:
    guide = (ROOT / "docs" / "analysts.md").read_text(encoding="utf-8")
    for table in (*MONTHLY, *WHOLE):
        (row,) = re.findall(rf"^\| `{table}` \|.*$", guide, re.MULTILINE)
        told = re.findall(r"\w+", " ".join(re.findall(r"`([^`]*)`", row)))
        columns = ask(undisturbed[0] / "demo" / "analyst", f"SELECT * FROM {table}")[0]
        assert told == [table, *columns]


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    data = tmp_path_factory.mktemp("quiet")
    return data, _run(_demo(data, week=QUIET))


def test_the_quiet_week_wakes_nobody(quiet: tuple[Path, str]) -> None:
    """Its one message is of a morning: a press release that nobody has used for three days."""
    told = BLOCK.findall(quiet[1])
    assert [re.findall(r"S\d|R\d+a?", block)[:2] for block in told] == [["S3", "R32a"]]
    assert "Sat 17 Oct, 11:15" in told[0]


def test_running_it_again_starts_clean(quiet: tuple[Path, str]) -> None:
    data, once = quiet
    again = json.loads(_run(_demo(data, "--json", week=QUIET)))
    assert (again["items"], again["messages"]["sent"]) == (59, 1)
    assert "Items     59 from 18 sources" in once


def test_it_never_empties_a_folder_that_no_demo_made(tmp_path: Path) -> None:
    kept = tmp_path / "demo" / "coverage.duckdb"
    kept.parent.mkdir()
    kept.write_text("precious")
    ended = subprocess.run(_demo(tmp_path), capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "no demo made" in ended.stderr
    assert kept.read_text() == "precious"


def test_killed_at_twenty_random_moments_it_loses_no_alert_and_shows_none_twice(
    undisturbed: tuple[Path, str], tmp_path: Path
) -> None:
    seed = int(os.environ.get("MONITOR_SEED", time.monotonic_ns() % 10_000))
    print(f"MONITOR_SEED={seed}")
    chance = random.Random(seed)
    shown, kills = "", 0
    while True:
        # A pipe, as a terminal is one: nothing can be read back from it.
        life = subprocess.Popen(
            _demo(tmp_path, "--resume"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        if kills < 20:
            time.sleep(chance.uniform(1.0, 2.4))  # starting takes the first second
            life.send_signal(signal.SIGKILL)
            kills += 1
        shown += life.communicate(timeout=PATIENCE)[0]
        if life.returncode == 0:
            break
    wanted, seen = Counter(BLOCK.findall(undisturbed[1])), Counter(BLOCK.findall(shown))
    assert wanted - seen == Counter(), "lost"
    assert seen - wanted == Counter(), "shown twice"
    assert kills == 20
