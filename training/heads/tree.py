"""Dependency trees by deep biaffine attention (Dozat and Manning, 2017)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.heads import IGNORE, array, padded
from training.windows import Window

ARC, RELATION = 192, 64
"""Widths of the two pairs of projections: arcs are scored for all pairs of a window in the graph, relations in the
decoder for the chosen arcs only."""


class Tree(nn.Module):
    """Which word each word depends on, and as what. A root depends on a learned vector."""

    def __init__(self, width: int, labels: Sequence[str]) -> None:
        super().__init__()
        self.index = {label: i for i, label in enumerate(labels)}
        project = lambda to: nn.Sequential(nn.Linear(width, to), nn.GELU(), nn.Dropout(0.2))  # noqa: E731
        self.arc_dependent, self.arc_head = project(ARC), project(ARC)
        self.arc_weight = nn.Parameter(torch.eye(ARC) / ARC**0.5)
        self.arc_bias = nn.Linear(ARC, 1)
        self.root = nn.Linear(ARC, 1)
        self.relation_dependent, self.relation_head = project(RELATION), project(RELATION)
        self.relation_root = nn.Parameter(torch.zeros(RELATION))
        # The extra 1 of each side makes the linear terms part of the bilinear form.
        self.relation_weight = nn.Parameter(torch.zeros(len(labels), RELATION + 1, RELATION + 1))
        nn.init.normal_(self.relation_weight, std=0.02)

    def arcs(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Scores [window, dependent, head], and [window, word] of being a root."""
        dependent, head = self.arc_dependent(words), self.arc_head(words)
        scores = dependent @ self.arc_weight @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)
        return scores, self.root(dependent)[..., 0]

    def loss(self, words: Tensor, windows: Sequence[Window]) -> Tensor | None:
        rows = [b for b, w in enumerate(windows) if w.heads is not None]
        if not rows:
            return None
        words = words[rows]
        windows = [windows[b] for b in rows]
        size = words.shape[1]
        scores, root = self.arcs(words)
        # A head is a word of the same sentence.
        sentence = torch.full((len(rows), size), -1)
        for b, window in enumerate(windows):
            for number, span in enumerate(window.sentences):
                sentence[b, span.first : span.last] = number
        sentence = sentence.to(words.device)
        outside = sentence[:, :, None] != sentence[:, None, :]
        scores = torch.cat([root[..., None], scores.masked_fill(outside, -1e4)], -1)
        heads = padded([[h + 1 for h in w.heads or []] for w in windows], size).to(words.device)
        arc_loss = functional.cross_entropy(scores.flatten(0, 1), heads.flatten(), ignore_index=IGNORE)

        labels = padded([[self.index.get(d, 0) for d in w.deprels or []] for w in windows], size).to(words.device)
        known = heads != IGNORE
        dependent = self.relation_dependent(words)
        head = torch.cat([self.relation_root.expand(len(rows), 1, -1), self.relation_head(words)], 1)
        head = head.gather(1, heads.clamp(min=0)[..., None].expand(-1, -1, RELATION))
        one = torch.ones_like(dependent[..., :1])
        dependent, head = torch.cat([dependent, one], -1)[known], torch.cat([head, one], -1)[known]
        relation = torch.einsum("nd,ldh,nh->nl", dependent, self.relation_weight, head)
        return arc_loss + functional.cross_entropy(relation, labels[known])

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        scores, root = self.arcs(words)
        return {
            "arcs": scores,
            "roots": root,
            "relation_dependent": self.relation_dependent(words),
            "relation_head": self.relation_head(words),
        }

    def arrays(self) -> dict[str, np.ndarray]:
        return {"relation_weight": array(self.relation_weight), "relation_root": array(self.relation_root)}
