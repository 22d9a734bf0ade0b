"""What happened: words that tell of an event, with its type, modes and status, and the words that fill its slots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, get_args

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from dateline.records.report import Size, Status
from training.heads import IGNORE, Layout, bio, labelled, mean, same, same_chance, width_of
from training.heads.pairs import Anchored, AnchoredSpans, anchored
from training.windows import PARTIES, SETTING, Window

STATUS: tuple[str, ...] = get_args(Status)
SIZES = tuple(name for name in Size.__struct_fields__ if name != "items")


class Told(NamedTuple):
    """What windows teach of events."""

    types: Tensor
    """[window, word, 1 + type]: the share of each, that of no event first; nothing where it is not known."""
    rows: Tensor
    at: Tensor
    """[event]: window and word of each trigger."""
    modes: Tensor
    """[event, mode]: has it that mode? IGNORE where its types have no such mode."""
    status: Tensor
    """[event]."""
    parties: Anchored | None
    setting: Anchored | None
    counts: Anchored | None


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
        self.parties = AnchoredSpans(width, PARTIES)
        # Apart, since a place is within the recipient "residents of Goma", and "five" within "five foreigners".
        self.setting = AnchoredSpans(width, SETTING)
        self.counts = AnchoredSpans(width, SIZES)

    def gold(self, windows: Sequence[Window]) -> Told | None:
        if all(window.events is None for window in windows):
            return None
        types = torch.zeros(len(windows), width_of(windows), 1 + len(self.types))
        at: list[tuple[int, int]] = []
        modes: list[list[int]] = []
        status: list[int] = []
        anchors: list[tuple[int, int, int, int, int]] = []
        parties: list[list[int]] = []
        setting: list[list[int]] = []
        counts: list[list[int]] = []
        for b, window in enumerate(windows):
            if window.events is None:
                continue
            length = len(window.words)
            types[b, :length, 0] = 1
            for event in window.events:
                types[b, event.trigger, 0] = 0
                for name in event.types:
                    types[b, event.trigger, 1 + self.types.index(name)] = 1 / len(event.types)
                at.append((b, event.trigger))
                asked = [mode.partition("/")[0] in event.types for mode in self.modes]
                modes.append([int(m in event.modes) if a else IGNORE for m, a in zip(self.modes, asked, strict=True)])
                status.append(STATUS.index(event.status))
                anchors.append((b, event.trigger, event.trigger, 0, length))
                parties.append(bio(event.slots, length, self.parties.index))
                setting.append(bio(event.slots, length, self.setting.index))
                counts.append(bio(event.counts, length, self.counts.index))
        rows, words = torch.tensor(at or [(0, 0)][:0]).view(-1, 2).long().unbind(1)
        return Told(
            types,
            rows,
            words,
            torch.tensor(modes).long().view(len(at), len(self.modes)),
            torch.tensor(status).long(),
            anchored(anchors, parties),
            anchored(anchors, setting),
            anchored(anchors, counts),
        )

    def loss(self, words: Tensor, gold: Told) -> Tensor:
        logs = self.type_score(self.hidden(words)).float().log_softmax(-1)
        total = mean(-(gold.types * logs).sum(-1), gold.types.sum(-1) > 0) * 4  # most words tell of nothing
        if gold.parties is None or gold.setting is None or gold.counts is None:
            return total
        hidden = self.hidden(words[gold.rows, gold.at])
        total = total + labelled(self.status_score(hidden), gold.status)
        if self.modes:
            wanted = gold.modes.clamp(min=0).float()
            lost = functional.binary_cross_entropy_with_logits(
                self.mode_score(hidden).float(), wanted, reduction="none"
            )
            total = total + mean(lost, gold.modes != IGNORE) * 2
        total = total + self.parties.loss(words, gold.parties) + self.setting.loss(words, gold.setting)
        return total + self.counts.loss(words, gold.counts)

    def distil(self, words: Tensor, teachers: Sequence[tuple[Events, Tensor]], layout: Layout) -> Tensor:
        hidden = self.hidden(words)
        with torch.no_grad():
            theirs = [head.hidden(seen) for head, seen in teachers]
            types = [head.type_score(h) for (head, _), h in zip(teachers, theirs, strict=True)]
            told = 1 - torch.stack([t.float().softmax(-1) for t in types]).mean(0)[..., 0]
            told = told * layout.words
            status = [head.status_score(h) for (head, _), h in zip(teachers, theirs, strict=True)]
            modes = [head.mode_score(h) for (head, _), h in zip(teachers, theirs, strict=True)]
            anchors = told > 0.4
        total = same(self.type_score(hidden), types, layout.words) * 4
        total = total + same(self.status_score(hidden), status, anchors)
        if self.modes:
            every = anchors[..., None].expand(-1, -1, len(self.modes))
            total = total + same_chance(self.mode_score(hidden), modes, every) * 2
        for part in ("parties", "setting", "counts"):
            known = [(getattr(head, part), seen) for head, seen in teachers]
            total = total + getattr(self, part).distil(words, known, anchors, layout, False)
        return total

    def outputs(self, words: Tensor) -> dict[str, Tensor]:
        if not self.types:
            return {}
        hidden = self.hidden(words)
        return {
            "event_type": self.type_score(hidden),
            "event_mode": self.mode_score(hidden),
            "event_status": self.status_score(hidden),
            **self.parties.outputs(words, "event"),
            **self.setting.outputs(words, "setting"),
            **self.counts.outputs(words, "count"),
        }

    def arrays(self) -> dict[str, np.ndarray]:
        if not self.types:
            return {}
        return self.parties.arrays("event") | self.setting.arrays("setting") | self.counts.arrays("count")
