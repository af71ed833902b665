"""What is asked of the model in training."""

import torch
from torch import Tensor
from torch.nn import functional


def rdrop(first: Tensor, second: Tensor, tones: Tensor, weight: float, smoothing: float) -> Tensor:
    """Both readings of a sentence are to be right, and to agree: R-Drop (Liang et al., 2021)."""
    right = sum(
        functional.cross_entropy(one, tones, label_smoothing=smoothing) for one in (first, second)
    )
    return right / 2 + weight * disagreement(first, second)


def disagreement(first: Tensor, second: Tensor) -> Tensor:
    """How far the two are from each other, the same from either side."""
    one, other = first.log_softmax(1), second.log_softmax(1)
    ahead = functional.kl_div(one, other, reduction="batchmean", log_target=True)
    back = functional.kl_div(other, one, reduction="batchmean", log_target=True)
    return (ahead + back) / 4


def taught(logits: Tensor, teacher: Tensor, heat: float) -> Tensor:
    """Distance from the teachers' mean answer, softened: how sure they were is worth learning."""
    ours = (logits / heat).log_softmax(1)
    theirs = (teacher / heat).softmax(1)
    return heat * heat * functional.kl_div(ours, theirs, reduction="batchmean")


def soft(chances: list[Tensor]) -> Tensor:
    """Logits of the mean of several teachers' chances."""
    return torch.stack([one.softmax(1) for one in chances]).mean(0).clamp_min(1e-6).log()
