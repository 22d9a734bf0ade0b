"""Spans that belong to an anchor: the arguments of a predicate, the source and content of a cue.

For an anchor a and each word t of its stretch: labels(t | a) = V relu(A a + T t + D[t - a]) + (P a * Q t) U + W t, as
BIO. The anchor says which, the word itself where spans begin; the product lets each label have an affinity of its own
between what the anchor is and what the word is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from training.heads import IGNORE, Layout, array, labelled, same

HIDDEN, PRODUCT = 160, 96
FARTHEST = 31
"""Distances beyond are one; they are counted in steps that grow (see `buckets`)."""


def buckets(distance: Tensor) -> Tensor:
    """Signed distance in words to a bucket 0 .. 2 * FARTHEST: exact up to 16, then logarithmic."""
    size = distance.abs()
    log = 16 + (torch.log2(size.clamp(min=1).float() / 16) * 5).floor().long().clamp(min=0)
    return torch.where(size <= 16, size, log).clamp(max=FARTHEST) * distance.sign() + FARTHEST


class Anchored(NamedTuple):
    """Some anchors and the words that are labelled for each."""

    rows: Tensor
    """[anchor]: its window."""
    at: Tensor
    """[anchor]: its first word."""
    to: Tensor
    """[anchor]: its last word."""
    positions: Tensor
    """[anchor, word]: the words of its stretch."""
    labels: Tensor
    """[anchor, word]: their labels, IGNORE beyond the stretch."""


def anchored(anchors: Sequence[tuple[int, int, int, int, int]], gold: Sequence[Sequence[int]]) -> Anchored | None:
    """anchors: (window, first word of the anchor, its last, first word of the stretch, its end); gold: labels."""
    if not anchors:
        return None
    longest = max(end - start for *_, start, end in anchors)
    rows, at, to, starts, ends = (torch.tensor(column) for column in zip(*anchors, strict=True))
    positions = (starts[:, None] + torch.arange(longest)).minimum(ends[:, None] - 1)
    return Anchored(rows, at, to, positions, torch.tensor([[*g, *[IGNORE] * (longest - len(g))] for g in gold]))


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
        self.anchor_side = nn.Linear(width, PRODUCT)
        self.word_side = nn.Linear(width, PRODUCT)
        self.product = nn.Parameter(torch.zeros(len(self.labels), PRODUCT))
        nn.init.normal_(self.product, std=0.1)
        self.dropout = nn.Dropout(0.1)

    def scores(self, words: Tensor, rows: Tensor, at: Tensor, to: Tensor, positions: Tensor) -> Tensor:
        """Scores [anchor, word, label], of the words at `positions` [anchor, word] of the anchors' windows."""
        centre = (words[rows, at] + words[rows, to]) / 2
        where = rows[:, None], positions
        distance = self.distance(buckets(positions - at[:, None]))
        hidden = self.anchor(centre)[:, None] + self.word(words)[where] + distance
        affinity = (self.anchor_side(centre)[:, None] * self.product) @ self.word_side(words)[where].transpose(1, 2)
        return self.pair(self.dropout(hidden.relu())) + affinity.transpose(1, 2) + self.plain(words)[where]

    def loss(self, words: Tensor, gold: Anchored) -> Tensor:
        return labelled(self.scores(words, *gold[:4]), gold.labels)

    def distil(
        self,
        words: Tensor,
        teachers: Sequence[tuple[AnchoredSpans, Tensor]],
        anchors: Tensor,
        layout: Layout,
        within_sentence: bool,
    ) -> Tensor:
        """anchors [window, word]: which words are one-word anchors."""
        rows, at = anchors.nonzero(as_tuple=True)
        positions = torch.arange(words.shape[1], device=words.device).expand(len(rows), -1)
        with torch.no_grad():
            found = [head.scores(seen, rows, at, at, positions) for head, seen in teachers]
        counted = layout.words[rows]
        if within_sentence:
            counted = counted & (layout.sentence[rows] == layout.sentence[rows, at][:, None])
        return same(self.scores(words, rows, at, at, positions), found, counted)

    def outputs(self, words: Tensor, name: str) -> dict[str, Tensor]:
        return {
            f"{name}_anchor": nn.functional.linear(words, self.anchor.weight),
            f"{name}_word": self.word(words) + self.anchor.bias,
            f"{name}_plain": self.plain(words) + self.pair.bias,
            f"{name}_anchor_side": self.anchor_side(words),
            f"{name}_word_side": self.word_side(words),
        }

    def arrays(self, name: str) -> dict[str, np.ndarray]:
        return {
            f"{name}_distance": array(self.distance.weight),
            f"{name}_pair": array(self.pair.weight),
            f"{name}_product": array(self.product),
        }
