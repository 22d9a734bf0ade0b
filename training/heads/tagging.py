"""Heads that say one thing of each word: sentence ends, parts of speech, factuality, sectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.heads import IGNORE, padded
from training.windows import Window


class SentenceEnds(nn.Module):
    """Is this the last word of a sentence? The last word of a window teaches nothing: a window may end anywhere."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.score = nn.Linear(width, 1)

    def loss(self, words: Tensor, windows: Sequence[Window]) -> Tensor | None:
        if not any(w.ends_known for w in windows):
            return None
        rows = []
        for window in windows:
            row = [0] * len(window.words) if window.ends_known else [IGNORE] * len(window.words)
            for sentence in window.sentences if window.ends_known else ():
                row[sentence.last - 1] = 1
            row[-1] = IGNORE
            rows.append(row)
        gold = padded(rows, words.shape[1]).to(words.device)
        known = gold != IGNORE
        if not known.any():
            return None
        return functional.binary_cross_entropy_with_logits(self.score(words)[..., 0][known], gold[known].float())

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        return {"sentence_end": self.score(words)[..., 0]}

    def arrays(self) -> dict[str, np.ndarray]:
        return {}


class PartsOfSpeech(nn.Module):
    """Universal parts of speech."""

    def __init__(self, width: int, labels: Sequence[str]) -> None:
        super().__init__()
        self.index = {label: i for i, label in enumerate(labels)}
        self.score = nn.Linear(width, len(labels))

    def loss(self, words: Tensor, windows: Sequence[Window]) -> Tensor | None:
        if not any(w.upos for w in windows):
            return None
        rows = [[self.index[u] for u in w.upos] if w.upos else [] for w in windows]
        gold = padded(rows, words.shape[1]).to(words.device)
        return functional.cross_entropy(self.score(words).flatten(0, 1), gold.flatten(), ignore_index=IGNORE)

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        return {"upos": self.score(words)}

    def arrays(self) -> dict[str, np.ndarray]:
        return {}


class Factuality(nn.Module):
    """How sure the text is that what a predicate tells happened, -3 to 3 (Stanovsky et al., 2017)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.score = nn.Sequential(nn.Linear(width, 128), nn.GELU(), nn.Linear(128, 1))

    def loss(self, words: Tensor, windows: Sequence[Window]) -> Tensor | None:
        at = [(b, i, v) for b, w in enumerate(windows) for i, v in w.factuality.items()]
        if not at:
            return None
        rows, columns, values = zip(*at, strict=True)
        found = self.score(words[list(rows), list(columns)])[:, 0]
        return functional.smooth_l1_loss(found, torch.tensor(values, device=words.device))

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        return {"factuality": self.score(words)[..., 0]}

    def arrays(self) -> dict[str, np.ndarray]:
        return {}


class Sectors(nn.Module):
    """PLOVER sector of whoever a word names or describes; only words with a known sector teach."""

    def __init__(self, width: int, labels: Sequence[str]) -> None:
        super().__init__()
        self.labels = list(labels)
        self.index = {label: i for i, label in enumerate(labels)}
        self.score = nn.Sequential(nn.Linear(width, 192), nn.GELU(), nn.Dropout(0.1), nn.Linear(192, len(labels)))

    def loss(self, words: Tensor, windows: Sequence[Window]) -> Tensor | None:
        at = [(b, i, self.index[v]) for b, w in enumerate(windows) for i, v in w.sectors.items()]
        if not at:
            return None
        rows, columns, gold = zip(*at, strict=True)
        found = self.score(words[list(rows), list(columns)])
        return functional.cross_entropy(found, torch.tensor(gold, device=words.device))

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        return {"sector": self.score(words)} if self.labels else {}

    def arrays(self) -> dict[str, np.ndarray]:
        return {}
