"""Coreference word by word (Dobrovolskii, 2021): which words head a mention, which earlier one it goes back to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.heads import IGNORE, padded
from training.windows import Mention, Window

TYPES = (
    "abstract", "animal", "event", "object", "organization", "person", "place", "plant", "substance", "time",
)  # fmt: skip
"""GUM's types of entities."""
HIDDEN, LINK = 256, 128
REACH = 8
"""Buckets of the distance between two mentions, in sentences: 0, 1, 2, 3, 4, 5 to 7, 8 to 15, more."""
NEVER = -1e4


def reach_bucket(sentences: Tensor) -> Tensor:
    """The bucket of each distance in sentences, which are not negative."""
    far = 5 + (sentences >= 8).long() + (sentences >= 16).long()
    return torch.where(sentences < 5, sentences, far)


class Coreference(nn.Module):
    """For each word: does it head a mention, of which type; for each pair of mentions how well the later goes back to
    the earlier, as the product of two projections with what its distance is worth to the later one. A mention that
    goes back to none scores 0.

    The loss of the links is the probability of all right antecedents together (Lee et al., 2017), among the marked
    mentions of the window; a mention whose antecedents all lie before the window says nothing.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.hidden = nn.Sequential(nn.Linear(width, HIDDEN), nn.GELU(), nn.Dropout(0.2))
        self.mention, self.kind = nn.Linear(HIDDEN, 1), nn.Linear(HIDDEN, len(TYPES))
        self.link_hidden = nn.Sequential(nn.Linear(width, HIDDEN), nn.GELU(), nn.Dropout(0.2))
        self.later, self.earlier = nn.Linear(HIDDEN, LINK), nn.Linear(HIDDEN, LINK)
        self.reach = nn.Linear(HIDDEN, REACH)

    def loss(self, words: Tensor, windows: Sequence[Window]) -> Tensor | None:
        rows = [b for b, w in enumerate(windows) if w.mentions is not None]
        if not rows:
            return None
        words, windows = words[rows], [windows[b] for b in rows]
        marked = [w.mentions or [] for w in windows]
        losses = []
        complete = [b for b, w in enumerate(windows) if w.mentions_known]
        if complete:
            losses.append(
                self._heads_loss(words[complete], [windows[b] for b in complete], [marked[b] for b in complete])
            )
        if any(len(mentions) > 1 for mentions in marked):
            losses.append(self._links_loss(words, windows, marked))
        return torch.stack(losses).sum() if losses else None

    def _heads_loss(self, words: Tensor, windows: Sequence[Window], marked: Sequence[list[Mention]]) -> Tensor:
        heads, types = [], []
        for window, mentions in zip(windows, marked, strict=True):
            heads.append([0] * len(window.words))
            types.append([IGNORE] * len(window.words))
            for mention in mentions:
                heads[-1][mention.head] = 1
                types[-1][mention.head] = TYPES.index(mention.type)
        gold, kinds = padded(heads, words.shape[1]).to(words.device), padded(types, words.shape[1]).to(words.device)
        hidden, known = self.hidden(words), gold != IGNORE
        odds = self.mention(hidden)[..., 0]
        wrong = functional.binary_cross_entropy_with_logits(odds, gold.clamp(min=0).float(), reduction="none")
        loss = (wrong * known).sum() / known.sum()
        scores = self.kind(hidden).flatten(0, 1)
        wrong = functional.cross_entropy(scores, kinds.flatten(), ignore_index=IGNORE, reduction="sum")
        return loss + 0.5 * wrong / (kinds != IGNORE).sum().clamp(min=1)

    def _links_loss(self, words: Tensor, windows: Sequence[Window], marked: Sequence[list[Mention]]) -> Tensor:
        size = max(map(len, marked))
        at, entities, sentences, new = [], [], [], []
        for window, mentions in zip(windows, marked, strict=True):
            number = {m.entity: n for n, m in enumerate(mentions)}
            of_word = [n for n, s in enumerate(window.sentences) for _ in range(s.first, s.last)]
            at.append([m.head for m in mentions])
            entities.append([number[m.entity] for m in mentions])
            sentences.append([of_word[m.head] for m in mentions])
            new.append([int(not m.known) for m in mentions])
        entity, sentence, new_ = (padded(rows, size).to(words.device) for rows in (entities, sentences, new))
        heads = padded(at, size).clamp(min=0).to(words.device)
        hidden = self.link_hidden(words.gather(1, heads[..., None].expand(-1, -1, words.shape[-1])))
        scores = self.later(hidden) @ self.earlier(hidden).transpose(1, 2) / LINK**0.5
        away = reach_bucket((sentence[:, :, None] - sentence[:, None, :]).clamp(min=0))
        scores = scores + self.reach(hidden).gather(2, away)
        there = entity != IGNORE
        before = torch.ones(size, size, dtype=torch.bool, device=words.device).tril(-1)
        allowed = there[:, :, None] & there[:, None, :] & before
        right = allowed & (entity[:, :, None] == entity[:, None, :])
        goes_back = right.any(-1)
        none = torch.zeros_like(scores[..., :1])
        total = torch.cat([none, scores.masked_fill(~allowed, NEVER)], -1).logsumexp(-1)
        # The right choice: any right antecedent, or none where it has none in the whole document.
        wanted = torch.cat([none.masked_fill(goes_back[..., None], NEVER), scores.masked_fill(~right, NEVER)], -1)
        counts = there & (goes_back | (new_ == 1))
        return ((total - wanted.logsumexp(-1)) * counts).sum() / counts.sum().clamp(min=1)

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        hidden, link = self.hidden(words), self.link_hidden(words)
        return {
            "mention": self.mention(hidden)[..., 0],
            "mention_type": self.kind(hidden),
            "mention_later": self.later(link) / LINK**0.5,
            "mention_earlier": self.earlier(link),
            "mention_reach": self.reach(link),
        }

    def arrays(self) -> dict[str, np.ndarray]:
        return {}
