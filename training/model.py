"""The encoder with its heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoModel, PretrainedConfig

from dateline.language.shapes import COUNT
from dateline.language.tokens import WordPieces
from training.heads.attributions import Attributions
from training.heads.events import Events
from training.heads.names import Names
from training.heads.roles import Roles
from training.heads.tagging import Factuality, PartsOfSpeech, Sectors, SentenceEnds
from training.heads.tree import Tree
from training.heads.voices import Voices
from training.windows import Window, encode


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


class Model(nn.Module):
    """Windows of words in, one vector a word, and the heads over these.

    A word is the mean of its first and last word piece. Capitals are told to the uncased encoder through its token
    type embedding, which is widened to one row a shape (`dateline.language.shapes`), all equal at the start.
    `encoder`: a folder with weights, or a configuration, for an encoder whose weights are loaded afterwards.
    """

    def __init__(self, encoder: str | Path | PretrainedConfig, labels: Labels, attention: str = "sdpa") -> None:
        super().__init__()
        how = {"add_pooling_layer": False, "attn_implementation": attention}
        if isinstance(encoder, PretrainedConfig):
            self.encoder = AutoModel.from_config(encoder, **how)
        else:
            self.encoder = AutoModel.from_pretrained(str(encoder), **how)
        old = self.encoder.embeddings.token_type_embeddings.weight.data
        types = nn.Embedding(COUNT, old.shape[1])
        types.weight.data[:] = old[0]
        self.encoder.embeddings.token_type_embeddings = types
        self.encoder.config.type_vocab_size = COUNT
        width = self.encoder.config.hidden_size
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
            }
        )

    def words(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """ids, mask, shapes [window, piece]; first, last [window, word]: [window, word, width]."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=shapes).last_hidden_state
        wide = lambda at: at[..., None].expand(-1, -1, hidden.shape[-1])  # noqa: E731
        return (hidden.gather(1, wide(first)) + hidden.gather(1, wide(last))) / 2

    def losses(self, windows: Sequence[Window], pieces: WordPieces) -> dict[str, Tensor]:
        """The loss of each head that the windows teach."""
        words = self.dropout(self.words(*self.batch(windows, pieces)))
        found = {name: head.loss(words, windows) for name, head in self.heads.items()}
        return {name: loss for name, loss in found.items() if loss is not None}

    def batch(self, windows: Sequence[Window], pieces: WordPieces) -> tuple[Tensor, ...]:
        """The inputs of `words` for some windows, on the model's device."""
        rows = [encode(w, pieces) for w in windows]
        device = self.encoder.embeddings.word_embeddings.weight.device
        return tuple(t.to(device) for t in as_tensors(rows))

    def arrays(self) -> dict[str, np.ndarray]:
        """What the decoder needs beside the graph."""
        return {name: a for head in self.heads.values() for name, a in head.arrays().items()}


def as_tensors(rows: Sequence[tuple[list[int], list[int], list[int], list[int]]]) -> tuple[Tensor, ...]:
    """(ids, mask, shapes, first, last) of encoded windows, filled up with zeros."""

    def fill(lists: list[list[int]]) -> Tensor:
        width = max(map(len, lists))
        return torch.tensor([row + [0] * (width - len(row)) for row in lists])

    ids, shapes, first, last = (list(column) for column in zip(*rows, strict=True))
    return fill(ids), fill([[1] * len(row) for row in ids]), fill(shapes), fill(first), fill(last)
