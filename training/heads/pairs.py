"""Spans that belong to an anchor: the arguments of a predicate, the source and content of a cue.

For an anchor a and each word t of its stretch: labels(t | a) = V relu(A a + T t + D[t - a]) + W t, as BIO. The anchor
says which, the word itself where spans begin.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.heads import IGNORE, array

HIDDEN = 160
FARTHEST = 31
"""Distances beyond are one; they are counted in steps that grow (see `buckets`)."""


def buckets(distance: Tensor) -> Tensor:
    """Signed distance in words to a bucket 0 .. 2 * FARTHEST: exact up to 16, then logarithmic."""
    size = distance.abs()
    log = 16 + (torch.log2(size.clamp(min=1).float() / 16) * 5).floor().long().clamp(min=0)
    return torch.where(size <= 16, size, log).clamp(max=FARTHEST) * distance.sign() + FARTHEST


class AnchoredSpans(nn.Module):
    """The scorer. Words and anchors are rows of the same tensor."""

    def __init__(self, width: int, roles: Sequence[str]) -> None:
        super().__init__()
        self.labels = ["O", *(f"{p}-{r}" for r in roles for p in "BI")]
        self.index = {label: i for i, label in enumerate(self.labels)}
        self.anchor = nn.Linear(width, HIDDEN)
        self.word = nn.Linear(width, HIDDEN)
        self.distance = nn.Embedding(2 * FARTHEST + 1, HIDDEN)
        nn.init.normal_(self.distance.weight, std=0.02)
        self.pair = nn.Linear(HIDDEN, len(self.labels))
        self.plain = nn.Linear(width, len(self.labels))
        self.dropout = nn.Dropout(0.1)

    def loss(self, words: Tensor, anchors: list[tuple[int, int, int, int, int]], gold: list[list[int]]) -> Tensor:
        """anchors: (window, first word of the anchor, its last, first word of the stretch, its end); gold: labels."""
        longest = max(e - s for *_, s, e in anchors)
        rows, at, to, starts, _ = (torch.tensor(column) for column in zip(*anchors, strict=True))
        positions = (starts[:, None] + torch.arange(longest)).clamp(max=words.shape[1] - 1)
        labels = torch.tensor([g + [IGNORE] * (longest - len(g)) for g in gold]).to(words.device)
        anchor = self.anchor((words[rows, at] + words[rows, to]) / 2)
        distance = self.distance(buckets(positions - at[:, None]).to(words.device))
        hidden = anchor[:, None] + self.word(words)[rows[:, None], positions] + distance
        logits = self.pair(self.dropout(hidden.relu())) + self.plain(words)[rows[:, None], positions]
        return functional.cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=IGNORE)

    def outputs(self, words: Tensor, name: str) -> dict[str, Tensor]:
        return {
            f"{name}_anchor": functional.linear(words, self.anchor.weight),
            f"{name}_word": self.word(words) + self.anchor.bias,
            f"{name}_plain": self.plain(words) + self.pair.bias,
        }

    def arrays(self, name: str) -> dict[str, np.ndarray]:
        return {f"{name}_distance": array(self.distance.weight), f"{name}_pair": array(self.pair.weight)}
