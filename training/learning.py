"""How the weights move: rates by depth, warm-up and decay, and the running mean of the weights."""

import copy
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from torch.optim.lr_scheduler import LambdaLR

from training.model import LAYERS, ToneModel, from_base, loaded

HEAD_RATE = 5.0  # times the rate of the top layer: the head starts from nothing
PARTS = ("model", "mean", "optimiser", "rates")


@dataclass(frozen=True, slots=True)
class State:
    """All that has to be put down to go on after a stop."""

    model: ToneModel
    mean: ToneModel
    optimiser: torch.optim.Optimizer
    rates: LambdaLR

    def keep(self, path: Path, step: int) -> None:
        kept = {name: getattr(self, name).state_dict() for name in PARTS}
        beside = path.with_suffix(".new")
        torch.save({**kept, "step": step, "chance": torch.get_rng_state()}, beside)
        beside.replace(path)

    def restore(self, path: Path) -> int:
        """How many steps were done."""
        if not path.exists():
            return 0
        kept = torch.load(path, weights_only=False)
        for name in PARTS:
            getattr(self, name).load_state_dict(kept[name])
        torch.set_rng_state(kept["chance"])
        return int(kept["step"])


def begun(start: Path | None, rates: tuple[float, float], steps: int) -> State:
    model = from_base() if start is None else loaded(start)
    optimiser = torch.optim.AdamW(_by_depth(model, *rates), weight_decay=0.01, fused=True)
    return State(model, copy.deepcopy(model).eval(), optimiser, _schedule(optimiser, steps))


def _by_depth(model: ToneModel, rate: float, fall: float) -> list[dict[str, object]]:
    """Deeper layers move less: what the base knows of language is not to be unlearnt.

    The vectors of the words stay as they are: half of the weights, and 9,000 sentences name too
    few of them.
    """
    model.words.weight.requires_grad_(False)
    model.places.weight.requires_grad_(False)
    found = [
        _group([model.pooled, model.tones], rate * HEAD_RATE),
        _group([model.sides, model.norm], rate * fall**LAYERS),
    ]
    for depth, layer in enumerate(reversed(model.layers)):
        found.append(_group([layer], rate * fall**depth))
    return found


def _group(modules: list[nn.Module], rate: float) -> dict[str, object]:
    return {"params": [one for module in modules for one in module.parameters()], "lr": rate}


def _schedule(optimiser: torch.optim.Optimizer, steps: int) -> LambdaLR:
    warm = max(1, steps // 10)
    return LambdaLR(
        optimiser,
        lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm))),
    )


@torch.no_grad()
def drift(mean: ToneModel, model: ToneModel, keep: float) -> None:
    """Moves the running mean of the weights a little towards the weights."""
    for old, new in zip(mean.parameters(), model.parameters(), strict=True):
        if new.requires_grad:
            old.lerp_(new, 1 - keep)
