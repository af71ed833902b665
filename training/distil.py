"""Several models made into one: a student learns the mean of their answers."""

from collections.abc import Sequence
from pathlib import Path

import torch

from training.data import Row
from training.losses import soft
from training.model import ToneModel, loaded, tokenizer_of_base
from training.scoring import answers
from training.train import Course, Plan, train


def lessons(teachers: Sequence[Path], rows: Sequence[Row], kept: Path) -> torch.Tensor:
    """The teachers' mean answer to each row, as logits; worked out once, then read from `kept`."""
    if not kept.exists():
        tokenizer = tokenizer_of_base()
        kept.parent.mkdir(parents=True, exist_ok=True)
        found = [answers(loaded(one), tokenizer, rows) for one in teachers]
        torch.save(soft(found), kept)
    return torch.load(kept, weights_only=True)


def distil(
    plan: Plan, teachers: Sequence[Path], rows: list[Row], dev: dict[str, list[Row]], out: Path
) -> None:
    """A student that starts where the first teacher stands, and is taught by all of them."""
    course = Course(plan, rows, lessons(teachers, rows, out / "lessons.pt"))
    train(course, dev, out, start=teachers[0])


def averaged(models: Sequence[Path]) -> ToneModel:
    """The mean of the weights: of value only for models that went different ways from one start."""
    states = [loaded(one).state_dict() for one in models]
    model = ToneModel()
    names = states[0]
    model.load_state_dict({name: torch.stack([s[name] for s in states]).mean(0) for name in names})
    return model.eval()
