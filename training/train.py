"""Trains one model, and can be stopped and started again at any time.

A stage starts from the base, or goes on from a model that a stage before it left. Every fifty steps
all that is needed to go on lies in one file.
"""

import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch.nn import functional

from training.data import Batch, Row, beside, bucketed, encode, padded, renamed
from training.learning import State, begun, drift
from training.model import logits_of, tokenizer_of_base
from training.scoring import scored

PRONOUNS = frozenset(
    ("he", "she", "they", "him", "her", "them", "his", "hers", "their", "theirs", "i", "me", "my")
)
KEPT_EVERY, NOTED_EVERY = 50, 10  # steps
ITEM = 300  # characters: what is longer names its target again, and is told as it stands


@dataclass(frozen=True, slots=True)
class Plan:
    epochs: int
    rate: float = 1e-4  # of the top layer
    fall: float = 0.9  # each layer's, by the one above it
    batch: int = 32
    smoothing: float = 0.03
    renamed: float = 0.2  # share of sentences told about somebody else
    beside: float = 0.1  # share of sentences that stand beside one about something else
    keep: float = 0.995  # of the running mean, each step
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Course:
    """What is taught, and how."""

    plan: Plan
    rows: Sequence[Row]

    @property
    def per_epoch(self) -> int:
        return -(-len(self.rows) // self.plan.batch)


@dataclass(frozen=True, slots=True)
class Step:
    given: Batch
    wanted: torch.Tensor  # the share of each tone, for each row


def train(course: Course, dev: dict[str, list[Row]], out: Path, start: Path | None = None) -> None:
    """Leaves out/model.pt: the running mean of the weights after the last epoch."""
    out.mkdir(parents=True, exist_ok=True)
    plan = course.plan
    torch.manual_seed(plan.seed)
    state = begun(start, (plan.rate, plan.fall), course.per_epoch * plan.epochs)
    done = state.restore(out / "checkpoint.pt")
    note(out, {"plan": asdict(plan), "rows": len(course.rows), "done": done})
    for epoch in range(done // course.per_epoch, plan.epochs):
        _epoch(course, state, out, epoch, done)
        torch.save(state.mean.state_dict(), out / f"epoch-{epoch + 1}.pt")
        note(out, {"epoch": epoch + 1, **scored(state.mean, tokenizer_of_base(), dev)})
    torch.save(state.mean.state_dict(), out / "model.pt")


def _epoch(course: Course, state: State, out: Path, epoch: int, done: int) -> None:
    for number, step in _steps(course, epoch):
        if number <= done:
            continue
        loss = _learn(course.plan.keep, state, step)
        if number % NOTED_EVERY == 0:
            note(out, {"step": number, "loss": round(loss, 4)})
        if number % KEPT_EVERY == 0 or number % course.per_epoch == 0:
            state.keep(out / "checkpoint.pt", number)


def _steps(course: Course, epoch: int) -> Iterator[tuple[int, Step]]:
    """The same steps in the same order each time that the epoch is asked for."""
    dice = random.Random(course.plan.seed * 1000 + epoch)
    view = _view(course, dice)
    coded = encode(tokenizer_of_base(), view)
    wanted = torch.tensor([_wanted(row, course.plan.smoothing) for row in view])
    batches = bucketed([len(one.ids) for one in coded], course.plan.batch, dice)
    for number, batch in enumerate(batches, start=epoch * course.per_epoch + 1):
        yield number, Step(padded([coded[at] for at in batch]), wanted[batch])


def _view(course: Course, dice: random.Random) -> list[Row]:
    names = sorted({row.target for row in course.rows})
    return [_told_otherwise(row, course, names, dice) for row in course.rows]


def _told_otherwise(row: Row, course: Course, names: list[str], dice: random.Random) -> Row:
    """The row, or one that deserves the same answer.

    Whom a sentence blames is not to hang on a name, nor on what is said next to it.
    """
    if not row.target or len(row.sentence) > ITEM:
        return row
    if dice.random() < course.plan.renamed and row.target.casefold() not in PRONOUNS:
        row = renamed(row, dice.choice(names))
    if dice.random() < course.plan.beside:
        row = beside(row, dice.choice(course.rows).sentence[:ITEM], dice.random() < 0.5)
    return row


def _wanted(row: Row, smoothing: float) -> list[float]:
    shares = row.shares or [float(tone == row.tone) for tone in range(3)]
    return [share * (1 - smoothing) + smoothing / 3 for share in shares]


def _learn(keep: float, state: State, step: Step) -> float:
    state.model.train()
    loss = functional.cross_entropy(logits_of(state.model, step.given), step.wanted)
    state.optimiser.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(state.model.parameters(), 1.0)
    state.optimiser.step()
    state.rates.step()
    drift(state.mean, state.model, keep)
    return float(loss.detach())


def note(out: Path, what: dict[str, object]) -> None:
    line = json.dumps(what) + "\n"
    with (out / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(line)
    if "step" not in what:
        sys.stdout.write(line)
        sys.stdout.flush()
