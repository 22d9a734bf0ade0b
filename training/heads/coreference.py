"""Coreference word by word (Dobrovolskii, 2021): which words head a mention, which earlier one it goes back to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from training.heads import IGNORE, Layout, labelled, mean, padded, same, same_chance, width_of, yes_or_no
from training.windows import Window

TYPES = (
    "abstract", "animal", "event", "object", "organization", "person", "place", "plant", "substance", "time",
)  # fmt: skip
"""GUM's types of entities."""
HIDDEN, LINK = 256, 128
REACH = 8
"""Buckets of the distance between two mentions, in sentences: 0, 1, 2, 3, 4, 5 to 7, 8 to 15, more."""
MOST = 48
"""Mentions of a window whose links are compared with what teachers say."""
NEVER = -1e4


def reach_bucket(sentences: Tensor) -> Tensor:
    """The bucket of each distance in sentences, which are not negative."""
    far = 5 + (sentences >= 8).long() + (sentences >= 16).long()
    return torch.where(sentences < 5, sentences, far)


class Linked(NamedTuple):
    """The mentions of each window, as many as the longest list has."""

    heads: Tensor
    """[window, mention]: words, 0 beyond the list."""
    entity: Tensor
    """[window, mention]: a number, IGNORE beyond the list."""
    sentence: Tensor
    """[window, mention]: the number of the sentence that the head is in."""
    new: Tensor
    """[window, mention]: has the document not spoken of it before?"""


def _linked(windows: Sequence[Window]) -> Linked | None:
    marked = [window.mentions or [] for window in windows]
    size = max(map(len, marked))
    if size < 2:
        return None
    entities, sentences = [], []
    for window, mentions in zip(windows, marked, strict=True):
        number = {m.entity: n for n, m in enumerate(mentions)}
        of_word = [n for n, s in enumerate(window.sentences) for _ in range(s.first, s.last)]
        entities.append([number[m.entity] for m in mentions])
        sentences.append([of_word[m.head] for m in mentions])
    return Linked(
        padded([[m.head for m in mentions] for mentions in marked], size).clamp(min=0),
        padded(entities, size),
        padded(sentences, size),
        padded([[int(not m.known) for m in mentions] for mentions in marked], size) == 1,
    )


def _with_none(scores: Tensor, allowed: Tensor) -> Tensor:
    """The scores of those links that are allowed, after that of none, 0."""
    return torch.cat([torch.zeros_like(scores[..., :1]), scores.masked_fill(~allowed, NEVER)], -1)


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

    def gold(self, windows: Sequence[Window]) -> tuple[Tensor, Tensor, Linked | None] | None:
        """[window, word] is it a head and of which type, IGNORE where that is not known; and the links."""
        if all(window.mentions is None for window in windows):
            return None
        heads, types = [], []
        for window in windows:
            known = window.mentions is not None and window.mentions_known
            heads.append([0 if known else IGNORE] * len(window.words))
            types.append([IGNORE] * len(window.words))
            for mention in (window.mentions or ()) if known else ():
                heads[-1][mention.head] = 1
                types[-1][mention.head] = TYPES.index(mention.type)
        size = width_of(windows)
        return padded(heads, size), padded(types, size), _linked(windows)

    def loss(self, words: Tensor, gold: tuple[Tensor, Tensor, Linked | None]) -> Tensor:
        heads, types, links = gold
        hidden = self.hidden(words)
        total = yes_or_no(self.mention(hidden)[..., 0], heads) + 0.5 * labelled(self.kind(hidden), types)
        return total if links is None else total + self._links_loss(words, links)

    def _links_loss(self, words: Tensor, links: Linked) -> Tensor:
        scores = self._links(words, links.heads, links.sentence)
        before = torch.ones(scores.shape[1:], dtype=torch.bool, device=words.device).tril(-1)
        there = links.entity != IGNORE
        allowed = there[:, :, None] & there[:, None, :] & before
        right = allowed & (links.entity[:, :, None] == links.entity[:, None, :])
        goes_back = right.any(-1)
        none = torch.zeros_like(scores[..., :1])
        total = torch.cat([none, scores.masked_fill(~allowed, NEVER)], -1).logsumexp(-1)
        # The right choice: any right antecedent, or none where it has none in the whole document.
        wanted = torch.cat([none.masked_fill(goes_back[..., None], NEVER), scores.masked_fill(~right, NEVER)], -1)
        return mean(total - wanted.logsumexp(-1), there & (goes_back | links.new))

    def _links(self, words: Tensor, heads: Tensor, sentence: Tensor) -> Tensor:
        """Scores [window, later mention, earlier mention] of mentions with their heads and the sentences of these."""
        hidden = self.link_hidden(words.gather(1, heads[..., None].expand(-1, -1, words.shape[-1])))
        scores = (self.later(hidden) @ self.earlier(hidden).transpose(1, 2)).float() / LINK**0.5
        away = reach_bucket((sentence[:, :, None] - sentence[:, None, :]).clamp(min=0))
        return scores + self.reach(hidden).float().gather(2, away)

    def distil(self, words: Tensor, teachers: Sequence[tuple[Coreference, Tensor]], layout: Layout) -> Tensor:
        """Heads and types of all words, and links between those words of a window that the teachers take for heads."""
        hidden = self.hidden(words)
        with torch.no_grad():
            theirs = [head.hidden(seen) for head, seen in teachers]
            odds = [head.mention(h)[..., 0] for (head, _), h in zip(teachers, theirs, strict=True)]
            kinds = [head.kind(h) for (head, _), h in zip(teachers, theirs, strict=True)]
            likely = torch.stack(odds).float().mean(0).masked_fill(~layout.words, NEVER)
            some = min(MOST, words.shape[1])
            heads = likely.topk(some, dim=1).indices.sort(1).values
            there = likely.gather(1, heads) > 0
            sentence = layout.sentence.gather(1, heads)
            before = torch.ones(some, some, dtype=torch.bool, device=words.device).tril(-1)
            allowed = there[:, :, None] & there[:, None, :] & before
            links = [_with_none(head._links(seen, heads, sentence), allowed) for head, seen in teachers]
        total = same_chance(self.mention(hidden)[..., 0], odds, layout.words)
        total = total + 0.5 * same(self.kind(hidden), kinds, likely > 0)
        return total + same(_with_none(self._links(words, heads, sentence), allowed), links, there)

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
