"""The trained model: a small ONNX file, its tokenizer and its card; opened late and once.

Sentences are read one by one. The file is int8 and takes the scale of its numbers from all that
it reads together: beside seven others, 785 sentences changed their answer by up to 0.47 of 1, and
that was a fifth faster. The same sentence must have the same tone today and in a year.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from monitor.errors import ModelUnusable
from monitor.records import Shade, Target
from monitor.understand.tone.scorer import Scorer

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

VERSION: Final = "1"  # what the thresholds were chosen for
LABELS: Final = [-1, 0, 1]
PACKAGED: Final = Path(__file__).parent / "model"
MARKS: Final = ("first", "opens", "closes", "last")
FAR = 1500  # characters on either side: a window holds 128 tokens, and a "sentence" may be 1 MB
_TRIAL: Final = Target(sentence="The commissioner spoke.", start=4, end=16)
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, which no tokenizer takes


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    session: "InferenceSession"
    tokenizer: "Tokenizer"
    marks: tuple[int, ...]  # in the order of MARKS
    longest: int  # tokens
    name: str
    reads_items: bool = True

    def shades(self, targets: Sequence[Target]) -> list[Shade]:
        return [_read(self, target) for target in targets]


@cache
def open_model(folder: Path = PACKAGED) -> Scorer:
    """The model in the folder; ModelUnusable says in a sentence why there is none."""
    card = _card(folder)
    try:
        return _tried(_opened(folder, card))
    except ModelUnusable:
        raise
    except ImportError as error:
        raise _unusable(folder, f"{error.name or error} cannot be imported") from None
    except Exception as error:  # noqa: BLE001 - the two libraries raise what they like
        raise _unusable(folder, f"it cannot be opened ({_first_line(error)})") from None


def _card(folder: Path) -> dict[str, Any]:
    try:
        card = json.loads(_bytes(folder, "model.json"))
    except ValueError:
        raise _unusable(folder, "model.json is not JSON") from None
    if not isinstance(card, dict) or not card.keys() >= {"version", "labels", "sha256", "tokens"}:
        raise _unusable(folder, "model.json is not the card of a tone model")
    if card["version"] != VERSION:
        raise _unusable(folder, f"version {card['version']} is there, {VERSION} is wanted")
    if card["labels"] != LABELS:
        raise _unusable(folder, f"its labels are {card['labels']}, not {LABELS}")
    return card


def _opened(folder: Path, card: dict[str, Any]) -> _Model:
    import onnxruntime
    from tokenizers import Tokenizer

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    # One thread: the machine has other work, and waiting threads would spin.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4  # it would write to standard error what we say ourselves
    return _Model(
        session=onnxruntime.InferenceSession(
            _whole(folder, card, "model.onnx"), options, providers=["CPUExecutionProvider"]
        ),
        tokenizer=Tokenizer.from_buffer(_whole(folder, card, "tokenizer.json")),
        marks=tuple(int(card["tokens"][mark]) for mark in MARKS),
        longest=int(card["longest"]),
        name=f"model-{card['version']}",
    )


def _tried(model: _Model) -> _Model:
    """A file can be whole and still be none of ours: it has to answer once."""
    logits = _logits(model, _TRIAL)
    if logits.shape != (len(LABELS),) or not np.isfinite(logits).all():
        raise ValueError(f"it answers {logits}")
    return model


def _whole(folder: Path, card: dict[str, Any], name: str) -> bytes:
    data = _bytes(folder, name)
    if hashlib.sha256(data).hexdigest() != card["sha256"][name]:
        raise _unusable(folder, f"{name} is damaged, or is not the file that model.json describes")
    return data


def _bytes(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise _unusable(folder, f"{name}: {error.strerror}") from None


def _unusable(folder: Path, why: str) -> ModelUnusable:
    return ModelUnusable(f"the tone model in {folder} cannot be used: {why}")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


# ---------------------------------------------------------------- reading


@lru_cache(2048)  # outlets carry each other's texts: a fifth of what is asked was read before
def _read(model: _Model, target: Target) -> Shade:
    return _shade(_logits(model, target))


def _logits(model: _Model, target: Target) -> "np.ndarray[Any, Any]":
    ids, start, end = _window(model, target)
    given = np.array([ids], dtype=np.int64)
    marked = np.zeros_like(given)
    marked[0, start:end] = 1
    found = model.session.run(None, {"ids": given, "target": marked})[0]
    logits: np.ndarray[Any, Any] = np.asarray(found)[0]
    return logits


def _window(model: _Model, target: Target) -> tuple[list[int], int, int]:
    """The tokens, and where the target stands among them with its marks.

    What is said about a target stands near it: where there is too much, the far ends go.
    """
    before, words, after = (_tokens(model, part) for part in _parts(target))
    first, opens, closes, last = model.marks
    words = words[: model.longest // 2]
    room = model.longest - len(model.marks) - len(words)
    left = min(len(before), max(room // 2, room - len(after)))
    before, after = before[len(before) - left :], after[: room - left]
    ids = [first, *before, opens, *words, closes, *after, last]
    return ids, 1 + left, 3 + left + len(words)


def _parts(target: Target) -> tuple[str, str, str]:
    sentence, start, end = target.sentence, target.start, target.end
    before = sentence[max(0, start - FAR) : start]
    return before, sentence[start:end][:FAR], sentence[end : end + FAR]


def _tokens(model: _Model, text: str) -> list[int]:
    plain = _SURROGATE.sub("\ufffd", text)
    # Not encode_batch: it starts threads, and a process that forks after that is warned about.
    ids: list[int] = model.tokenizer.encode(plain, add_special_tokens=False).ids
    return ids


def _shade(logits: "np.ndarray[Any, Any]") -> Shade:
    odds = np.exp(logits.astype(float) - logits.max())
    negative, neutral, positive = (odds / odds.sum()).tolist()
    return Shade(negative=negative, neutral=neutral, positive=positive)
