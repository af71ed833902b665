"""A model's answers, and what they are worth on each part that is held out."""

from collections.abc import Sequence

import numpy as np
import torch
from tokenizers import Tokenizer

from training.data import Row, encode, in_turn, padded
from training.figures import Chances, figures
from training.model import ToneModel, logits_of


@torch.inference_mode()
def answers(model: ToneModel, tokenizer: Tokenizer, rows: Sequence[Row]) -> torch.Tensor:
    """Logits for each row, in order."""
    model.eval()
    coded = encode(tokenizer, rows)
    found = torch.zeros(len(rows), 3)
    for batch in in_turn([len(one.ids) for one in coded], 64):
        found[batch] = logits_of(model, padded([coded[at] for at in batch]))
    return found


def scored(
    model: ToneModel, tokenizer: Tokenizer, dev: dict[str, list[Row]]
) -> dict[str, dict[str, float]]:
    return by_part(
        {part: chances_of(answers(model, tokenizer, rows)) for part, rows in dev.items()}, dev
    )


def by_part(chances: dict[str, Chances], dev: dict[str, list[Row]]) -> dict[str, dict[str, float]]:
    """Figures of each part, and of NewsMTSC's two together."""
    found = {part: figures(chances[part], _tones(rows)) for part, rows in dev.items()}
    both = np.concatenate((chances["rw"], chances["mt"]))
    return {**found, "both": figures(both, _tones(dev["rw"] + dev["mt"]))}


def _tones(rows: Sequence[Row]) -> list[int]:
    return [row.tone for row in rows]


def chances_of(logits: torch.Tensor) -> Chances:
    return logits.double().softmax(1).numpy()
