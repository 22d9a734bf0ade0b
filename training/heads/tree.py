"""Dependency trees by deep biaffine attention (Dozat and Manning, 2017)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from training.heads import Layout, array, labelled, layout_of, padded, same, width_of
from training.windows import Window

ARC, RELATION = 192, 64
"""Widths of the two pairs of projections: arcs are scored for all pairs of a window in the graph, relations in the
decoder for the chosen arcs only."""
NEVER = -1e4
"""Score of a head in another sentence."""


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

    def within(self, words: Tensor, sentence: Tensor) -> Tensor:
        """Scores [window, dependent, 1 + head], the root first; a head is a word of the same sentence."""
        scores, root = self.arcs(words)
        outside = sentence[:, :, None] != sentence[:, None, :]
        return torch.cat([root[..., None], scores.masked_fill(outside, NEVER)], -1)

    def relations(self, words: Tensor, heads: Tensor) -> Tensor:
        """Scores [window, word, relation] of each word's dependence on its head, given as 1 + head, 0 for the root."""
        dependent = self.relation_dependent(words)
        head = torch.cat([self.relation_root.expand(len(words), 1, -1).to(dependent), self.relation_head(words)], 1)
        head = head.gather(1, heads[..., None].expand(-1, -1, RELATION))
        one = torch.ones_like(dependent[..., :1])
        dependent, head = torch.cat([dependent, one], -1), torch.cat([head, one], -1)
        # [word, label, head side] first: much smaller than the outer product of the sides.
        by_label = dependent.flatten(0, 1) @ self.relation_weight.permute(1, 0, 2).flatten(1)
        by_label = by_label.view(*dependent.shape[:2], len(self.relation_weight), RELATION + 1)
        return (by_label @ head[..., None])[..., 0]

    def gold(self, windows: Sequence[Window]) -> tuple[Tensor, Tensor, Tensor] | None:
        """Sentence numbers, 1 + heads and relations [window, word]."""
        if not any(w.heads is not None for w in windows):
            return None
        size = width_of(windows)
        heads = padded([[h + 1 for h in w.heads or []] for w in windows], size)
        return (
            layout_of(windows).sentence,
            heads,
            padded([[self.index.get(d, 0) for d in w.deprels or []] for w in windows], size),
        )

    def loss(self, words: Tensor, gold: tuple[Tensor, Tensor, Tensor]) -> Tensor:
        sentence, heads, labels = gold
        arcs = labelled(self.within(words, sentence), heads)
        return arcs + labelled(self.relations(words, heads.clamp(min=0)), labels)

    def distil(self, words: Tensor, teachers: Sequence[tuple[Tree, Tensor]], layout: Layout) -> Tensor:
        with torch.no_grad():
            arcs = [head.within(seen, layout.sentence) for head, seen in teachers]
            likeliest = torch.stack([a.float().softmax(-1) for a in arcs]).mean(0).argmax(-1)
            relations = [head.relations(seen, likeliest) for head, seen in teachers]
        return same(self.within(words, layout.sentence), arcs, layout.words) + same(
            self.relations(words, likeliest), relations, layout.words
        )

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
