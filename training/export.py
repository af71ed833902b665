"""The trained model as one small file: ONNX, int8, with its tokenizer and its card beside it.

What is shipped is what is measured: the figures come from the int8 file, read with onnxruntime and
tokenizers alone.
"""

import hashlib
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from onnx import TensorProto, load
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.data import CLOSES, CLS, LONGEST, OPENS, SEP, Encoded, Row, encode, padded
from training.figures import Chances
from training.model import ToneModel
from training.scoring import by_part

INPUTS = ("ids", "target")
OPSET = 17
VERSION = "1"  # the monitor refuses any other


def export(model: ToneModel, tokenizer: Tokenizer, dev: dict[str, list[Row]], out: Path) -> None:
    """Writes model.onnx, tokenizer.json and model.json into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    shipped = out / "model.onnx"
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        write_whole(model, whole)
        write_int8(whole, shipped)
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    (out / "model.json").write_text(json.dumps(card(out, dev), indent=2) + "\n", encoding="utf-8")


class OneRow(nn.Module):
    """The model for one row at a time: without padding it is a fifth quicker."""

    def __init__(self, model: ToneModel) -> None:
        super().__init__()
        self.model = model.eval()

    def forward(self, ids: Tensor, target: Tensor) -> Tensor:
        found: Tensor = self.model(ids, None, target)
        return found


def write_whole(model: ToneModel, path: Path) -> None:
    """The model in float32, for one row of any length."""
    sample = padded([Encoded([CLS, OPENS, 2000, CLOSES, 2001, SEP], 1, 4)])
    torch.onnx.export(
        OneRow(model),
        (sample.ids, sample.target),
        str(path),
        input_names=list(INPUTS),
        output_names=["logits"],
        dynamic_axes={name: {1: "tokens"} for name in INPUTS},
        opset_version=OPSET,
        dynamo=False,
    )


def write_int8(whole: Path, path: Path) -> None:
    # Seven bits of the eight: without them a processor that lacks VNNI overflows, silently.
    quantize_dynamic(whole, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    wide = [
        one.name
        for one in load(path).graph.initializer
        if one.data_type == TensorProto.FLOAT and np.prod(one.dims) > 1_000_000
    ]
    if wide:
        raise ValueError(f"left in float32: {wide}")


def opened(path: Path, threads: int = 1) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = threads
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def chances(
    session: onnxruntime.InferenceSession, tokenizer: Tokenizer, rows: Sequence[Row]
) -> Chances:
    """One row at a time, as the monitor reads: int8 answers depend on what is read beside a row."""
    logits = np.array([_logits(session, one) for one in encode(tokenizer, rows)], dtype=float)
    odds = np.exp(logits - logits.max(1, keepdims=True))
    return odds / odds.sum(1, keepdims=True)


def _logits(session: onnxruntime.InferenceSession, row: Encoded) -> NDArray[np.float32]:
    given = padded([row])
    found = session.run(None, {name: getattr(given, name).numpy() for name in INPUTS})
    return np.asarray(found[0])[0]


def card(folder: Path, dev: dict[str, list[Row]]) -> dict[str, object]:
    """What the loader checks, and what the model is worth."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    session = opened(folder / "model.onnx")
    began = time.monotonic()
    found = {part: chances(session, tokenizer, rows) for part, rows in dev.items()}
    seconds = time.monotonic() - began
    return {
        "version": VERSION,
        "labels": [-1, 0, 1],
        "longest": LONGEST,
        "tokens": {"first": CLS, "last": SEP, "opens": OPENS, "closes": CLOSES, "padding": 0},
        "sha256": {name: _sha256(folder / name) for name in ("model.onnx", "tokenizer.json")},
        "bytes": (folder / "model.onnx").stat().st_size,
        "figures": by_part(found, dev),
        "sentences_per_second": round(sum(map(len, dev.values())) / seconds),
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
