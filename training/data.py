"""Sentences and items with a target and the tone towards it, as the numbers that the encoder reads.

The target stands between two marker tokens. What is too long is cut to a window with the target in
the middle: what is said about it stands near it. An item is read as one long sentence.
"""

import ast
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import torch
from tokenizers import Tokenizer

CLS, SEP, OPENS, CLOSES = 101, 102, 1, 2  # the last two are [unused0] and [unused1]
LONGEST = 160  # tokens; 1 item in 40 of ours is longer


@dataclass(frozen=True, slots=True)
class Row:
    sentence: str
    start: int
    end: int
    tone: int  # 0 negative, 1 neutral, 2 positive
    kind: str = ""
    shares: tuple[float, float, float] | None = None  # where many people judged, how they did

    @property
    def target(self) -> str:
        return self.sentence[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Encoded:
    ids: list[int]
    start: int  # first token of the target, after its marker
    end: int


@dataclass(frozen=True, slots=True)
class Batch:
    ids: torch.Tensor
    present: torch.Tensor  # 1 where there is a token, 0 where there is padding
    target: torch.Tensor  # 1 on the target's tokens and its markers


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as lines:
        return [_row(json.loads(line)) for line in lines if line.strip()]


def _row(found: dict[str, str | int]) -> Row:
    return Row(
        sentence=str(found["sentence"]),
        start=int(found["from"]),
        end=int(found["to"]),
        tone=int(found["polarity"]) + 1,
        kind=str(found.get("kind", "")),
    )


def rated(folder: Path) -> list[Row]:
    """Sentences without a target, each rated from −4 to 4 by twenty people."""
    return [row for told in sorted(folder.glob("*_GroundTruth.txt")) for row in _rated(told)]


def _rated(told: Path) -> Iterator[Row]:
    ratings = dict(_ratings(told.with_name(told.name.replace("GroundTruth", "anonDataRatings"))))
    for number, _, *text in _columns(told):
        if given := ratings.get(number):
            ill, well = (sum(n * sign > 0 for n in given) / len(given) for sign in (-1, 1))
            shares = (ill, 1 - ill - well, well)
            yield Row("".join(text).strip(), 0, 0, shares.index(max(shares)), "rated", shares)


def _ratings(path: Path) -> Iterator[tuple[str, list[int]]]:
    for number, *_, given in _columns(path):
        if given.startswith("["):
            yield number, ast.literal_eval(given)


def _columns(path: Path) -> Iterator[list[str]]:
    text = path.read_text(encoding="utf-8", errors="replace")
    yield from (line.split("\t") for line in text.splitlines() if line.count("\t") > 1)


def dev_parts(newsmtsc: Path) -> dict[str, list[Row]]:
    """NewsMTSC's two: sentences as they come, and sentences that name several people."""
    return {part: read(newsmtsc / f"{part}-dev.jsonl") for part in ("rw", "mt")}


def without(rows: Sequence[Row], held: Sequence[Row]) -> list[Row]:
    """Rows whose sentence is not among the held ones: one sentence of the train part is."""
    known = {one.sentence for one in held}
    return [one for one in rows if one.sentence not in known]


def held_out(row: Row) -> bool:
    """Whether a row of our own is kept for measuring: one in six, whatever is added later."""
    return hashlib.sha256(row.sentence.encode()).digest()[0] < 43


def renamed(row: Row, name: str) -> Row:
    """The same sentence about somebody else."""
    sentence = row.sentence[: row.start] + name + row.sentence[row.end :]
    return replace(row, sentence=sentence, end=row.start + len(name))


def beside(row: Row, other: str, first: bool) -> Row:
    """The same sentence with another one before or after it, which says nothing of the target."""
    if not first:
        return replace(row, sentence=f"{row.sentence} {other}")
    shift = len(other) + 1
    sentence = f"{other} {row.sentence}"
    return replace(row, sentence=sentence, start=row.start + shift, end=row.end + shift)


def doubted(rows: Sequence[Row]) -> list[Row]:
    """Rows whose sentence takes different tones towards different targets."""
    tones: dict[str, set[int]] = {}
    for row in rows:
        tones.setdefault(row.sentence, set()).add(row.tone)
    return [row for row in rows if len(tones[row.sentence]) > 1]


def encode(tokenizer: Tokenizer, rows: Sequence[Row], longest: int = LONGEST) -> list[Encoded]:
    parts = [
        part
        for row in rows
        for part in (row.sentence[: row.start], row.target, row.sentence[row.end :])
    ]
    found = [one.ids for one in tokenizer.encode_batch(parts, add_special_tokens=False)]
    return [_windowed(*found[at : at + 3], longest) for at in range(0, len(found), 3)]


def _windowed(before: list[int], target: list[int], after: list[int], longest: int) -> Encoded:
    if not target:  # nobody in particular: the first token stands for the whole
        return Encoded([CLS, *before, *after[: longest - 2], SEP], 0, 1)
    target = target[: longest // 2]
    room = longest - 4 - len(target)
    left = min(len(before), max(room // 2, room - len(after)))
    before = before[len(before) - left :]
    after = after[: room - left]
    ids = [CLS, *before, OPENS, *target, CLOSES, *after, SEP]
    start = 1 + len(before)
    return Encoded(ids, start, start + len(target) + 2)


def padded(rows: Sequence[Encoded]) -> Batch:
    shape = len(rows), max(len(one.ids) for one in rows)
    ids, present, target = (torch.zeros(shape, dtype=torch.int64) for _ in range(3))
    for at, one in enumerate(rows):
        ids[at, : len(one.ids)] = torch.tensor(one.ids)
        present[at, : len(one.ids)] = 1
        target[at, one.start : one.end] = 1
    return Batch(ids, present, target)


def bucketed(lengths: Sequence[int], size: int, dice: random.Random) -> list[list[int]]:
    """Batches of rows of like length, in random order: half of the padding would be wasted."""
    order = sorted(range(len(lengths)), key=lambda at: lengths[at] + dice.uniform(0, 6))
    batches = [order[at : at + size] for at in range(0, len(order), size)]
    dice.shuffle(batches)
    return batches


def in_turn(lengths: Sequence[int], size: int) -> Iterator[list[int]]:
    order = sorted(range(len(lengths)), key=lambda at: lengths[at])
    for _, batch in groupby(enumerate(order), key=lambda pair: pair[0] // size):
        yield [at for _, at in batch]
