"""Who says what: cues, and the source and content that belong to each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from training.heads import IGNORE, Layout, bio, labelled, padded, same, width_of
from training.heads.pairs import Anchored, AnchoredSpans, anchored
from training.windows import Span, Window

CUE = {"B-cue": 1, "I-cue": 2}


class Attributions(nn.Module):
    """Cues as BIO; for each cue the words of the window that are its source or its content.

    The anchor of a cue is its first stretch of words; the others ("said ... in a statement") are labelled as spans too.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.cue = nn.Sequential(nn.Linear(width, 256), nn.GELU(), nn.Dropout(0.1), nn.Linear(256, 3))
        self.spans = AnchoredSpans(width, ["source", "content", "cue"])

    def gold(self, windows: Sequence[Window]) -> tuple[Tensor, Anchored | None] | None:
        if all(window.attributions is None for window in windows):
            return None
        rows, anchors, gold = [], [], []
        for b, window in enumerate(windows):
            if window.attributions is None:
                rows.append([IGNORE])
                continue
            length = len(window.words)
            cues = [Span(a.cue[0].first, a.cue[0].last, "cue") for a in window.attributions]
            rows.append(bio(cues, length, CUE))
            for a in window.attributions:
                spans = [Span(s.first, s.last, "content") for s in a.content]
                spans += [Span(s.first, s.last, "source") for s in a.source]
                spans += [Span(s.first, s.last, "cue") for s in a.cue[1:]]
                anchors.append((b, a.cue[0].first, a.cue[0].last - 1, 0, length))
                gold.append(bio(spans, length, self.spans.index))
        return padded(rows, width_of(windows)), anchored(anchors, gold)

    def loss(self, words: Tensor, gold: tuple[Tensor, Anchored | None]) -> Tensor:
        labels, anchors = gold
        loss = labelled(self.cue(words), labels)
        return loss if anchors is None else loss + self.spans.loss(words, anchors)

    def distil(self, words: Tensor, teachers: Sequence[tuple[Attributions, Tensor]], layout: Layout) -> Tensor:
        """Of longer cues the first word stands for all."""
        with torch.no_grad():
            cues = [head.cue(seen) for head, seen in teachers]
            chances = torch.stack([c.float().softmax(-1) for c in cues]).mean(0)
            anchors = (chances.argmax(-1) == CUE["B-cue"]) & layout.words
        spans = [(head.spans, seen) for head, seen in teachers]
        return same(self.cue(words), cues, layout.words) + self.spans.distil(
            words, spans, anchors, layout, within_sentence=False
        )

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        return {"cue": self.cue(words), **self.spans.outputs(words, "attribution")}

    def arrays(self) -> dict[str, np.ndarray]:
        return self.spans.arrays("attribution")
