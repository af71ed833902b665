"""`monitor check`: is the configuration right?"""

import json
from pathlib import Path

import pytest

from monitor.settings import SLACK_BOT_TOKEN
from tests.cli.conftest import Monitor, in_a_process
from tests.settings import ALERTS, GOOD, SOURCES, write

FINE = (
    "The configuration is fine: 3 sources (2 enabled), 1 watched offices, 2 rules, "
    "2 people on the rota.\n"
    "Here slack stays shut: MONITOR_SLACK_BOT_TOKEN is not set.\n"
)
WRONG = GOOD | {
    "sources.toml": SOURCES.replace("poll_minutes = 15", "poll_minutes = 0"),
    "rules/alerts.toml": ALERTS.replace("lead =", "laed ="),
}
TOLD = [
    ("rules/alerts.toml", 1, "`lead` is missing"),
    ("rules/alerts.toml", 5, "unknown key `laed`, did you mean `lead`?"),
    ("rules/alerts.toml", 13, "`lead` is missing"),
    ("rules/alerts.toml", 17, "unknown key `laed`, did you mean `lead`?"),
    ("sources.toml", 13, "less than a minute from poll to poll would burden the publisher"),
]


@pytest.fixture(autouse=True)
def no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (SLACK_BOT_TOKEN, f"{SLACK_BOT_TOKEN}_FILE"):
        monkeypatch.delenv(name, raising=False)


def test_a_good_configuration_is_fine(monitor: Monitor, config: Path) -> None:
    ended = monitor("--config", config, "check")
    assert (ended.code, ended.out, ended.told) == (0, FINE, "")


def test_a_good_configuration_in_figures(monitor: Monitor, config: Path) -> None:
    ended = monitor("--config", config, "check", "--json")
    assert (ended.code, ended.told) == (0, "")
    assert json.loads(ended.out) == {
        "ok": True,
        "sources": 3,
        "enabled": 2,
        "offices": 1,
        "rules": 2,
        "people": 2,
        "shut": {"slack": "MONITOR_SLACK_BOT_TOKEN"},
    }


def test_mistakes_stand_a_line_each_on_standard_error(monitor: Monitor, tmp_path: Path) -> None:
    ended = monitor("--config", write(tmp_path, WRONG), "check")
    assert (ended.code, ended.out) == (1, "")
    assert ended.told.splitlines() == [f"{file}:{line}: {what}" for file, line, what in TOLD]


def test_mistakes_as_json_stand_on_standard_output(monitor: Monitor, tmp_path: Path) -> None:
    ended = monitor("--config", write(tmp_path, WRONG), "check", "--json")
    assert (ended.code, ended.told) == (1, "")
    problems = [{"file": file, "line": line, "what": what} for file, line, what in TOLD]
    assert json.loads(ended.out) == {"ok": False, "problems": problems}


def test_mistakes_are_told_by_every_command_that_needs_the_configuration(
    monitor: Monitor, tmp_path: Path
) -> None:
    config, data = write(tmp_path / "config", WRONG), tmp_path / "data"
    for command in ("run", "once", "explain"):
        ended = monitor("--config", config, "--data", data, command)
        assert (ended.code, ended.out) == (1, "")
        assert ended.told.splitlines()[0] == "rules/alerts.toml:1: `lead` is missing"
    assert not data.exists()


def test_a_folder_that_is_not_there_is_named(monitor: Monitor, tmp_path: Path) -> None:
    ended = monitor("--config", tmp_path / "nowhere", "check")
    assert ended.code == 1
    assert ended.told.splitlines()[-1] == (
        f"{tmp_path}/nowhere/sources.toml:1: cannot be read: No such file or directory"
    )


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_token_that_cannot_be_read_is_a_mistake(
    monitor: Monitor,
    config: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: list[str],
) -> None:
    monkeypatch.setenv(f"{SLACK_BOT_TOKEN}_FILE", str(tmp_path / "token"))
    ended = monitor("--config", config, "check", *form)
    what = f"{SLACK_BOT_TOKEN}_FILE: No such file or directory"
    assert ended.code == 1
    if form:
        problem = {"file": f"{tmp_path}/token", "line": 1, "what": what}
        assert json.loads(ended.out) == {"ok": False, "problems": [problem]}
    else:
        assert ended.told == f"{tmp_path}/token:1: {what}\n"


def test_a_shell_sees_the_same(config: Path, tmp_path: Path) -> None:
    fine = in_a_process("--config", config, "check")
    assert (fine.code, fine.out, fine.told) == (0, FINE, "")
    wrong = in_a_process("--config", write(tmp_path, WRONG), "check")
    assert (wrong.code, wrong.out, len(wrong.told.splitlines())) == (1, "", len(TOLD))
