"""Of what kind a source is, how far it lets itself be identified, and its stance to what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from dateline.records.report import Identification, SourceKind, Stance
from training.heads import IGNORE
from training.windows import AttributionGold, Window

TRAITS: dict[str, tuple[str, ...]] = {
    "kind": get_args(SourceKind),
    "identification": get_args(Identification),
    "stance": get_args(Stance),
}
LABELS = [f"{trait}={value}" for trait, values in TRAITS.items() for value in values]


class Voices(nn.Module):
    """Scores of every value of every trait: those of the cue's first word and of the source's words (their mean) are
    added up, so that the decoder needs to know nothing but the spans."""

    def __init__(self, width: int, taught: bool) -> None:
        super().__init__()
        self.labels = LABELS if taught else []
        self.hidden = nn.Sequential(nn.Linear(width, 192), nn.GELU(), nn.Dropout(0.1))
        self.cue, self.source = nn.Linear(192, len(LABELS)), nn.Linear(192, len(LABELS))

    def loss(self, words: Tensor, windows: Sequence[Window]) -> Tensor | None:
        known = [(b, a) for b, w in enumerate(windows) for a in w.attributions or [] if a.traits]
        if not known:
            return None
        rows, at, places = [], [], []
        for number, (b, attribution) in enumerate(known):
            source = [i for span in attribution.source for i in range(span.first, span.last)]
            rows += [b] * (1 + len(source))
            at += [attribution.cue[0].first, *source]
            places += [(number, 0, 1.0)] + [(number, 1, 1 / len(source)) for _ in source]
        hidden = self.hidden(words[rows, at])
        spread = torch.zeros(2, len(known), len(rows))
        for column, (number, part, share) in enumerate(places):
            spread[part, number, column] = share
        spread = spread.to(words.device)
        scores = spread[0] @ self.cue(hidden) + spread[1] @ self.source(hidden)
        losses, first = [], 0
        for trait, values in TRAITS.items():
            gold = torch.tensor([_value(a, trait, values) for _, a in known], device=words.device)
            if (gold != IGNORE).any():
                part_scores = scores[:, first : first + len(values)]
                losses.append(functional.cross_entropy(part_scores, gold, ignore_index=IGNORE))
            first += len(values)
        return torch.stack(losses).sum()

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        if not self.labels:
            return {}
        hidden = self.hidden(words)
        return {"voice_cue": self.cue(hidden), "voice_source": self.source(hidden)}

    def arrays(self) -> dict[str, np.ndarray]:
        return {}


def _value(attribution: AttributionGold, trait: str, values: Sequence[str]) -> int:
    for said in attribution.traits:
        name, _, value = said.partition("=")
        if name == trait:
            return values.index(value)
    return IGNORE
