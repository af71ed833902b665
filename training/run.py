"""Makes the tone model, from the base's weights to the files that are shipped.

`python -m training.run --newsmtsc FOLDER --rated FOLDER` does it all, and takes up where it was
stopped. Stages: sentences that many people rated, so that the base learns praise from blame;
sentences with a target; then items and posts, beside one half of those sentences and beside the
other; and the mean of both, taught once more by what the sentences' model answered.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch

from training.data import Row, dev_parts, doubted, held_out, rated, read, without
from training.export import export
from training.model import loaded, tokenizer_of_base
from training.scoring import answers, chances_of
from training.train import Course, Plan, train

HERE = Path(__file__).parent
PLANS = {
    "rated": Plan(epochs=2, batch=48, smoothing=0.0, keep=0.99, seed=5),
    "sentences": Plan(epochs=2, seed=51),
    "items-1": Plan(epochs=2, rate=7e-5, seed=61),
    "items-2": Plan(epochs=1, rate=7e-5, seed=62),
    "taught": Plan(epochs=2, rate=6e-5, seed=71),
}
OURS = ("sentences", "articles", "posts")  # files of our own, all invented
TWICE = ("articles", "posts")  # there are few of them beside the sentences


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where all of it happens, and what is never learnt from."""

    out: Path
    dev: dict[str, list[Row]]

    def stage(self, name: str, rows: Sequence[Row], start: Path | None) -> Path:
        """One stage's model; worked out unless it lies there from before."""
        made = self.out / name / "model.pt"
        if not made.exists():
            plan, rows = PLANS[name], list(rows)
            random.Random(plan.seed).shuffle(rows)
            train(Course(plan, rows), self.dev, made.parent, start)
        return made


def run(newsmtsc: Path, ratings: Path, out: Path) -> None:
    ours = {name: read(HERE / f"{name}.jsonl") for name in OURS}
    dev = dev_parts(newsmtsc) | {name: list(filter(held_out, rows)) for name, rows in ours.items()}
    learnt = {name: [row for row in rows if not held_out(row)] for name, rows in ours.items()}
    news = without(read(newsmtsc / "train.jsonl"), [row for part in dev.values() for row in part])
    made = _made(Workshop(out, dev), rated(ratings), news, learnt)
    export(loaded(made), tokenizer_of_base(), dev, out / "tone")
    _record(out, dev, {"newsmtsc": news, **learnt})


def _made(
    shop: Workshop, ratings: Sequence[Row], news: list[Row], learnt: dict[str, list[Row]]
) -> Path:
    sentences, again = learnt["sentences"], doubted(news)
    items = [row for name in TWICE for row in learnt[name] * 2]
    start = shop.stage("rated", ratings, None)
    first = shop.stage("sentences", [*news, *sentences, *again], start)
    halves = [_half(news, number) for number in (0, 1)]
    branches = [
        shop.stage(f"items-{number}", [*half, *sentences, *again, *items], first)
        for number, half in enumerate(halves, start=1)
    ]
    soup = averaged(branches, shop.out / "items.pt")
    taught = {id(row): told for row, told in zip(news, _taught(first, news), strict=True)}
    lessons = [taught[id(row)] for row in (*halves[0], *again)]
    return shop.stage("taught", [*lessons, *sentences, *items], soup)


def _half(rows: Sequence[Row], number: int) -> list[Row]:
    return random.Random(61).sample(rows, len(rows))[number::2]


def averaged(models: Iterable[Path], out: Path) -> Path:
    """The mean of the weights: of value for models that went different ways from one start."""
    states = [loaded(one).state_dict() for one in models]
    torch.save(
        {name: torch.stack([one[name] for one in states]).mean(0) for name in states[0]}, out
    )
    return out


def _taught(teacher: Path, rows: list[Row]) -> list[Row]:
    """The rows with half of each label from what the teacher answers: less is learnt by heart."""
    told = chances_of(answers(loaded(teacher), tokenizer_of_base(), rows)).tolist()
    return [
        replace(
            row, shares=tuple(((at == row.tone) + share) / 2 for at, share in enumerate(shares))
        )
        for row, shares in zip(rows, told, strict=True)
    ]


def _record(out: Path, dev: dict[str, list[Row]], learnt: dict[str, list[Row]]) -> None:
    """figures.json, beside this file: what was done, and what came of it."""
    card = json.loads((out / "tone" / "model.json").read_text(encoding="utf-8"))
    found = {
        "rows": {name: len(rows) for name, rows in learnt.items()},
        "held_out": {name: len(rows) for name, rows in dev.items()},
        "plans": {name: asdict(plan) for name, plan in PLANS.items()},
        "stages": {name: _epochs(out / name / "log.jsonl") for name in PLANS},
        "shipped": card,
    }
    (HERE / "figures.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _epochs(log: Path) -> list[dict[str, object]]:
    found = map(json.loads, log.read_text(encoding="utf-8").splitlines())
    return [line for line in found if "epoch" in line]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--newsmtsc", type=Path, required=True)
    asked.add_argument("--rated", type=Path, required=True)
    asked.add_argument("--out", type=Path, default=HERE / "out")
    asked.add_argument("--threads", type=int, default=2)
    told = asked.parse_args()
    torch.set_num_threads(told.threads)
    run(told.newsmtsc, told.rated, told.out)
    sys.stdout.write(f"written: {told.out / 'tone'}\n")


if __name__ == "__main__":
    main()
