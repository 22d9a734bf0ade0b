"""Heads that say one thing of each word: sentence ends, parts of speech, factuality, sectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.heads import IGNORE, Layout, labelled, mean, padded, same, same_chance, width_of, yes_or_no
from training.windows import Window


class SentenceEnds(nn.Module):
    """Is this the last word of a sentence? The last word of a window teaches nothing: a window may end anywhere."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.score = nn.Linear(width, 1)

    def gold(self, windows: Sequence[Window]) -> Tensor | None:
        if not any(w.ends_known for w in windows):
            return None
        rows = []
        for window in windows:
            row = [0] * len(window.words) if window.ends_known else [IGNORE] * len(window.words)
            for sentence in window.sentences if window.ends_known else ():
                row[sentence.last - 1] = 1
            row[-1] = IGNORE
            rows.append(row)
        return padded(rows, width_of(windows))

    def loss(self, words: Tensor, gold: Tensor) -> Tensor:
        return yes_or_no(self.score(words)[..., 0], gold)

    def distil(self, words: Tensor, teachers: Sequence[tuple[SentenceEnds, Tensor]], layout: Layout) -> Tensor:
        counted = layout.words.clone()
        counted[:, :-1] &= layout.words[:, 1:]  # not the last
        counted[:, -1] = False
        found = [head.score(seen)[..., 0] for head, seen in teachers]
        return same_chance(self.score(words)[..., 0], found, counted)

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

    def gold(self, windows: Sequence[Window]) -> Tensor | None:
        if not any(w.upos for w in windows):
            return None
        return padded([[self.index[u] for u in w.upos] if w.upos else [] for w in windows], width_of(windows))

    def loss(self, words: Tensor, gold: Tensor) -> Tensor:
        return labelled(self.score(words), gold)

    def distil(self, words: Tensor, teachers: Sequence[tuple[PartsOfSpeech, Tensor]], layout: Layout) -> Tensor:
        return same(self.score(words), [head.score(seen) for head, seen in teachers], layout.words)

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        return {"upos": self.score(words)}

    def arrays(self) -> dict[str, np.ndarray]:
        return {}


class Factuality(nn.Module):
    """How sure the text is that what a predicate tells happened, -3 to 3 (Stanovsky et al., 2017)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.score = nn.Sequential(nn.Linear(width, 128), nn.GELU(), nn.Linear(128, 1))

    def gold(self, windows: Sequence[Window]) -> tuple[Tensor, Tensor, Tensor] | None:
        at = [(b, i, v) for b, w in enumerate(windows) for i, v in w.factuality.items()]
        if not at:
            return None
        rows, columns, values = zip(*at, strict=True)
        return torch.tensor(rows), torch.tensor(columns), torch.tensor(values, dtype=torch.float32)

    def loss(self, words: Tensor, gold: tuple[Tensor, Tensor, Tensor]) -> Tensor:
        rows, columns, values = gold
        return functional.smooth_l1_loss(self.score(words[rows, columns])[:, 0].float(), values)

    def distil(self, words: Tensor, teachers: Sequence[tuple[Factuality, Tensor]], layout: Layout) -> Tensor:
        """At every word, though only predicates were taught."""
        with torch.no_grad():
            wanted = torch.stack([head.score(seen)[..., 0].float() for head, seen in teachers]).mean(0)
        lost = functional.smooth_l1_loss(self.score(words)[..., 0].float(), wanted, reduction="none")
        return mean(lost, layout.words)

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

    def gold(self, windows: Sequence[Window]) -> tuple[Tensor, Tensor, Tensor] | None:
        at = [(b, i, self.index[v]) for b, w in enumerate(windows) for i, v in w.sectors.items() if v in self.index]
        if not at:
            return None
        rows, columns, gold = zip(*at, strict=True)
        return torch.tensor(rows), torch.tensor(columns), torch.tensor(gold)

    def loss(self, words: Tensor, gold: tuple[Tensor, Tensor, Tensor]) -> Tensor:
        rows, columns, labels = gold
        return labelled(self.score(words[rows, columns]), labels)

    def distil(self, words: Tensor, teachers: Sequence[tuple[Sectors, Tensor]], layout: Layout) -> Tensor:
        """At every word, though only mentions were taught."""
        return same(self.score(words), [head.score(seen) for head, seen in teachers], layout.words)

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        return {"sector": self.score(words)} if self.labels else {}

    def arrays(self) -> dict[str, np.ndarray]:
        return {}
