"""A secret is read from the environment or a guarded file, and is seen nowhere else."""

import json
import logging
import os
import subprocess
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest

from monitor.cli.command import as_json
from monitor.cli.main import main
from monitor.errors import ConfigError
from monitor.settings import SLACK_BOT_TOKEN, Secret, read_secret
from tests.settings import write

NAME = "MONITOR_TEST_SECRET"
VALUE = "xoxb-1234-hush"


@pytest.fixture(autouse=True)
def no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (NAME, f"{NAME}_FILE", SLACK_BOT_TOKEN, f"{SLACK_BOT_TOKEN}_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def keep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Keeps a secret in a file that the environment names."""

    def kept(content: bytes, mode: int = 0o600, name: str = NAME) -> Path:
        path = tmp_path / "secret"
        path.write_bytes(content)
        path.chmod(mode)
        monkeypatch.setenv(f"{name}_FILE", str(path))
        return path

    return kept


def refusal() -> str:
    with pytest.raises(ConfigError) as caught:
        read_secret(NAME)
    (problem,) = caught.value.problems
    assert VALUE not in "".join(traceback.format_exception(caught.value))
    return f"{problem.file}:{problem.line}: {problem.what}"


def revealed() -> str:
    secret = read_secret(NAME)
    assert secret
    return secret.reveal()


def test_there_is_none_when_nothing_is_set() -> None:
    assert read_secret(NAME) is None


@pytest.mark.parametrize("value", [VALUE, f"  {VALUE}\n"])
def test_the_environment_holds_it(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(NAME, value)
    assert revealed() == VALUE


@pytest.mark.parametrize("content", [VALUE, f"{VALUE}\n", f"\r\n{VALUE}\r\n"])
@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_file_holds_it(keep: Callable[..., Path], content: str, mode: int) -> None:
    keep(content.encode(), mode)
    assert revealed() == VALUE


def test_the_environment_outweighs_the_file(
    keep: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(b"another")
    monkeypatch.setenv(NAME, VALUE)
    assert revealed() == VALUE


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_a_blank_variable_is_not_set(
    keep: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, blank: str
) -> None:
    monkeypatch.setenv(NAME, blank)
    assert read_secret(NAME) is None
    keep(VALUE.encode())
    assert revealed() == VALUE
    monkeypatch.setenv(f"{NAME}_FILE", blank)
    assert read_secret(NAME) is None


@pytest.mark.parametrize("content", [b"", b" \n\n"])
def test_an_empty_file_is_refused(keep: Callable[..., Path], content: bytes) -> None:
    path = keep(content)
    assert refusal() == f"{path}:1: {NAME}_FILE: the file is empty"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620, 0o777])
def test_a_file_that_others_may_touch_is_refused(keep: Callable[..., Path], mode: int) -> None:
    path = keep(VALUE.encode(), mode)
    assert refusal() == f"{path}:1: {NAME}_FILE: readable by others; chmod 600"


def test_a_file_that_is_not_text_is_refused(keep: Callable[..., Path]) -> None:
    path = keep(VALUE.encode() + b"\xff")
    assert refusal() == f"{path}:1: {NAME}_FILE: not UTF-8 text"


def test_a_file_that_is_not_there_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "nowhere"
    monkeypatch.setenv(f"{NAME}_FILE", str(path))
    assert refusal() == f"{path}:1: {NAME}_FILE: No such file or directory"


def test_a_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path))
    assert refusal() == f"{tmp_path}:1: {NAME}_FILE: Is a directory"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_we_may_not_read_is_refused(keep: Callable[..., Path]) -> None:
    path = keep(VALUE.encode(), 0o000)
    assert refusal() == f"{path}:1: {NAME}_FILE: Permission denied"


@dataclass(frozen=True)
class Holding:
    token: Secret


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(repr, id="repr"),
        pytest.param(str, id="str"),
        pytest.param(format, id="format"),
        pytest.param(lambda secret: f"{secret}", id="f-string"),
        pytest.param(lambda secret: f"{secret!r:>40}", id="f-string of the repr"),
        pytest.param(lambda secret: f"{secret:>40}", id="f-string with a width"),
        pytest.param(lambda secret: "{}".format(secret), id="str.format"),  # noqa: UP032
        pytest.param(lambda secret: "%s %r" % (secret, secret), id="percent"),  # noqa: UP031
        pytest.param(lambda secret: as_json({"token": secret}), id="our JSON"),
        pytest.param(lambda secret: as_json(Holding(secret)), id="our JSON of a record"),
        pytest.param(lambda secret: json.dumps({"token": secret}, default=str), id="JSON"),
        pytest.param(lambda secret: json.dumps({"token": secret}, default=repr), id="JSON by repr"),
        pytest.param(lambda secret: str([secret, {1: secret}, (secret,)]), id="in a list"),
        pytest.param(lambda secret: repr(Holding(secret)), id="in a record"),
        pytest.param(lambda secret: str(asdict(Holding(secret))), id="in a record's values"),
        pytest.param(lambda secret: repr(ValueError(secret)), id="in an error"),
        pytest.param(lambda secret: str(dir(secret)), id="its attributes"),
    ],
)
def test_a_secret_does_not_show_itself(shown: Callable[[Secret], str]) -> None:
    text = shown(Secret(VALUE))
    assert text
    assert VALUE not in text
    assert "hush" not in text


@pytest.mark.parametrize(
    "spilt",
    [
        pytest.param(lambda secret: json.dumps({"token": secret}), id="JSON"),
        pytest.param(lambda secret: "".join(secret), id="join"),
        pytest.param(lambda secret: "Bearer " + secret, id="plus"),
        pytest.param(lambda secret: sys.stdout.write(secret), id="write"),
        pytest.param(lambda secret: vars(secret), id="vars"),
    ],
)
def test_a_secret_cannot_be_taken_for_text(spilt: Callable[[object], object]) -> None:
    with pytest.raises(TypeError) as caught:
        spilt(Secret(VALUE))
    assert VALUE not in "".join(traceback.format_exception(caught.value))


def test_a_secret_reveals_itself_when_asked() -> None:
    assert Secret(VALUE).reveal() == VALUE


def test_a_secret_counts_as_set() -> None:
    assert Secret(VALUE)


def test_a_log_and_a_traceback_keep_the_secret(caplog: pytest.LogCaptureFixture) -> None:
    secret = Secret(VALUE)
    log = logging.getLogger("monitor.test")
    error = RuntimeError("the token was", secret)
    log.error("token %s", secret, exc_info=error)
    log.error("token %r", secret, exc_info=error, extra={"token": secret})
    assert "token Secret('***')" in caplog.text
    assert "RuntimeError" in caplog.text
    assert VALUE not in caplog.text


@pytest.mark.parametrize("mode", [0o644, 0o600])
def test_a_command_never_tells_the_token(
    tmp_path: Path,
    keep: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    mode: int,
) -> None:
    path = keep(VALUE.encode(), mode, SLACK_BOT_TOKEN)
    config = str(write(tmp_path / "config"))
    assert main(["--verbose", "--config", config, "check"]) == (mode == 0o644)
    out, told = capsys.readouterr()
    refused = f"{path}:1: {SLACK_BOT_TOKEN}_FILE: readable by others; chmod 600\n"
    assert told == (refused if mode == 0o644 else "")
    assert VALUE not in out + caplog.text


def test_a_program_that_breaks_keeps_the_token_out_of_its_last_words() -> None:
    program = (
        "from monitor.settings import read_secret\n"
        f"token = read_secret({NAME!r})\n"
        "assert token.reveal()\n"
        "raise RuntimeError(token, f'{token}', [token])\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {NAME: VALUE},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "RuntimeError: (Secret('***'), '***', [Secret('***')])" in ended.stderr
    assert VALUE not in ended.stdout + ended.stderr
