"""Names and descriptions of people, bodies, places and things, as flat BIO labels over their cores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from training.heads import IGNORE, Layout, bio, mean, padded, same, width_of
from training.windows import Window


class Names(nn.Module):
    """BIO labels; a corpus that marks only some types says nothing against the others.

    Where such a corpus has O, the loss is that of "O or one of the types it does not mark" (their summed probability).
    """

    def __init__(self, width: int, types: Sequence[str]) -> None:
        super().__init__()
        self.labels = ["O", *(f"{p}-{t}" for t in types for p in "BI")]
        self.index = {label: i for i, label in enumerate(self.labels)}
        self.score = nn.Sequential(nn.Linear(width, 256), nn.GELU(), nn.Dropout(0.1), nn.Linear(256, len(self.labels)))

    def gold(self, windows: Sequence[Window]) -> tuple[Tensor, Tensor] | None:
        """Labels [window, word], and [window, label]: may a word with O be of this label all the same?"""
        if not any(w.names is not None for w in windows):
            return None
        rows, silent = [], torch.zeros(len(windows), len(self.labels), dtype=torch.bool)
        for b, window in enumerate(windows):
            length = 0 if window.names is None else len(window.words)
            row = bio(window.names or (), length, self.index)
            for i in window.open_words:
                if i < length and row[i] == 0:
                    row[i] = IGNORE
            rows.append(row)
            for label, i in self.index.items():
                silent[b, i] = label == "O" or label[2:] not in window.name_types
        return padded(rows, width_of(windows)), silent

    def loss(self, words: Tensor, gold: tuple[Tensor, Tensor]) -> Tensor:
        labels, silent = gold
        logs = self.score(words).float().log_softmax(-1)
        right = logs.gather(-1, labels.clamp(min=0)[..., None])[..., 0]
        unmarked = logs.masked_fill(~silent[:, None], -1e4).logsumexp(-1)
        return mean(-torch.where(labels == 0, unmarked, right), labels != IGNORE)

    def distil(self, words: Tensor, teachers: Sequence[tuple[Names, Tensor]], layout: Layout) -> Tensor:
        return same(self.score(words), [head.score(seen) for head, seen in teachers], layout.words)

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        return {"names": self.score(words)}

    def arrays(self) -> dict[str, np.ndarray]:
        return {}
