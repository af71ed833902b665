"""The model: what it answers, what it refuses to be, and who takes over."""

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monitor.errors import ModelUnusable
from monitor.records import Shade, Target, ToneWords
from monitor.understand.tone.choosing import scorers
from monitor.understand.tone.onnx import PACKAGED, open_model
from monitor.understand.tone.scorer import Scorer
from tests.fakes.tone_model import LONGEST, TOKENS, TONES, onnx_of, tokenizer_of, write_model


@pytest.fixture
def tiny(tmp_path: Path) -> Scorer:
    return open_model(write_model(tmp_path / "tiny"))


@pytest.fixture(scope="module")
def shipped() -> Scorer:
    return open_model(PACKAGED)


def about(sentence: str, words: str = "Marsh") -> Target:
    start = sentence.index(words)
    return Target(sentence=sentence, start=start, end=start + len(words))


def label(scorer: Scorer, target: Target) -> str:
    (shade,) = scorer.shades([target])
    shares = {"negative": shade.negative, "neutral": shade.neutral, "positive": shade.positive}
    assert sum(shares.values()) == pytest.approx(1)
    assert all(0 <= share <= 1 for share in shares.values())
    return max(shares, key=lambda name: shares[name])


# ---------------------------------------------------------------- reading


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Marsh praised", "positive"),
        ("failed Marsh", "negative"),
        ("they said Marsh spoke", "neutral"),
        ("Marsh", "neutral"),
        ("Marsh praised failed praised", "positive"),
    ],
)
def test_a_sentence_is_read_with_its_target_at_either_end(
    tiny: Scorer, sentence: str, told: str
) -> None:
    assert tiny.name == "model-1"
    assert label(tiny, about(sentence)) == told


def test_the_target_is_marked_for_the_model(tiny: Scorer) -> None:
    sentence = "praised and failed"
    assert label(tiny, about(sentence, "praised")) == "positive"
    assert label(tiny, about(sentence, "failed")) == "negative"


@pytest.mark.parametrize(("before", "after"), [(2000, 0), (0, 2000), (1000, 1000)])
def test_of_a_sentence_without_end_what_stands_near_the_target_counts(
    tiny: Scorer, before: int, after: int
) -> None:
    far = "failed " * before, " failed" * after
    near = f"{'so ' * LONGEST}praised Marsh praised{' so' * LONGEST}"
    assert label(tiny, about(f"{far[0]}{near}{far[1]}")) == "positive"


def test_room_that_one_side_leaves_is_given_to_the_other(tiny: Scorer) -> None:
    words = "so " * (LONGEST - 6)  # with the target and four marks one place is left
    assert label(tiny, about(f"praised {words}Marsh")) == "positive"
    assert label(tiny, about(f"Marsh {words}praised")) == "positive"
    assert label(tiny, about(f"praised so {words}Marsh")) == "neutral"


def test_a_target_without_end_leaves_room_for_what_is_said(tiny: Scorer) -> None:
    name = "Marsh " * 5000
    assert label(tiny, about(f"{name}praised", name)) == "positive"


def test_a_megabyte_is_read_in_no_time(tiny: Scorer) -> None:
    endless = "so on " * 100_000
    before = time.process_time()
    assert label(tiny, about(f"{endless}praised Marsh {endless}")) == "positive"
    assert time.process_time() - before < 0.5


@pytest.mark.parametrize(
    "sentence",
    [
        "\ud800Marsh praised\udfff",
        "🚓🚓 Marsh praised 🎉",
        "\u202eMarsh\u202c praised",
        "אשר Marsh praised قال",
        "\x00Marsh praised\n\n",
    ],
)
def test_whatever_stands_around_words_can_be_read(
    tiny: Scorer, shipped: Scorer, sentence: str
) -> None:
    assert label(tiny, about(sentence)) == "positive"
    assert label(shipped, about(sentence)) in {"negative", "neutral", "positive"}


def test_nothing_at_all_can_be_read(tiny: Scorer, shipped: Scorer) -> None:
    for sentence in ("", " ", "\ud800"):
        target = Target(sentence=sentence, start=0, end=len(sentence))
        assert label(tiny, target) == "neutral"
        assert label(shipped, target) in {"negative", "neutral", "positive"}
    assert tiny.shades([]) == []


# ---------------------------------------------------------------- what is shipped


def test_what_is_shipped_is_what_its_card_describes() -> None:
    card = json.loads((PACKAGED / "model.json").read_text(encoding="utf-8"))
    for name, known in card["sha256"].items():
        assert hashlib.sha256((PACKAGED / name).read_bytes()).hexdigest() == known
    assert card["sha256"].keys() == {"model.onnx", "tokenizer.json"}
    assert card["bytes"] == (PACKAGED / "model.onnx").stat().st_size <= 25_000_000


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Critics called Marsh a disgrace and a liar.", "negative"),
        ("Marsh was praised for brave and outstanding leadership.", "positive"),
    ],
)
def test_the_shipped_model_can_tell_praise_from_blame(
    shipped: Scorer, sentence: str, told: str
) -> None:
    assert label(shipped, about(sentence)) == told


def test_a_sentence_has_the_same_tone_whatever_is_read_beside_it(shipped: Scorer) -> None:
    targets = [
        about(f"{'On Monday ' * number}Marsh was {word} by the panel.")
        for number in (0, 1, 7, 40)
        for word in ("praised", "blamed", "heard", "mocked")
    ]
    together = shipped.shades(targets)
    assert together == [shade for one in targets for shade in shipped.shades([one])]
    assert together == shipped.shades(targets[::-1])[::-1]
    assert len(set(map(_rounded, together))) > 8


def test_the_model_is_quick_enough_for_a_day_of_news(shipped: Scorer) -> None:
    targets = [about(f"Marsh told the panel that burglary had fallen by {n} %.") for n in range(60)]
    before = time.process_time()
    shipped.shades(targets)
    assert time.process_time() - before < 2  # a slow and busy core; a free one takes 0.2


def _rounded(shade: Shade) -> tuple[float, float]:
    return round(shade.negative, 3), round(shade.positive, 3)


# ---------------------------------------------------------------- what is refused


def _truncated(folder: Path) -> None:
    file = folder / "model.onnx"
    file.write_bytes(file.read_bytes()[:-20])


def _without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _as_a_folder(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()
    (folder / "tokenizer.json").mkdir()


def _card(text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "model.json").write_text(text)


DAMAGED = "is damaged, or is not the file that model.json describes"


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (_without("model.onnx"), "model.onnx: No such file or directory"),
        (_without("tokenizer.json"), "tokenizer.json: No such file or directory"),
        (_without("model.json"), "model.json: No such file or directory"),
        (_as_a_folder, "tokenizer.json: Is a directory"),
        (_truncated, f"model.onnx {DAMAGED}"),
        (lambda folder: (folder / "tokenizer.json").write_text("{}"), f"tokenizer.json {DAMAGED}"),
        (lambda folder: (folder / "model.onnx").write_text(""), f"model.onnx {DAMAGED}"),
        (_card("{"), "model.json is not JSON"),
        (lambda folder: (folder / "model.json").write_bytes(b"\xff"), "model.json is not JSON"),
        (_card("[]"), "model.json is not the card of a tone model"),
        (_card('{"version": "1"}'), "model.json is not the card of a tone model"),
    ],
)
def test_a_folder_that_was_harmed_is_refused(
    tmp_path: Path, harm: Callable[[Path], object], why: str
) -> None:
    folder = write_model(tmp_path / "model")
    harm(folder)
    _refused(folder, why)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"version": "0"}, "version 0 is there, 1 is wanted"),
        ({"version": None}, "version None is there, 1 is wanted"),
        ({"labels": [1, 0, -1]}, "its labels are [1, 0, -1], not [-1, 0, 1]"),
        ({"sha256": []}, "it cannot be opened"),
        ({"sha256": {"model.onnx": "00"}}, f"model.onnx {DAMAGED}"),
        ({"tokens": {"first": 7}}, "it cannot be opened"),
        ({"longest": "long"}, "it cannot be opened"),
        ({"tokens": TOKENS | {"first": 99}}, "it cannot be opened"),  # no such word
        ({"model": b"no model at all"}, "it cannot be opened"),
        ({"model": onnx_of(TONES | {"[CLS]": (float("nan"),) * 3})}, "it cannot be opened"),
        ({"tokenizer": b"{}"}, "it cannot be opened"),
        ({"tokenizer": tokenizer_of([str(n) for n in range(3)])}, "it cannot be opened"),
    ],
)
def test_a_whole_file_that_is_none_of_ours_is_refused(
    tmp_path: Path, wrong: dict[str, Any], why: str, capfd: pytest.CaptureFixture[str]
) -> None:
    _refused(write_model(tmp_path / "model", **wrong), why)
    assert capfd.readouterr() == ("", "")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    _refused(tmp_path / "none", "model.json: No such file or directory")
    _refused(Path(__file__), "model.json: Not a directory")


@pytest.mark.parametrize("library", ["onnxruntime", "tokenizers"])
def test_a_library_that_is_not_there_is_told(library: str) -> None:
    asked = (
        f"import sys; sys.modules['{library}'] = None; "  # as if it had not been installed
        "from monitor.records import ToneWords; "
        "from monitor.understand.tone.choosing import scorers; "
        "print(scorers(ToneWords(), notice=print).best.name)"
    )
    ended = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True)
    notice, name = ended.stdout.decode().splitlines()
    assert notice.endswith(f": {library} cannot be imported; VADER tells the tone instead")
    assert name.startswith("vader-")


def _refused(folder: Path, why: str) -> None:
    with pytest.raises(ModelUnusable) as refused:
        open_model(folder)
    assert str(refused.value).startswith(f"the tone model in {folder} cannot be used: {why}")
    assert "\n" not in str(refused.value)


# ---------------------------------------------------------------- who takes over


def test_vader_takes_over_with_one_notice_and_never_with_two(tmp_path: Path) -> None:
    notices: list[str] = []
    ready = scorers(ToneWords(), tmp_path / "none", notices.append)
    assert notices == []
    for _ in range(3):
        assert ready.best is ready.vader
    (notice,) = notices
    assert notice.startswith(f"the tone model in {tmp_path / 'none'} cannot be used: ")
    assert notice.endswith("; VADER tells the tone instead")
    assert ready.best.name.startswith("vader-")


def test_vader_is_there_beside_the_model(tmp_path: Path) -> None:
    notices: list[str] = []
    ready = scorers(ToneWords(), write_model(tmp_path), notices.append)
    assert ready.best.name == "model-1"
    assert ready.vader.name.startswith("vader-")
    assert notices == []


def test_the_model_is_opened_once(tmp_path: Path) -> None:
    folder = write_model(tmp_path)
    assert open_model(folder) is open_model(folder)


def test_libraries_are_imported_when_the_model_is_opened_and_not_before() -> None:
    asked = (
        "import sys; from monitor.understand.tone.choosing import scorers; "
        "print(sys.modules.keys() & {'onnxruntime', 'tokenizers', 'huggingface_hub', 'torch'})"
    )
    ended = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True)
    assert ended.stdout == b"set()\n"
