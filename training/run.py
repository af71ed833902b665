"""Makes the tone model, from the base's weights to the files that are shipped.

`python -m training.run --newsmtsc FOLDER` does it all, and takes up where it was stopped. Three
stages: seeds on NewsMTSC; where there are several, one student that learns their mean answer; then
our own sentences of UK police coverage, mixed with some of NewsMTSC so that it is not unlearnt.
"""

import argparse
import json
import random
import sys
from dataclasses import asdict
from pathlib import Path

import torch

from training.data import Row, dev_parts, held_out, read, without
from training.distil import distil
from training.export import export
from training.model import loaded, tokenizer_of_base
from training.train import Course, Plan, train

HERE = Path(__file__).parent
FIRST = Plan(epochs=4)
TAUGHT = Plan(epochs=3, rate=5e-5, seed=11)
SECOND = Plan(epochs=2, rate=5e-5, renamed=0.1, seed=21)
MIXED_IN = 2  # sentences of NewsMTSC beside each of ours, in the second stage


def run(newsmtsc: Path, out: Path, seeds: int) -> None:
    own = read(HERE / "sentences.jsonl")
    dev = dev_parts(newsmtsc) | {"own": [row for row in own if held_out(row)]}
    rows = without(read(newsmtsc / "train.jsonl"), [row for part in dev.values() for row in part])
    ours = [row for row in own if not held_out(row)]
    start = _first(rows, dev, out, seeds)
    student = _stage("second", out, SECOND, second_rows(rows, ours), dev, start)
    export(loaded(student), tokenizer_of_base(), dev, out / "tone")
    _record(out, dev, rows, ours, seeds)


def second_rows(rows: list[Row], ours: list[Row]) -> list[Row]:
    dice = random.Random(SECOND.seed)
    return ours + dice.sample(rows, min(len(rows), MIXED_IN * len(ours)))


def _first(rows: list[Row], dev: dict[str, list[Row]], out: Path, seeds: int) -> Path:
    """The model that the second stage starts from."""
    teachers = [
        _stage(f"seed-{seed}", out, Plan(**asdict(FIRST) | {"seed": seed}), rows, dev)
        for seed in range(1, seeds + 1)
    ]
    if len(teachers) == 1:
        return teachers[0]
    student = out / "student" / "model.pt"
    if not student.exists():
        distil(TAUGHT, teachers, rows, dev, student.parent)
    return student


def _stage(
    name: str,
    out: Path,
    plan: Plan,
    rows: list[Row],
    dev: dict[str, list[Row]],
    start: Path | None = None,
) -> Path:
    """One stage's model; worked out unless it lies there from before."""
    made = out / name / "model.pt"
    if not made.exists():
        train(Course(plan, rows), dev, made.parent, start)
    return made


def _record(
    out: Path, dev: dict[str, list[Row]], rows: list[Row], ours: list[Row], seeds: int
) -> None:
    """figures.json, beside this file: what was done, and what came of it."""
    card = json.loads((out / "tone" / "model.json").read_text(encoding="utf-8"))
    found = {
        "rows": {"newsmtsc": len(rows), "own": len(ours)} | {k: len(v) for k, v in dev.items()},
        "plans": {"first": asdict(FIRST), "second": asdict(SECOND), "seeds": seeds},
        "stages": {log.parent.name: _epochs(log) for log in sorted(out.glob("*/log.jsonl"))},
        "shipped": card,
    }
    (HERE / "figures.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _epochs(log: Path) -> list[dict[str, object]]:
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if "epoch" in line]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--newsmtsc", type=Path, required=True)
    asked.add_argument("--out", type=Path, default=HERE / "out")
    asked.add_argument("--seeds", type=int, default=1)
    asked.add_argument("--threads", type=int, default=2)
    told = asked.parse_args()
    torch.set_num_threads(told.threads)
    run(told.newsmtsc, told.out, told.seeds)
    sys.stdout.write(f"written: {told.out / 'tone'}\n")


if __name__ == "__main__":
    main()
