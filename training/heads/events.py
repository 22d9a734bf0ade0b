"""What happened: words that tell of an event, with its type, modes and status, and the words that fill its slots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from dateline.records.report import Size, Status
from training.heads import bio
from training.heads.pairs import AnchoredSpans
from training.windows import Window

STATUS: tuple[str, ...] = get_args(Status)
SIZES = tuple(name for name in Size.__struct_fields__ if name != "items")
SLOTS = ("actor", "recipient", "instrument", "place", "to", "from", "date")


class Events(nn.Module):
    """For each word: no event, or one of the types; given that it tells of one, which modes and which status; for each
    trigger the words of the window that are in its slots, and the numbers that say how many it befell.

    A word that tells of two events ("jailed": convicted and arrested) has half of its probability on each.
    """

    def __init__(self, width: int, types: Sequence[str], modes: Sequence[str]) -> None:
        super().__init__()
        self.types, self.modes = list(types), list(modes)
        self.hidden = nn.Sequential(nn.Linear(width, 256), nn.GELU(), nn.Dropout(0.1))
        self.type_score = nn.Linear(256, 1 + len(self.types))
        self.mode_score = nn.Linear(256, len(self.modes))
        self.status_score = nn.Linear(256, len(STATUS))
        self.spans = AnchoredSpans(width, SLOTS)
        self.counts = AnchoredSpans(width, SIZES)  # apart: "five" is within the recipient "five foreigners"

    def loss(self, words: Tensor, windows: Sequence[Window]) -> Tensor | None:
        known = [b for b, w in enumerate(windows) if w.events is not None]
        if not known:
            return None
        losses: list[Tensor] = []
        triggers: list[tuple[int, int]] = []
        modes: list[Tensor] = []
        status: list[int] = []
        asked: list[Tensor] = []
        anchors: list[tuple[int, int, int, int, int]] = []
        gold: list[list[int]] = []
        counted: list[list[int]] = []
        for b in known:
            window = windows[b]
            length = len(window.words)
            target = torch.zeros(length, 1 + len(self.types))
            target[:, 0] = 1
            for event in window.events or []:
                target[event.trigger] = 0
                for name in event.types:
                    target[event.trigger, 1 + self.types.index(name)] = 1 / len(event.types)
                triggers.append((b, event.trigger))
                modes.append(torch.tensor([float(m in event.modes) for m in self.modes]))
                asked.append(torch.tensor([m.partition("/")[0] in event.types for m in self.modes]))
                status.append(STATUS.index(event.status))
                anchors.append((b, event.trigger, event.trigger, 0, length))
                gold.append(bio(event.slots, length, self.spans.index))
                counted.append(bio(event.counts, length, self.counts.index))
            logs = self.type_score(self.hidden(words[b, :length])).log_softmax(-1)
            losses.append(-(target.to(words.device) * logs).sum(-1))
        total = torch.cat(losses).mean() * 4  # most words tell of nothing
        if not triggers:
            return total
        rows, at = (torch.tensor(column) for column in zip(*triggers, strict=True))
        hidden = self.hidden(words[rows, at])
        total = total + functional.cross_entropy(self.status_score(hidden), torch.tensor(status, device=words.device))
        which = torch.stack(asked).to(words.device)
        if which.any():
            wanted = torch.stack(modes).to(words.device)
            total = (
                total + functional.binary_cross_entropy_with_logits(self.mode_score(hidden)[which], wanted[which]) * 2
            )
        return total + self.spans.loss(words, anchors, gold) + self.counts.loss(words, anchors, counted)

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        if not self.types:
            return {}
        hidden = self.hidden(words)
        return {
            "event_type": self.type_score(hidden),
            "event_mode": self.mode_score(hidden),
            "event_status": self.status_score(hidden),
            **self.spans.outputs(words, "event"),
            **self.counts.outputs(words, "count"),
        }

    def arrays(self) -> dict[str, np.ndarray]:
        return self.spans.arrays("event") | self.counts.arrays("count") if self.types else {}
