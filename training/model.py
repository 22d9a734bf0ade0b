"""The encoder with its heads."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoModel, PretrainedConfig

from dateline.language.shapes import COUNT
from training.batches import Batch
from training.heads.attributions import Attributions
from training.heads.coreference import Coreference
from training.heads.events import Events
from training.heads.names import Names
from training.heads.roles import Roles
from training.heads.tagging import Factuality, PartsOfSpeech, Sectors, SentenceEnds
from training.heads.tree import Tree
from training.heads.voices import Voices

STREAMS = {
    "form": ("sentence_ends", "parts_of_speech", "tree"),
    "meaning": ("names", "roles", "attributions", "factuality", "voices", "sectors", "events", "coreference"),
}
"""Heads that read the same mixture of the encoder's layers. Form is read lower in the encoder than meaning is
(Tenney et al., 2019)."""
NEVER = -1e4


@dataclass
class Labels:
    """The label sets, found in the training corpora and shipped with the model."""

    upos: list[str]
    deprels: list[str]
    name_types: list[str]
    roles: list[str]
    event_types: list[str] = field(default_factory=list)
    event_modes: list[str] = field(default_factory=list)
    """`type/mode`."""
    sectors: list[str] = field(default_factory=list)


class Layer(nn.Module):
    """A layer of the encoder's kind over words instead of word pieces; starts as a copy of one of the encoder's."""

    def __init__(self, like: nn.Module, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        inner = like.intermediate.dense.out_features
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.first_norm, self.second_norm = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        attention = like.attention
        for mine, theirs in (
            (self.query, attention.self.query),
            (self.key, attention.self.key),
            (self.value, attention.self.value),
            (self.out, attention.output.dense),
            (self.first_norm, attention.output.LayerNorm),
            (self.up, like.intermediate.dense),
            (self.down, like.output.dense),
            (self.second_norm, like.output.LayerNorm),
        ):
            mine.load_state_dict(theirs.state_dict())

    def forward(self, words: Tensor, known: Tensor) -> Tensor:
        """words [window, word, width], known [window, word]: is there a word?"""
        batch, count, width = words.shape

        def split(x: Tensor) -> Tensor:
            return x.view(batch, count, self.heads, width // self.heads).transpose(1, 2)

        query, key, value = split(self.query(words)), split(self.key(words)), split(self.value(words))
        weights = query @ key.transpose(2, 3) / (width // self.heads) ** 0.5
        weights = weights.masked_fill(~known[:, None, None, :], NEVER).softmax(-1).to(value)
        seen = (self.dropout(weights) @ value).transpose(1, 2).reshape(batch, count, width)
        words = self.first_norm(words + self.dropout(self.out(seen)))
        grown = self.down(nn.functional.gelu(self.up(words)))
        return self.second_norm(words + self.dropout(grown))


class Model(nn.Module):
    """Windows of words in, a vector a word for each stream, and the heads over these.

    Each stream has its own weighted mean of the encoder's layers (Peters et al., 2018) and `deep` layers over words
    of its own. A word is the mean of its first and last word piece. Capitals are told to the uncased encoder through
    its token type embedding, which is widened to one row a shape (`dateline.language.shapes`), all equal at the start.
    `encoder`: a folder with weights, or a configuration, for an encoder whose weights are loaded afterwards.
    """

    def __init__(
        self, encoder: str | Path | PretrainedConfig, labels: Labels, deep: int = 0, attention: str = "sdpa"
    ) -> None:
        super().__init__()
        how = {"add_pooling_layer": False, "attn_implementation": attention}
        if isinstance(encoder, PretrainedConfig):
            self.encoder = AutoModel.from_config(encoder, **how)
        else:
            self.encoder = AutoModel.from_pretrained(str(encoder), **how)
        old = self.encoder.embeddings.token_type_embeddings.weight.data
        if len(old) != COUNT:
            types = nn.Embedding(COUNT, old.shape[1])
            types.weight.data[:] = old[0]
            self.encoder.embeddings.token_type_embeddings = types
            self.encoder.config.type_vocab_size = COUNT
        config = self.encoder.config
        width, layers = config.hidden_size, config.num_hidden_layers
        self.mix = nn.Parameter(torch.zeros(len(STREAMS), layers + 1))
        self.mix.data[:, -1] = 2.0  # mostly the last layer, to begin with
        last = self.encoder.encoder.layer[-1]
        self.deep = nn.ModuleDict(
            {
                name: nn.ModuleList(Layer(last, width, config.num_attention_heads) for _ in range(deep))
                for name in STREAMS
            }
        )
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.ModuleDict(
            {
                "sentence_ends": SentenceEnds(width),
                "parts_of_speech": PartsOfSpeech(width, labels.upos),
                "tree": Tree(width, labels.deprels),
                "names": Names(width, labels.name_types),
                "roles": Roles(width, labels.roles),
                "attributions": Attributions(width),
                "factuality": Factuality(width),
                "voices": Voices(width, taught=bool(labels.event_types)),
                "sectors": Sectors(width, labels.sectors),
                "events": Events(width, labels.event_types, labels.event_modes),
                "coreference": Coreference(width),
            }
        )

    def words(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> dict[str, Tensor]:
        """ids, mask, shapes [window, piece]; first, last [window, word]: for each head [window, word, width]."""
        found = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=shapes, output_hidden_states=True)
        layers = torch.stack(found.hidden_states)
        shares = self.mix.softmax(-1).to(layers)
        mixed = (shares @ layers.flatten(1)).view(-1, *layers.shape[1:])
        wide = lambda at: at[..., None].expand(-1, -1, layers.shape[-1])  # noqa: E731
        known = first > 0  # piece 0 is [CLS]
        seen: dict[str, Tensor] = {}
        for hidden, (stream, heads) in zip(mixed, STREAMS.items(), strict=True):
            words = (hidden.gather(1, wide(first)) + hidden.gather(1, wide(last))) / 2
            for layer in self.deep[stream]:
                words = layer(words, known)
            words = self.dropout(words)
            seen |= dict.fromkeys(heads, words)
        return seen

    def losses(self, batch: Batch, words: dict[str, Tensor]) -> dict[str, Tensor]:
        """The loss of each head that the windows teach."""
        return {name: self.heads[name].loss(words[name], gold) for name, gold in batch.gold.items()}

    def distil(
        self, batch: Batch, words: dict[str, Tensor], teachers: dict[str, list[tuple[nn.Module, Tensor]]]
    ) -> dict[str, Tensor]:
        """How far each head that has teachers is from them."""
        return {name: self.heads[name].distil(words[name], some, batch.layout) for name, some in teachers.items()}

    def arrays(self) -> dict[str, np.ndarray]:
        """What the decoder needs beside the graph."""
        return {name: a for head in self.heads.values() for name, a in head.arrays().items()}
