"""Predicates and their PropBank arguments."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from training.heads import IGNORE, Layout, bio, padded, same_chance, width_of, yes_or_no
from training.heads.pairs import Anchored, AnchoredSpans, anchored
from training.windows import Window


class Roles(nn.Module):
    """Is this word a predicate, and which words of its sentence are its arguments?"""

    def __init__(self, width: int, roles: Sequence[str]) -> None:
        super().__init__()
        self.predicate = nn.Linear(width, 1)
        self.spans = AnchoredSpans(width, roles)

    def gold(self, windows: Sequence[Window]) -> tuple[Tensor, Anchored | None] | None:
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
        if all(window.predicates is None for window in windows):
            return None
        return padded(rows, width_of(windows)), anchored(anchors, gold)

    def loss(self, words: Tensor, gold: tuple[Tensor, Anchored | None]) -> Tensor:
        labels, anchors = gold
        loss = yes_or_no(self.predicate(words)[..., 0], labels)
        return loss if anchors is None else loss + self.spans.loss(words, anchors)

    def distil(self, words: Tensor, teachers: Sequence[tuple[Roles, Tensor]], layout: Layout) -> Tensor:
        with torch.no_grad():
            odds = [head.predicate(seen)[..., 0] for head, seen in teachers]
            anchors = (torch.stack(odds).float().mean(0) > 0) & layout.words
        spans = [(head.spans, seen) for head, seen in teachers]
        return same_chance(self.predicate(words)[..., 0], odds, layout.words) + self.spans.distil(
            words, spans, anchors, layout, within_sentence=True
        )

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        return {"predicate": self.predicate(words)[..., 0], **self.spans.outputs(words, "role")}

    def arrays(self) -> dict[str, np.ndarray]:
        return self.spans.arrays("role")
