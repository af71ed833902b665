"""What every command has in common: help, a version, and 2 for wrong use."""

import subprocess
import sys
from pathlib import Path

import pytest

from monitor import __version__
from monitor.cli.main import COMMANDS
from tests.cli.conftest import Monitor, in_a_process

WRONG = [
    pytest.param([], "the following arguments are required: COMMAND", id="nothing"),
    pytest.param(["chekc"], "argument COMMAND: invalid choice: 'chekc'", id="unknown command"),
    pytest.param(["check", "--jsno"], "unrecognized arguments: --jsno", id="unknown option"),
    pytest.param(["--conf", ".", "check"], "argument COMMAND: invalid choice: '.'", id="cut short"),
    pytest.param(["check", "--js"], "unrecognized arguments: --js", id="option cut short"),
    pytest.param(
        ["queue", "list", "--day", "3"], "unrecognized arguments: --day 3", id="and there"
    ),
    pytest.param(["check", "now"], "unrecognized arguments: now", id="a word too many"),
    pytest.param(["--config"], "argument --config: expected one argument", id="option cut off"),
    pytest.param(["explain", "--json", "--jsonl"], "not allowed with argument", id="two forms"),
    pytest.param(["query"], "the following arguments are required: SQL", id="no question"),
    pytest.param(["query", "--csv", "--json", "SELECT 1"], "not allowed with", id="two kinds"),
    pytest.param(["evaluate"], "arguments are required: --docs, --labels", id="nothing to score"),
    pytest.param(["queue"], "the following arguments are required: ACTION", id="no action"),
    pytest.param(["queue", "shut"], "argument ACTION: invalid choice: 'shut'", id="no such action"),
    pytest.param(["queue", "ack"], "the following arguments are required: ALERT", id="no alert"),
    pytest.param(
        ["queue", "ack", "0123", "--by", " "],
        "argument --by: an empty name answers for nothing",
        id="nobody",
    ),
    *(
        pytest.param(
            ["queue", "list", f"--days={days}"],
            f"argument --days: a number from 0 to 36500, not {days!r}",
            id=f"{days} days",
        )
        for days in ("x", "-1", "1.5", "36501", "99999999999", "")
    ),
]


@pytest.mark.parametrize(("words", "told"), WRONG)
def test_wrong_use_ends_with_2_and_one_reason(
    monitor: Monitor, words: list[str], told: str
) -> None:
    ended = monitor(*words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.told.startswith("usage: monitor ")
    assert told in ended.told.splitlines()[-1]


def test_wrong_use_exits_as_argparse_does() -> None:
    ended = in_a_process("chekc")
    assert (ended.code, ended.out) == (2, "")
    assert "invalid choice: 'chekc'" in ended.told


@pytest.mark.parametrize(
    "command", [[], *([name] for name in COMMANDS), ["queue", "list"], ["queue", "ack"]]
)
def test_every_command_has_help(monitor: Monitor, command: list[str]) -> None:
    ended = monitor(*command, "--help")
    assert (ended.code, ended.told) == (0, "")
    assert ended.out.startswith(f"usage: {' '.join(['monitor', *command])} ")
    for name in [] if command else COMMANDS:
        assert f"\n    {name} " in ended.out


def test_the_help_of_all_commands_says_what_each_is_for(monitor: Monitor) -> None:
    shown = "".join(monitor("--help").out.split())
    for what in COMMANDS.values():
        assert "".join(what.split()) in shown


def test_the_version_is_the_packages(monitor: Monitor) -> None:
    ended = monitor("--version")
    assert (ended.code, ended.out) == (0, f"monitor {__version__}\n")


def test_the_module_is_the_command() -> None:
    ended = in_a_process("--version")
    assert (ended.code, ended.out, ended.told) == (0, f"monitor {__version__}\n", "")


def test_a_reader_who_has_seen_enough_is_no_error(config: Path) -> None:
    given = b'{"text": "It rained."}\n' * 3_000
    command = [sys.executable, "-m", "monitor", "--config", str(config), "explain", "--jsonl"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(given[:46])
        process.stdin.flush()
        assert process.stdout.readline().startswith(b'{"id": ')
        process.stdout.close()
        try:
            process.stdin.write(given)
            process.stdin.close()
        except BrokenPipeError:
            process.stdin = None
        told = process.stderr.read()
        code = process.wait(timeout=30)
    assert (code, told) == (1, b"")
