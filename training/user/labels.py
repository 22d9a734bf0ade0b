"""Labels that the model does not have yet: event types, modes and sectors of the user's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import torch
from torch import Tensor, nn

from training.heads.events import Events
from training.model import Model
from training.windows import Window

SMALL = 0.02
"""Standard deviation of a new label's weights: it begins with hardly an opinion."""


def add_labels(model: Model, windows: Sequence[Window]) -> list[str]:
    """Give the model the labels of the windows that it lacks; these, in the order in which they are added."""
    events, sectors = model.heads["events"], model.heads["sectors"]
    told = [event for window in windows for event in window.events or []]
    types = _new((t for event in told for t in event.types), events.types)
    modes = _new((m for event in told for m in event.modes), events.modes)
    others = _new((s for window in windows for s in window.sectors.values()), sectors.labels)
    first = not events.types
    events.types += types
    events.modes += modes
    events.type_score = _grown(events.type_score, len(types))
    events.mode_score = _grown(events.mode_score, len(modes))
    sectors.labels += others
    sectors.index |= {label: n for n, label in enumerate(sectors.labels)}
    sectors.score[-1] = _grown(sectors.score[-1], len(others))
    if first and types:
        from training.heads.voices import LABELS

        model.heads["voices"].labels = list(LABELS)  # who has events in view says what sources are, too
    return [*types, *modes, *others]


def begin_alike(events: Events, told: Iterable[tuple[Tensor, Sequence[str]]], new: Collection[str]) -> None:
    """Let each new type begin as a mixture of those that the head takes its examples for: what is new is mostly a part
    of what is known, or beside it. `told`: the vectors of words that tell of an event, with its types."""
    known = [n for n, name in enumerate(["", *events.types]) if name and name not in new]
    if not known:
        return
    likely: dict[str, list[Tensor]] = {}
    with torch.no_grad():
        for vector, types in told:
            for name in set(types) & set(new):
                scores = events.type_score(events.hidden(vector))[known]
                likely.setdefault(name, []).append(scores.softmax(-1))
        for name, found in likely.items():
            share, row = torch.stack(found).mean(0), 1 + events.types.index(name)
            events.type_score.weight[row] = share @ events.type_score.weight[known]
            events.type_score.bias[row] = share @ events.type_score.bias[known]


def _new(labels: Iterable[str], known: Sequence[str]) -> list[str]:
    return sorted(set(labels) - set(known))


def _grown(old: nn.Linear, count: int) -> nn.Linear:
    """A layer with more rows; the new ones have small weights, and as bias the least of the old ones."""
    if not count:
        return old
    new = nn.Linear(old.in_features, old.out_features + count)
    with torch.no_grad():
        new.weight.normal_(std=SMALL)
        new.weight[: old.out_features] = old.weight
        new.bias[:] = old.bias.min() if old.out_features else 0.0
        new.bias[: old.out_features] = old.bias
    return new
