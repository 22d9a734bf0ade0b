"""Predicates and their PropBank arguments."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from torch import Tensor, nn
from torch.nn import functional

from training.heads import IGNORE, bio, padded
from training.heads.pairs import AnchoredSpans
from training.windows import Window


class Roles(nn.Module):
    """Is this word a predicate, and which words of its sentence are its arguments?"""

    def __init__(self, width: int, roles: Sequence[str]) -> None:
        super().__init__()
        self.predicate = nn.Linear(width, 1)
        self.spans = AnchoredSpans(width, roles)

    def loss(self, words: Tensor, windows: Sequence[Window]) -> Tensor | None:
        rows, anchors, gold = [], [], []
        for b, window in enumerate(windows):
            if window.predicates is None:
                rows.append([IGNORE])
                continue
            rows.append([int(i in window.predicates) for i in range(len(window.words))])
            for sentence in window.sentences:
                for i in range(sentence.first, sentence.last):
                    if (arguments := window.predicates.get(i)) is not None:
                        anchors.append((b, i, i, sentence.first, sentence.last))
                        length = sentence.last - sentence.first
                        gold.append(bio(arguments, length, self.spans.index, sentence.first))
        labels = padded(rows, words.shape[1]).to(words.device)
        known = labels != IGNORE
        if not known.any():
            return None
        loss = functional.binary_cross_entropy_with_logits(self.predicate(words)[..., 0][known], labels[known].float())
        return loss + self.spans.loss(words, anchors, gold) if anchors else loss

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        return {"predicate": self.predicate(words)[..., 0], **self.spans.outputs(words, "role")}

    def arrays(self) -> dict[str, np.ndarray]:
        return self.spans.arrays("role")
