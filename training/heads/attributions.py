"""Who says what: cues, and the source and content that belong to each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from torch import Tensor, nn
from torch.nn import functional

from training.heads import IGNORE, bio, padded
from training.heads.pairs import AnchoredSpans
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

    def loss(self, words: Tensor, windows: Sequence[Window]) -> Tensor | None:
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
        labels = padded(rows, words.shape[1]).to(words.device)
        if not (labels != IGNORE).any():
            return None
        loss = functional.cross_entropy(self.cue(words).flatten(0, 1), labels.flatten(), ignore_index=IGNORE)
        return loss + self.spans.loss(words, anchors, gold) if anchors else loss

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        return {"cue": self.cue(words), **self.spans.outputs(words, "attribution")}

    def arrays(self) -> dict[str, np.ndarray]:
        return self.spans.arrays("attribution")
