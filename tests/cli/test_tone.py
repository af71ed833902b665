"""`monitor tone score`: the tone of sentences, a line in and a line out."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ended, Monitor, in_a_process

PRAISED = {"sentence": "Helen Marsh was praised as outstanding.", "from": 0, "to": 11}
BLAMED = {"sentence": "Critics called Helen Marsh a disgrace and a liar.", "from": 15, "to": 26}
WANTED = 'an object such as {"sentence": "Helen Marsh spoke.", "from": 0, "to": 11} is wanted'

Score = Callable[..., Ended]


@pytest.fixture
def score(monitor: Monitor, config: Path, tmp_path: Path) -> Score:
    """Runs `monitor tone score` on a file of these lines."""

    def run(*lines: object, options: tuple[str, ...] = ()) -> Ended:
        file = tmp_path / "sentences"
        file.write_bytes(b"".join(_as_bytes(line) + b"\n" for line in lines))
        return monitor("--config", config, "tone", "score", "--jsonl", file, *options)

    return run


def _as_bytes(line: object) -> bytes:
    if isinstance(line, bytes):
        return line
    return (line if isinstance(line, str) else json.dumps(line)).encode()


def answers(ended: Ended) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ended.out.splitlines()]


@pytest.mark.parametrize(("scorer", "name"), [("model", "model-"), ("vader", "vader-")])
def test_each_line_is_answered_by_the_scorer_that_was_asked(
    score: Score, scorer: str, name: str
) -> None:
    ended = score(BLAMED, PRAISED, options=("--scorer", scorer))
    blamed, praised = answers(ended)
    assert (ended.code, ended.told) == (0, "")
    assert blamed.keys() == praised.keys() == {"label", "score", "confidence", "scorer"}
    assert (blamed["label"], praised["label"]) == (-1, 1)
    assert -1 <= blamed["score"] < 0 < praised["score"] <= 1
    for answer in (blamed, praised):
        assert 1 / 3 <= answer["confidence"] <= 1
        assert answer["scorer"].startswith(name)


def test_the_model_answers_where_nobody_else_was_asked_for(score: Score) -> None:
    (answer,) = answers(score(PRAISED))
    assert answer["scorer"].startswith("model-")


def test_a_sentence_without_words_of_feeling_is_neutral(score: Score) -> None:
    plain = {"sentence": "Helen Marsh will meet the panel on Monday.", "from": 0, "to": 11}
    for scorer in ("model", "vader"):
        (answer,) = answers(score(plain, options=("--scorer", scorer)))
        assert answer["label"] == 0


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"no object", "Expecting value: line 1 column 1 (char 0)"),
        (b"\xff", "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"),
        (b"[" * 100_000, "maximum recursion depth exceeded"),
        ([], WANTED),
        (7, WANTED),
        ({}, "`sentence` must be text"),
        (PRAISED | {"sentence": None}, "`sentence` must be text"),
        (PRAISED | {"from": "0"}, "`from` and `to` must be whole numbers"),
        (PRAISED | {"to": 11.0}, "`from` and `to` must be whole numbers"),
        (PRAISED | {"to": True}, "`from` and `to` must be whole numbers"),
        (PRAISED | {"from": -1}, "`from` -1 and `to` 11 mark no words in 39 characters"),
        (PRAISED | {"to": 40}, "`from` 0 and `to` 40 mark no words in 39 characters"),
        (PRAISED | {"from": 11}, "`from` 11 and `to` 11 mark no words in 39 characters"),
        (PRAISED | {"from": 10**30}, f"`from` {10**30} and `to` 11 mark no words in 39 characters"),
        ({"sentence": "", "from": 0, "to": 0}, "`from` 0 and `to` 0 mark no words in 0 characters"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_the_others_go_on(
    score: Score, line: object, error: str
) -> None:
    ended = score(PRAISED, line, BLAMED, options=("--scorer", "vader"))
    praised, wrong, blamed = answers(ended)
    assert (ended.code, ended.told) == (1, "")
    assert wrong.keys() == {"error"}
    assert wrong["error"].startswith(error)
    assert (praised["label"], blamed["label"]) == (1, -1)


def test_blank_lines_are_passed_over(score: Score) -> None:
    ended = score("", PRAISED, "   ")
    assert (ended.code, ended.out.count("\n")) == (0, 1)


def test_characters_are_counted_and_not_bytes(score: Score) -> None:
    begins = "🚓 Zoë – \ud800 "
    line = {
        "sentence": f"{begins}{PRAISED['sentence']}",
        "from": len(begins),
        "to": len(begins) + 11,
    }
    for scorer in ("model", "vader"):
        (answer,) = answers(score(line, options=("--scorer", scorer)))
        assert answer["label"] == 1


def test_a_file_that_cannot_be_read_is_told(monitor: Monitor, tmp_path: Path) -> None:
    ended = monitor("tone", "score", "--jsonl", tmp_path / "no")
    assert (ended.code, ended.out) == (1, "")
    assert ended.told == f"{tmp_path / 'no'}: No such file or directory\n"


def test_words_of_the_configuration_are_used_where_there_is_one(
    score: Score, monitor: Monitor, tmp_path: Path
) -> None:
    line = {"sentence": "Helen Marsh was flumphed.", "from": 0, "to": 11}
    config = tmp_path / "own"
    (config / "rules").mkdir(parents=True)
    (config / "rules" / "tone.toml").write_text("[tone.words.strength]\nflumphed = -3.5\n")
    asked = ("tone", "score", "--jsonl", tmp_path / "sentences", "--scorer", "vader")
    (usual,) = answers(score(line, options=("--scorer", "vader")))
    (own,) = answers(monitor("--config", config, *asked))
    (none,) = answers(monitor("--config", tmp_path, *asked))
    assert (usual["label"], own["label"]) == (0, -1)
    assert none == usual


def test_a_mistake_in_the_words_is_told_with_its_line(monitor: Monitor, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "tone.toml").write_text("[tone]\nthresholdz = 1\n")
    ended = monitor("--config", tmp_path, "tone", "score", "--jsonl", tmp_path / "none")
    assert ended.code == 1
    assert "tone.toml:2: unknown key `thresholdz`" in ended.told


def test_standard_input_is_answered_line_by_line_while_its_writer_waits() -> None:
    command = [sys.executable, "-m", "monitor", "tone", "score", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line, label in ((PRAISED, 1), (BLAMED, -1), (PRAISED, 1)):
            process.stdin.write(_as_bytes(line) + b"\n")
            process.stdin.flush()  # and the next line waits for the answer
            assert json.loads(process.stdout.readline())["label"] == label
        process.stdin.close()
        assert process.stdout.read() == b""
    assert process.returncode == 0


def test_the_same_lines_have_the_same_answers_in_another_process() -> None:
    given = b"\n".join(_as_bytes(line) for line in (PRAISED, BLAMED, BLAMED, PRAISED))
    first = in_a_process("tone", "score", "--jsonl", given=given)
    again = in_a_process("tone", "score", "--jsonl", "-", given=given)
    assert (first.code, first.told) == (0, "")
    one, two, three, four = first.out.splitlines()
    assert (one, two) == (four, three)
    assert again == first


def test_two_thousand_sentences_take_vader_no_time(score: Score) -> None:
    before = time.process_time()
    ended = score(*[BLAMED] * 2_000, options=("--scorer", "vader"))
    assert ended.out.count("\n") == 2_000
    assert time.process_time() - before < 4
