"""Of what kind a source is, how far it lets itself be identified, and its stance to what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, get_args

import numpy as np
import torch
from torch import Tensor, nn

from dateline.records.report import Identification, SourceKind, Stance
from training.heads import IGNORE, Layout, labelled, same
from training.windows import AttributionGold, Window

TRAITS: dict[str, tuple[str, ...]] = {
    "kind": get_args(SourceKind),
    "identification": get_args(Identification),
    "stance": get_args(Stance),
}
LABELS = [f"{trait}={value}" for trait, values in TRAITS.items() for value in values]


class Traits(NamedTuple):
    """What windows teach of attributions."""

    rows: Tensor
    at: Tensor
    """[word]: window and word of the cues' first words and of the sources' words."""
    spread: Tensor
    """[cue or source, attribution, word]: the share that a word has in an attribution."""
    values: Tensor
    """[trait, attribution], IGNORE where it is not said."""


class Voices(nn.Module):
    """Scores of every value of every trait: those of the cue's first word and of the source's words (their mean) are
    added up, so that the decoder needs to know nothing but the spans."""

    def __init__(self, width: int, taught: bool) -> None:
        super().__init__()
        self.labels = LABELS if taught else []
        self.hidden = nn.Sequential(nn.Linear(width, 192), nn.GELU(), nn.Dropout(0.1))
        self.cue, self.source = nn.Linear(192, len(LABELS)), nn.Linear(192, len(LABELS))

    def gold(self, windows: Sequence[Window]) -> Traits | None:
        known = [(b, a) for b, w in enumerate(windows) for a in w.attributions or [] if a.traits]
        if not known:
            return None
        rows, at, places = [], [], []
        for number, (b, attribution) in enumerate(known):
            source = [i for span in attribution.source for i in range(span.first, span.last)]
            rows += [b] * (1 + len(source))
            at += [attribution.cue[0].first, *source]
            places += [(number, 0, 1.0)] + [(number, 1, 1 / len(source)) for _ in source]
        spread = torch.zeros(2, len(known), len(rows))
        for column, (number, part, share) in enumerate(places):
            spread[part, number, column] = share
        values = [[_value(a, trait, values) for _, a in known] for trait, values in TRAITS.items()]
        return Traits(torch.tensor(rows), torch.tensor(at), spread, torch.tensor(values))

    def loss(self, words: Tensor, gold: Traits) -> Tensor:
        hidden = self.hidden(words[gold.rows, gold.at])
        scores = gold.spread[0] @ self.cue(hidden).float() + gold.spread[1] @ self.source(hidden).float()
        parts = scores.split([len(values) for values in TRAITS.values()], -1)
        return torch.stack([labelled(s, v) for s, v in zip(parts, gold.values, strict=True)]).sum()

    def distil(self, words: Tensor, teachers: Sequence[tuple[Voices, Tensor]], layout: Layout) -> Tensor:
        """Word by word, though they count in sums only."""
        hidden, total = self.hidden(words), words.new_zeros(())
        sizes = [len(values) for values in TRAITS.values()]
        for part in ("cue", "source"):
            with torch.no_grad():
                theirs = [getattr(h, part)(h.hidden(seen)).split(sizes, -1) for h, seen in teachers]
            for i, ours in enumerate(getattr(self, part)(hidden).split(sizes, -1)):
                total = total + same(ours, [t[i] for t in theirs], layout.words)
        return total / 2

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
