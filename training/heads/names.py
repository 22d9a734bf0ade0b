"""Names and descriptions of people, bodies, places and things, as flat BIO labels over their cores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from training.heads import bio
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

    def loss(self, words: Tensor, windows: Sequence[Window]) -> Tensor | None:
        if not any(w.names is not None for w in windows):
            return None
        losses = []
        for b, window in enumerate(windows):
            if window.names is None:
                continue
            length = len(window.words)
            logs = self.score(words[b, :length]).log_softmax(-1)
            gold = torch.tensor(bio(window.names, length, self.index), device=words.device)
            right = logs.gather(1, gold[:, None])[:, 0]
            known = [i for i in range(length) if i not in window.open_words]
            silent = [i for label, i in self.index.items() if label == "O" or label[2:] not in window.name_types]
            losses.append(-torch.where(gold == 0, logs[:, silent].logsumexp(-1), right)[known])
        return torch.cat(losses).mean()

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        return {"names": self.score(words)}

    def arrays(self) -> dict[str, np.ndarray]:
        return {}
