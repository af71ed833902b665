"""A tone model of eight words: real ONNX, real tokenizer, a card, and no trained weight.

"praised" is positive, "failed" negative, the first token a little neutral; words of the target
count twice. ONNX is protobuf, written here by hand: the library for it is needed only to train.
"""

import hashlib
import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

WORDS = ("[PAD]", "[O]", "[C]", "[UNK]", "praised", "failed", "Marsh", "[CLS]", "[SEP]")
TOKENS = {"first": 7, "last": 8, "opens": 1, "closes": 2, "padding": 0}
TONES = {"praised": (0.0, 0.0, 3.0), "failed": (3.0, 0.0, 0.0), "[CLS]": (0.0, 1.0, 0.0)}
INT32, INT64, FLOAT = 6, 7, 1
LONGEST = 16

Field = tuple[int, int | bytes | str]


def write_model(
    folder: Path,
    *,
    model: bytes | None = None,
    tokenizer: bytes | None = None,
    **card: Any,
) -> Path:
    """A folder as the loader wants it, but for what is given otherwise."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = {
        "model.onnx": onnx_of(TONES) if model is None else model,
        "tokenizer.json": tokenizer_of(WORDS) if tokenizer is None else tokenizer,
    }
    for name, data in parts.items():
        (folder / name).write_bytes(data)
    told = {
        "version": "1",
        "labels": [-1, 0, 1],
        "longest": LONGEST,
        "tokens": TOKENS,
        "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()},
    }
    (folder / "model.json").write_text(json.dumps(told | card), encoding="utf-8")
    return folder


def tokenizer_of(words: Sequence[str]) -> bytes:
    known = Tokenizer(WordLevel({word: at for at, word in enumerate(words)}, unk_token="[UNK]"))
    known.pre_tokenizer = Whitespace()
    return known.to_str().encode()


def onnx_of(tones: Mapping[str, tuple[float, ...]], output: str = "logits") -> bytes:
    """logits = Σ over tokens of tone(word) · (1 + target)."""
    table = [value for word in WORDS for value in tones.get(word, (0.0, 0.0, 0.0))]
    floats = struct.pack(f"<{len(table)}f", *table)
    return _message(
        (1, 8),  # the version of the format
        (7, _graph(_tensor("table", FLOAT, (len(WORDS), 3), floats), output)),
        (8, _message((1, ""), (2, 13))),  # the version of its operators
    )


def _graph(table: bytes, output: str) -> bytes:
    return _message(
        (1, _node("Gather", ["table", "ids"], "tones")),
        (1, _node("Equal", ["ids", "ids"], "there")),
        (1, _node("Cast", ["there"], "ones", to=INT64)),
        (1, _node("Add", ["ones", "target"], "counts")),
        (1, _node("Cast", ["counts"], "weights", to=FLOAT)),
        (1, _node("Unsqueeze", ["weights", "last"], "column")),
        (1, _node("Mul", ["tones", "column"], "weighed")),
        (1, _node("ReduceSum", ["weighed", "middle"], output, keepdims=0)),
        (2, "tone"),
        (5, table),
        (5, _tensor("last", INT64, (1,), struct.pack("<q", 2))),
        (5, _tensor("middle", INT64, (1,), struct.pack("<q", 1))),
        *((11, _value(name, INT64, ("rows", "tokens"))) for name in ("ids", "target")),
        (12, _value(output, FLOAT, ("rows", "labels"))),
    )


def _node(kind: str, inputs: Sequence[str], output: str, **numbers: int) -> bytes:
    attributes = [_message((1, name), (3, value), (20, 2)) for name, value in numbers.items()]
    return _message(
        *((1, name) for name in inputs), (2, output), (4, kind), *((5, one) for one in attributes)
    )


def _tensor(name: str, kind: int, shape: Sequence[int], data: bytes) -> bytes:
    return _message(*((1, size) for size in shape), (2, kind), (8, name), (9, data))


def _value(name: str, kind: int, shape: Sequence[str]) -> bytes:
    sizes = _message(*((1, _message((2, size))) for size in shape))
    return _message((1, name), (2, _message((1, _message((1, kind), (2, sizes))))))


def _message(*fields: Field) -> bytes:
    """Protobuf: each field's number and kind, then a number, or a length and so many bytes."""
    out = b""
    for number, value in fields:
        if isinstance(value, int):
            out += _number(number << 3) + _number(value)
        else:
            data = value.encode() if isinstance(value, str) else value
            out += _number(number << 3 | 2) + _number(len(data)) + data
    return out


def _number(value: int) -> bytes:
    low, rest = value & 0x7F, value >> 7
    return bytes((low | 0x80,)) + _number(rest) if rest else bytes((low,))
